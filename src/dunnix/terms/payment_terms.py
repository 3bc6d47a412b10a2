"""Payment terms: when what share is due, and what early payment takes off."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Final, Self

import attrs

from dunnix.terms.discount import Discount, DiscountBase
from dunnix.terms.due_rule import Anchor, AnchorDates, DueRule
from dunnix.terms.errors import TermsError
from dunnix.terms.operations import OpenDays, Operation
from dunnix.terms.shares import Remainder, Share, closed, split

_MOST_LINES: Final = 120
_MOST_DIGITS: Final = 8


@attrs.frozen(kw_only=True, order=False)
class Instalment:
    """A share of the amount and when it is due."""

    share: Share = attrs.field(factory=Remainder)
    due: DueRule = attrs.field(factory=DueRule)

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.share, Share) or not isinstance(self.due, DueRule):
            raise TypeError("an instalment is a share such as Percent(30) and a DueRule")


@attrs.frozen(kw_only=True, order=False)
class DueAmount:
    """An instalment of one invoice: its date, and its amount in minor units."""

    due_date: dt.date
    minor_units: int
    currency: str


@attrs.frozen(kw_only=True, order=False)
class DiscountOffer:
    """A discount on one invoice: until when, and how much off what, in minor units."""

    last_day: dt.date
    percent: str
    minor_units: int
    currency: str
    base: DiscountBase
    base_minor_units: int


def _instalments(given: Iterable[Instalment]) -> tuple[Instalment, ...]:
    lines = tuple(given)
    if not lines or not all(isinstance(each, Instalment) for each in lines):
        return lines
    shares = closed(tuple(each.share for each in lines))
    return tuple(
        Instalment(share=share, due=line.due) for share, line in zip(shares, lines, strict=True)
    )


def _discounts(given: Iterable[Discount]) -> tuple[Discount, ...]:
    return tuple(given)


@attrs.frozen(kw_only=True, order=False)
class PaymentTerms:
    """What was agreed on when to pay, as operations on days.

    Without `instalments` the terms name no due date, as discounts alone don't. `no_discount` is
    the statement that early payment takes nothing off. Percentages that sum to 100 keep the
    last of them as the remainder. Amounts are in minor units; `digits` are the decimals of their
    currency, as `dunnix.money.currency_digits` gives them. Errors are `TermsError`.

    >>> from dunnix.terms import Add, EndOfMonth
    >>> PaymentTerms.single(Add(30), EndOfMonth()).due_date(dt.date(2026, 1, 15))
    datetime.date(2026, 2, 28)
    """

    instalments: tuple[Instalment, ...] = attrs.field(default=(), converter=_instalments)
    discounts: tuple[Discount, ...] = attrs.field(default=(), converter=_discounts)
    no_discount: bool = False

    def __attrs_post_init__(self) -> None:
        for kind, values in ((Instalment, self.instalments), (Discount, self.discounts)):
            for each in values:
                if not isinstance(each, kind):
                    raise TypeError(f"payment terms hold {kind.__name__} values, not {each!r}")
            if len(values) > _MOST_LINES:
                raise TermsError(f"payment terms hold at most {_MOST_LINES} lines")
        if type(self.no_discount) is not bool:
            raise TypeError("`no_discount` is true or false")
        if self.no_discount and self.discounts:
            raise TermsError("terms with discounts can't say that there are none")
        if not (self.instalments or self.discounts or self.no_discount):
            raise TermsError("payment terms say nothing: name a due date or a discount")

    @classmethod
    def single(
        cls,
        *steps: Operation,
        anchor: Anchor = Anchor.INVOICE,
        discounts: Iterable[Discount] = (),
    ) -> Self:
        """Make terms with one due date; no operations mean payment at once.

        >>> PaymentTerms.single().due_date(dt.date(2026, 1, 15))
        datetime.date(2026, 1, 15)
        """
        due = DueRule(steps=steps, anchor=anchor)
        return cls(instalments=(Instalment(due=due),), discounts=tuple(discounts))

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Self:
        """Read terms from what `to_dict` gives; `TermsError` says where a fault is."""
        from dunnix.terms.wire import read_terms

        return cls(**read_terms(row))

    def to_dict(self) -> dict[str, Any]:
        """Give the terms as plain data for JSON.

        >>> PaymentTerms.single().to_dict()["instalments"]
        [{'share': {'kind': 'remainder'}, 'due': {'anchor': 'invoice', 'steps': []}}]
        """
        from dunnix.terms.wire import written_terms

        return written_terms(self)

    def __str__(self) -> str:
        """Give the terms in English, which `parse_terms` reads back: one cell of a table."""
        from dunnix.terms.write import format_terms

        return format_terms(self, "en")

    def due_date(
        self,
        issued: dt.date,
        *,
        ordered: dt.date | None = None,
        delivered: dt.date | None = None,
        received: dt.date | None = None,
        calendar: OpenDays | None = None,
    ) -> dt.date:
        """Give the day by which all is due: that of the latest instalment.

        Days other than `issued` are needed where the terms count from them, and `calendar` where
        they speak of business days.
        """
        dates = AnchorDates(issued, ordered, delivered, received)
        return max(each.due.date_of(dates, calendar=calendar) for each in self.due_lines())

    def schedule(
        self,
        minor_units: int,
        currency: str,
        issued: dt.date,
        *,
        digits: int,
        ordered: dt.date | None = None,
        delivered: dt.date | None = None,
        received: dt.date | None = None,
        calendar: OpenDays | None = None,
    ) -> tuple[DueAmount, ...]:
        """Split an amount into instalments, in the order agreed; they sum exactly to it.

        >>> from dunnix.terms import parse_terms
        >>> terms = parse_terms("1/3 at 30 days, 1/3 at 60 days, remainder at 90 days")
        >>> lines = terms.schedule(10000, "EUR", dt.date(2026, 1, 15), digits=2)
        >>> [(str(line.due_date), line.minor_units) for line in lines]
        [('2026-02-14', 3333), ('2026-03-16', 3333), ('2026-04-15', 3334)]
        """
        _check_amount(minor_units, digits)
        dates = AnchorDates(issued, ordered, delivered, received)
        shares = tuple(each.share for each in self.due_lines())
        parts = split(shares, minor_units, currency, digits)
        return tuple(
            DueAmount(
                due_date=line.due.date_of(dates, calendar=calendar),
                minor_units=part,
                currency=currency,
            )
            for line, part in zip(self.instalments, parts, strict=True)
        )

    def discount_offers(  # noqa: PLR0913  # the days an invoice may count from, each by its name
        self,
        minor_units: int,
        currency: str,
        issued: dt.date,
        *,
        digits: int,
        net: int | None = None,
        ordered: dt.date | None = None,
        delivered: dt.date | None = None,
        received: dt.date | None = None,
        calendar: OpenDays | None = None,
    ) -> tuple[DiscountOffer, ...]:
        """Give until when which discount may be taken, in the order agreed.

        `minor_units` is the amount with tax, `net` the one without, needed for discounts on it.
        The last day is never after the due date, where the terms name one: who pays late has
        paid nothing early.

        >>> from dunnix.terms import parse_terms
        >>> terms = parse_terms("2/10 net 30")
        >>> offer, = terms.discount_offers(120000, "EUR", dt.date(2026, 1, 15), digits=2)
        >>> str(offer.last_day), offer.percent, offer.minor_units
        ('2026-01-25', '2', 2400)
        """
        _check_amount(minor_units, digits)
        dates = AnchorDates(issued, ordered, delivered, received)
        ends = [each.due.date_of(dates, calendar=calendar) for each in self.instalments]
        offers = list[DiscountOffer]()
        for each in self.discounts:
            amount, base = each.amount(minor_units, net=net, digits=digits)
            last = each.due.date_of(dates, calendar=calendar)
            offers.append(
                DiscountOffer(
                    last_day=min(last, max(ends)) if ends else last,
                    percent=format(each.percent, "f"),
                    minor_units=amount,
                    currency=currency,
                    base=each.base,
                    base_minor_units=base,
                )
            )
        return tuple(offers)

    def due_lines(self) -> tuple[Instalment, ...]:
        """Give the instalments; `TermsError` for terms that name no due date."""
        if not self.instalments:
            raise TermsError("the terms name no due date: add when the net amount is due")
        return self.instalments


def _check_amount(minor_units: object, digits: object) -> None:
    if type(minor_units) is not int:
        raise TypeError("an amount is an int of minor units: cents for EUR, yen for JPY")
    if type(digits) is not int or not 0 <= digits <= _MOST_DIGITS:
        raise TermsError(f"`digits` are the decimals of a currency, found {digits!r}")
