"""Terms in the files of a ledger: what they give, and what is found where they disagree."""

import datetime as dt
from pathlib import Path

import attrs
import pytest
from quality_facts import account, clean_invoices, euros, found_in

from dunnix.engine import decide
from dunnix.errors import LedgerError
from dunnix.ledger import Ledger, check_ledger, load_ledger
from dunnix.model import Instalment, Invoice
from dunnix.scenario import load_scenario

ISSUED = dt.date(2026, 1, 15)
END_OF_FEBRUARY = dt.date(2026, 2, 28)
IN_TWO_PARTS = "50 % at 30 days, 50 % at 60 days"


def load(folder: Path, text: str, **options: str) -> Ledger:
    file = folder / "ledger.csv"
    file.write_text(text, encoding="utf-8")
    return load_ledger(file, currency="EUR", **options)  # type: ignore[arg-type]


@pytest.mark.requirement("M17")
def test_a_file_with_issue_dates_and_terms_needs_no_due_dates(tmp_path: Path) -> None:
    text = f'id,debtor,issue_date,amount,terms\nF-1,D1,2026-01-15,90.00,"{IN_TWO_PARTS}"\n'

    ledger = load(tmp_path, text)

    assert ledger.problems == ()
    assert ledger.accounts[0].invoices == (
        Invoice(
            id="F-1",
            issue_date=ISSUED,
            due_date=dt.date(2026, 3, 16),
            amount=euros(90),
            terms=IN_TWO_PARTS,
            instalments=[
                Instalment(number=1, due_date=dt.date(2026, 2, 14), amount=euros(45)),
                Instalment(number=2, due_date=dt.date(2026, 3, 16), amount=euros(45)),
            ],
        ),
    )


@pytest.mark.requirement("M17")
def test_columns_of_terms_may_be_mapped(tmp_path: Path) -> None:
    text = "No,Customer,Date,Sum,Conditions\nF-1,D1,15/01/2026,90.00,30 jours fin de mois\n"
    columns = {
        "id": "No",
        "debtor": "Customer",
        "issue_date": "Date",
        "amount": "Sum",
        "terms": "Conditions",
    }
    file = tmp_path / "export.csv"
    file.write_text(text, encoding="utf-8")

    ledger = load_ledger(file, columns=columns, currency="EUR", dates="DD/MM/YYYY")

    assert ledger.accounts[0].invoices[0].due_date == dt.date(2026, 2, 28)


@pytest.mark.parametrize(
    "header",
    [
        "id,debtor,issue_date,amount,terms,DueDate",
        "id,debtor,issue_date,amount,terms,due_dat",
        "id,debtor,issue_date,amount,note",
        "id,debtor,issued,amount,terms",
    ],
)
def test_a_due_date_is_asked_for_where_a_column_may_hold_it_or_terms_are_missing(
    tmp_path: Path, header: str
) -> None:
    row = ("F-1", "D1", "2026-01-15", "90.00", "30 days net", "2026-02-28")
    cells = ",".join(row[: header.count(",") + 1])

    with pytest.raises(LedgerError) as raised:
        load(tmp_path, f"{header}\n{cells}\n")

    assert "there is no column `due_date`" in str(raised.value)


@pytest.mark.requirement("M5")
def test_a_due_date_given_in_a_file_counts_and_the_difference_is_found(tmp_path: Path) -> None:
    text = (
        "id,debtor,issue_date,due_date,amount,terms\n"
        "F-1,D1,2026-01-15,2026-02-28,90.00,30 days net\n"
        "F-2,D1,2026-01-15,2026-02-14,80.00,30 days net\n"
    )

    ledger = load(tmp_path, text)

    assert [str(each.due_date) for each in ledger.accounts[0].invoices] == [
        "2026-02-28",
        "2026-02-14",
    ]
    finding = check_ledger(ledger).of("due-date-against-terms")
    assert finding is not None
    assert [(each.ids, each.detail) for each in finding.sightings] == [
        (("F-1",), "due on 2026-02-28, by its terms on 2026-02-14")
    ]


def with_terms(*terms: str | None) -> list[Invoice]:
    """Give the invoices of a clean account, each due after 30 days, the first ones with terms."""
    first, *others = clean_invoices(0)[: len(terms)], *clean_invoices(0)[len(terms) :]
    told = [attrs.evolve(each, terms=text) for each, text in zip(first, terms, strict=True)]
    return [*told, *others]


def test_terms_that_agree_with_the_due_date_are_no_finding() -> None:
    agreeing = with_terms(
        "30 days net", "30 Tage netto", "30 jours nets", "2/10 net 30", None, "", "  "
    )

    assert found_in(account(invoices=agreeing)) == {}


def test_terms_that_count_from_another_day_are_no_finding() -> None:
    silent = with_terms("30 days from delivery", "10 business days", "2/10 EOM")

    assert found_in(account(invoices=silent)) == {}


def test_terms_are_not_held_against_an_invoice_without_an_issue_date() -> None:
    first, *others = with_terms("60 days net")
    undated = attrs.evolve(first, issue_date=None)

    assert list(found_in(account(invoices=[undated, *others]))) == ["missing-issue-date"]


def test_a_swapped_date_is_not_told_again_as_one_against_the_terms() -> None:
    invoices = [attrs.evolve(each, terms="30 days net") for each in clean_invoices(0)]
    odd = Invoice(
        id="odd",
        issue_date=dt.date(2026, 1, 9),
        due_date=dt.date(2026, 8, 2),
        amount=euros(555),
        terms="30 days net",
    )

    assert found_in(account(invoices=[*invoices, odd])) == {"swapped-date": [("D-0", ("odd",))]}


def test_the_last_instalment_is_held_against_the_last_day_of_the_terms() -> None:
    first, *others = clean_invoices(0)
    assert first.issue_date is not None
    split = Invoice(
        id=first.id, issue_date=first.issue_date, amount=first.amount, terms=IN_TWO_PARTS
    )
    moved = attrs.evolve(split, due_date=split.instalments[0].due_date, instalments=())

    assert found_in(account(invoices=[split, *others])) == {}
    assert found_in(account(invoices=[moved, *others])) == {
        "due-date-against-terms": [("D-0", (first.id,))]
    }


def test_notes_in_the_place_of_terms_are_worth_knowing_but_no_fault() -> None:
    report = check_ledger(
        [account(invoices=with_terms("see the contract", "45 jours fin de mois"))]
    )

    finding = report.of("unreadable-terms")

    assert finding is not None
    assert (finding.severity, report.errors) == ("info", ())
    assert [each.detail for each in finding.sightings] == [
        "its terms can't be read",
        "its terms have several readings",
    ]


@pytest.mark.requirement("M17")
def test_an_invoice_with_terms_alone_is_dunned_from_the_day_they_give(tmp_path: Path) -> None:
    text = "id,debtor,issue_date,amount,terms\nF-1,D1,2026-01-15,90.00,30 jours fin de mois\n"
    [owing] = load(tmp_path, text).accounts
    scenario = load_scenario("fr-b2b")

    given = attrs.evolve(owing.invoices[0], due_date=END_OF_FEBRUARY, terms=None)
    stated = attrs.evolve(owing, invoices=[given])
    days = [END_OF_FEBRUARY + dt.timedelta(after) for after in range(-20, 40)]

    found = [decide(scenario, owing, as_of=day) for day in days]

    expected = [decide(scenario, stated, as_of=day) for day in days]
    assert [each.next_actions for each in found] == [each.next_actions for each in expected]
    assert [each.next_review for each in found] == [each.next_review for each in expected]
    late = [day for day, each in zip(days, found, strict=True) if each.next_actions]
    assert min(day for day in late if day > END_OF_FEBRUARY) == dt.date(2026, 3, 2)
