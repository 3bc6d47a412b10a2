"""What is tried to bring an account to a step, or to have it answered by a reaction."""

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from typing import Final

import attrs

from dunnix.conditions import Compare, In, Text, leaves, literals
from dunnix.engine.compiled import CompiledScenario
from dunnix.engine.rungs import Rung
from dunnix.inspection.asked import reactions_of
from dunnix.inspection.cells import Cell
from dunnix.inspection.goals import Goals
from dunnix.inspection.happenings import told
from dunnix.inspection.search import Play, Search
from dunnix.inspection.told import Fails, Outcomes
from dunnix.planning import silence, together
from dunnix.planning.assumptions import Assumption
from dunnix.scenario import Anchor, Event

_DAYS: Final = (12, 2, 9, 25, 40, -3, 90)
_OF_THE_LADDER: Final = ((Event.DISPUTE_RESOLVED, 5), (Event.BLOCK_LIFTED, 5))
_MOST: Final = 16
_WEEKDAYS: Final = (2, 4)


@attrs.frozen(kw_only=True, order=False, eq=False)
class Try:
    """An account to be played: its facts, what comes, and by how many days all of it is moved.

    `currency` is another than that of the search.
    """

    cell: Cell
    assuming: Assumption = silence
    later: int = 0
    currency: str | None = None

    def played(self, search: Search) -> Play | None:
        """Play it; None where no days are left."""
        family = search.family if self.currency is None else search.family_in(self.currency)
        account = family.account(self.cell, due_later=self.later)
        since = search.family.issued + dt.timedelta(self.later)
        return search.play(account, self.assuming, since=since)


def tries_for(search: Search, goals: Goals, rung: Rung) -> Iterator[Play]:
    """Play accounts that may come to a step or a reaction, the likeliest first."""
    answer = rung.answer
    attempts = _for_step(search, goals, rung) if answer is None else _for(search, goals, rung)
    for attempt in islice(attempts, _MOST):
        play = attempt.played(search)
        if play is None:
            return
        yield play


def _for_step(search: Search, goals: Goals, rung: Rung) -> Iterator[Try]:
    sent_by = [
        each
        for each in reactions_of(search.compiled)
        if each.answer is not None and each.answer.goes_to == rung.index
    ]
    for each in sent_by:
        yield from _for(search, goals, each, also=(rung,))
    cells = goals.cells(rung)
    at = rung.step.at
    if at is not None and at.anchor is Anchor.HAND_OVER:
        for cell in cells:
            account = search.family.account(cell)
            over = told(search.family, account, Event.HAND_OVER, None, day=12)
            yield Try(cell=cell, assuming=over)
    yield from (Try(cell=cell) for cell in cells)
    yield from (Try(cell=cells[0], later=later) for later in _WEEKDAYS)
    for other in goals.in_other_currencies():
        yield from (Try(cell=cell, currency=other.currency) for cell in other.cells(rung))
    for cell in cells:
        for assuming in _moods(search, rung, cell):
            yield Try(cell=cell, assuming=assuming)


def _for(search: Search, goals: Goals, rung: Rung, also: tuple[Rung, ...] = ()) -> Iterator[Try]:
    """Give cells and what makes the event of a reaction happen in them."""
    answer = rung.answer
    if answer is None or answer.event is None:
        return
    cells = goals.cells(rung, also)
    for day in _DAYS:
        for cell in cells:
            happens = _event(search, cell, answer.event, answer.detail, day)
            yield Try(cell=cell, assuming=happens)
    for mood in _outcomes(rung):
        first = _event(search, cells[0], answer.event, answer.detail, _DAYS[0])
        yield Try(cell=cells[0], assuming=together(first, mood))


def _event(
    search: Search, cell: Cell, event: Event, detail: str | None, day: int, times: int = 1
) -> Assumption:
    if event is Event.NO_REPLY:
        return silence
    account = search.family.account(cell)
    return told(search.family, account, event, detail, day=day, times=times)


def _moods(search: Search, rung: Rung, cell: Cell) -> Iterator[Assumption]:
    """Give what else may lead to a step: an answer, an outcome, a pause, a channel that fails."""
    yield from _outcomes(rung)
    for event, day in ((Event.REPLY, 5), (Event.REPLY, 18), *_OF_THE_LADDER):
        yield _event(search, cell, event, None, day)
    yield _event(search, cell, Event.PROMISE_BROKEN, None, 2, times=3)
    yield _event(search, cell, Event.PART_PAYMENT, None, 5)
    yield from (Fails(channel) for channel in _channels(search.compiled))


def _outcomes(rung: Rung) -> Iterator[Assumption]:
    """Give the outcomes of calls that a condition speaks of."""
    said = {
        literal.value
        for leaf in (() if rung.step.when is None else leaves(rung.step.when.expression))
        if leaf.fact == "outcome" and isinstance(leaf, Compare | In)
        for literal in literals(leaf)
        if isinstance(literal, Text)
    }
    yield from (Outcomes(each) for each in sorted(said))


def _channels(compiled: CompiledScenario) -> list[str]:
    return sorted({channel for rung in compiled.rungs for channel in rung.channels[:1]})
