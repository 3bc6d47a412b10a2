"""`decide` over 5,000 accounts against one scenario written by hand.

Run it: `PYTHONPATH=src python benchmarks/decide.py`; `--profile` shows where the engine's time
goes. Both must first find the same steps, keys, receivables and amounts on several days. Then both
answer the same accounts, in turns, in one process; the median of the rounds counts.
"""

import argparse
import collections
import cProfile
import datetime as dt
import gc
import pstats
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import attrs
from decide_by_hand import SCENARIO, ToDo, next_actions

from dunnix.engine import decide
from dunnix.model import (
    Account,
    Action,
    Allocation,
    Contact,
    Debtor,
    Invoice,
    Payment,
    PromiseToPay,
)
from dunnix.money import Money
from dunnix.scenario import load_scenario

GOAL = 5.7
ACCOUNTS = 5_000
ROUNDS = 9
TODAY = dt.date(2026, 3, 16)
# Days before, on and after the day the accounts are made for: the same rows answer them all.
DAYS = tuple(TODAY + dt.timedelta(days=days) for days in (-30, -7, -2, 0, 1, 5, 12, 45))

LADDER = load_scenario(Path(__file__).parent.parent / "examples" / "my-first" / "scenario.toml")
WEEKLY = attrs.evolve(
    LADDER.step("call"),
    repeat={"every": "7d", "until": "due + 28d"},
    when="amount_due >= 50.00",
)
RULES = attrs.evolve(
    LADDER,
    id=SCENARIO,
    steps=[WEEKLY if step.id == WEEKLY.id else step for step in LADDER.steps],
)

# When each step is usually done, in days after the due date.
USUAL = [
    (-5, "reminder"),
    (1, "call"),
    (8, "call"),
    (15, "call"),
    (22, "call"),
    (30, "formal-notice"),
]
SEED = 20260316
LATE = 0.1
BOUNCED = 0.05
HANDED_OVER = 0.4


def accounts(count: int = ACCOUNTS) -> list[Account]:
    draw = random.Random(SEED)  # noqa: S311 - figures to measure with, no secret
    return [account(draw, f"D{number}") for number in range(count)]


def account(draw: random.Random, debtor: str) -> Account:
    """Make one debtor: 4 open invoices, 2 payments, 1 promise and 6 actions, at some stage."""
    oldest = draw.choice((-3, 4, 12, 25, 34, 45, 52))
    invoices = [invoice(draw, debtor, place, oldest) for place in range(4)]
    email = f"ap@{debtor.lower()}.example"
    contact = Contact(role="accounts-payable", email=email, phone="+33 1 00 00 00 00")
    return Account(
        debtor=Debtor(id=debtor, name=f"Debtor {debtor}", country="FR", contacts=[contact]),
        invoices=invoices,
        payments=[payment(draw, invoices, place) for place in range(2)],
        promises=[promise(draw, invoices)],
        actions=actions(draw, invoices),
    )


def invoice(draw: random.Random, debtor: str, place: int, oldest: int) -> Invoice:
    due = TODAY - dt.timedelta(days=oldest - place * draw.randrange(1, 15))
    amount = Money.minor(draw.randrange(10_00, 2_000_00), "EUR")
    issued = due - dt.timedelta(days=60)
    return Invoice(
        id=f"{debtor}-{place}",
        issue_date=issued,
        due_date=due,
        amount=amount,
        recorded_on=late(draw, issued),
    )


def late(draw: random.Random, day: dt.date) -> dt.date | None:
    """Make one row in ten known only some days after it took effect."""
    return day + dt.timedelta(days=draw.randrange(1, 9)) if draw.random() < LATE else None


def payment(draw: random.Random, invoices: list[Invoice], place: int) -> Payment:
    """Make a part payment of one invoice or two, or money on account; a few bounce."""
    paid, second = draw.sample(invoices, 2)
    day = TODAY - dt.timedelta(days=draw.randrange(20))
    amount = paid.amount.minor_units * draw.choice((10, 30, 60)) // 100
    named = draw.choice(("one", "one", "two", "none"))
    shares = [Allocation(invoice=paid.id, amount=Money.minor(amount - 100, "EUR"))]
    shares.append(Allocation(invoice=second.id, amount=Money.minor(100, "EUR")))
    return Payment(
        id=f"P{place}",
        date=day,
        amount=Money.minor(amount, "EUR"),
        invoice=paid.id if named == "one" else None,
        allocations=shares if named == "two" else (),
        reversed_on=day + dt.timedelta(days=4) if draw.random() < BOUNCED else None,
        recorded_on=late(draw, day),
    )


def promise(draw: random.Random, invoices: list[Invoice]) -> PromiseToPay:
    made = TODAY - dt.timedelta(days=draw.randrange(25))
    named = draw.choice((invoices[:1], invoices[:1], invoices[1:3], []))
    whole = sum(each.amount.minor_units for each in named or invoices)
    return PromiseToPay(
        id="PROMISE",
        made_on=made,
        due_by=made + dt.timedelta(days=draw.randrange(3, 15)),
        amount=Money.minor(whole * draw.choice((20, 50, 100)) // 100, "EUR"),
        invoices=[each.id for each in named],
        recorded_on=late(draw, made),
    )


def actions(draw: random.Random, invoices: list[Invoice]) -> list[Action]:
    """Make the last six actions; what is missing of them was about invoices long settled."""
    leader = min(invoices, key=lambda each: each.due_date)
    slow = dt.timedelta(days=draw.randrange(4))
    stage = len(USUAL) - draw.choice((0, 0, 0, 1, 2, 4, 6))
    done = [(leader.due_date + dt.timedelta(days=days) + slow, step) for days, step in USUAL]
    done = [(day, step) for day, step in done[:stage] if day < TODAY]
    if len(done) == len(USUAL) and draw.random() < HANDED_OVER:
        done.append((max(done[-1][0], TODAY - dt.timedelta(days=3)), "agency"))
    before = TODAY - dt.timedelta(days=80)
    done = [(before + dt.timedelta(days=5 * n), "call") for n in range(6 - len(done))] + done[-6:]
    failed = draw.randrange(24)
    return [
        action(draw, invoices, place, day, step, "failed" if place == failed else "done")
        for place, (day, step) in enumerate(done)
    ]


def action(
    draw: random.Random, invoices: list[Invoice], place: int, day: dt.date, step: str, status: str
) -> Action:
    """Make an action about the oldest invoice, the overdue others at their own step or along."""
    leader, *others = sorted(invoices, key=lambda each: each.due_date)
    named = [leader.id]
    overdue = (other.id for other in others if other.due_date < day)
    named += [name + draw.choice(("", "=", "=call", "=reminder")) for name in overdue]
    if day < leader.due_date - dt.timedelta(days=10):
        named = ["settled-long-ago"]
    return Action(
        id=f"A{place}",
        step=step,
        date=day,
        status=status,
        invoices=named,
        channel="phone",
        recorded_on=late(draw, day),
    )


def by_engine(account: Account, day: dt.date) -> list[ToDo]:
    found = decide(RULES, account, as_of=day).next_actions
    return [
        ToDo(
            each.step or each.reason,
            each.key,
            tuple(line.id for line in each.receivables),
            each.amount_due.minor_units,
        )
        for each in found
    ]


def compare(portfolio: Iterable[Account]) -> collections.Counter[str]:
    """Refuse any difference; count what is to be done on the day measured."""
    counted: collections.Counter[str] = collections.Counter()
    for each in portfolio:
        for day in DAYS:
            ours, by_hand = by_engine(each, day), next_actions(each, day)
            difference = f"{each.debtor.id} as of {day}: {ours} but by hand {by_hand}"
            assert sorted(ours) == sorted(by_hand), difference
            if day == TODAY:
                counted.update([action.step for action in ours] or ["nothing"])
    return counted


def timed(answer: Callable[[Account], object], portfolio: list[Account]) -> float:
    start = time.process_time()  # what other programs take meanwhile weighs on neither
    for each in portfolio:
        answer(each)
    return time.process_time() - start


def measure(portfolio: list[Account]) -> tuple[float, float, float]:
    """Give the median seconds of a round of each, and the median of their ratios, in turns."""
    ours: list[float] = []
    by_hand: list[float] = []
    gc.disable()
    for _ in range(ROUNDS):
        ours.append(timed(lambda each: decide(RULES, each, as_of=TODAY), portfolio))
        by_hand.append(timed(lambda each: next_actions(each, TODAY), portfolio))
        gc.collect()
    gc.enable()
    ratios = [one / other for one, other in zip(ours, by_hand, strict=True)]
    return statistics.median(ours), statistics.median(by_hand), statistics.median(ratios)


def profile(portfolio: list[Account]) -> None:
    profiler = cProfile.Profile()
    profiler.enable()
    for each in portfolio:
        decide(RULES, each, as_of=TODAY)
    profiler.disable()
    pstats.Stats(profiler).sort_stats("tottime").print_stats(25)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profile", action="store_true", help="show where the engine's time goes")
    parser.add_argument("--accounts", type=int, default=ACCOUNTS)
    arguments = parser.parse_args()
    portfolio = accounts(arguments.accounts)
    if arguments.profile:
        profile(portfolio)
        return 0
    counted = compare(portfolio)
    print(f"same answers on {len(portfolio):,} accounts and {len(DAYS)} days; on {TODAY}:")
    print("  " + ", ".join(f"{step} {count:,}" for step, count in counted.most_common()))
    ours, by_hand, ratio = measure(portfolio)
    print(f"decide  {ours / len(portfolio) * 1e6:6.1f} µs an account")
    print(f"by hand {by_hand / len(portfolio) * 1e6:6.1f} µs an account")
    print(f"ratio {ratio:.2f} (goal: at most {GOAL})")
    return 0 if ratio <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
