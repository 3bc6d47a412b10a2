"""The laws of pauses: what the way a pause is released may do to a calendar."""

import datetime as dt
from typing import Any, Final

import attrs
from chance import day, few
from hypothesis import given
from hypothesis import strategies as st
from strategies import Question, accounts, questions, scenarios

from dunnix.engine import decide
from dunnix.engine.compiled import compile_scenario
from dunnix.engine.unit import take_situation
from dunnix.model import Account, AnyRow, Block, Dispute, Extension, FrozenMap
from dunnix.scenario import Anchor, PauseKind, PauseRule, PauseRules, Scenario

ENDED: Final = day(60)


def released(scenario: Scenario, on_release: str) -> Scenario:
    """Give a scenario in which every pause is released in one way, and nobody is ever asked."""
    rules = {str(kind): PauseRule(on_release=on_release) for kind in PauseKind}
    return attrs.evolve(scenario, pauses=PauseRules(by_kind=FrozenMap(rules)))


def calendars(scenario: Scenario, account: Account, today: dt.date) -> dict[str, list[int | None]]:
    """Give the first day of each step by receivable, of those in play."""
    situation = take_situation(compile_scenario(scenario), account, today)
    return {
        track.claim.id: list(track.schedule.firsts)
        for unit in situation.units
        for track in unit.tracks
    }


@given(questions(reactions=()))
def test_no_step_comes_later_by_catching_up_nor_earlier_by_starting_again(
    question: Question,
) -> None:
    scenario = question.scenario

    caught_up, moved, restarted = (
        calendars(released(scenario, mode), question.account, question.as_of)
        for mode in ("catch-up", "continue", "restart")
    )

    assert caught_up.keys() == moved.keys() == restarted.keys()
    for name, firsts in moved.items():
        for index, first in enumerate(firsts):
            if first is None:
                continue
            at = scenario.steps[index].at
            assert (caught_up[name][index] or 0) <= first
            # What is counted from the issue date keeps its distance from the due date.
            if at is not None and at.anchor is Anchor.DUE:
                assert first <= (restarted[name][index] or 0)


@st.composite
def pauses_that_ended(draw: st.DrawFn, account: Account) -> AnyRow:
    """Give a pause of all or of one invoice that has ended by the day asked about."""
    first = day(draw(st.integers(0, 40)))
    last = min(first + dt.timedelta(draw(few)), ENDED - dt.timedelta(1))
    name = draw(st.sampled_from([None, *(each.id for each in account.invoices)]))
    common: dict[str, Any] = {"id": "pause", "invoice": name}
    match draw(st.sampled_from(["dispute", "block", "extension"])):
        case "dispute":
            after = last + dt.timedelta(1)
            return Dispute(opened_on=first, resolved_on=after, reason="quality", **common)
        case "block":
            return Block(since=first, until=last, reason="goodwill", **common)
        case _:
            return Extension(date=first, until=last, **common)


@given(scenarios(reactions=()), accounts(), st.data())
def test_what_catches_up_is_decided_as_if_it_had_never_been_paused(
    scenario: Scenario, drawn: Account, data: st.DataObject
) -> None:
    # What money did for a promise or a plan is judged by what was in play on its day.
    never = attrs.evolve(drawn, promises=(), plans=(), disputes=(), blocks=(), happenings=())
    paused = never.record(data.draw(pauses_that_ended(never)))
    scenario = released(scenario, "catch-up")

    before, after = (decide(scenario, each, as_of=ENDED) for each in (never, paused))

    assert after.next_actions == before.next_actions
    assert (after.held, after.called_for) == (before.held, before.called_for)
