"""A claim as law sees it: what is overdue of an account, and what paths may ask about it."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Final

import attrs

from dunnix.errors import did_you_mean
from dunnix.facts import FactKind
from dunnix.law.claim_facts import CLAIM_FACTS
from dunnix.law.claim_values import ages_of, amounts_of, steps_of
from dunnix.law.done import DoneStep, done_steps, notice_steps
from dunnix.law.judgement import Value
from dunnix.law.owed import country_code, due_amount, overdue_claims
from dunnix.model import Account, Claim, FactValue
from dunnix.money import Money
from dunnix.scenario import Scenario

_COUNTRIES: Final = frozenset({"claim.country", "claim.creditor_country"})


@attrs.frozen(kw_only=True, eq=False, order=False)
class LegalClaim:
    """What one creditor may sue a debtor for, in one currency: overdue receivables, oldest first.

    `facts` holds the facts of `CLAIM_FACTS` by name: amounts in minor units, None for unknown.
    `done` gives by receivable the steps that counted.
    """

    account: Account
    as_of: dt.date
    creditor: str | None
    currency: str
    claims: Sequence[Claim]
    facts: Mapping[str, Value]
    done: Mapping[str, Sequence[DoneStep]]
    notices: Sequence[str] | None

    @property
    def amount(self) -> Money:
        """What is overdue."""
        return Money.minor(sum(map(due_amount, self.claims)), self.currency)

    @property
    def receivables(self) -> tuple[str, ...]:
        """The ids of its receivables, oldest first."""
        return tuple(claim.id for claim in self.claims)


def read_claim(
    account: Account,
    *,
    as_of: dt.date,
    scenario: Scenario | None = None,
    receivables: Collection[str] = (),
    currency: str | None = None,
    creditor: str | None = None,
    country: str | None = None,
    facts: Mapping[str, FactValue] | None = None,
) -> LegalClaim | None:
    """Read the claim of an account on a day; None when nothing is overdue.

    `receivables` limits it to some, `currency` and `creditor` to one of several. `facts` says what
    the account can't know, and goes before what it knows. Raises `ValueError` when several are
    owed and none is chosen, for a receivable the account doesn't have, for a fact that isn't in
    `CLAIM_FACTS`, and for an account with rows that can't be read; `TypeError` for a wrong `as_of`.
    """
    claims = overdue_claims(account, as_of, scenario, receivables)
    claims = [claim for claim in claims if currency in (None, claim.currency)]
    claims = [claim for claim in claims if creditor in (None, claim.invoice.creditor)]
    if not claims:
        return None
    _one("currency", {claim.currency for claim in claims})
    _one("creditor", {claim.invoice.creditor or "none named" for claim in claims})
    done = done_steps(account, as_of, claims)
    notices = (notice_steps(scenario) or None) if scenario else None
    debtor = account.debtor_on(as_of)
    told = {
        **amounts_of(account, as_of, claims),
        **ages_of(claims, as_of),
        **steps_of(claims, done, scenario, notices, as_of),
        "claim.country": country_code(country or debtor.country),
        "claim.party": None if debtor.party is None else str(debtor.party),
        **_checked(facts or {}, claims[0].currency),
    }
    return LegalClaim(
        account=account,
        as_of=as_of,
        creditor=claims[0].invoice.creditor,
        currency=claims[0].currency,
        claims=claims,
        facts={**dict.fromkeys(CLAIM_FACTS.names), **_across_borders(told), **told},
        done=done,
        notices=notices,
    )


def _one(what: str, found: set[str]) -> None:
    if len(found) > 1:
        several = ", ".join(f"`{each}`" for each in sorted(found))
        raise ValueError(f"the account is overdue under several: {several}; give `{what}`")


def _across_borders(told: Mapping[str, Value]) -> dict[str, Value]:
    one, other = told.get("claim.creditor_country"), told.get("claim.country")
    if one is None or other is None:
        return {}
    return {"claim.cross_border": one != other}


def _checked(facts: Mapping[str, FactValue], currency: str) -> dict[str, Value]:
    """Take what the host says beyond the account, each in the kind its fact has."""
    return {name: _read(name, value, currency) for name, value in facts.items()}


def _read(name: str, value: FactValue, currency: str) -> Value:
    fact = CLAIM_FACTS.get(name)
    if fact is None:
        raise ValueError(f"a claim has no fact `{name}`; {did_you_mean(name, CLAIM_FACTS.names)}")
    if fact.kind is FactKind.MONEY:
        if isinstance(value, Money) and value.currency == currency:
            return value.minor_units
        raise ValueError(f"`{name}` is an amount in {currency}: give Money")
    wanted = {FactKind.FLAG: bool, FactKind.DAYS: int, FactKind.INTEGER: int}.get(fact.kind, str)
    if name in _COUNTRIES and isinstance(value, str):
        return country_code(value)
    is_right = type(value) is wanted and (not fact.choices or value in fact.choices)
    if isinstance(value, Money) or not is_right:
        raise ValueError(f"`{name}` is of kind {fact.kind}, another value was given")
    return value
