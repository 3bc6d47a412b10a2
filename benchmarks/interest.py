"""Late interest on 100,000 invoices against a loop written by hand.

Run it: `PYTHONPATH=src python benchmarks/interest.py`; `--profile` shows where the time goes. Both
must first find the same cents for every invoice. Then both answer the same accounts, in turns, in
one process; the median of the rounds counts.
"""

import argparse
import cProfile
import datetime as dt
import gc
import pstats
import random
import statistics
import sys
import time
from collections.abc import Callable

from interest_by_hand import interest_by_hand

from dunnix.interest import late_interest
from dunnix.model import Account, Debtor, Invoice, Payment
from dunnix.money import Money

GOAL = 3.0
INVOICES = 100_000
AN_ACCOUNT = 10
ROUNDS = 7
TODAY = dt.date(2026, 6, 1)
SEED = 20260601


def accounts(count: int = INVOICES) -> list[Account]:
    draw = random.Random(SEED)  # noqa: S311 - figures to measure with, no secret
    return [account(draw, f"D{number}") for number in range(count // AN_ACCOUNT)]


def account(draw: random.Random, debtor: str) -> Account:
    """Make one debtor: 10 invoices late by up to two years, with 1.5 part payments each."""
    invoices, payments = [], []
    for number in range(AN_ACCOUNT):
        name = f"{debtor}-{number}"
        due = TODAY - dt.timedelta(days=draw.randrange(1, 730))
        amount = draw.randrange(10_000, 1_000_000)
        issued = due - dt.timedelta(days=30)
        invoices.append(
            Invoice(id=name, due_date=due, issue_date=issued, amount=Money.minor(amount, "EUR"))
        )
        payments += [
            Payment(
                id=f"{name}-{part}",
                date=due + dt.timedelta(days=draw.randrange(-10, 400)),
                amount=Money.minor(amount // draw.randrange(3, 6), "EUR"),
                invoice=name,
            )
            for part in range(1 + number % 2)
        ]
    return Account(debtor=Debtor(id=debtor, party="company"), invoices=invoices, payments=payments)


def by_dunnix(found: list[Account]) -> list[dict[str, int]]:
    return [
        {item.receivable: item.due for item in late_interest(each, "fr", as_of=TODAY)}
        for each in found
    ]


def by_hand(found: list[Account]) -> list[dict[str, int]]:
    return [interest_by_hand(each, TODAY) for each in found]


def seconds(answer: Callable[[list[Account]], object], found: list[Account]) -> float:
    gc.collect()
    start = time.perf_counter()
    answer(found)
    return time.perf_counter() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--invoices", type=int, default=INVOICES)
    parser.add_argument("--profile", action="store_true")
    asked = parser.parse_args()
    found = accounts(asked.invoices)
    assert by_dunnix(found) == by_hand(found), "the two don't find the same cents"
    if asked.profile:
        profile = cProfile.Profile()
        profile.runcall(by_dunnix, found)
        pstats.Stats(profile).sort_stats("tottime").print_stats(20)
        return 0
    rounds = [(seconds(by_dunnix, found), seconds(by_hand, found)) for _ in range(ROUNDS)]
    ours, theirs = (statistics.median(each) for each in zip(*rounds, strict=True))
    ratio = statistics.median(one / other for one, other in rounds)
    print(f"{asked.invoices:,} invoices, {sum(len(each.payments) for each in found):,} payments")
    print(f"dunnix  {ours:.2f} s, {ours / asked.invoices * 1e6:.1f} us an invoice")
    print(f"by hand {theirs:.2f} s, {theirs / asked.invoices * 1e6:.1f} us an invoice")
    print(f"ratio   {ratio:.1f} (goal: at most {GOAL})")
    return int(ratio > GOAL)


if __name__ == "__main__":
    sys.exit(main())
