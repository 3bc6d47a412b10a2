"""Rule packs: contact rules of a country or a trade as dated data, each rule with its source."""

import datetime as dt
import functools
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import attrs

from dunnix.errors import DunnixError, did_you_mean
from dunnix.model import FrozenMap
from dunnix.scenario.contact_keys import CONTACT, read_contact
from dunnix.scenario.contact_rules import ContactRules
from dunnix.scenario.timing import Duration

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


class UnknownRulePackError(DunnixError, LookupError):
    """No rule pack of that name ships with dunnix."""


class Binds(StrEnum):
    """Whether a rule is law for those the pack binds, or good practice."""

    LAW = "law"
    GOOD_PRACTICE = "good-practice"


class Certainty(StrEnum):
    """Whether a rule was checked against its source, or is told from memory."""

    SOURCE = "source"
    FROM_MEMORY = "from memory"


@attrs.frozen(kw_only=True, order=False)
class PackRule:
    """One rule of a pack: what it says, where it stands, and what it comes to in `[contact]`.

    A rule that says nothing of when or how often is a `duty`: told, and left to the host.
    """

    id: str
    says: str
    source: str
    cite: str | None
    binds: Binds = attrs.field(converter=Binds)
    certainty: Certainty = attrs.field(converter=Certainty)
    gap: Duration | None = None
    contact: ContactRules = attrs.field(factory=ContactRules)

    @property
    def is_duty(self) -> bool:
        """Whether nothing of it can be judged by a calendar and a record of contacts."""
        return self.gap is None and self.contact == ContactRules()


@attrs.frozen(kw_only=True, order=False)
class RulePack:
    """Contact rules for a country or a trade; outside its dates it says nothing.

    `valid_from` and `known_until` are the first and the last day it speaks of; None has no end.
    """

    id: str
    version: str
    title: FrozenMap[str]
    binding_for: str
    valid_from: dt.date | None
    known_until: dt.date
    rules: tuple[PackRule, ...]
    hash: str = attrs.field(eq=False, repr=False)

    def is_known_on(self, ordinal: int) -> bool:
        """Tell whether the pack speaks of a day, given as an ordinal."""
        started = self.valid_from is None or self.valid_from.toordinal() <= ordinal
        return started and ordinal <= self.known_until.toordinal()


@functools.cache
def _folder() -> "Traversable":
    from importlib import resources

    return resources.files("dunnix.scenario").joinpath("rule_packs")


@functools.cache
def rule_pack_names() -> tuple[str, ...]:
    """Give the names of the rule packs that ship with dunnix, sorted.

    >>> rule_pack_names()
    ('be-b2c', 'eu-b2b-good-practice', 'fr-b2c', 'uk-conc', 'us-reg-f')
    """
    files = (each.name for each in _folder().iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in files if name.endswith(".toml")))


@functools.cache
def load_rule_pack(name: str) -> RulePack:
    """Give a rule pack that ships with dunnix; `UnknownRulePackError` for another name.

    >>> str(load_rule_pack("us-reg-f").rules[1].contact.at_most[0])
    '7 phone per 7d, each receivable'
    """
    if name not in rule_pack_names():
        hint = did_you_mean(name, rule_pack_names())
        raise UnknownRulePackError(f"no rule pack `{name}` ships with dunnix; {hint}")
    import hashlib
    import tomllib

    data = _folder().joinpath(f"{name}.toml").read_bytes().replace(b"\r\n", b"\n")
    table = tomllib.loads(data.decode())
    return RulePack(
        id=table["id"],
        version=table["version"],
        title=FrozenMap(table["title"]),
        binding_for=table["binding_for"],
        valid_from=table.get("valid_from"),
        known_until=table["known_until"],
        rules=tuple(_rule(each) for each in table["rule"]),
        hash=hashlib.sha256(data).hexdigest(),
    )


def _rule(table: Mapping[str, Any]) -> PackRule:
    """Read a rule: the terms of `[contact]` as in a scenario, and the texts beside them."""
    terms = {name: value for name, value in table.items() if name in CONTACT.keys}
    texts = {name: value for name, value in table.items() if name not in CONTACT.keys}
    values: dict[str, Any] = {"cite": None, **texts, **read_contact(terms)}
    return PackRule(**values)
