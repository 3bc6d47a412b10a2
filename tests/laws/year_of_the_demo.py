"""A year of the made-up ledger, day by day: a program of its own, to compare processes.

Two hosts do all they are told by the scenario that is given: one asks each day, the other only when
it was told to ask again or when something new was recorded. Prints the digest of every decision of
the first, how often each asked, and whether both sent the same on the same days.
"""

import datetime as dt
import hashlib
import sys
from typing import Any

import attrs
from hosts import Host

from dunnix import Account, load_scenario
from dunnix.cli.demo import demo_ledger
from dunnix.model import LISTS

LAST = dt.date(2026, 6, 30)
YEAR = [LAST - dt.timedelta(364 - number) for number in range(365)]


def days_of_news(account: Account) -> set[dt.date]:
    """Give the days on which something became known."""
    rows: list[Any] = [row for name in LISTS for row in getattr(account, name)]
    return {row.recorded_on or row.effective_on or LAST for row in rows}


def main(name: str, one_in: int) -> None:
    """Ask for every so-manieth account on each day of the year."""
    scenario, digest = load_scenario(name), hashlib.sha256()
    daily = told = 0
    alike = True
    for account in demo_ledger().accounts[::one_in]:
        # What was done is left out: the hosts do it again, by the scenario given.
        untouched = attrs.evolve(account, actions=(), tasks=())
        every_day, when_told = Host(scenario, untouched), Host(scenario, untouched)
        news, review = days_of_news(untouched), YEAR[0]
        for day in YEAR:
            digest.update(every_day.run(day).to_json().encode())
            daily += 1
            if day not in news and day < review:
                continue
            decision = when_told.run(day)
            told += 1
            if decision.next_actions:  # what it did is news of its own: it reads the date again
                decision = when_told.ask(day)
                told += 1
            review = decision.next_review or dt.date.max
        alike = alike and every_day.steps_posted() == when_told.steps_posted()
    sys.stdout.write(f"{digest.hexdigest()} {daily} {told} {alike}\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
