"""The laws of roll rates: every cent of a bucket goes somewhere, and only one way."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from strategies import FEWER, accounts, day

from dunnix.metrics import RollRates, books_of, roll_rates
from dunnix.model import Account

EDGES = (-10, 0, 7, 30)
LEDGERS = st.tuples(accounts(prefix="A"), accounts(prefix="B"))
DAYS = st.tuples(st.integers(0, 60), st.integers(1, 60)).map(
    lambda pair: (day(pair[0]), day(31 + pair[0] + pair[1]))
)


def rolled(ledger: Sequence[Account], since: dt.date, as_of: dt.date) -> RollRates:
    return roll_rates(ledger, since=since, as_of=as_of, edges=EDGES)


@FEWER
@given(LEDGERS, DAYS)
def test_the_shares_of_a_row_sum_to_one(
    ledger: tuple[Account, Account], days: tuple[dt.date, dt.date]
) -> None:
    for row in rolled(ledger, *days).rows:
        shares = [each for each in row.shares if each is not None]

        assert len(shares) == (len(row.shares) if row.open_minor else 0)
        assert sum(shares) == (1 if row.open_minor else 0)
        assert all(0 <= share <= 1 for share in shares)


@FEWER
@given(LEDGERS, DAYS)
def test_rows_hold_what_was_open_and_columns_no_more_than_what_is_open(
    ledger: tuple[Account, Account], days: tuple[dt.date, dt.date]
) -> None:
    since, as_of = days
    books = books_of(ledger)
    before = books.owed(since, known=as_of, edges=EDGES).open
    after = books.owed(as_of, known=as_of, edges=EDGES).open

    rates = rolled(ledger, *days)

    open_: Counter[tuple[str, str]] = Counter()
    for row in rates.rows:
        for bucket, amount in zip(rates.buckets, row.rolled_minor, strict=True):
            open_[row.currency, bucket] += amount
    assert {(row.currency, row.bucket): row.open_minor for row in rates.rows if row.open_minor} == {
        (str(key[0]), rates.buckets[place]): found.amount for (key, place), found in before.items()
    }
    for (key, place), found in after.items():
        assert open_[str(key[0]), rates.buckets[place]] <= found.amount


@FEWER
@given(LEDGERS, DAYS)
def test_the_rates_of_a_ledger_are_those_of_its_parts_put_together(
    ledger: tuple[Account, Account], days: tuple[dt.date, dt.date]
) -> None:
    parts: Counter[tuple[str, str, int]] = Counter()
    for account in ledger:
        for row in rolled([account], *days).rows:
            for place, amount in enumerate(row.rolled_minor):
                parts[row.currency, row.bucket, place] += amount

    whole = rolled(ledger, *days)

    assert rolled(ledger[::-1], *days) == whole
    assert +parts == +Counter(
        {
            (row.currency, row.bucket, place): amount
            for row in whole.rows
            for place, amount in enumerate(row.rolled_minor)
        }
    )
