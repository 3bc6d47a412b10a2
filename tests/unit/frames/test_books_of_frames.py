import datetime as dt
from collections.abc import Iterable
from typing import Any

import pytest
from drawn_ledgers import FIRST, INVOICE_FACTS, SPLITS, ledgers, tables_of
from frame_kinds import KINDS
from hypothesis import given, settings
from hypothesis import strategies as st

from dunnix.frames.accounts import accounts_of
from dunnix.frames.frame_books import FrameBooks
from dunnix.metrics import Basis, Books, By, Credits
from dunnix.metrics.account_books import AccountBooks
from dunnix.model import Account, Debtor

DAYS = st.integers(-1, 80).map(lambda days: FIRST + dt.timedelta(days))
LATER = st.sampled_from([0, 0, 0, 5, 20]).map(dt.timedelta)
EDGES = st.sampled_from([(0,), (0, 5, 10), (-5, 0, 5), (-(10**7), 0, 10**7)])
BY = st.sampled_from(SPLITS)
FEW = settings(max_examples=max(settings().max_examples // 10, 3))


def both(accounts: list[Account], kind: str) -> tuple[Books, Books]:
    """Give the books of accounts and those of frames; all facts are known to both."""
    facts = Account(debtor=Debtor(id="-", facts=dict.fromkeys(INVOICE_FACTS, "-")))
    return AccountBooks([*accounts, facts]), FrameBooks(tables_of(accounts, kind))


def in_order(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=repr)


@FEW
@given(ledgers(), DAYS, LATER, BY, EDGES, st.sampled_from(Basis), st.sampled_from(Credits))
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_owed_is_the_same_over_frames(
    kind: str,
    accounts: list[Account],
    day: dt.date,
    later: dt.timedelta,
    by: By,
    edges: tuple[int, ...],
    basis: Basis,
    credit: Credits,
) -> None:
    values, frames = both(accounts, kind)
    asked: dict[str, Any] = {"known": day + later, "by": by, "edges": edges, "basis": basis}

    assert frames.owed(day, **asked, credit=credit) == values.owed(day, **asked, credit=credit)


@FEW
@given(ledgers(), DAYS, LATER, BY)
@pytest.mark.parametrize("kind", KINDS)
def test_the_balance_is_the_same_over_frames(
    kind: str, accounts: list[Account], day: dt.date, later: dt.timedelta, by: By
) -> None:
    values, frames = both(accounts, kind)

    found = frames.balance(day, known=day + later, by=by)

    assert found == values.balance(day, known=day + later, by=by)


@FEW
@given(ledgers(), DAYS, LATER, BY)
@pytest.mark.parametrize("kind", KINDS)
def test_sales_are_the_same_over_frames(
    kind: str, accounts: list[Account], day: dt.date, later: dt.timedelta, by: By
) -> None:
    values, frames = both(accounts, kind)
    starts = [day - dt.timedelta(days) for days in (40, 20, 10)]

    found = frames.sales(starts, day, known=day + later, by=by)

    assert found == values.sales(starts, day, known=day + later, by=by)


@FEW
@given(ledgers(), DAYS, LATER, BY)
@pytest.mark.parametrize("kind", KINDS)
def test_receipts_are_the_same_over_frames(
    kind: str, accounts: list[Account], day: dt.date, later: dt.timedelta, by: By
) -> None:
    values, frames = both(accounts, kind)
    first = day - dt.timedelta(30)

    found = frames.receipts(first, day, known=day + later, by=by)

    assert in_order(found) == in_order(values.receipts(first, day, known=day + later, by=by))


@FEW
@given(ledgers(), DAYS, LATER, BY)
@pytest.mark.parametrize("kind", KINDS)
def test_open_items_are_the_same_over_frames(
    kind: str, accounts: list[Account], day: dt.date, later: dt.timedelta, by: By
) -> None:
    values, frames = both(accounts, kind)

    found = frames.open_items(day, known=day + later, by=by)

    assert in_order(found) == in_order(values.open_items(day, known=day + later, by=by))


@FEW
@given(ledgers(), DAYS, LATER, LATER, BY, EDGES)
@pytest.mark.parametrize("kind", KINDS)
def test_what_rolls_on_is_the_same_over_frames(
    kind: str,
    accounts: list[Account],
    day: dt.date,
    apart: dt.timedelta,
    later: dt.timedelta,
    by: By,
    edges: tuple[int, ...],
) -> None:
    values, frames = both(accounts, kind)
    days = day, day + apart
    asked: dict[str, Any] = {"known": day + apart + later, "by": by, "edges": edges}

    assert frames.rolled(*days, **asked) == values.rolled(*days, **asked)


@FEW
@given(ledgers())
@pytest.mark.parametrize("kind", KINDS)
def test_the_first_invoice_is_the_same_over_frames(kind: str, accounts: list[Account]) -> None:
    values, frames = both(accounts, kind)

    assert frames.first_issued() == values.first_issued()


@FEW
@given(ledgers())
@pytest.mark.parametrize("kind", KINDS)
def test_frames_become_the_accounts_they_came_from(kind: str, accounts: list[Account]) -> None:
    assert accounts_of(tables_of(accounts, kind)) == accounts
