import datetime as dt
from pathlib import Path

from dunnix.cli.metrics.books import RememberedBooks
from dunnix.ledger import load_ledger
from dunnix.metrics import Books, books_of

INVOICES = """\
id,debtor,issue_date,due_date,amount,currency,paid_on
F-1,D1,2026-01-05,2026-02-04,1200.00,EUR,2026-02-10
F-2,D1,2026-01-20,2026-02-19,80.00,EUR,
F-3,D2,2025-12-02,2026-01-20,500.00,GBP,
"""
FIRST, DAY = dt.date(2026, 1, 1), dt.date(2026, 3, 31)


def sums_of(books: Books) -> tuple[object, ...]:
    return (
        books.first_issued(),
        books.has_open_items_only(DAY, known=DAY),
        books.owed(DAY, known=DAY, by="debtor", edges=(0, 30)),
        books.sales([FIRST], DAY, known=DAY),
        tuple(books.receipts(FIRST, DAY, known=DAY)),
        tuple(books.open_items(DAY, known=DAY, by="debtor")),
        books.rolled(FIRST, DAY, known=DAY, edges=(0, 30)),
    )


def test_remembered_sums_are_those_of_the_accounts_each_time_they_are_asked_for(
    tmp_path: Path,
) -> None:
    (tmp_path / "invoices.csv").write_text(INVOICES)
    accounts = load_ledger(tmp_path / "invoices.csv").accounts
    books = RememberedBooks(accounts)

    first, second = sums_of(books), sums_of(books)

    assert first == sums_of(books_of(accounts))
    assert all(one is two for one, two in zip(first, second, strict=True))


def test_sums_of_other_days_groups_and_buckets_are_sums_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "invoices.csv").write_text(INVOICES)
    accounts = load_ledger(tmp_path / "invoices.csv").accounts
    books, plain = RememberedBooks(accounts), books_of(accounts)

    for day in (FIRST, DAY):
        for by in ("debtor", ()):
            for edges in ((0,), (0, 30)):
                found = books.owed(day, known=DAY, by=by, edges=edges)

                assert found == plain.owed(day, known=DAY, by=by, edges=edges)
