"""The opponent: twelve conditions as a programmer would write them by hand, None being unknown.

Slots: 0 amount_due, 1 days_past_due, 2 times_contacted, 3 answered (all required);
4 debtor.party, 5 debtor.country, 6 debtor.average_days_late, 7 debtor.over_credit_limit,
8 outcome, 9 debtor.days_since_contact (all may be unknown). Amounts are cents; `small` is 50.00
and `court` 5,000.00.
"""

# The numbers are the conditions themselves.
# ruff: noqa: PLR2004

from collections.abc import Callable
from typing import Any

# The slots have kinds of their own; naming each would hide how short such code is.
Facts = tuple[Any, ...]
Test = Callable[[Facts], bool]


def enough_owed(facts: Facts) -> bool:
    return facts[0] >= 5_000


def in_the_third_week(facts: Facts) -> bool:
    days = facts[1]
    return days >= 15 and days < 22


def silent_and_late(facts: Facts) -> bool:
    return facts[1] >= 9 and not facts[3]


def worth_a_court(facts: Facts) -> bool:
    return facts[0] >= 500_000 and facts[1] > 60 and facts[2] >= 3


def company(facts: Facts) -> bool:
    return facts[4] == "company"


def neighbour(facts: Facts) -> bool:
    return facts[5] in {"FR", "BE", "LU", "DE", "NL"}


def not_a_consumer(facts: Facts) -> bool:
    party = facts[4]
    return party is not None and party != "consumer"


def slow_payer(facts: Facts) -> bool:
    late = facts[6]
    return late is not None and late > 14 and facts[0] >= 5_000


def over_the_limit_or_old(facts: Facts) -> bool:
    return facts[7] is True or facts[1] >= 45


def quiet_for_a_week(facts: Facts) -> bool:
    since = facts[9]
    return since is not None and since >= 7 and not facts[3]


def reached_nobody(facts: Facts) -> bool:
    outcome = facts[8]
    return outcome is not None and outcome not in {"reached", "promise"} and facts[2] < 5


def mixed(facts: Facts) -> bool:
    late = facts[6]
    country = facts[5]
    return (
        (facts[0] > 10_000 and late is not None and late >= 10 and late <= 40)
        or (country is not None and country != "FR" and facts[1] >= 20)
        or (facts[3] is True and facts[2] > 4)
    )


CONDITIONS: list[tuple[str, Test]] = [
    ("amount_due >= small", enough_owed),
    ("days_past_due >= 15 and days_past_due < 22", in_the_third_week),
    ("days_past_due >= 9 and not answered", silent_and_late),
    ("amount_due >= court and days_past_due > 60 and times_contacted >= 3", worth_a_court),
    ('known(debtor.party) and debtor.party == "company"', company),
    (
        'known(debtor.country) and debtor.country in ("FR", "BE", "LU", "DE", "NL")',
        neighbour,
    ),
    ('known(debtor.party) and debtor.party != "consumer"', not_a_consumer),
    (
        "known(debtor.average_days_late) and debtor.average_days_late > 14 and amount_due >= 50.00",
        slow_payer,
    ),
    (
        "known(debtor.over_credit_limit) and debtor.over_credit_limit or days_past_due >= 45",
        over_the_limit_or_old,
    ),
    (
        "known(debtor.days_since_contact) and debtor.days_since_contact >= 7 and not answered",
        quiet_for_a_week,
    ),
    (
        'known(outcome) and outcome not in ("reached", "promise") and times_contacted < 5',
        reached_nobody,
    ),
    (
        (
            "amount_due > 100.00 and known(debtor.average_days_late)"
            " and debtor.average_days_late >= 10 and not (debtor.average_days_late > 40)"
            ' or known(debtor.country) and debtor.country != "FR" and days_past_due >= 20'
            " or answered and times_contacted > 4"
        ),
        mixed,
    ),
]
