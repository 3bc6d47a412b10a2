"""What plans in force stand in for: their instalments, and which of them is missed."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from dunnix.model.agreement import PaymentPlan
from dunnix.model.balance import (
    Balance,
    Claim,
    covered_claims,
    is_contesting,
    strike_balance,
)
from dunnix.model.happening import Extension
from dunnix.model.invoice import Instalment, Invoice
from dunnix.model.names import Netting, PlanStatus
from dunnix.model.promises import Promised
from dunnix.model.versions import known_rows

if TYPE_CHECKING:
    from dunnix.model.account import Account
    from dunnix.model.position import Place

_A_DAY: Final = dt.timedelta(days=1)
IN_FORCE: Final = frozenset({PlanStatus.WRITTEN, PlanStatus.SIGNED})


def instalments(
    account: "Account",
    day: dt.date,
    balance: Balance,
    places: "list[Place]",
    broken: Collection[str],
) -> Iterable[Claim]:
    """Let plans in force replace what they cover, cent for cent; give their instalments."""
    by_id = {place.claim.id: place for place in places}
    parts: dict[str, list[Claim]] = {}
    for claim in balance.claims:
        parts.setdefault(claim.invoice.id, []).append(claim)
    for plan in known_rows(account.plans, day):
        if plan.status in IN_FORCE and plan.agreed_on <= day and plan.id not in broken:
            claims = covered_claims(plan.invoices, plan.currency, balance.claims, parts)
            covered = [by_id[claim.id] for claim in claims if _existed(claim, plan)]
            if covered:
                yield from _replace(plan, covered, account, balance, day)


def _replace(
    plan: PaymentPlan, covered: "list[Place]", account: "Account", balance: Balance, day: dt.date
) -> Iterable[Claim]:
    """Move what is in play from the covered receivables of the oldest one's creditor."""
    carrier = covered[0].claim.invoice
    covered = [place for place in covered if place.claim.invoice.creditor == carrier.creditor]
    due = sum(part.amount.minor_units for part in plan.instalments)
    moved = 0
    for place in covered:
        claim = place.claim
        taken = min(due - moved, max(place.in_play - claim.disputed - claim.uncleared, 0))
        moved += taken
        place.in_play -= taken
        claim.open -= taken
        claim.planned += taken
    beyond = 0
    if moved < due:
        claims = [place.claim for place in covered]
        owed = _owed_when_agreed(plan, claims, account, balance.netting, day)
        beyond = min(max(due - owed, 0), due - moved)
    yield from _instalments(plan, moved, beyond, carrier)


def _owed_when_agreed(
    plan: PaymentPlan,
    claims: Sequence[Claim],
    account: "Account",
    netting: Netting,
    day: dt.date,
) -> int:
    """Give what was owed of some receivables when a plan was agreed on, as known on a day.

    Money of that day counts as paid on the plan: it is often the first instalment. What was only
    issued that day or later was agreed on whole.
    """
    eve = max(plan.agreed_on, dt.date.min + _A_DAY) - _A_DAY
    balances = [
        strike_balance(account, each, netting=netting, known=day).by_id
        for each in (eve, plan.agreed_on)
    ]
    return sum(
        max(then[claim.id].open if claim.id in then else claim.amount for then in balances)
        for claim in claims
    )


def contest_instalments(planned: Iterable[Claim], account: "Account", day: dt.date) -> None:
    """Contest what disputes name of a plan in force: its instalments come after the balance."""
    by_id = {claim.id: claim for claim in planned}
    for dispute in known_rows(account.disputes, day) if account.disputes else ():
        claim = by_id.get(dispute.invoice or "")
        if claim is not None and is_contesting(dispute, day):
            free = claim.open - claim.disputed
            contested = dispute.amount
            claim.disputed += free if contested is None else min(free, contested.minor_units)


def _existed(claim: Claim, plan: PaymentPlan) -> bool:
    issued = claim.invoice.issue_date
    return bool(plan.invoices) or issued is None or issued <= plan.agreed_on


def _instalments(plan: PaymentPlan, rest: int, beyond: int, carrier: Invoice) -> Iterable[Claim]:
    """Spread what is left over the instalments from the last: the earliest are paid first.

    What was agreed on `beyond` the debt is never asked for: it comes off the last ones.
    """
    for part in sorted(plan.instalments, key=_due_and_number, reverse=True):
        amount, due = part.amount.minor_units, part.due_date.toordinal()
        name = f"{plan.id}#{part.number}"
        unasked = min(beyond, amount)
        beyond -= unasked
        names, open_ = (name, plan.id), min(rest, amount - unasked)
        agreed_on = plan.agreed_on.toordinal()
        yield Claim(name, names, carrier, plan.currency, due, amount, open_, agreed_on=agreed_on)
        rest -= open_


def missed_plans(
    places: "Iterable[Place]",
    promises: Iterable[Promised],
    account: "Account",
    day: dt.date,
    window_end: Callable[[int], int],
) -> dict[str, tuple[PaymentPlan, int]]:
    """Give the plans an instalment of which is still owed past its tolerance, and since when.

    One that is itself disputed, blocked, promised or extended isn't missed before that has ended.
    """
    plans = {plan.id: plan for plan in known_rows(account.plans, day)}
    ends = list(_ends(promises, account, day))
    first: dict[str, int] = {}
    for place in places:
        if place.in_play and place.claim.is_of_plan:
            names = place.claim.names
            held = [last for wanted, last in ends if not wanted or not wanted.isdisjoint(names)]
            since = 1 + max(window_end(place.claim.due), *held, 0)
            if since <= place.today:
                first[names[-1]] = min(first.get(names[-1], since), since)
    return {name: (plans[name], since) for name, since in first.items()}


def _ends(
    promises: Iterable[Promised], account: "Account", day: dt.date
) -> Iterator[tuple[frozenset[str], int]]:
    """Give what pauses that have ended named, none for all there is, and their last day."""
    for dispute in known_rows(account.disputes, day):
        if dispute.resolved_on is not None and dispute.resolved_on <= day:
            yield _named(dispute.invoice), dispute.resolved_on.toordinal() - 1
    for block in known_rows(account.blocks, day):
        if block.until is not None and block.until < day:
            yield _named(block.invoice), block.until.toordinal()
    for each in known_rows(account.happenings, day):
        if isinstance(each, Extension) and each.until < day:
            yield _named(each.invoice), each.until.toordinal()
    for promised in promises:
        if promised.ended_on is not None and promised.pauses:
            yield frozenset(promised.promise.invoices), promised.ended_on - 1


def _named(name: str | None) -> frozenset[str]:
    return frozenset() if name is None else frozenset({name})


def _due_and_number(part: Instalment) -> tuple[dt.date, int]:
    return part.due_date, part.number
