"""From which day a date is counted, and by which operations."""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import Final, get_args

import attrs

from dunnix.terms.checks import plain_day
from dunnix.terms.errors import TermsError
from dunnix.terms.operations import OpenDays, Operation, moved

_MOST_STEPS: Final = 12


class Anchor(StrEnum):
    """The day from which a date is counted; `receipt` is that of the invoice, not of goods."""

    INVOICE = "invoice"
    ORDER = "order"
    DELIVERY = "delivery"
    RECEIPT = "receipt"


_ASKED: Final = {Anchor.ORDER: "ordered", Anchor.DELIVERY: "delivered", Anchor.RECEIPT: "received"}


@attrs.frozen(order=False)
class AnchorDates:
    """The days of one invoice that its terms may count from."""

    issued: dt.date
    ordered: dt.date | None = None
    delivered: dt.date | None = None
    received: dt.date | None = None

    def __attrs_post_init__(self) -> None:
        plain_day(self.issued, "issued")
        for name in _ASKED.values():
            if getattr(self, name) is not None:
                plain_day(getattr(self, name), name)

    def of(self, anchor: Anchor) -> dt.date:
        """Give the day of an anchor; `TermsError` where it wasn't given."""
        if anchor is Anchor.INVOICE:
            return plain_day(self.issued, "issued")
        day = getattr(self, _ASKED[anchor])
        if day is None:
            raise TermsError(
                f"the terms count from the {anchor} date, which isn't given: "
                f"pass `{_ASKED[anchor]}=`"
            )
        return plain_day(day, _ASKED[anchor])


def _operations(
    _: object, field: "attrs.Attribute[tuple[Operation, ...]]", value: tuple[Operation, ...]
) -> None:
    for each in value:
        if not isinstance(each, get_args(Operation)):
            raise TypeError(f"`{field.name}` holds operations such as Add(30), not {each!r}")
    if len(value) > _MOST_STEPS:
        raise TermsError(f"a date is told in at most {_MOST_STEPS} operations, found {len(value)}")


def _tuple(steps: Iterable[Operation]) -> tuple[Operation, ...]:
    return tuple(steps)


@attrs.frozen(kw_only=True, order=False)
class DueRule:
    """How a date is found: operations one after the other, from an anchor; none of them: at once.

    >>> from dunnix.terms import Add, EndOfMonth
    >>> DueRule(steps=[Add(30), EndOfMonth()]).date_from(dt.date(2026, 1, 31))
    datetime.date(2026, 3, 31)
    """

    steps: tuple[Operation, ...] = attrs.field(default=(), converter=_tuple, validator=_operations)
    anchor: Anchor = attrs.field(default=Anchor.INVOICE, converter=Anchor)

    def date_from(self, start: dt.date, *, calendar: OpenDays | None = None) -> dt.date:
        """Give the date, counted from the day of the anchor."""
        start = day = plain_day(start, "start")
        for step in self.steps:
            day = moved(day, step, start=start, calendar=calendar)
        return day

    def date_of(self, dates: AnchorDates, *, calendar: OpenDays | None = None) -> dt.date:
        """Give the date, picking the day of its anchor from those of an invoice."""
        return self.date_from(dates.of(self.anchor), calendar=calendar)
