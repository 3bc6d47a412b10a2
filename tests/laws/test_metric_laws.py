"""The laws of figures: what adds up, and what never changes one."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import attrs
from chance import day
from hypothesis import given
from hypothesis import strategies as st
from slow_books import SlowBooks, has_come, last_versions
from strategies import FEWER, accounts

from dunnix.metrics import (
    Basis,
    By,
    Credits,
    Figure,
    Figures,
    Source,
    age_receivables,
    average_days_delinquent,
    best_possible_dso,
    books_of,
    collection_effectiveness,
    collection_rate,
    concentration,
    cost_of_dso_day,
    days_sales_outstanding,
    overdue_ratio,
    receivables_turnover,
)
from dunnix.metrics.books import Owed
from dunnix.metrics.count_back import ZeroSales, count_back_days
from dunnix.metrics.grouping import Key
from dunnix.model import LISTS, Account

FIRST: Final = day(20)
METRICS: Final[Sequence[Callable[..., Figures]]] = (
    days_sales_outstanding,
    partial(days_sales_outstanding, days=20),
    partial(days_sales_outstanding, method="average-balance", days=20),
    partial(days_sales_outstanding, method="count-back"),
    partial(days_sales_outstanding, method="count-back", zero_sales="stop"),
    partial(days_sales_outstanding, method="rolling", periods=1),
    partial(days_sales_outstanding, method="sales-weighted"),
    partial(days_sales_outstanding, method="since-first-invoice"),
    partial(best_possible_dso, days=20),
    partial(average_days_delinquent, days=20),
    partial(collection_effectiveness, first=FIRST),
    partial(collection_effectiveness, first=FIRST, form="period"),
    partial(collection_rate, first=FIRST),
    partial(receivables_turnover, first=FIRST),
    partial(cost_of_dso_day, annual_rate="0.08", days=20),
    overdue_ratio,
    partial(overdue_ratio, beyond=10),
)
EDGES: Final = (0, 10, 30)
groups = st.sampled_from([(), "debtor", "creditor", ("creditor", "debtor")])
# From the last day on which an invoice of a drawn ledger is the first.
days = st.integers(30, 130).map(day)
later = st.sampled_from([0, 0, 5, 40]).map(dt.timedelta)


@st.composite
def ledgers(draw: st.DrawFn) -> list[Account]:
    """Give the accounts of one debtor or two; what was done about them is in no figure here."""
    prefixes = ("", "z")[: draw(st.integers(1, 2))]
    drawn = [draw(accounts(prefix=each, acted=False)) for each in prefixes]
    return [
        attrs.evolve(each, debtor=attrs.evolve(each.debtor, id=f"D{number}"))
        for number, each in enumerate(drawn)
    ]


def added(sums: Sequence[Owed]) -> tuple[Counter[Any], Counter[Any], Counter[Any]]:
    """Add up what is owed: amounts, receivables, and what is unapplied, by place."""
    amounts: Counter[Any] = Counter()
    receivables: Counter[Any] = Counter()
    unapplied: Counter[Any] = Counter()
    for each in sums:
        for place, found in each.open.items():
            amounts[place] += found.amount
            receivables[place] += found.receivables
        unapplied.update(each.unapplied)
    return amounts, receivables, Counter({key: n for key, n in unapplied.items() if n})


@FEWER
@given(ledgers(), days, later, groups, st.sampled_from(Basis))
def test_what_is_owed_is_what_the_rules_give_one_by_one(
    ledger: list[Account], today: dt.date, wait: dt.timedelta, by: By, basis: Basis
) -> None:
    fast, slow, known = books_of(ledger), SlowBooks(ledger), today + wait

    for credit in (Credits.SEPARATE, Credits.AGED):
        found, wanted = (
            books.owed(today, known=known, by=by, edges=EDGES, basis=basis, credit=credit)
            for books in (fast, slow)
        )
        assert found == wanted
    assert sorted(fast.open_items(today, known=known, by=by), key=str) == sorted(
        slow.open_items(today, known=known, by=by), key=str
    )


@FEWER
@given(ledgers(), days, days, later, groups)
def test_what_was_billed_and_received_is_what_the_rules_give_one_by_one(
    ledger: list[Account], one: dt.date, other: dt.date, wait: dt.timedelta, by: By
) -> None:
    fast, slow = books_of(ledger), SlowBooks(ledger)
    first, last = min(one, other), max(one, other)
    known = last + wait
    starts = (day(0), first, first + (last - first) / 2)

    assert fast.sales(starts, last, known=known, by=by) == slow.sales(
        starts, last, known=known, by=by
    )
    assert sorted(fast.receipts(first, last, known=known, by=by), key=str) == sorted(
        slow.receipts(first, last, known=known, by=by), key=str
    )


@FEWER
@given(ledgers(), days, days, later, groups)
def test_what_rolls_is_what_the_rules_give_one_by_one(
    ledger: list[Account], one: dt.date, other: dt.date, wait: dt.timedelta, by: By
) -> None:
    sooner, last = min(one, other), max(one, other)

    found, wanted = (
        books.rolled(sooner, last, known=last + wait, by=by, edges=EDGES)
        for books in (books_of(ledger), SlowBooks(ledger))
    )

    assert found == wanted


@FEWER
@given(ledgers(), days)
def test_the_buckets_sum_to_the_balance_whatever_becomes_of_credits(
    ledger: list[Account], today: dt.date
) -> None:
    balance = balance_of(ledger, today)

    for basis in Basis:
        for credit in Credits:
            ageing = age_receivables(ledger, as_of=today, basis=basis, credit=credit)
            net = {line.currency: line.net.minor_units for line in ageing.lines}
            assert {each: amount for each, amount in net.items() if amount} == balance


def balance_of(ledger: list[Account], today: dt.date) -> dict[str, int]:
    """Sum all invoices and credit notes less all money, by currency."""
    sums: Counter[str] = Counter()
    for account in ledger:
        for invoice in last_versions(account.invoices, today):
            if invoice.issue_date is None or invoice.issue_date <= today:
                sums[invoice.currency] += invoice.amount.minor_units
        for payment in last_versions(account.payments, today):
            if has_come(payment, today):
                sums[payment.amount.currency] -= payment.amount.minor_units
    return {each: amount for each, amount in sums.items() if amount}


@FEWER
@given(ledgers(), days, groups, st.sampled_from(METRICS))
def test_a_figure_of_a_past_day_is_the_one_given_on_that_day(
    ledger: list[Account], today: dt.date, by: By, metric: Callable[..., Figures]
) -> None:
    as_known_then = [account.as_of(today) for account in ledger]

    assert metric(ledger, as_of=today, by=by) == metric(as_known_then, as_of=today, by=by)


@FEWER
@given(ledgers(), days)
def test_an_ageing_of_a_past_day_is_the_one_given_on_that_day(
    ledger: list[Account], today: dt.date
) -> None:
    as_known_then = [account.as_of(today) for account in ledger]

    for credit in Credits:
        ageing = partial(age_receivables, as_of=today, credit=credit)
        assert ageing(ledger) == ageing(as_known_then)


@FEWER
@given(ledgers(), days, groups, st.integers(1, 120))
def test_best_possible_and_delinquent_days_sum_to_the_simple_dso(
    ledger: list[Account], today: dt.date, by: By, window: int
) -> None:
    whole, best, late = (
        {key_of(each): each.value for each in metric(ledger, as_of=today, days=window, by=by)}
        for metric in (days_sales_outstanding, best_possible_dso, average_days_delinquent)
    )

    assert whole.keys() == best.keys() == late.keys()
    for key, value in whole.items():
        parts = best[key], late[key]
        assert (value is None, value is None) == tuple(each is None for each in parts)
        assert value == (None if None in parts else sum(filter(None, parts)))


def key_of(figure: Figure) -> Key:
    return (figure.currency, *figure.group)


@FEWER
@given(ledgers(), days, st.sampled_from(METRICS), st.randoms(use_true_random=False))
def test_the_order_of_accounts_and_rows_changes_no_figure(
    ledger: list[Account], today: dt.date, metric: Callable[..., Figures], chance: Any
) -> None:
    shuffled = [
        attrs.evolve(
            each,
            **{
                name: chance.sample(getattr(each, name), len(getattr(each, name))) for name in LISTS
            },
        )
        for each in chance.sample(ledger, len(ledger))
    ]

    assert metric(shuffled, as_of=today) == metric(ledger, as_of=today)
    top = concentration(shuffled, as_of=today, top=1)
    assert top == concentration(ledger, as_of=today, top=1)


@FEWER
@given(ledgers(), days, groups, st.sampled_from(Credits))
def test_batches_of_accounts_sum_to_the_whole(
    ledger: list[Account], today: dt.date, by: By, credit: Credits
) -> None:
    sources: list[Source] = [ledger, *ledger]

    whole, *batches = (
        books_of(each).owed(today, known=today, by=by, edges=EDGES, credit=credit)
        for each in sources
    )

    assert added(batches) == added([whole])


@FEWER
@given(ledgers(), days)
def test_the_parts_of_a_split_ledger_have_the_inputs_of_the_whole(
    ledger: list[Account], today: dt.date
) -> None:
    for metric in (overdue_ratio, best_possible_dso, days_sales_outstanding):
        whole = metric(ledger, as_of=today)
        parts = metric(ledger, as_of=today, by=("debtor", "creditor"))

        assert inputs_of(parts) == inputs_of(whole)


def inputs_of(figures: Figures) -> dict[tuple[str, str], int]:
    """Add up the inputs of figures by currency, those that come to nothing left out."""
    sums: Counter[tuple[str, str]] = Counter()
    for each in figures:
        for name, amount in each.inputs:
            sums[each.currency, name] += amount
    return {name: amount for name, amount in sums.items() if amount}


@FEWER
@given(ledgers(), days, groups)
def test_a_share_lies_between_nothing_and_all(
    ledger: list[Account], today: dt.date, by: By
) -> None:
    shares = [
        *overdue_ratio(ledger, as_of=today, by=by),
        *concentration(ledger, as_of=today, top=1, of="party", by=by),
    ]

    assert all(each.value is None or 0 <= each.value <= 1 for each in shares)


periods = st.lists(st.tuples(st.integers(-5, 50), st.integers(1, 31)), max_size=6)


@FEWER
@given(st.integers(-10, 200), st.integers(0, 50), periods, st.sampled_from(ZeroSales))
def test_more_owed_is_never_fewer_days_counted_back(
    receivables: int, more: int, sold: list[tuple[int, int]], zero_sales: ZeroSales
) -> None:
    less = count_back_days(receivables, sold, zero_sales).days
    greater = count_back_days(receivables + more, sold, zero_sales).days

    assert greater is None or (less is not None and less <= greater)
