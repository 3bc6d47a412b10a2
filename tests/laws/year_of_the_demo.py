"""A year of the made-up ledger, day by day: a program of its own, to compare processes.

Prints the digest of every decision of every day, how many were asked for, and on how many days a
host that asks only when told, or when something new is recorded, would have asked.
"""

import datetime as dt
import hashlib
import sys
from typing import Any

from dunnix import Account, decide, load_scenario
from dunnix.cli.demo import demo_ledger
from dunnix.model import LISTS

LAST = dt.date(2026, 6, 30)
YEAR = [LAST - dt.timedelta(364 - number) for number in range(365)]


def days_of_news(account: Account) -> set[dt.date]:
    """Give the days on which something became known."""
    rows: list[Any] = [row for name in LISTS for row in getattr(account, name)]
    return {row.recorded_on or row.effective_on or LAST for row in rows}


def main(one_in: int) -> None:
    """Decide for every so-manieth account on each day of the year."""
    scenario, digest = load_scenario("fr-b2b@2026.0"), hashlib.sha256()
    daily = told = 0
    for account in demo_ledger().accounts[::one_in]:
        news, review = days_of_news(account), YEAR[0]
        for day in YEAR:
            decision = decide(scenario, account, as_of=day)
            digest.update(decision.to_json().encode())
            daily += 1
            if day in news or day >= review:
                told += 1
                review = decision.next_review or dt.date.max
    sys.stdout.write(f"{digest.hexdigest()} {daily} {told}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
