"""What a legal path costs: fixed, a share of the amount, by a table, or not known beforehand."""

import datetime as dt

import attrs

from dunnix.conditions import Condition
from dunnix.law.basis import LegalBasis, is_in_force
from dunnix.law.percent import read_percent
from dunnix.law.wording import in_language
from dunnix.model import FrozenMap
from dunnix.model.checks import InvalidValueError, as_tuple
from dunnix.money import Money, share_of


@attrs.frozen(kw_only=True, order=False)
class CostRow:
    """A row of a table of costs: for amounts up to `up_to`, None for all above.

    The cost is `fixed` plus `percent` of the whole amount, rounded half up; `at_most` is the most
    it may come to where tariffs differ from court to court.
    """

    up_to: Money | None = None
    fixed: Money | None = None
    percent: str = attrs.field(default="0")
    at_most: Money | None = None

    def __attrs_post_init__(self) -> None:
        read_percent(self.percent)


@attrs.frozen(kw_only=True, order=False)
class CostLine:
    """One cost of a path for an amount; `least` and `most` are None where nobody can tell."""

    id: str
    title: FrozenMap[str]
    least: Money | None
    most: Money | None

    def title_in(self, language: str) -> str:
        """Give the title in a language, else in English."""
        return in_language(self.title, language)


def _ascending(_cost: object, _field: object, table: tuple[CostRow, ...]) -> None:
    limits = [row.up_to for row in table]
    if None in limits[:-1]:
        raise InvalidValueError(
            "only the last row of a table of costs has no `up_to`",
            code="contradiction",
            field="table",
        )
    sizes = [limit.minor_units for limit in limits if limit is not None]
    if sizes != sorted(set(sizes)):
        raise InvalidValueError(
            "the rows of a table of costs don't rise", code="contradiction", field="table"
        )


@attrs.frozen(kw_only=True, order=False)
class Cost:
    """Something a path costs, in a currency of its own; an empty table: nobody can tell before.

    `when` says for which claims it is due; `valid_from` and `valid_until` on which days, both
    included.
    """

    id: str
    title: FrozenMap[str] = attrs.field(converter=FrozenMap[str])
    currency: str
    basis: LegalBasis
    table: tuple[CostRow, ...] = attrs.field(default=(), converter=as_tuple, validator=_ascending)
    when: Condition | None = None
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    note: str | None = None

    def title_in(self, language: str) -> str:
        """Give the title in a language, else in English."""
        return in_language(self.title, language)

    def is_due_on(self, day: dt.date) -> bool:
        """Tell whether it is charged on a day."""
        return is_in_force(self.valid_from, self.valid_until, day)

    def of(self, amount: Money) -> CostLine:
        """Give the cost of claiming an amount; in another currency only what needs no table.

        >>> from dunnix.law.tables import legal_path
        >>> service = next(each for each in legal_path("fr-injonction-de-payer").costs
        ...                if each.id == "service")
        >>> service.of(Money("900.00", "EUR")).least
        Money('25.74', 'EUR')
        """
        row = self._row(amount)
        if row is None:
            return CostLine(id=self.id, title=self.title, least=None, most=None)
        share = share_of(amount.minor_units, read_percent(row.percent))
        fixed = 0 if row.fixed is None else row.fixed.minor_units
        least = Money.minor(fixed + share, self.currency)
        return CostLine(id=self.id, title=self.title, least=least, most=row.at_most or least)

    def _row(self, amount: Money) -> CostRow | None:
        if not self.table:
            return None
        if amount.currency != self.currency:
            only = self.table[0]
            return only if only.up_to is None and not read_percent(only.percent) else None
        for row in self.table:
            if row.up_to is None or amount.minor_units <= row.up_to.minor_units:
                return row
        return None
