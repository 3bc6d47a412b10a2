"""The laws of lateness and activity: what adds up, and what never changes a figure."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from typing import Any, Final

import attrs
from chance import day
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import FEWER, accounts

from dunnix.metrics import (
    Figures,
    agenda_respect,
    average_days_late,
    average_days_to_pay,
    average_terms,
    books_of,
    contact_delay,
    contact_gaps,
    days_beyond_terms,
    days_to_resolve,
    dispute_rate,
    paid_on_time,
    payment_profile,
    promises_kept,
    step_effects,
)
from dunnix.metrics.received import money_received
from dunnix.model import LISTS, Account

FIRST: Final = day(30)
FIGURES: Final[Sequence[Callable[..., Figures]]] = (
    average_days_late,
    partial(average_days_late, first=FIRST, clipped=True, include_open=True),
    average_days_to_pay,
    partial(average_terms, first=FIRST),
    days_beyond_terms,
    partial(paid_on_time, first=FIRST),
    promises_kept,
    partial(promises_kept, first=FIRST, measure="value", grace_days=3),
    dispute_rate,
    partial(dispute_rate, measure="value"),
    partial(days_to_resolve, first=FIRST),
    contact_delay,
    partial(contact_delay, first=FIRST),
)
RESULTS: Final[Sequence[Callable[..., Any]]] = (
    *FIGURES,
    payment_profile,
    partial(payment_profile, first=FIRST),
    agenda_respect,
    partial(agenda_respect, first=FIRST, tolerance_days=2),
    contact_gaps,
    partial(contact_gaps, first=FIRST),
    step_effects,
    partial(step_effects, first=FIRST, within_days=4),
)
groups = st.sampled_from([(), "debtor", "creditor", ("creditor", "debtor")])
days = st.integers(31, 130).map(day)


@st.composite
def ledgers(draw: st.DrawFn) -> list[Account]:
    """Give the accounts of one to three debtors."""
    drawn = [draw(accounts(prefix=f"{n}-")) for n in range(draw(st.integers(1, 3)))]
    return [
        attrs.evolve(each, debtor=attrs.evolve(each.debtor, id=f"D{number}"))
        for number, each in enumerate(drawn)
    ]


def dated(account: Account) -> Account:
    """Give an account of which every invoice has an issue date, as most have."""
    invoices = [
        attrs.evolve(each, issue_date=each.issue_date or day(0)) for each in account.invoices
    ]
    return attrs.evolve(account, invoices=invoices)


def without_refunds(account: Account) -> Account:
    payments = [each for each in account.payments if each.amount.minor_units > 0]
    return attrs.evolve(account, payments=payments)


def values(figures: Figures) -> dict[tuple[str | None, ...], Fraction | None]:
    return {(each.currency, *each.group): each.value for each in figures}


@FEWER
@given(ledgers(), days, st.sampled_from([None, FIRST]), groups)
def test_terms_and_days_late_sum_to_days_to_pay(
    ledger: list[Account], today: dt.date, first: dt.date | None, by: Any
) -> None:
    issued = [dated(each) for each in ledger]

    terms, late, to_pay = (
        values(metric(issued, as_of=today, first=first, by=by))
        for metric in (average_terms, average_days_late, average_days_to_pay)
    )

    assert terms.keys() == late.keys() == to_pay.keys()
    for key, value in to_pay.items():
        assert value == (terms[key] or 0) + (late[key] or 0)


@FEWER
@given(ledgers(), days, groups, st.sampled_from([{}, {"include_open": True}]))
def test_clipped_days_are_neither_below_zero_nor_below_the_signed(
    ledger: list[Account], today: dt.date, by: Any, options: dict[str, Any]
) -> None:
    asked = partial(average_days_late, ledger, as_of=today, by=by, **options)
    signed, clipped = values(asked()), values(asked(clipped=True))

    assert signed.keys() == clipped.keys()
    for key, value in clipped.items():
        assert (value or 0) >= max(signed[key] or 0, 0)


@FEWER
@given(ledgers(), days)
def test_a_profile_agrees_with_its_own_histogram(ledger: list[Account], today: dt.date) -> None:
    means = values(average_days_late(ledger, as_of=today, by="debtor"))

    for each in payment_profile(ledger, as_of=today):
        payments = sorted(late for late, times in each.delays for _ in range(times))
        middle = Fraction(payments[(len(payments) - 1) // 2] + payments[len(payments) // 2], 2)
        within = sum(abs(late - middle) <= each.spread_days for late in payments)
        assert len(payments) == each.payments
        assert middle == each.median_days_late
        assert 2 * within >= each.payments
        assert each.late_share == Fraction(sum(late > 0 for late in payments), len(payments))
        assert each.longest_days_late == payments[-1]
        assert each.mean_days_late == means[each.currency, *each.group]


@FEWER
@given(ledgers(), days)
def test_the_debtors_of_a_ledger_weigh_up_to_the_whole(
    ledger: list[Account], today: dt.date
) -> None:
    paid = [without_refunds(each) for each in ledger]
    weighed: Counter[str] = Counter()
    amounts: Counter[str] = Counter()
    for each in average_days_late(paid, as_of=today, by=("debtor", "creditor")):
        amount = dict(each.inputs)["paid_minor"]
        amounts[each.currency] += amount
        weighed[each.currency] += int((each.value or 0) * amount)

    whole = average_days_late(paid, as_of=today)

    assert {each.currency: each.value for each in whole} == {
        currency: Fraction(weighed[currency], amount) for currency, amount in amounts.items()
    }


@FEWER
@given(ledgers(), days, groups)
def test_shares_lie_between_nothing_and_all(ledger: list[Account], today: dt.date, by: Any) -> None:
    shares = [
        *paid_on_time(ledger, as_of=today, by=by),
        *promises_kept(ledger, as_of=today, by=by),
        *promises_kept(ledger, as_of=today, by=by, measure="value"),
        *dispute_rate(ledger, as_of=today, by=by),
        *dispute_rate(ledger, as_of=today, by=by, measure="value"),
    ]
    effects = step_effects(ledger, as_of=today, by=by).effects

    assert all(each.value is not None and 0 <= each.value <= 1 for each in shares)
    assert all(0 <= each.share_paid <= 1 for each in effects)
    assert all(each.median_days is None or 1 <= each.median_days <= 10 for each in effects)


@FEWER
@given(ledgers(), days)
def test_what_was_received_by_the_due_date_is_what_is_on_time(
    ledger: list[Account], today: dt.date
) -> None:
    in_time: Counter[str] = Counter()
    for each in money_received(books_of(ledger), first=None, as_of=today, by=()):
        if each.paid <= each.due <= today.toordinal():
            in_time[each.key[0] or ""] += each.amount

    shares = paid_on_time(ledger, as_of=today)

    assert {each.currency: dict(each.inputs)["on_time_minor"] for each in shares} == {
        each.currency: in_time[each.currency] for each in shares
    }


@FEWER
@given(ledgers(), days, groups, st.sampled_from(RESULTS))
def test_a_result_of_a_past_day_is_the_one_given_on_that_day(
    ledger: list[Account], today: dt.date, by: Any, metric: Callable[..., Any]
) -> None:
    as_known_then = [account.as_of(today) for account in ledger]

    assert metric(ledger, as_of=today, by=by) == metric(as_known_then, as_of=today, by=by)


@FEWER
@given(ledgers(), days, st.sampled_from(RESULTS), st.randoms(use_true_random=False))
def test_the_order_of_accounts_and_rows_changes_no_result(
    ledger: list[Account], today: dt.date, metric: Callable[..., Any], chance: Any
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


@FEWER
@given(ledgers(), days)
def test_batches_of_accounts_count_up_to_the_whole(ledger: list[Account], today: dt.date) -> None:
    assume(len(ledger) > 1)

    def counted(batch: list[Account]) -> Counter[Any]:
        sums: Counter[Any] = Counter()
        for metric in (promises_kept, dispute_rate, days_to_resolve, contact_delay):
            figures = metric(batch, as_of=today)
            for figure in figures:
                for name, amount in figure.inputs:
                    sums[figures.metric, figure.currency, name] += amount
        for line in agenda_respect(batch, as_of=today).lines:
            sums.update(planned=line.planned, on_time=line.on_time, called_off=line.called_off)
        for effect in step_effects(batch, as_of=today).effects:
            for amount in (effect.actions, effect.receivables, effect.paid.minor_units):
                sums[effect.currency, effect.step, effect.channel] += amount
        for rhythm in contact_gaps(batch, as_of=today, by=()).rhythms:
            sums.update(dict(rhythm.gaps))
        return sums

    parts: Counter[Any] = Counter()
    for account in ledger:
        parts.update(counted([account]))

    assert parts == counted(ledger)
