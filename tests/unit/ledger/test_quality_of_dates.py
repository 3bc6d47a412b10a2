"""Days and months in each other's place: told where invoices show it, and only there."""

import datetime as dt
import os
from pathlib import Path

import attrs
import pytest
from quality_facts import account, clean_invoices, euros, found_in, invoice

from dunnix.ledger import check_ledger, load_ledger
from dunnix.ledger.quality.swapped_dates import swapped
from dunnix.model import Account, Invoice

ROOT = Path(__file__).resolve().parents[3]
IBM = Path(
    os.environ.get(
        "DUNNIX_IBM_LEDGER", str(ROOT.parent / "shared" / "data" / "ibm_receivables.csv")
    )
)
COLUMNS = {
    "id": "invoiceNumber",
    "debtor": "customerID",
    "amount": "InvoiceAmount",
    "issue_date": "InvoiceDate",
    "due_date": "DueDate",
    "paid_on": "SettledDate",
}
needs_ibm = pytest.mark.skipif(not IBM.exists(), reason="the ledger isn't part of the project")


def as_a_spreadsheet(owed: Invoice) -> Invoice:
    """Swap day and month wherever a spreadsheet of another country would."""
    issued = None if owed.issue_date is None else swapped(owed.issue_date) or owed.issue_date
    return attrs.evolve(owed, issue_date=issued, due_date=swapped(owed.due_date) or owed.due_date)


@pytest.mark.parametrize(
    ("issued", "due", "code", "detail"),
    [
        ("2026-03-01", "2025-04-02", "due-before-issue", "due on 2025-04-02, issued on 2026-03-01"),
        ("2026-01-09", "2026-08-02", "swapped-date", "due date 2026-08-02 may be 2026-02-08"),
        ("2026-05-01", "2026-02-04", "swapped-date", "issue date 2026-05-01 may be 2026-01-05"),
        (
            "2026-05-01",
            "2026-04-02",
            "swapped-date",
            "dates 2026-05-01 and 2026-04-02 may be 2026-01-05 and 2026-02-04",
        ),
    ],
)
def test_dates_that_give_the_usual_terms_only_once_swapped_are_found(
    issued: str, due: str, code: str, detail: str
) -> None:
    odd = Invoice(
        id="odd",
        issue_date=dt.date.fromisoformat(issued),
        due_date=dt.date.fromisoformat(due),
        amount=euros(555),
    )

    report = check_ledger([account(invoices=[*clean_invoices(0), odd])])

    [finding] = report.findings
    assert (finding.code, [each.detail for each in finding.sightings]) == (code, [detail])


def test_one_odd_but_possible_gap_is_left_to_chance() -> None:
    odd = invoice(80, issued=dt.date(2026, 3, 4), terms=58)

    assert (swapped(dt.date(2026, 3, 4)), odd.due_date) == (
        dt.date(2026, 4, 3),
        dt.date(2026, 5, 1),
    )
    assert found_in(account(invoices=[*clean_invoices(0), odd])) == {}


def test_issue_dates_out_of_the_order_of_numbers_are_found_where_a_swap_mends_them() -> None:
    series = [invoice(number, terms=number) for number in range(60)]
    dates = [each.issue_date for each in series]
    assert dates[35] == dt.date(2026, 3, 13)
    assert dates[34] == dt.date(2026, 3, 11)

    series[34] = attrs.evolve(
        series[34], issue_date=dt.date(2026, 11, 3), due_date=dt.date(2026, 11, 20)
    )

    assert found_in(account(invoices=series)) == {"swapped-date": [("D-0", ("F-1034",))]}


def test_a_late_entry_out_of_the_order_of_numbers_is_no_swap() -> None:
    series = [invoice(number, terms=number) for number in range(60)]
    series[34] = attrs.evolve(series[34], issue_date=dt.date(2026, 1, 8))

    assert found_in(account(invoices=series)) == {}


@pytest.fixture(scope="module")
def public_ledger() -> tuple[Account, ...]:
    return load_ledger(IBM, columns=COLUMNS, currency="USD", dates="M/D/YYYY").accounts


@needs_ibm
@pytest.mark.long
def test_nothing_is_found_in_a_public_ledger(public_ledger: tuple[Account, ...]) -> None:
    assert check_ledger(public_ledger).findings == ()


@needs_ibm
def test_what_a_spreadsheet_swapped_is_found_in_a_public_ledger(
    public_ledger: tuple[Account, ...],
) -> None:
    ledger = [
        attrs.evolve(each, invoices=[as_a_spreadsheet(owed) for owed in each.invoices], payments=())
        for each in public_ledger
    ]
    moved = {
        owed.id
        for before, after in zip(public_ledger, ledger, strict=True)
        for owed, other in zip(before.invoices, after.invoices, strict=True)
        if owed != other
    }

    finding = check_ledger(ledger).of("swapped-date")

    assert finding is not None
    told = {name for each in finding.sightings for name in each.ids}
    assert told <= moved
    assert len(told) > len(moved) / 2
