"""Step effects: how much of what an action was about was paid in the days after it."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple, TypeAlias

import attrs

from dunnix.metrics.activity import Coverage, Deed, read_deeds
from dunnix.metrics.grouping import By, Grouping, Key, grouping, in_order, split_names
from dunnix.metrics.money_in import allocated_money
from dunnix.metrics.options import whole_number
from dunnix.metrics.received import period_start
from dunnix.metrics.recorded import Accounts, accounts_as_of
from dunnix.metrics.table import Cell, Column, ColumnKind, Table, Tabular, group_columns, measured
from dunnix.model import Account
from dunnix.money import Money


@attrs.frozen(kw_only=True, order=False)
class StepEffect:
    """What was paid after one step by one channel, in one currency and group.

    `covered` is what was open of the receivables on the days of the actions, `paid` what of it
    came within the days asked for. `median_days` are the days until money came for the middle
    receivable; None where for half of them or more none came in time.
    """

    currency: str
    group: tuple[str | None, ...] = ()
    step: str
    channel: str | None
    actions: int
    receivables: int
    covered: Money
    paid: Money
    median_days: Fraction | None

    @property
    def share_paid(self) -> Fraction:
        """The share of what it covered that was paid in time, by amount, from 0 to 1."""
        return Fraction(self.paid.minor_units, self.covered.minor_units)


@attrs.frozen(kw_only=True, order=False)
class StepEffects(Tabular):
    """The effects of steps in a period, one a currency, group, step and channel, in their order."""

    as_of: dt.date
    first: dt.date | None
    within_days: int
    by: tuple[str, ...] = ()
    effects: tuple[StepEffect, ...]

    def table(self) -> Table:
        """Give one row an effect: group, step, channel, counts, amounts, share, median days."""
        texts = (Column(name, ColumnKind.TEXT) for name in ("step", "channel"))
        names = ("actions", "receivables", "covered_minor", "paid_minor", "paid_ratio")
        columns = (*group_columns(self.by), *texts, *map(measured, (*names, "median_days")))
        return Table(columns, tuple(map(_row, self.effects)))


class _Reached(NamedTuple):
    """A receivable that an action was about: what was open, what came of it, after how long."""

    kind: Key
    open: int
    paid: int
    after: int | None


def step_effects(
    accounts: Accounts,
    *,
    as_of: dt.date,
    first: dt.date | None = None,
    within_days: int = 10,
    by: By = (),
) -> StepEffects:
    """Tell for each step and channel how much of what it was about was paid soon after.

    Actions that were sent or done count, from `first` on, whose `within_days` days have passed by
    `as_of`: younger ones would look worse than they are. What an action covers is what was open
    of its receivables at the close of its day, each at its own step; what only travelled along is
    left out. Paid is the money that was received for them on the days after, up to `within_days`.

    It tells what came after a step, not what came of it: a step late on the ladder meets those
    who didn't pay at any before, so its share is lower however good it is, and where two actions
    fall within the days, both have the same money. Compare the same step by two channels, in two
    periods, or in two groups (`by="owner"`). Money that nobody allocates isn't seen. Raises
    `TypeError` for books that aren't those of accounts, `ValueError` for a period that ends
    before it begins.

    Source: our own definition; the trade asks to learn from the results of its actions, and no
    published source says how they are measured.

    >>> from dunnix.model import Action, Debtor, Invoice, Payment
    >>> day, euros = dt.date(2026, 2, 4), Money("90.00", "EUR")
    >>> invoice = Invoice(id="F-1", due_date=day, amount=euros)
    >>> call = Action(id="A1", step="call", channel="phone", date=day, status="done",
    ...               invoices=["F-1"])
    >>> paid = Payment(id="P-1", date=dt.date(2026, 2, 9), amount=Money("60.00", "EUR"),
    ...                invoice="F-1")
    >>> account = Account(debtor=Debtor(id="D1"), invoices=[invoice], actions=[call],
    ...                   payments=[paid])
    >>> [effect] = step_effects(account, as_of=dt.date(2026, 3, 16)).effects
    >>> effect.step, effect.channel, str(effect.share_paid), str(effect.median_days)
    ('call', 'phone', '2/3', '5')
    """
    within = whole_number("within_days", within_days)
    held, start = accounts_as_of(accounts, as_of), period_start(first, as_of)
    groups, last = grouping(by, held), as_of - dt.timedelta(days=within)
    reached: defaultdict[Key, list[_Reached]] = defaultdict(list)
    actions: Counter[Key] = Counter()
    for account in held:
        receipts = _receipts(account, as_of)
        coverage = Coverage(account, as_of)
        for deed in read_deeds(account, as_of):
            if deed.counted_on is not None and start <= deed.counted_on <= last:
                found = list(_reach(groups, coverage, deed, deed.counted_on, receipts, within))
                actions.update({each.kind for each in found})
                for each in found:
                    reached[each.kind].append(each)
    return StepEffects(
        as_of=as_of,
        first=first,
        within_days=within,
        by=split_names(by),
        effects=tuple(_effect(kind, actions[kind], reached[kind]) for kind in in_order(reached)),
    )


_Receipts: TypeAlias = dict[str, list[tuple[int, int]]]


def _receipts(account: Account, as_of: dt.date) -> _Receipts:
    """Give (day, amount) of all money received, by receivable."""
    receipts: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for claim, paid, amount in allocated_money(account, as_of, as_of):
        receipts[claim.id].append((paid, amount))
    return receipts


def _reach(
    groups: Grouping,
    coverage: Coverage,
    deed: Deed,
    day: dt.date,
    receipts: _Receipts,
    within: int,
) -> Iterator[_Reached]:
    debtor, done = coverage.account.debtor_on(coverage.known), day.toordinal()
    for claim, step in coverage.of(deed, day):
        if step is None or not claim.open:
            continue
        came = [
            (paid - done, amount)
            for paid, amount in receipts.get(claim.id, ())
            if 0 < paid - done <= within
        ]
        paid = min(max(sum(amount for _, amount in came), 0), claim.open)
        after = min((days for days, amount in came if amount > 0), default=None)
        kind = (*groups.of_claim(debtor, claim), step, deed.latest.channel)
        yield _Reached(kind, claim.open, paid, after)


def _effect(kind: Key, actions: int, reached: list[_Reached]) -> StepEffect:
    currency, *group, step, channel = kind
    return StepEffect(
        currency=currency or "",
        group=tuple(group),
        step=step or "",
        channel=channel,
        actions=actions,
        receivables=len(reached),
        covered=Money.minor(sum(each.open for each in reached), currency or ""),
        paid=Money.minor(sum(each.paid for each in reached), currency or ""),
        median_days=_median_days([each.after for each in reached]),
    )


def _median_days(after: list[int | None]) -> Fraction | None:
    """Give the middle of days, none counting as longer than any."""
    days = sorted(each for each in after if each is not None)
    low, high = (len(after) - 1) // 2, len(after) // 2
    return Fraction(days[low] + days[high], 2) if high < len(days) else None


def _row(effect: StepEffect) -> tuple[Cell, ...]:
    middle = None if effect.median_days is None else float(effect.median_days)
    return (
        effect.currency,
        *effect.group,
        effect.step,
        effect.channel,
        effect.actions,
        effect.receivables,
        effect.covered.minor_units,
        effect.paid.minor_units,
        float(effect.share_paid),
        middle,
    )
