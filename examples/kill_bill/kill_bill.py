"""Keep an account's overdue state as Kill Bill does: no memory, read off the oldest invoice.

Run it: `python examples/kill_bill/kill_bill.py`. It asks only when a fact is new or on the day the
last answer named, and prints each change of state with what it switches.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path

import attrs

import dunnix
from dunnix import Account, Debtor, Decision, Invoice, Money, Payment

SCENARIO = dunnix.load_scenario(str(Path(__file__).with_name("scenario.toml")))
CLEAR = "clear"


@attrs.frozen(kw_only=True, order=False)
class Change:
    """A change of state on a day, and what the host switches on and off for it."""

    day: dt.date
    state: str
    on: tuple[str, ...]
    off: tuple[str, ...]


def invoice(number: str, issued: dt.date, amount: str) -> Invoice:
    """Give an invoice as Kill Bill has it: its age counts from the day it was issued."""
    return Invoice(id=number, issue_date=issued, due_date=issued, amount=Money(amount, "EUR"))


def state_of(decision: Decision) -> str:
    """Read the state the oldest unpaid invoice calls for; an account exempted is clear."""
    if any(held.reason == "block" for held in decision.held):
        return CLEAR  # the tag OVERDUE_ENFORCEMENT_OFF is a block of the whole account
    return next((each.step or CLEAR for each in decision.called_for), CLEAR)


def effects_of(state: str) -> tuple[str, ...]:
    return () if state == CLEAR else tuple(SCENARIO.step(state).effects)


def changes(news: Mapping[dt.date, Account], until: dt.date) -> Iterator[Change]:
    """Follow an account, given as it stands after each day with news; ask no more than needed."""
    state, asked, day = CLEAR, None, min(news)
    while day <= until:
        asked = news.get(day, asked)
        if asked is None:
            return
        decision = dunnix.decide(SCENARIO, asked, as_of=day)
        found = state_of(decision)
        if found != state:
            before, after = effects_of(state), effects_of(found)
            yield Change(
                day=day,
                state=found,
                on=tuple(each for each in after if each not in before),
                off=tuple(each for each in before if each not in after),
            )
            state = found
        coming = [each for each in news if each > day]
        if decision.next_review is not None:
            coming.append(decision.next_review)
        if not coming:
            return
        day = min(coming)


def main() -> None:
    january = invoice("INV-1", dt.date(2026, 1, 1), "40.00")
    february = invoice("INV-2", dt.date(2026, 2, 1), "40.00")
    paid = Payment(id="P1", date=dt.date(2026, 2, 25), amount=january.amount, invoice="INV-1")
    bounced = attrs.evolve(paid, reversed_on=dt.date(2026, 3, 1), recorded_on=dt.date(2026, 3, 1))
    first = Account(debtor=Debtor(id="KB"), invoices=[january])
    news = {dt.date(2026, 1, 1): first}
    news[dt.date(2026, 2, 1)] = account = first.record(february)
    news[dt.date(2026, 2, 25)] = account = account.record(paid)
    news[dt.date(2026, 3, 1)] = account.record(bounced)
    for change in changes(news, until=dt.date(2026, 6, 30)):
        switched = [f"+{each}" for each in change.on] + [f"-{each}" for each in change.off]
        print(f"{change.day}  {change.state:<10} {' '.join(switched)}".rstrip())


if __name__ == "__main__":
    main()
