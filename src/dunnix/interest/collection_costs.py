"""Costs of collection by a scale of the law, such as the Dutch one."""

import datetime as dt
from enum import StrEnum

import attrs

from dunnix.interest.indemnity import NoFixedSumError
from dunnix.interest.jurisdiction import Jurisdiction
from dunnix.interest.jurisdiction_file import jurisdiction as shipped
from dunnix.model import Party
from dunnix.model.checks import InvalidValueError
from dunnix.money import Money


class NoCosts(StrEnum):
    """Why no costs of collection are due."""

    NOT_IN_LAW = "not-in-law"
    LETTER_WANTED = "letter-wanted"
    LETTER_RUNNING = "letter-running"


@attrs.frozen(kw_only=True, order=False)
class CollectionCostsDue:
    """Costs of collection of a debt by the law's scale; or why none are due yet, or at all."""

    amount: Money
    zero: NoCosts | None = None
    due_from: dt.date | None = None
    law: str = ""


def collection_costs(
    principal: Money,
    jurisdiction: Jurisdiction | str,
    *,
    party: Party | str,
    as_of: dt.date,
    letter_received_on: dt.date | None = None,
) -> CollectionCostsDue:
    """Give the costs of collection of a debt by the scale of a jurisdiction.

    A consumer owes them only once the days granted by a letter have passed, counted from the day
    after it was received. Raises `NoFixedSumError` for a debt in another currency than the
    scale's, `InvalidValueError` for one below zero.

    >>> import datetime as dt
    >>> day = dt.date(2024, 3, 1)
    >>> collection_costs(Money("3000", "EUR"), "nl", party="company", as_of=day).amount
    Money('425.00', 'EUR')
    """
    rules = shipped(jurisdiction) if isinstance(jurisdiction, str) else jurisdiction
    if principal.minor_units < 0:
        raise InvalidValueError("`principal` is below zero", code="not-positive", field="principal")
    regime = rules.regime(party)
    nothing = Money.minor(0, principal.currency)
    if regime.costs is None:
        return CollectionCostsDue(amount=nothing, zero=NoCosts.NOT_IN_LAW)
    if regime.costs.currency != principal.currency:
        raise NoFixedSumError(
            f"the scale of costs of `{rules.id}` is in {regime.costs.currency}, and the debt is in"
            f" {principal.currency}: give the rule a scale in {principal.currency}"
        )
    law = "; ".join(each.law for each in regime.about("costs"))
    wait = regime.costs.consumer_wait_days
    due_from: dt.date | None = None
    if party == Party.CONSUMER and wait is not None:
        if letter_received_on is None:
            return CollectionCostsDue(amount=nothing, zero=NoCosts.LETTER_WANTED, law=law)
        due_from = letter_received_on + dt.timedelta(days=wait + 1)
        if as_of < due_from:
            zero = NoCosts.LETTER_RUNNING
            return CollectionCostsDue(amount=nothing, zero=zero, due_from=due_from, law=law)
    if not principal.minor_units:
        return CollectionCostsDue(amount=nothing, law=law)
    costs = Money.minor(regime.costs.of(principal.minor_units), principal.currency)
    return CollectionCostsDue(amount=costs, due_from=due_from, law=law)
