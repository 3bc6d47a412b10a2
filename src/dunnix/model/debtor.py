"""Who owes, and whom to reach there."""

import calendar
import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator

import attrs

from dunnix.model.checks import (
    as_tuple,
    days_of_month,
    flag,
    identity,
    list_of,
    optional_date,
    optional_flag,
    optional_identity,
    optional_positive_money,
    optional_text,
    optional_texts,
    to_optional_date,
    to_optional_party,
    to_optional_place,
    to_role,
)
from dunnix.model.frozen_map import FactValue, FrozenMap, to_facts
from dunnix.model.names import ContactPlace, Party, Role
from dunnix.money import Money


def _in_order(days: Iterable[int]) -> tuple[int, ...]:
    """Freeze days of a month, each once and in order; what isn't a number is refused later."""
    found = as_tuple(days)
    if any(type(each) is not int for each in found):
        return found
    return tuple(sorted(set(found)))


@attrs.frozen(kw_only=True, order=False)
class Contact:
    """A person or desk to reach at the debtor's.

    `opted_out` lists channels not to be used, `preferred` the one they chose; from
    `invalid_since` on nothing is sent there. `place` tells where it is, which some rules forbid.
    `direct` says that the phone rings on the desk of that person: such a line comes before others
    of the same role, a named person before a switchboard.

    >>> Contact(role="manager", phone="+33 1 00 00 00 00").role
    <Role.MANAGER: 'manager'>
    """

    role: Role = attrs.field(converter=to_role)
    id: str | None = attrs.field(default=None, validator=optional_identity)
    name: str | None = attrs.field(default=None, validator=optional_text)
    email: str | None = attrs.field(default=None, validator=optional_text)
    phone: str | None = attrs.field(default=None, validator=optional_text)
    language: str | None = attrs.field(default=None, validator=optional_text)
    opted_out: tuple[str, ...] = attrs.field(
        default=(), converter=as_tuple, validator=optional_texts
    )
    preferred: str | None = attrs.field(default=None, validator=optional_text)
    place: ContactPlace | None = attrs.field(default=None, converter=to_optional_place)
    direct: bool = attrs.field(default=False, validator=flag)
    invalid_since: dt.date | None = attrs.field(
        default=None, converter=to_optional_date, validator=optional_date
    )
    recorded_on: dt.date | None = attrs.field(
        default=None, converter=to_optional_date, validator=optional_date
    )

    @property
    def order(self) -> tuple[bool, bool, tuple[str, ...]]:
        """Its place among contacts of one role: a direct line, then a name, then what it is."""
        fields = (self.id, self.name, self.email, self.phone, self.language)
        return not self.direct, not self.name, tuple(field or "" for field in fields)


@attrs.frozen(kw_only=True, order=False)
class Debtor:
    """A company, consumer or public body that owes.

    `facts` holds what the host declares beyond the built-in facts; `owner` is the collector in
    charge, `account_manager` who of ours looks after the customer; `timezone` an IANA name;
    `country` ISO 3166-1 alpha-2, `language` ISO 639-1. `payment_days` are the days of the month on
    which it pays, 31 the last of any month; `portal` is where it takes invoices, and
    `purchase_order_required` whether it pays none without a purchase order's number.

    >>> Debtor(id="D42", name="Martin SARL", country="FR").id
    'D42'
    """

    id: str = attrs.field(validator=identity)
    name: str = attrs.field(default="", validator=optional_text)
    party: Party | None = attrs.field(default=None, converter=to_optional_party)
    country: str | None = attrs.field(default=None, validator=optional_text)
    language: str | None = attrs.field(default=None, validator=optional_text)
    timezone: str | None = attrs.field(default=None, validator=optional_text)
    owner: str | None = attrs.field(default=None, validator=optional_text)
    account_manager: str | None = attrs.field(default=None, validator=optional_text)
    credit_limit: Money | None = attrs.field(default=None, validator=optional_positive_money)
    payment_days: tuple[int, ...] = attrs.field(
        default=(), converter=_in_order, validator=days_of_month
    )
    portal: str | None = attrs.field(default=None, validator=optional_text)
    purchase_order_required: bool | None = attrs.field(default=None, validator=optional_flag)
    contacts: tuple[Contact, ...] = attrs.field(
        default=(), converter=as_tuple, validator=list_of(Contact)
    )
    facts: FrozenMap[FactValue] = attrs.field(factory=FrozenMap[FactValue], converter=to_facts)
    recorded_on: dt.date | None = attrs.field(
        default=None, converter=to_optional_date, validator=optional_date
    )

    def next_payment_run(self, day: dt.date) -> dt.date | None:
        """Give the first day on which it pays, from one on; None where its days aren't known.

        Closed days don't move it: what a debtor does about them isn't known. A promise for the
        day before a run is mostly kept on the run.

        >>> Debtor(id="D42", payment_days=[10, 31]).next_payment_run(dt.date(2026, 2, 11))
        datetime.date(2026, 2, 28)
        """
        runs = (run for month in _from_month(day) for run in self._runs(month) if run >= day)
        return next(runs, None)

    def _runs(self, month: dt.date) -> Iterator[dt.date]:
        length = calendar.monthrange(month.year, month.month)[1]
        return (month.replace(day=min(number, length)) for number in self.payment_days)


def _from_month(day: dt.date) -> Iterator[dt.date]:
    """Give the month of a day and the one after it, each by a day of it."""
    yield day
    with contextlib.suppress(OverflowError):  # nothing comes after December 9999
        yield day.replace(day=1) + dt.timedelta(days=31)
