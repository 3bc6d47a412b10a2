"""The grammar of one due date: operations as people string them together, and their anchor."""

from typing import Final

import attrs

from dunnix.terms.cursor import Cursor
from dunnix.terms.day_grammar import AMOUNTS, UNITS, day_operation, numbered
from dunnix.terms.due_rule import Anchor, DueRule
from dunnix.terms.operations import (
    Add,
    CutOff,
    EndOfDecade,
    EndOfMonth,
    OffClosedDay,
    Operation,
    Shift,
    Unit,
)
from dunnix.terms.reading import Reading, counted

_LINKS: Final = ("link", "on-the", "after")
# French law admits two ways to count these, and trade uses a third.
_ADMITTED_TWICE: Final = 45


@attrs.define(order=False)
class Draft:
    """A due date while it is read."""

    steps: list[Operation] = attrs.field(factory=list[Operation])
    anchor: Anchor | None = None
    at_once: bool = False
    zero: bool = False
    asks_payment: bool = False
    plain_month_end: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said yet."""
        return not (self.steps or self.at_once or self.zero or self.anchor)

    def rule(self) -> DueRule:
        """Give what was read. `On receipt` without a number of days is taken as: at once."""
        anchor = self.anchor or Anchor.INVOICE
        if anchor is Anchor.RECEIPT and not self.steps and not self.zero:
            anchor = Anchor.INVOICE
        return DueRule(steps=self.steps, anchor=anchor)


@attrs.frozen(order=False)
class _Lead:
    """The words before an operation that decide what it means."""

    joined: bool
    linked: bool
    after: bool
    on_the: bool
    net: bool


class DueGrammar:
    """Reads due dates; `is_ambiguous` tells that a reading decided one of them."""

    def __init__(self, cursor: Cursor, reading: Reading) -> None:
        self._cursor = cursor
        self._reading = reading
        self.is_ambiguous = False

    def due(self) -> DueRule | None:
        """Read a due date, or nothing at all."""
        start, draft = self._cursor.at, Draft()
        while self._cursor.accept("pay", "colon"):
            draft.asks_payment = True
        self.extend(draft)
        if draft.is_empty:
            self._cursor.at = start
            return None
        return draft.rule()

    def extend(self, draft: Draft) -> None:
        """Read on as long as there are operations or an anchor."""
        while True:
            start = self._cursor.at
            if not self._element(draft):
                self._cursor.at = start
                break
        if not draft.is_empty:
            self._cursor.skip("net", "pay") if draft.at_once else self._cursor.skip("net")

    def _element(self, draft: Draft) -> bool:
        lead = self._lead()
        if lead is None or (lead.joined and draft.is_empty):
            return False
        start = self._cursor.at
        for read in (
            self._at_once,
            self._cut_off,
            self._shift,
            self._end,
            self._day,
            self._count,
            self._anchor,
        ):
            if read(draft, lead):
                return True
            self._cursor.at = start
        return False

    def _lead(self) -> _Lead | None:
        cursor = self._cursor
        net = cursor.skip("net")
        comma = cursor.accept("comma")
        joined = cursor.accept("then", "plus")
        late = cursor.sees("cut-off", "shift-next", "shift-previous", "shift-nearest")
        if comma and not joined and not late:
            return None
        net = cursor.skip("net") or (net and not comma)
        if net:
            cursor.accept("slash")
        linked = after = on_the = False
        while cursor.sees(*_LINKS):
            after, on_the = after or cursor.sees("after"), cursor.sees("on-the")
            linked = cursor.accept(*_LINKS)
        return _Lead(joined=joined, linked=linked, after=after, on_the=on_the, net=net)

    def _at_once(self, draft: Draft, _: _Lead) -> bool:
        if not draft.is_empty or not self._cursor.accept("at-once"):
            return False
        draft.at_once = True
        return True

    def _cut_off(self, draft: Draft, lead: _Lead) -> bool:
        if not self._cursor.accept("cut-off"):
            return False
        self._cursor.skip("on-the", "link")
        number = numbered(self._cursor)
        if number is None:
            return False
        # Told last, a cut-off still counts from the day of the invoice.
        at = len(draft.steps) if lead.joined else 0
        draft.steps.insert(at, CutOff(number))
        return True

    def _shift(self, draft: Draft, _: _Lead) -> bool:
        for shift in Shift:
            if self._cursor.accept(f"shift-{shift}"):
                draft.steps.append(OffClosedDay(shift))
                return True
        return False

    def _end(self, draft: Draft, lead: _Lead) -> bool:
        if draft.at_once:
            return False
        if self._cursor.accept("end-of-decade"):
            # The law counts the days from the end of the decade, whichever is told first.
            last = -1 if _ends_with_count(draft) and not lead.joined else len(draft.steps)
            draft.steps[last:last] = [EndOfDecade()]
            return True
        months = self._month_end()
        return months is not None and self._end_of_month(draft, lead, months)

    def _month_end(self) -> int | None:
        cursor = self._cursor
        if cursor.accept("end-of-next-month"):
            return 1
        start = cursor.at
        if cursor.accept("end-of"):
            number = numbered(self._cursor)
            if number is not None and cursor.accept("following-month"):
                return number
            cursor.at = start
        if cursor.accept("end-of-month"):
            return 0
        return 1 if cursor.accept("mfi") else None

    def _end_of_month(self, draft: Draft, lead: _Lead, months: int) -> bool:
        if lead.joined or not draft.steps:
            # `After the end of the month` says nothing without days.
            if not lead.after:
                draft.steps.append(EndOfMonth(months))
            return not lead.after
        last = draft.steps[-1]
        if not isinstance(last, Add):
            return False
        if lead.after:
            draft.steps.insert(-1, EndOfMonth(months))
            return True
        if months:
            return False
        if last.unit is Unit.DAY:
            draft.steps[-1:] = counted(last.count, self._reading)
            draft.plain_month_end = True
            self.is_ambiguous |= last.count == _ADMITTED_TWICE
        else:
            draft.steps.append(EndOfMonth())
        return True

    def _day(self, draft: Draft, lead: _Lead) -> bool:
        operation = day_operation(self._cursor, on_the=lead.on_the)
        if operation is None or draft.at_once:
            return False
        draft.steps.append(operation)
        return True

    def _count(self, draft: Draft, lead: _Lead) -> bool:
        if (draft.steps or draft.zero or draft.at_once or draft.anchor) and not lead.joined:
            return False
        number = self._cursor.whole()
        if number is None:
            return False
        unit = self.unit()
        if unit is None and not (lead.net and not self._cursor.sees(*AMOUNTS)):
            return False
        if number == 0:
            draft.zero = True
        else:
            draft.steps.append(Add(number, unit or Unit.DAY))
        return True

    def unit(self) -> Unit | None:
        """Read what is counted: days, weeks, months."""
        return next((Unit(each) for each in UNITS if self._cursor.accept(each)), None)

    def _anchor(self, draft: Draft, lead: _Lead) -> bool:
        if lead.joined:
            return False
        for anchor in Anchor:
            if not self._cursor.sees(anchor):
                continue
            if draft.anchor not in {None, anchor}:
                return False
            told = lead.linked or draft.asks_payment or anchor is Anchor.RECEIPT
            if draft.is_empty and not told:
                return False
            self._cursor.accept(anchor)
            draft.anchor = anchor
            # `30 days end of month of delivery`: of which month, is open.
            of_month = draft.plain_month_end and not lead.after
            self.is_ambiguous |= of_month and anchor is not Anchor.INVOICE
            return True
        return False


def _ends_with_count(draft: Draft) -> bool:
    return bool(draft.steps) and isinstance(draft.steps[-1], Add)
