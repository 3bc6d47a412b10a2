"""The opponent: one dunning scenario as a good developer writes it by hand inside an ERP.

One function for one ladder, on the same `Account` values and dates, with nothing of the engine:

- a reminder five days before the due date, until it is due
- a call the day after, again every seven days until day 28, from 50.00 on
- a formal notice on day 30, without which nothing later happens
- an agency, on an open day once the notice's deadline of eight days has passed.

It honours what was known on the day, nets money on account, judges promises by the money that
came, moves the ladder by the days a promise paused it, groups by debtor and keeps a day between
contacts. It leaves out what this company doesn't have: several currencies, instalments, plans,
disputes, blocks, credit notes, actions waiting to go out, other scenarios and any explanation.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from dunnix.model import Account, Action, Invoice, Payment, PromiseToPay

SCENARIO = "by-hand"
LADDER = ("reminder", "call", "formal-notice", "agency")
DONE = {"sent", "delivered", "done"}
SMALL = 50_00
AT_MOST_BROKEN = 2
DAY = dt.timedelta(days=1)
FRIDAY = 4


class ToDo(NamedTuple):
    """What to do for a debtor today: the step, its key, what it covers and asks for."""

    step: str
    key: str
    receivables: tuple[str, ...]
    amount: int


@dataclass
class Receivable:
    """An open invoice and how far its dunning has come."""

    id: str
    due: dt.date
    open: int
    in_play: int
    netted: int = 0
    shift: dt.timedelta = dt.timedelta()
    done: dict[str, dt.date] = field(default_factory=dict)
    tries: dict[str, int] = field(default_factory=dict)
    touched: dt.date | None = None


@dataclass
class Promised:
    """A promise and what became of it: how much came in its window, and until when it pauses."""

    promise: PromiseToPay
    last_day: dt.date
    paid: int = 0
    kept_on: dt.date | None = None
    ended_on: dt.date | None = None
    broken: bool = False


def next_actions(account: Account, today: dt.date) -> list[ToDo]:
    invoices = known(account.invoices, today)
    payments = known(account.payments, today)
    receivables = balances(invoices, payments, today)
    actions = [action for action in known(account.actions, today) if action.date <= today]
    contacts = read_actions(receivables, actions)
    promises = judge_promises(known(account.promises, today), invoices, payments, today)
    hold_promised(receivables, promises, invoices, payments, today)
    playing = [each for each in receivables if each.in_play > 0]
    playing.sort(key=lambda each: (each.due, -each.open, each.id))
    noticed = [each for each in playing if "formal-notice" in each.done]
    others = [each for each in playing if "formal-notice" not in each.done]
    found = (hand_over(noticed, today), contact(others, contacts, today))
    return [each for each in found if each is not None]


def known(rows: Iterable[Any], today: dt.date) -> list[Any]:
    """Keep what was recorded by today; of a row recorded twice, the later version."""
    latest: dict[str, Any] = {}
    for row in rows:
        recorded = row.recorded_on or row.effective_on
        if recorded is not None and recorded > today:
            continue
        name = row.identity if isinstance(row, Action) else row.id
        other = latest.get(name)
        if other is None or recorded > (other.recorded_on or other.effective_on):
            latest[name] = row
    return list(latest.values())


# Money


def balances(invoices: list[Invoice], payments: list[Payment], day: dt.date) -> list[Receivable]:
    """Say what is open on a day: payments by name first, then money on account, oldest first."""
    receivables = []
    for invoice in invoices:
        if invoice.issue_date is None or invoice.issue_date <= day:
            amount = invoice.amount.minor_units
            receivables.append(Receivable(invoice.id, invoice.due_date, amount, amount))
    unapplied = apply_payments(receivables, payments, day)
    if unapplied > 0:
        receivables.sort(key=lambda each: (each.due >= day, each.due, each.id))
        for receivable in receivables:
            receivable.netted = min(unapplied, receivable.open)
            receivable.open -= receivable.netted
            unapplied -= receivable.netted
    for receivable in receivables:
        receivable.in_play = receivable.open
    return receivables


def apply_payments(receivables: list[Receivable], payments: list[Payment], day: dt.date) -> int:
    """Take named money off the receivables; give what is on account, overpayments included."""
    by_id = {each.id: each for each in receivables}
    unapplied = 0
    for payment in payments:
        if not has_come(payment, day):
            continue
        unapplied += payment.amount.minor_units
        for name, amount in payment.shares():
            unapplied -= amount
            if name in by_id:
                by_id[name].open -= amount
    for receivable in receivables:
        if receivable.open < 0:
            unapplied -= receivable.open
            receivable.open = 0
    return unapplied


def has_come(payment: Payment, day: dt.date) -> bool:
    return payment.date <= day and (payment.reversed_on is None or payment.reversed_on > day)


# Promises


def judge_promises(
    promises: list[PromiseToPay], invoices: list[Invoice], payments: list[Payment], today: dt.date
) -> list[Promised]:
    """Count each cent for one promise, then say which are kept, broken or replaced."""
    judged = [Promised(each, next_open_day(each.due_by + DAY)) for each in promises]
    judged.sort(key=lambda each: (each.promise.due_by, each.promise.id))
    if judged:
        count_money(judged, invoices, payments, today)
    judged.sort(key=lambda each: (each.promise.made_on, each.promise.id))
    for place, each in enumerate(judged):
        if each.kept_on is not None:
            each.ended_on = each.kept_on
            continue
        end, each.broken = each.last_day + DAY, each.paid == 0
        for later in judged[place + 1 :]:
            replaced = set(each.promise.invoices) <= set(later.promise.invoices)
            replaced = not later.promise.invoices or (bool(each.promise.invoices) and replaced)
            if replaced and later.promise.made_on < end:
                end, each.broken = later.promise.made_on, False
        each.broken = each.broken and end <= today
        each.ended_on = end if end <= today else None
    return judged


def count_money(
    judged: list[Promised], invoices: list[Invoice], payments: list[Payment], today: dt.date
) -> None:
    cents = sorted(
        (payment.date, name, amount)
        for payment in payments
        if has_come(payment, today)
        for name, amount in parts(payment)
    )
    used = [0] * len(cents)
    for each in judged:
        promise = each.promise
        counted: dict[dt.date, int] = {}
        for place, (day, name, amount) in enumerate(cents):
            if not promise.made_on <= day <= each.last_day:
                continue
            free = amount - used[place]
            if promise.invoices and name not in promise.invoices:
                if name:
                    continue
                on_these = placed(promise, invoices, payments, day) - counted.get(day, 0)
                free = min(free, on_these)
            taken = max(min(free, promise.amount.minor_units - each.paid), 0)
            if not name:
                counted[day] = counted.get(day, 0) + taken
            used[place] += taken
            each.paid += taken
            if each.paid == promise.amount.minor_units and each.kept_on is None:
                each.kept_on = day


def parts(payment: Payment) -> list[tuple[str, int]]:
    """Give what a payment names, and the rest on account under no name."""
    shares = list(payment.shares())
    rest = payment.amount.minor_units - sum(amount for _, amount in shares)
    return [*shares, ("", rest)] if rest else shares


def placed(
    promise: PromiseToPay, invoices: list[Invoice], payments: list[Payment], day: dt.date
) -> int:
    """Say how much money on account went to the promised invoices on a day."""
    after = balances(invoices, payments, day)
    before = balances(invoices, payments, day - DAY)
    names = promise.invoices
    return sum(each.netted for each in after if each.id in names) - sum(
        each.netted for each in before if each.id in names
    )


def hold_promised(
    receivables: list[Receivable],
    judged: list[Promised],
    invoices: list[Invoice],
    payments: list[Payment],
    today: dt.date,
) -> None:
    """Take promised money out of play, and move ladders by the days all of it was promised."""
    receivables.sort(key=lambda each: (each.due, each.id))
    pauses: dict[str, list[tuple[dt.date, dt.date]]] = {}
    for each in judged:
        promise = each.promise
        broken = sum(1 for one in judged if one.broken and one.last_day < promise.made_on)
        if broken > AT_MOST_BROKEN:
            continue
        held, left = promise.amount.minor_units - each.paid, promise.amount.minor_units
        opened = {one.id: one.open for one in balances(invoices, payments, promise.made_on)}
        last = each.last_day if each.ended_on is None else each.ended_on - DAY
        for receivable in receivables:
            if promise.invoices and receivable.id not in promise.invoices:
                continue
            share = opened.get(receivable.id, 0)
            if 0 < share <= left:
                pauses.setdefault(receivable.id, []).append((promise.made_on, last))
            left -= share
            if each.ended_on is None:
                taken = min(held, receivable.in_play)
                receivable.in_play -= taken
                held -= taken
    for receivable in receivables:
        receivable.shift = paused(receivable.due, pauses.get(receivable.id, []), today)


def paused(due: dt.date, spans: list[tuple[dt.date, dt.date]], today: dt.date) -> dt.timedelta:
    """Count the days between the due date and today on which a promise stood."""
    total, reached = dt.timedelta(), due
    for first, last in sorted(spans):
        start, end = max(first, reached + DAY), min(last, today - DAY)
        if start <= end:
            total += end - start + DAY
            reached = end
    return total


# Steps


def read_actions(receivables: list[Receivable], actions: list[Action]) -> set[dt.date]:
    """Note what was done for each receivable; give the days the debtor was contacted."""
    by_id = {each.id: each for each in receivables}
    contacts = set()
    for action in actions:
        done = action.status in DONE
        if done and action.step != "agency":
            contacts.add(action.date)
        for name, step in action.pairs():
            receivable = by_id.get(name)
            if receivable is None:
                continue
            receivable.touched = max(receivable.touched or action.date, action.date)
            if step:
                receivable.tries[step] = receivable.tries.get(step, 0) + 1
                if done:
                    last = receivable.done.get(step, action.date)
                    receivable.done[step] = max(last, action.date)
                    if step == "agency":
                        receivable.in_play = 0
    return contacts


def hand_over(noticed: list[Receivable], today: dt.date) -> ToDo | None:
    """Give to the agency what had its notice and let the deadline pass."""
    if not noticed or noticed[0].touched == today or not deadline_passed(noticed[0], today):
        return None
    given = [each for each in travelling(noticed, today) if deadline_passed(each, today)]
    return to_do("agency", noticed[0], given)


def deadline_passed(receivable: Receivable, today: dt.date) -> bool:
    return today >= next_open_day(receivable.done["formal-notice"] + dt.timedelta(days=9))


def contact(others: list[Receivable], contacts: set[dt.date], today: dt.date) -> ToDo | None:
    """Write or call about what had no notice yet: the oldest says what, the overdue go along."""
    if not others or today in contacts or others[0].touched == today:
        return None
    leader = others[0]
    amount = sum(each.in_play for each in others if each.due < today or each.due <= leader.due)
    # The day between contacts makes no step too late: it is judged as of the first day of waiting.
    since = today
    while since - DAY in contacts or since - DAY == leader.touched:
        since -= DAY
    step = next_step(leader, amount, since, today)
    return None if step is None else to_do(step, leader, travelling(others, today))


def next_step(leader: Receivable, amount: int, since: dt.date, today: dt.date) -> str | None:
    """Give the latest step whose day has come and that wasn't done yet, or the call again."""
    reached = max((LADDER.index(step) for step in leader.done if step in LADDER), default=-1)
    anchor = leader.due + leader.shift
    called = leader.done.get("call")
    call_on = next_open_day(anchor + DAY)
    if next_open_day(anchor + dt.timedelta(days=30)) <= today:
        return "formal-notice"
    if reached < LADDER.index("call") and call_on <= today and amount >= SMALL:
        return "call"
    remind_on = next_open_day(leader.due - dt.timedelta(days=5))
    if reached < 0 and remind_on <= today and max(remind_on, since) <= anchor:
        return "reminder"
    if called is not None and amount >= SMALL:
        again = next_open_day(called + dt.timedelta(days=7))
        if again <= today and max(again, since) <= anchor + dt.timedelta(days=28):
            return "call"
    return None


def travelling(group: list[Receivable], today: dt.date) -> list[Receivable]:
    """Give the leader and those that go along: overdue, or as old, and not touched today."""
    leader = group[0]
    return [
        each
        for each in group
        if (each.due < today or each.due <= leader.due) and each.touched != today
    ]


def to_do(step: str, leader: Receivable, covered: list[Receivable]) -> ToDo:
    attempt = leader.tries.get(step, 0) + 1
    return ToDo(
        step,
        f"{SCENARIO}:{leader.id}:{step}:{attempt}",
        tuple(sorted(each.id for each in covered)),
        sum(each.in_play for each in covered),
    )


def next_open_day(day: dt.date) -> dt.date:
    while day.weekday() > FRIDAY:
        day += DAY
    return day
