"""The laws of expected cash: each cent that is open is expected once, or said not to be."""

import datetime as dt
from collections import Counter

import attrs
from hypothesis import given
from hypothesis import strategies as st
from strategies import FEWER, accounts, day

from dunnix.metrics import ExchangeRates, converted, expected_cash
from dunnix.model import Account, strike_balance

DAYS = st.integers(31, 110).map(day)
# Euros converted into euros: books that know of no promise, and need no rate.
EUROS = ExchangeRates(to_currency="EUR", known_until=day(0), rates=[])


@FEWER
@given(accounts(), DAYS, st.integers(1, 20))
def test_each_cent_of_the_open_balance_is_in_one_row(
    account: Account, as_of: dt.date, weeks: int
) -> None:
    open_: Counter[str] = Counter()
    for claim in strike_balance(account, as_of).claims:
        open_[claim.currency] += claim.open

    cash = expected_cash(account, as_of=as_of, weeks=weeks)

    found: Counter[str] = Counter()
    for row in cash.rows:
        found[row.currency] += row.amount_minor
    assert +found == +open_
    assert all(row.amount_minor > 0 for row in cash.rows)


@FEWER
@given(accounts(), DAYS, st.integers(1, 20))
def test_what_is_expected_has_its_monday_or_lies_beyond_the_horizon(
    account: Account, as_of: dt.date, weeks: int
) -> None:
    cash = expected_cash(account, as_of=as_of, weeks=weeks)

    mondays = {cash.first_week + dt.timedelta(7 * n) for n in range(weeks)}
    assert min(mondays) <= as_of < min(mondays) + dt.timedelta(7)
    assert {row.week for row in cash.rows} <= {*mondays, None}
    for row in cash.rows:
        beyond = "beyond-horizon" in row.flags
        assert (row.week is None) == (beyond or not row.source.is_expected)


@FEWER
@given(accounts(currencies=("EUR",)), DAYS)
def test_books_without_standing_agree_where_there_is_none(account: Account, as_of: dt.date) -> None:
    payments = [attrs.evolve(each, pending=False, cleared_on=None) for each in account.payments]
    plain = Account(debtor=account.debtor, invoices=account.invoices, payments=payments)

    by_account = expected_cash(plain, as_of=as_of, by="creditor")
    by_books = expected_cash(converted(plain, rates=EUROS), as_of=as_of, by="creditor")

    assert by_books == by_account
