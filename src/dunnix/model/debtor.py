"""Who owes, and whom to reach there."""

import datetime as dt

import attrs

from dunnix.model.checks import (
    as_tuple,
    identity,
    list_of,
    optional_date,
    optional_identity,
    optional_positive_money,
    optional_text,
    optional_texts,
    to_optional_date,
    to_optional_party,
    to_role,
)
from dunnix.model.frozen_map import FactValue, FrozenMap, to_facts
from dunnix.model.names import Party, Role
from dunnix.money import Money


@attrs.frozen(kw_only=True, order=False)
class Contact:
    """A person or desk to reach at the debtor's.

    `opted_out` lists channels not to be used, `preferred` the one they chose; from
    `invalid_since` on nothing is sent there.

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
    invalid_since: dt.date | None = attrs.field(
        default=None, converter=to_optional_date, validator=optional_date
    )
    recorded_on: dt.date | None = attrs.field(
        default=None, converter=to_optional_date, validator=optional_date
    )


@attrs.frozen(kw_only=True, order=False)
class Debtor:
    """A company, consumer or public body that owes.

    `facts` holds what the host declares beyond the built-in facts; `owner` is the collector in
    charge; `timezone` an IANA name; `country` ISO 3166-1 alpha-2, `language` ISO 639-1.

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
    credit_limit: Money | None = attrs.field(default=None, validator=optional_positive_money)
    contacts: tuple[Contact, ...] = attrs.field(
        default=(), converter=as_tuple, validator=list_of(Contact)
    )
    facts: FrozenMap[FactValue] = attrs.field(factory=FrozenMap[FactValue], converter=to_facts)
    recorded_on: dt.date | None = attrs.field(
        default=None, converter=to_optional_date, validator=optional_date
    )
