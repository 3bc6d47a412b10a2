"""The values of the facts of a claim: its amounts, its ages, and the steps done about it."""

import datetime as dt
from collections.abc import Mapping, Sequence

from dunnix.law.done import DoneStep, amicable_steps
from dunnix.law.judgement import Value
from dunnix.law.owed import acknowledged_on, due_amount, names
from dunnix.model import Account, Claim, Insolvency, known_rows
from dunnix.scenario import Scenario


def amounts_of(account: Account, as_of: dt.date, claims: Sequence[Claim]) -> dict[str, Value]:
    """Tell what is overdue, and what of it is disputed, acknowledged, stayed."""
    amount = sum(map(due_amount, claims))
    disputed = sum(min(_disputed(account, as_of, claim), due_amount(claim)) for claim in claims)
    return {
        "claim.amount": amount,
        "claim.undisputed": amount - disputed,
        "claim.disputed": disputed > 0,
        "claim.acknowledged": all(acknowledged_on(account, as_of, claim) for claim in claims),
        "claim.insolvent": any(
            isinstance(each, Insolvency) and each.date <= as_of
            for each in known_rows(account.happenings, as_of)
            if any(names(each.invoice, claim) for claim in claims)
        ),
    }


def _disputed(account: Account, as_of: dt.date, claim: Claim) -> int:
    """Give what is seriously disputed: whoever acknowledged it later disputes it no more."""
    if not claim.disputed:
        return 0
    last = max(acknowledged_on(account, as_of, claim), default=dt.date.min)
    is_serious = any(
        each.opened_on > last and (each.resolved_on is None or each.resolved_on > as_of)
        for each in known_rows(account.disputes, as_of)
        if each.opened_on <= as_of and names(each.invoice, claim)
    )
    return claim.disputed if is_serious else 0


def ages_of(claims: Sequence[Claim], as_of: dt.date) -> dict[str, Value]:
    """Tell how long ago the oldest of it fell due."""
    oldest = dt.date.fromordinal(min(claim.due for claim in claims))
    months = (as_of.year - oldest.year) * 12 + as_of.month - oldest.month
    return {
        "claim.days_past_due": (as_of - oldest).days,
        "claim.months_since_due": months - (as_of.day < oldest.day),
    }


def steps_of(
    claims: Sequence[Claim],
    done: Mapping[str, Sequence[DoneStep]],
    scenario: Scenario | None,
    notices: Sequence[str] | None,
    as_of: dt.date,
) -> dict[str, Value]:
    """Tell what the scenario's steps come to; without one nobody says which step is what."""
    noticed: list[dt.date] = []
    for claim in claims:
        own = [each.on for each in done[claim.id] if each.step in (notices or ())]
        noticed += [max(own)] if own else []
    all_noticed = len(noticed) == len(claims)
    return {
        "claim.amicable_done": None if scenario is None else _amicable_done(scenario, done),
        "claim.formal_notice": None if notices is None else all_noticed,
        "claim.days_since_notice": (as_of - max(noticed)).days if all_noticed else None,
    }


def _amicable_done(scenario: Scenario, done: Mapping[str, Sequence[DoneStep]]) -> bool:
    amicable = amicable_steps(scenario)
    if not amicable:
        return True
    order = [str(step) for step in scenario.step_ids]
    enough = set(order[order.index(amicable[-1]) :])
    return all(any(each.step in enough for each in steps) for steps in done.values())
