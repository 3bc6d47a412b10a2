"""How the contacts of a silent debtor follow each other: tone, channel, and the gap between."""

import datetime as dt
from collections.abc import Iterator
from typing import Final, TypeAlias

from dunnix.engine import NextAction
from dunnix.engine.compiled import CompiledScenario
from dunnix.inspection import kinds
from dunnix.inspection.asked import path_of
from dunnix.inspection.goals import Goals
from dunnix.inspection.report import Path, Proved, ScenarioFinding, Unproved
from dunnix.inspection.search import Play, Search, some
from dunnix.inspection.witness import TIGHT
from dunnix.scenario import Do, warnings_of

_IN_A_ROW: Final = 3
_WEEKDAYS: Final = (1, 2, 3, 4)
_Dated: TypeAlias = tuple[dt.date, NextAction]


def cadence_of(search: Search, goals: Goals) -> Iterator[ScenarioFinding | Proved | Unproved]:
    """Look through the silent accounts that were played, and those the rules of tone speak of."""
    for cell in goals.of_tones():
        search.play(search.family.account(cell))
    silent = [play for play in search.plays if play.silent]
    told = {(fault.code, fault.path) for fault in warnings_of(search.scenario)}
    found = _softenings(search, silent, told)
    yield from _each(kinds.SOFTENS, found, "heard a softer step after a firmer one", silent)
    found = _in_a_row(search, silent, told)
    yield from _each(kinds.ONE_CHANNEL, found, "met four contacts in a row by one channel", silent)
    found = _held(search, silent)
    yield from _each(kinds.TOO_TIGHT, found, "met a step held by gap or cap each time", silent)


def _each(
    kind: kinds.Kind, found: Iterator[ScenarioFinding], what: str, plays: list[Play]
) -> Iterator[ScenarioFinding | Unproved]:
    """Give the first finding of a kind by its path; say how many were tried where there is none."""
    seen: set[Path] = set()
    for each in found:
        if each.path not in seen:
            seen.add(each.path)
            yield each
    if not seen:
        why = f"none of {len(plays)} silent accounts {what}"
        yield Unproved(code=kind.code, path=(), why=why, tried=len(plays))


def _contacts_of(compiled: CompiledScenario, play: Play) -> Iterator[_Dated]:
    """Give the contacts of an account that are steps of the ladder or statements."""
    answers = {rung.id for rung in compiled.answers}
    for day, action in play.actions:
        if action.do is Do.SEND and action.step not in answers:
            yield day, action


def _softenings(
    search: Search, plays: list[Play], told: set[tuple[str, Path]]
) -> Iterator[ScenarioFinding]:
    """Give each step of the ladder that spoke softer than one that went out before it."""
    rungs = {rung.id: rung for rung in search.compiled.rungs}
    for play in plays:
        firmest: NextAction | None = None
        for _, action in _contacts_of(search.compiled, play):
            if action.tone is None or action.step not in rungs:
                continue
            if firmest is None or firmest.tone is None or action.tone.rank >= firmest.tone.rank:
                firmest = action
                continue
            path = path_of(search.compiled, rungs[action.step])
            if ("tone-softens", (*path, "tone")) not in told:
                text = f"`{action.step}` speaks {action.tone} after `{firmest.step}`"
                message = f"{text} spoke {firmest.tone}"
                yield ScenarioFinding.of(kinds.SOFTENS, path, message, play.witness())


def _in_a_row(
    search: Search, plays: list[Play], told: set[tuple[str, Path]]
) -> Iterator[ScenarioFinding]:
    """Give each channel by which more than three contacts in a row go."""
    if any(code == "channel-repeated" for code, _ in told):
        return
    rungs = {rung.id: rung for rung in search.compiled.every_rung}
    for play in plays:
        channel, row = None, 0
        for _, action in _contacts_of(search.compiled, play):
            row = row + 1 if action.channel == channel and not action.copies else 1
            channel = action.channel
            if row == _IN_A_ROW + 1 and action.step in rungs:
                path = (*path_of(search.compiled, rungs[action.step]), "channel")
                text = f"with `{action.step}` a fourth contact in a row goes by {channel}"
                yield ScenarioFinding.of(kinds.ONE_CHANNEL, path, text, play.witness())


def _held(search: Search, plays: list[Play]) -> Iterator[ScenarioFinding]:
    """Give each step that the gap or a cap holds on its day, whatever weekday that is."""
    first = next(iter(plays), None)
    held = {} if first is None else _held_in(search.compiled, first)
    if first is None or not held:
        return
    others = some(
        search.play(
            search.family.account({}, due_later=later),
            since=search.family.issued + dt.timedelta(later),
        )
        for later in _WEEKDAYS
    )
    for step, rule in held.items():
        always = all(step in _held_in(search.compiled, each) for each in others)
        if always and len(others) == len(_WEEKDAYS):
            rung = search.compiled.rungs[search.compiled.index[step]]
            text = f"`{step}` is held by the {rule} of contacts whenever it is due"
            path = path_of(search.compiled, rung)
            yield ScenarioFinding.of(kinds.TOO_TIGHT, path, text, first.witness())


def _held_in(compiled: CompiledScenario, play: Play) -> dict[str, str]:
    """Give the steps that the gap or a cap held on a day they were due, each with the rule."""
    steps = {rung.id for rung in compiled.rungs}
    found: dict[str, str] = {}
    for day in play.projection.days:
        for held in day.held:
            if held.rule in TIGHT and held.step in steps:
                found.setdefault(str(held.step), str(held.rule))
    return found
