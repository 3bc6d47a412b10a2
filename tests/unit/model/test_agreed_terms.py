"""Invoices carry payment terms: they give due dates, or are kept beside the one given."""

import datetime as dt
import json
import pickle

import attrs
import pytest

from dunnix.model import Account, Debtor, Instalment, InvalidValueError, Invoice, Payment
from dunnix.money import Money
from dunnix.terms import Add, Anchor, PaymentTerms, parse_terms

ISSUED = dt.date(2026, 1, 15)
THOUSAND = Money("1000.01", "EUR")
IN_THREE_PARTS = "30 % on invoice, 30 % at 30 days, remainder at 60 days"
NEW_YEAR = "2020-01-01"
COUNTED = "from which it is counted"
PERSON = "her son, Zoé Quillfeather, 06 98 76 54 32"


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def by_terms(terms: str | PaymentTerms, amount: Money = THOUSAND) -> Invoice:
    return Invoice(id="F-1", issue_date=ISSUED, amount=amount, terms=terms)


def given(due_date: dt.date, terms: str) -> Invoice:
    return Invoice(id="F-1", issue_date=ISSUED, due_date=due_date, amount=THOUSAND, terms=terms)


def refusal(terms: str | PaymentTerms, issued: dt.date | None = ISSUED) -> InvalidValueError:
    with pytest.raises(InvalidValueError) as raised:
        Invoice(id="F-1", issue_date=issued, amount=THOUSAND, terms=terms)
    return raised.value


@pytest.mark.requirement("M17")
@pytest.mark.parametrize(
    ("terms", "due"),
    [
        ("30 days net", "2026-02-14"),
        ("30 jours fin de mois", "2026-02-28"),
        ("14 Tage netto", "2026-01-29"),
        ("60 días", "2026-03-16"),
        ("30 giorni fine mese", "2026-02-28"),
        ("binnen 30 dagen", "2026-02-14"),
        ("due on receipt", "2026-01-15"),
        ("2/10 net 30", "2026-02-14"),
        ("N030", "2026-02-14"),
    ],
)
def test_an_invoice_without_a_due_date_is_due_by_its_terms_in_any_language(
    terms: str, due: str
) -> None:
    invoice = by_terms(terms)

    assert (invoice.due_date, invoice.due_date_by_terms) == (day(due), day(due))
    assert (invoice.instalments, invoice.terms) == ((), terms)


@pytest.mark.requirement("M17")
def test_terms_made_in_python_are_kept_as_text_that_reads_back_the_same() -> None:
    terms = PaymentTerms.single(Add(2, "month"))

    invoice = by_terms(terms)

    assert (invoice.terms, invoice.due_date) == ("2 months", day("2026-03-15"))
    assert invoice.payment_terms == terms


@pytest.mark.requirement("M5")
def test_a_due_date_given_counts_and_the_one_by_terms_is_kept_beside_it() -> None:
    invoice = given(day("2026-02-28"), "30 days net")

    assert invoice.due_date == day("2026-02-28")
    assert invoice.due_date_by_terms == day("2026-02-14")
    assert invoice.payment_terms == parse_terms("30 days net")


@pytest.mark.requirement("M5")
def test_terms_in_parts_give_instalments_that_sum_to_the_amount() -> None:
    invoice = by_terms(IN_THREE_PARTS)

    assert invoice.instalments == (
        Instalment(number=1, due_date=ISSUED, amount=Money("300.00", "EUR")),
        Instalment(number=2, due_date=day("2026-02-14"), amount=Money("300.00", "EUR")),
        Instalment(number=3, due_date=day("2026-03-16"), amount=Money("400.01", "EUR")),
    )
    assert invoice.due_date == invoice.due_date_by_terms == day("2026-03-16")


@pytest.mark.requirement("M5")
def test_a_due_date_given_keeps_an_invoice_whole_whatever_its_terms_split() -> None:
    invoice = given(day("2026-03-16"), IN_THREE_PARTS)

    assert (invoice.instalments, invoice.due_date_by_terms) == ((), day("2026-03-16"))


@pytest.mark.requirement("M5")
def test_instalments_given_count_before_those_of_the_terms() -> None:
    parts = [Instalment(number=7, due_date=day("2026-02-01"), amount=THOUSAND)]

    invoice = Invoice(
        id="F-1", issue_date=ISSUED, amount=THOUSAND, instalments=parts, terms=IN_THREE_PARTS
    )

    assert (invoice.instalments, invoice.due_date) == (tuple(parts), day("2026-02-01"))
    assert invoice.due_date_by_terms == day("2026-03-16")


def test_a_part_of_nothing_is_no_instalment() -> None:
    cent = by_terms("50 % at 30 days, 50 % at 60 days", Money("0.01", "EUR"))
    nothing = by_terms("50 % at 30 days, 50 % at 60 days", Money("0.00", "EUR"))

    assert (cent.instalments, cent.due_date) == ((), day("2026-02-14"))
    assert (nothing.instalments, nothing.due_date) == ((), day("2026-03-16"))


def test_amounts_without_decimals_split_into_whole_units() -> None:
    invoice = by_terms("1/3 at 30 days, 1/3 at 60 days, remainder at 90 days", Money("100", "JPY"))

    assert [each.amount for each in invoice.instalments] == [
        Money("33", "JPY"),
        Money("33", "JPY"),
        Money("34", "JPY"),
    ]


def test_a_credit_note_is_due_at_its_issue_whatever_its_terms() -> None:
    note = by_terms("30 days net", Money("-10.00", "EUR"))

    assert (note.due_date, note.due_date_by_terms) == (ISSUED, None)


@pytest.mark.parametrize("terms", ["as the contract says", "45 jours fin de mois", "60 days: kept"])
def test_beside_a_due_date_a_text_that_is_not_read_is_a_note(terms: str) -> None:
    invoice = given(day("2026-02-28"), terms)

    assert (invoice.terms, invoice.due_date) == (terms, day("2026-02-28"))
    assert (invoice.payment_terms, invoice.due_date_by_terms) == (None, None)


def test_terms_that_count_from_another_day_are_read_but_give_no_date() -> None:
    invoice = given(day("2026-02-28"), "30 days from delivery")

    assert invoice.payment_terms == PaymentTerms.single(Add(30), anchor=Anchor.DELIVERY)
    assert invoice.due_date_by_terms is None


@pytest.mark.parametrize(
    ("terms", "code", "field", "message"),
    [
        ("as the contract says", "unreadable-terms", "terms", "its terms can't be read"),
        (
            "30 jours ouvrables",
            "unreadable-terms",
            "terms",
            "its terms can't be read beyond character 8",
        ),
        ("x" * 2001, "unreadable-terms", "terms", "its terms can't be read"),
        ("3000000 days", "unreadable-terms", "terms", "its terms can't be read"),
        ("45 jours fin de mois", "ambiguous-terms", "terms", "its terms have several readings"),
        ("2/10 EOM", "missing-due-date", "due_date", "its terms name none"),
        (
            "30 days from delivery",
            "uncountable-terms",
            "terms",
            "the terms count from the delivery date, which isn't given",
        ),
        (
            "10 business days",
            "uncountable-terms",
            "terms",
            "the terms speak of business days",
        ),
        (
            f"on {NEW_YEAR}",
            "uncountable-terms",
            "terms",
            f"the date {NEW_YEAR} lies before {ISSUED}, {COUNTED}",
        ),
        (
            "400 EUR at 30 days, 500 EUR at 60 days",
            "uncountable-terms",
            "terms",
            "the fixed instalments come to less than the amount",
        ),
    ],
)
def test_terms_that_give_no_due_date_are_refused_where_no_other_is_given(
    terms: str, code: str, field: str, message: str
) -> None:
    error = refusal(terms)

    assert (error.code, error.field) == (code, field)
    assert error.message == f"an invoice has no due date, and {message}"
    assert "`due_date`" in str(error.hint)


def test_terms_need_an_issue_date_to_count_from() -> None:
    error = refusal("30 days net", issued=None)

    assert (error.code, error.field) == ("terms-without-issue-date", "issue_date")
    assert error.hint == "give `issue_date`, or `due_date`"


@pytest.mark.parametrize("terms", ["", "  "])
def test_an_empty_text_is_no_terms(terms: str) -> None:
    assert refusal(terms).code == "missing-due-date"
    assert given(ISSUED, terms).payment_terms is None


def test_the_hint_for_two_readings_writes_each_so_that_it_has_one() -> None:
    hint = str(refusal("45 jours fin de mois").hint)

    dues = {by_terms(each).due_date for each in hint.split("`")[1:-2:2]}

    assert dues == {day("2026-03-31"), day("2026-03-17"), day("2026-03-15")}


@pytest.mark.requirement("M109")
@pytest.mark.parametrize(
    "terms",
    [PERSON, f"30 days, {PERSON}", "0698765432 days", "98.76 EUR à la commande, solde 45 JFDM"],
)
def test_no_refusal_of_terms_tells_a_person_or_an_amount(terms: str) -> None:
    error = refusal(terms)

    for part in ("uillfeather", "98", "son"):
        assert part not in f"{error!r} {error}"


def account(*invoices: Invoice, **more: object) -> Account:
    return Account(debtor=Debtor(id="D42"), invoices=invoices, **more)  # type: ignore[arg-type]


SEVERAL = account(
    by_terms("30 jours fin de mois"),
    attrs.evolve(by_terms(IN_THREE_PARTS), id="F-2"),
    attrs.evolve(given(day("2026-02-28"), "30 days net"), id="F-3"),
    attrs.evolve(given(day("2026-02-28"), f"agreed with {PERSON}"), id="F-4"),
)


@pytest.mark.requirement("M5")
def test_due_dates_and_terms_go_through_json_and_pickle_unchanged() -> None:
    assert Account.from_dict(json.loads(json.dumps(SEVERAL.to_dict()))) == SEVERAL
    assert pickle.loads(pickle.dumps(SEVERAL)) == SEVERAL  # noqa: S301  # our own bytes


@pytest.mark.requirement("M5")
def test_an_earlier_day_knows_the_terms_of_then() -> None:
    later = Invoice(
        id="F-1",
        issue_date=ISSUED,
        amount=THOUSAND,
        terms="60 days net",
        recorded_on=day("2026-02-01"),
    )

    known = account(by_terms("30 days net")).record(later)

    assert [(each.terms, each.due_date) for each in known.as_of(ISSUED).invoices] == [
        ("30 days net", day("2026-02-14"))
    ]
    assert known.invoices[-1].due_date == day("2026-03-16")


def test_redaction_keeps_terms_that_are_read_and_no_note() -> None:
    redacted = SEVERAL.redact(keep_ids=True)

    assert [each.terms for each in redacted.invoices] == [
        "30 jours fin de mois",
        IN_THREE_PARTS,
        "30 days net",
        "redacted",
    ]
    assert [(each.due_date, each.instalments) for each in redacted.invoices] == [
        (each.due_date, each.instalments) for each in SEVERAL.invoices
    ]
    assert redacted.redact(keep_ids=True) == redacted


def test_compaction_keeps_what_is_open_and_leaves_out_what_was_paid_by_its_terms() -> None:
    paid = attrs.evolve(by_terms("30 days net"), id="F-0")
    money = Payment(id="P-1", date=day("2026-02-20"), amount=THOUSAND, invoice="F-0")

    compacted = account(paid, *SEVERAL.invoices, payments=[money]).compact(before=day("2026-06-01"))

    assert compacted.invoices == SEVERAL.invoices
    assert [(each.invoices, each.late) for each in compacted.history.paid] == [(1, 1)]


def test_a_row_of_json_with_terms_alone_becomes_an_invoice_with_a_due_date() -> None:
    row = {"id": "F-1", "issue_date": "2026-01-15", "amount": "90.00", "currency": "EUR"}

    read = Account.from_dict(
        {"debtor": {"id": "D1"}, "invoices": [{**row, "terms": "30 days net"}]}
    )

    assert (read.problems, read.invoices[0].due_date) == ((), day("2026-02-14"))
