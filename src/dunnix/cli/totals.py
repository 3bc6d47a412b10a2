"""What a plan adds up to: each open cent is in an action, or held for a reason."""

from collections import Counter
from collections.abc import Iterable

import attrs

from dunnix.engine import Decision, HeldReason
from dunnix.model import strike_balance
from dunnix.money import Money


@attrs.frozen(kw_only=True, order=False)
class Total:
    """The sums of one currency."""

    in_actions: Money
    held: Money
    open: Money


@attrs.frozen(kw_only=True, order=False)
class HeldTotal:
    """All that is held for one reason: how many receivables, and how much by currency."""

    reason: HeldReason
    receivables: int
    amounts: tuple[Money, ...]


def totals(decisions: Iterable[Decision]) -> tuple[Total, ...]:
    """Add up decisions by currency; what is open is counted from the accounts themselves.

    Raises ArithmeticError where the two don't meet: a decision has lost or invented money.
    """
    acted, held, owed = Counter[str](), Counter[str](), Counter[str]()
    for decision in decisions:
        for action in decision.next_actions:
            acted[action.amount_due.currency] += action.amount_due.minor_units
        for each in decision.held:
            held[each.amount.currency] += each.amount.minor_units
        netting = decision.rules.netting
        for claim in strike_balance(decision.account, decision.as_of, netting=netting).claims:
            owed[claim.invoice.currency] += claim.open
    for currency in owed:
        if acted[currency] + held[currency] != owed[currency]:
            raise ArithmeticError(f"actions and what is held don't add up in {currency}")
    return tuple(
        Total(
            in_actions=Money.minor(acted[currency], currency),
            held=Money.minor(held[currency], currency),
            open=Money.minor(owed[currency], currency),
        )
        for currency in sorted(owed)
        if owed[currency]
    )


def held_totals(decisions: Iterable[Decision]) -> tuple[HeldTotal, ...]:
    """Add up what is held by reason, in the order the reasons are judged."""
    counts: dict[HeldReason, Counter[str]] = {}
    names: dict[HeldReason, set[str]] = {}
    for decision in decisions:
        for each in decision.held:
            counts.setdefault(each.reason, Counter())[each.amount.currency] += (
                each.amount.minor_units
            )
            names.setdefault(each.reason, set()).add(each.receivable)
    return tuple(
        HeldTotal(
            reason=reason,
            receivables=len(names[reason]),
            amounts=tuple(
                Money.minor(counts[reason][currency], currency)
                for currency in sorted(counts[reason])
            ),
        )
        for reason in HeldReason
        if reason in counts
    )
