"""The longest terms the law allows: dated rules with their source, read when first asked for."""

import datetime as dt
import functools
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

import attrs

from dunnix.errors import did_you_mean
from dunnix.terms.due_rule import DueRule
from dunnix.terms.errors import UnknownJurisdictionError
from dunnix.terms.parse import parse_terms


class Buyer(StrEnum):
    """Who owes: a `large-business` is one that buys from a smaller one."""

    BUSINESS = "business"
    LARGE_BUSINESS = "large-business"
    PUBLIC = "public"
    PUBLIC_HEALTH = "public-health"
    PUBLIC_UNDERTAKING = "public-undertaking"


class Certainty(StrEnum):
    """Whether a rule was checked against its source, or is told from memory."""

    SOURCE = "source"
    FROM_MEMORY = "from memory"


@attrs.frozen(kw_only=True, order=False)
class LegalMaximum:
    """One rule on how long payment may be agreed to take.

    Terms within any of `limits` are allowed; within any of `if_agreed` where the contract says
    so expressly. With `longer_if_agreed` express agreement may go beyond them all, as far as it
    is fair. `periodic` is the kind of invoice it is for, None for any. Both dates are included.
    """

    id: str
    jurisdiction: str
    buyers: tuple[Buyer, ...]
    sector: str | None
    periodic: bool | None
    limits: tuple[DueRule, ...]
    if_agreed: tuple[DueRule, ...]
    longer_if_agreed: bool
    valid_from: dt.date
    valid_until: dt.date | None
    says: str
    law: str
    source: str
    certainty: Certainty

    def is_in_force(self, day: dt.date) -> bool:
        """Tell whether the rule holds on a day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@functools.cache
def legal_maxima() -> tuple[LegalMaximum, ...]:
    """Give every rule that ships, sorted by id.

    >>> sorted({rule.jurisdiction for rule in legal_maxima()})
    ['BE', 'DE', 'ES', 'EU', 'FR', 'GB', 'IT', 'LU', 'NL']
    """
    rules = [_rule(table, each["jurisdiction"]) for each in _tables() for table in each["rule"]]
    return tuple(sorted(rules, key=lambda rule: rule.id))


def maxima_of(
    jurisdiction: str, *, as_of: dt.date, buyer: Buyer, sector: str | None, periodic: bool
) -> tuple[LegalMaximum, ...]:
    """Give the rules of a jurisdiction for a buyer, a sector and a kind of invoice, on a day.

    A sector with rules of its own leaves the general ones aside. `UnknownJurisdictionError`
    where none is kept: that says nothing of what is allowed.
    """
    rules = [rule for rule in legal_maxima() if rule.jurisdiction == jurisdiction]
    if not rules:
        known = sorted({rule.jurisdiction for rule in legal_maxima()})
        raise _unknown("jurisdiction", jurisdiction, known, "")
    here = f" in {jurisdiction}"
    sectors = sorted({rule.sector for rule in rules if rule.sector})
    if sector is not None and sector not in sectors:
        raise _unknown("sector", sector, sectors, here)
    found = [rule for rule in rules if buyer in rule.buyers and rule.sector == sector]
    if not found:
        known = sorted({each for rule in rules if rule.sector == sector for each in rule.buyers})
        raise _unknown("buyer", buyer, known, here)
    dated = [
        rule for rule in found if rule.is_in_force(as_of) and rule.periodic in {None, periodic}
    ]
    if not dated:
        raise UnknownJurisdictionError(f"no maximum is kept{here} for {as_of} and such an invoice")
    return tuple(dated)


def _unknown(what: str, name: str, known: Iterable[str], here: str) -> UnknownJurisdictionError:
    hint = did_you_mean(str(name), known)
    return UnknownJurisdictionError(
        f"no maximum is kept for the {what} `{name}`{here}" + (f"; {hint}" if hint else "")
    )


def _tables() -> Iterator[dict[str, Any]]:
    import tomllib
    from importlib import resources

    folder = resources.files("dunnix.terms").joinpath("maxima")
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if file.name.endswith(".toml"):
            yield tomllib.loads(file.read_text(encoding="utf-8"))


def _rule(table: dict[str, Any], jurisdiction: str) -> LegalMaximum:
    return LegalMaximum(
        id=table["id"],
        jurisdiction=jurisdiction,
        buyers=tuple(Buyer(each) for each in table["buyers"]),
        sector=table.get("sector"),
        periodic=table.get("periodic"),
        limits=_limits(table["limits"]),
        if_agreed=_limits(table.get("if_agreed", ())),
        longer_if_agreed=table.get("longer_if_agreed", False),
        valid_from=table["valid_from"],
        valid_until=table.get("valid_until"),
        says=table["says"],
        law=table["law"],
        source=table["source"],
        certainty=Certainty(table["certainty"]),
    )


def _limits(texts: Iterable[str]) -> tuple[DueRule, ...]:
    return tuple(parse_terms(text, "en").instalments[0].due for text in texts)
