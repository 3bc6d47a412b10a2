"""Faults planted into a ledger without one: each is found, and nothing else."""

import datetime as dt
from pathlib import Path
from typing import Any

import attrs
import pytest
from quality_facts import (
    FIRST,
    TERMS,
    account,
    clean_invoices,
    clean_ledger,
    days,
    euros,
    found,
    found_in,
    invoice,
    paid,
    with_account,
)

from dunnix.errors import Problem
from dunnix.ledger import FindingSeverity, check_ledger, load_ledger
from dunnix.model import Account, Allocation, Debtor, Instalment, Invoice, Party, Payment
from dunnix.money import Money

END = dt.date(2026, 6, 30)


def test_nothing_is_found_in_a_ledger_without_a_fault() -> None:
    assert check_ledger(clean_ledger()).findings == ()


def test_nothing_is_found_in_no_ledger() -> None:
    assert str(check_ledger([])) == "nothing found"


def test_an_invoice_due_before_its_issue_is_found() -> None:
    changed = account(invoices=[*clean_invoices(0), invoice(90, terms=-9)])

    assert found_in(changed) == {"due-before-issue": [("D-0", ("F-1090",))]}


def test_a_credit_note_may_be_due_before_its_issue() -> None:
    note = Invoice(id="G-1", issue_date=FIRST, due_date=FIRST - days(3), amount=euros(-20))

    assert found_in(account(invoices=[*clean_invoices(0), note])) == {}


@pytest.mark.parametrize("terms", [366, 200])
def test_terms_over_a_year_or_far_beyond_the_debtors_others_are_found(terms: int) -> None:
    changed = account(invoices=[*clean_invoices(0), invoice(90, terms=terms)])

    assert found_in(changed) == {"unusual-terms": [("D-0", ("F-1090",))]}


def test_long_terms_a_debtor_has_twice_are_its_terms() -> None:
    longer = [invoice(number, terms=120) for number in (90, 91)]

    assert found_in(account(invoices=[*clean_invoices(0), *longer])) == {}


def test_an_invoice_paid_in_instalments_has_no_terms_to_judge() -> None:
    halves = [
        Instalment(number=number, due_date=FIRST + days(300 * number), amount=euros(120))
        for number in (1, 2)
    ]
    owed = Invoice(id="F-1090", issue_date=FIRST, amount=euros(240), instalments=halves)

    assert found_in(account(invoices=[*clean_invoices(0), owed])) == {}


def test_invoices_of_one_debtor_with_the_same_amount_and_dates_are_found() -> None:
    twin = attrs.evolve(invoice(3), id="R-77")

    changed = account(invoices=[*clean_invoices(0), twin])

    assert found_in(changed) == {"duplicate-invoice": [("D-0", ("F-1003", "R-77"))]}


def test_the_same_sale_to_two_debtors_is_no_duplicate() -> None:
    other = attrs.evolve(invoice(4), id="R-77")

    assert found_in(account(invoices=[*clean_invoices(0), other])) == {}


@pytest.mark.parametrize("other", ["f-1003", "F- 1003", "F-01003"])
def test_ids_that_differ_by_capitals_spaces_or_zeros_are_found(other: str) -> None:
    twin = attrs.evolve(invoice(80), id=other)

    changed = account(invoices=[*clean_invoices(0), twin])

    ids = tuple(sorted(("F-1003", other)))
    assert found_in(changed) == {"similar-invoice-ids": [("D-0", ids)]}


def test_similar_ids_of_two_debtors_invoices_name_both() -> None:
    changed = account(invoices=[*clean_invoices(0), attrs.evolve(invoice(80), id="F-01004")])

    report = check_ledger(with_account(changed))

    finding = report.of("similar-invoice-ids")
    assert finding is not None
    assert [str(each) for each in finding.sightings] == [
        "debtor `D-0`; `F-01004`, `F-1004`; of debtors `D-0`, `D-1`"
    ]


def test_zeros_inside_a_number_make_another_number() -> None:
    owed = [attrs.evolve(invoice(80), id="A-101"), attrs.evolve(invoice(81), id="A-1001")]

    assert found_in(account(invoices=owed)) == {}


def test_debtors_whose_ids_differ_only_by_zeros_are_found() -> None:
    other = Account(debtor=Debtor(id="D-02"))

    report = check_ledger([*clean_ledger(), other])

    assert [str(each) for each in report.findings[0].sightings] == ["debtor `D-02`; and `D-2`"]
    assert found(report) == {"similar-debtor-ids": [("D-02", ())]}


def test_debtors_of_one_name_are_found_without_telling_the_name() -> None:
    other = Account(debtor=Debtor(id="X-9", name="COMPANY-A"))

    report = check_ledger([*clean_ledger(), other])

    assert found(report) == {"same-name": [("D-0", ())]}
    assert "company" not in str(report).casefold()


@pytest.mark.parametrize("facts", [{"party": Party.CONSUMER}, {"country": "FR"}])
def test_consumers_and_companies_of_other_countries_may_share_a_name(facts: dict[str, Any]) -> None:
    other = Account(debtor=attrs.evolve(Debtor(id="X-9", name="Company A"), **facts))

    assert check_ledger([*clean_ledger(), other]).findings == ()


def test_a_payment_given_twice_is_found_once() -> None:
    owed = clean_invoices(0)

    changed = account(payments=[paid(owed[0]), paid(owed[0], name="X-1")])

    assert found_in(changed) == {"duplicate-payment": [("D-0", ("P-F-1000", "X-1"))]}


def test_a_reversed_payment_is_no_payment() -> None:
    owed = clean_invoices(0)
    bounced = attrs.evolve(paid(owed[0], name="X-1"), reversed_on=END)

    assert found_in(account(payments=[paid(owed[0]), bounced])) == {}


def test_an_invoice_paid_in_full_on_two_days_is_found() -> None:
    owed = clean_invoices(0)

    changed = account(payments=[paid(owed[0]), paid(owed[0], name="X-1", after=40)])

    assert found_in(changed) == {"invoice-paid-twice": [("D-0", ("F-1000",))]}


def test_money_beyond_the_amount_is_found() -> None:
    owed = clean_invoices(0)
    more = attrs.evolve(paid(owed[0]), amount=euros(700))

    assert found_in(account(payments=[more])) == {"paid-beyond-amount": [("D-0", ("F-1000",))]}


def test_a_refund_takes_back_what_was_too_much() -> None:
    owed = clean_invoices(0)
    more = attrs.evolve(paid(owed[0]), amount=euros(700))
    back = attrs.evolve(paid(owed[0], name="X-1", after=50), amount=euros(-200))

    assert found_in(account(payments=[more, back])) == {}


def test_a_ledger_in_which_nothing_that_fell_due_was_settled_is_found() -> None:
    unpaid = [account(invoices=clean_invoices(0))]
    part = attrs.evolve(paid(clean_invoices(0)[0]), amount=euros(100))

    assert found(check_ledger(unpaid, as_of=END)) == {"open-items-only": [(None, ())]}
    assert found(check_ledger([account(payments=[part])], as_of=END)) == {
        "open-items-only": [(None, ())]
    }
    assert found(check_ledger([account(payments=[paid(clean_invoices(0)[0])])], as_of=END)) == {}


def test_few_invoices_due_say_nothing_of_what_is_left_out() -> None:
    few = [account(invoices=clean_invoices(0, invoices=9))]
    young = [account(invoices=clean_invoices(0))]

    assert found(check_ledger(few, as_of=END)) == {}
    assert found(check_ledger(young, as_of=FIRST + days(TERMS))) == {}


def test_a_payment_that_names_nothing_is_found() -> None:
    loose = Payment(id="X-1", date=END, amount=euros(77))

    assert found_in(account(payments=[loose])) == {"payment-names-nothing": [("D-0", ("X-1",))]}


def test_a_payment_before_the_issue_is_worth_knowing() -> None:
    owed = clean_invoices(0)

    report = check_ledger(with_account(account(payments=[paid(owed[0], after=-4)])))

    assert found(report) == {"paid-before-issue": [("D-0", ("P-F-1000", "F-1000"))]}
    assert [each.severity for each in report] == [FindingSeverity.INFO]


def test_amounts_of_zero_are_worth_knowing() -> None:
    empty = attrs.evolve(invoice(80), amount=euros(0))
    nothing = Payment(id="X-1", date=END, amount=euros(0))

    changed = account(invoices=[*clean_invoices(0), empty], payments=[nothing])

    assert found_in(changed) == {"zero-amount": [("D-0", ("F-1080",)), ("D-0", ("X-1",))]}


def test_an_amount_in_cents_is_out_of_scale() -> None:
    large = attrs.evolve(invoice(80), amount=euros(130000))

    changed = account(invoices=[*clean_invoices(0), large])

    assert found_in(changed) == {"amount-out-of-scale": [("D-0", ("F-1080",))]}


def test_four_invoices_do_not_say_what_is_usual() -> None:
    large = attrs.evolve(invoice(80), amount=euros(130000))

    assert found_in(account(invoices=[*clean_invoices(0, invoices=4), large])) == {}


def test_an_amount_in_the_wrong_currency_is_out_of_scale() -> None:
    yen = [
        attrs.evolve(invoice(80 + each), amount=Money.minor(90000 + 100 * each, "JPY"))
        for each in range(6)
    ]
    small = attrs.evolve(invoice(90), amount=Money.minor(555, "JPY"))

    changed = account(invoices=[*clean_invoices(0), *yen, small])

    assert found_in(changed) == {
        "amount-out-of-scale": [("D-0", ("F-1090",))],
        "several-currencies": [("D-0", ())],
    }


def test_an_invoice_without_an_issue_date_makes_figures_wrong() -> None:
    undated = attrs.evolve(invoice(80), issue_date=None)

    report = check_ledger(with_account(account(invoices=[*clean_invoices(0), undated])))

    assert found(report) == {"missing-issue-date": [("D-0", ("F-1080",))]}
    assert report.errors == report.findings


@pytest.mark.parametrize("year", [1026, 2012, 2062, 9999])
def test_a_date_years_away_from_all_others_is_found(year: int) -> None:
    far = invoice(80, issued=dt.date(year, 3, 31), terms=0)

    changed = account(invoices=[*clean_invoices(0), far])

    assert found_in(changed) == {"far-date": [("D-0", ("F-1080",))]}


def test_a_date_over_a_year_after_the_day_reported_on_is_found() -> None:
    sooner, later = invoice(0), invoice(1, issued=dt.date(2027, 3, 31))

    report = check_ledger([account(invoices=[sooner, later])], as_of=dt.date(2026, 3, 1))

    assert found(report) == {"far-date": [("D-0", (later.id,))]}


@pytest.mark.parametrize("day", [dt.date(2024, 12, 31), dt.date.max, dt.date.min])
def test_looking_back_from_any_day_raises_no_alarm(day: dt.date) -> None:
    assert check_ledger(clean_ledger(), as_of=day).findings == ()


def test_a_held_account_is_in_no_figure() -> None:
    held = Account(debtor=Debtor(id="X-1"), problems=[Problem(code="bad-id", message="no id")])

    assert found(check_ledger([*clean_ledger(), held])) == {"held-account": [("X-1", ())]}


def test_totals_are_compared_net_of_unapplied_money() -> None:
    owed = clean_invoices(0)
    [half, whole, *rest] = owed
    split = Payment(
        id="X-1",
        date=END,
        amount=euros(300),
        allocations=[Allocation(invoice=half.id, amount=euros(100))],
    )
    net = sum(each.amount.minor_units for each in (half, *rest)) - 30000
    ledger = [account(payments=[split, paid(whole)])]

    right = check_ledger(ledger, as_of=END, totals={"EUR": Money.minor(net, "EUR")})
    wrong = check_ledger(ledger, as_of=END, totals={"EUR": Money.minor(net + 1, "EUR")})

    assert found(right) == {}
    assert [str(each) for each in wrong.findings[0].sightings] == [
        "EUR on 2026-06-30: the ledger holds less"
    ]


def test_a_currency_that_totals_leave_out_differs() -> None:
    totals = {"GBP": Money.minor(1, "GBP")}

    report = check_ledger(clean_ledger(), as_of=END, totals=totals)

    assert [str(each) for each in report.findings[0].sightings] == [
        "EUR on 2026-06-30: the totals don't name it",
        "GBP on 2026-06-30: the ledger holds less",
    ]


def test_totals_want_the_day_they_are_of() -> None:
    with pytest.raises(ValueError, match="`totals` are those of a day; give it as `as_of`"):
        check_ledger([], totals={"EUR": euros(1)})


def test_a_total_is_in_the_currency_it_is_given_for() -> None:
    with pytest.raises(ValueError, match="the total of `GBP` is in EUR"):
        check_ledger([], as_of=END, totals={"GBP": euros(1)})


def test_the_day_is_a_plain_date() -> None:
    with pytest.raises(TypeError, match="`as_of` must be a date, not a datetime"):
        check_ledger([], as_of=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))


def test_only_the_last_version_of_an_invoice_is_judged() -> None:
    owed = clean_invoices(0)
    wrong = attrs.evolve(owed[0], due_date=FIRST - days(40), recorded_on=FIRST)
    mended = attrs.evolve(owed[0], recorded_on=FIRST + days(9))

    assert found_in(account(invoices=[wrong, mended, *owed[1:]])) == {}


def test_a_report_shows_the_first_places_and_counts_the_rest() -> None:
    undated = [attrs.evolve(invoice(80 + each), issue_date=None) for each in range(5)]

    report = check_ledger([account(invoices=undated)])

    assert str(report).splitlines() == [
        "error: invoices have no issue date: 5 [missing-issue-date]",
        "  debtor `D-0`; `F-1080`",
        "  debtor `D-0`; `F-1081`",
        "  debtor `D-0`; `F-1082`",
        "  and 2 more",
        "  matters: DSO, CEI and terms leave their sales out but not what is open of them",
        "  hint: export the invoice date as well",
    ]
    assert report.findings[0].count == 5


def test_errors_come_before_warnings_and_what_is_worth_knowing() -> None:
    owed = clean_invoices(0)
    changed = account(
        invoices=[*owed, attrs.evolve(invoice(80), issue_date=None)],
        payments=[paid(owed[0], after=-4), Payment(id="X-1", date=END, amount=euros(77))],
    )

    report = check_ledger([changed])

    assert [each.severity.value for each in report] == ["error", "warning", "info"]
    assert len(report) == 3


def test_the_table_has_one_row_a_sighting_with_places_of_the_files(tmp_path: Path) -> None:
    file = tmp_path / "ledger.csv"
    file.write_text(
        "id,debtor,issue_date,due_date,amount,currency\n"
        "F-1,D1,2026-01-05,2026-02-04,12.00,EUR\n"
        "F-2,D1,2026-01-05,2026-02-04,12.00,EUR\n",
        encoding="utf-8",
    )

    report = check_ledger(load_ledger(file))

    [row] = report.table().dicts()
    assert (row["severity"], row["code"], row["debtor"]) == ("warning", "duplicate-invoice", "D1")
    assert (row["ids"], row["places"]) == ("F-1;F-2", f"{file}:2;{file}:3")
    assert report.source == file.as_posix()


def test_the_table_is_a_dataframe_as_well() -> None:
    pytest.importorskip("pandas")
    report = check_ledger([account(invoices=[attrs.evolve(invoice(80), issue_date=None)])])

    frame = report.to_frame()

    assert list(frame["ids"]) == ["F-1080"]
    assert list(frame.columns) == [column.name for column in report.table().columns]
