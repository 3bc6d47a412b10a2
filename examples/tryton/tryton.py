"""Dun as Tryton's account_dunning does: two passes a run, drafts that somebody processes.

Run it: `python examples/tryton/tryton.py`. It shows what monthly runs make of lines of different
age, and what starting one run three times does.
"""

import datetime as dt
from collections.abc import Collection
from pathlib import Path

import attrs

import dunnix
from dunnix import Account, Action, ActionStatus, Block, Debtor, Invoice, Money, Scenario

SCENARIO = dunnix.load_scenario(str(Path(__file__).with_name("scenario.toml")))


def generate(
    account: Account, day: dt.date, *, blocked: Collection[str] = (), rules: Scenario = SCENARIO
) -> Account:
    """Run the wizard "Create Dunnings": each line that may climb gets a draft, one by one."""
    decision = dunnix.decide(rules, _with_flags(account, blocked, day), as_of=day)
    drafts = [
        # One action a line, though they share a letter: Tryton processes and blocks each alone.
        Action(
            id=line.key,
            key=line.key,
            step=line.step,
            date=day,
            status=ActionStatus.QUEUED,
            invoices=[line.id],
        )
        for action in decision.next_actions
        for line in action.receivables
        if line.step is not None and line.key is not None
    ]
    return account.record(*drafts)


def process(account: Account, day: dt.date, *, blocked: Collection[str] = ()) -> Account:
    """Run the wizard "Process Dunnings": drafts of lines neither blocked nor paid go out."""
    paid = {line.id for line in account.invoices if _is_reconciled(account, line, day)}
    out = [
        attrs.evolve(draft, date=day, status=ActionStatus.SENT)
        for draft in drafts(account)
        if not {*draft.invoices} & {*blocked, *paid}
    ]
    return account.record(*out)


def drafts(account: Account) -> list[Action]:
    """Give the notices nobody has processed yet."""
    gone = {each.key for each in account.actions if each.status is ActionStatus.SENT}
    return [each for each in account.actions if each.key not in gone]


def levels(account: Account) -> dict[str, str]:
    """Give the level each line stands at, drafts included."""
    return {name: each.step for each in account.actions for name in each.invoices}


def _with_flags(account: Account, blocked: Collection[str], day: dt.date) -> Account:
    """Tryton keeps a flag and no history: a line released catches up as if never blocked."""
    flags = [
        Block(id=f"flag-{name}", since=day, reason="blocked", invoice=name) for name in blocked
    ]
    return account.record(*flags)


def _is_reconciled(account: Account, line: Invoice, day: dt.date) -> bool:
    paid = sum(
        each.amount.minor_units
        for each in account.payments
        if each.invoice == line.id
        and each.date <= day
        and (each.reversed_on is None or each.reversed_on > day)
    )
    return paid >= line.amount.minor_units


def main() -> None:
    first = dt.date(2026, 1, 31)
    lines = [
        Invoice(
            id=f"LINE-{age:02}",
            due_date=first - dt.timedelta(days=age),
            amount=Money("300.00", "EUR"),
        )
        for age in (0, 20, 90)
    ]
    account = Account(debtor=Debtor(id="P1"), invoices=lines)
    print("monthly runs; the number is the line's age at the first")
    for day in (first, dt.date(2026, 2, 28), dt.date(2026, 3, 31)):
        account = process(generate(account, day), day)
        print(f"  {day}  " + "  ".join(f"{k} {v}" for k, v in levels(account).items()))
    print("the same lines, one run started three times on the first day")
    account = Account(debtor=Debtor(id="P1"), invoices=lines)
    for _ in range(3):
        account = process(generate(account, first), first)
        print(f"  {first}  " + "  ".join(f"{k} {v}" for k, v in levels(account).items()))


if __name__ == "__main__":
    main()
