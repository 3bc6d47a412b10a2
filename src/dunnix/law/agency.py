"""What a collection agency costs: a fee, and a commission on what it recovers."""

from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

import attrs

from dunnix.law.percent import read_percent
from dunnix.model.checks import InvalidValueError, as_tuple, money
from dunnix.money import Money, half_up, share_of


class Commission(StrEnum):
    """What the percentage of a bracket is taken of: its slice of the amount, or the whole."""

    SLICE = "slice"
    WHOLE = "whole"


@attrs.frozen(kw_only=True, order=False)
class CommissionBracket:
    """A percentage for amounts up to `up_to`, that one included; None for all above.

    >>> CommissionBracket(up_to=Money("1000", "EUR"), percent="15").percent
    '15'
    """

    percent: str
    up_to: Money | None = None

    def __attrs_post_init__(self) -> None:
        read_percent(self.percent)


@attrs.frozen(kw_only=True, order=False)
class AgencyCost:
    """What handing over costs if an amount is recovered, and what of it is left."""

    fee: Money
    commission: Money
    total: Money
    left: Money


@attrs.frozen(kw_only=True, order=False)
class AgencyTerms:
    """An agency's terms: a fee for each case, whatever comes of it, and a success commission.

    Brackets rise, and the last has no end. Under `slice` each percentage is taken of the part of
    the amount within its bracket, under `whole` the one bracket the amount falls in counts for all
    of it. The commission is rounded half up to the minor unit, once, after summing.

    >>> terms = AgencyTerms(fee=Money("25", "EUR"), commission="slice", brackets=[
    ...     CommissionBracket(up_to=Money("1000", "EUR"), percent="15"),
    ...     CommissionBracket(percent="8")])
    >>> terms.cost(Money("2500", "EUR")).total
    Money('295.00', 'EUR')
    """

    fee: Money = attrs.field(validator=money)
    commission: Commission = attrs.field(converter=Commission)
    brackets: tuple[CommissionBracket, ...] = attrs.field(converter=as_tuple)

    def __attrs_post_init__(self) -> None:
        limits = [each.up_to for each in self.brackets]
        if not limits or limits[-1] is not None or None in limits[:-1]:
            raise InvalidValueError(
                "the last bracket, and no other, has no `up_to`",
                code="contradiction",
                field="brackets",
            )
        sizes = [Money.minor(0, self.fee.currency), *(each for each in limits if each is not None)]
        if any(later <= sooner for sooner, later in pairwise(sizes)):
            raise InvalidValueError(
                "the brackets don't rise", code="contradiction", field="brackets"
            )

    def cost(self, recovered: Money) -> AgencyCost:
        """Give what a case costs when an amount is recovered; nothing recovered costs the fee.

        Raises `ValueError` for an amount below zero, `CurrencyMismatchError` for another currency.
        """
        nothing = Money.minor(0, self.fee.currency)
        if recovered < nothing:
            raise ValueError("what is recovered can't be below zero")
        commission = Money.minor(self._commission(recovered.minor_units), self.fee.currency)
        total = self.fee + commission
        return AgencyCost(fee=self.fee, commission=commission, total=total, left=recovered - total)

    def _commission(self, recovered: int) -> int:
        parts, start = Fraction(0), 0  # summed exactly, so that it is rounded once
        for bracket in self.brackets:
            end = recovered if bracket.up_to is None else bracket.up_to.minor_units
            percent = read_percent(bracket.percent)
            if recovered <= end and self.commission is Commission.WHOLE:
                return share_of(recovered, percent)
            parts += max(min(recovered, end) - start, 0) * percent
            start = end
        return half_up(parts / 100)
