"""The laws of terms on invoices: whatever was agreed, the invoice says the same as its terms."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_terms_laws import terms

from dunnix.model import Account, Debtor, InvalidValueError, Invoice
from dunnix.money import Money, currency_digits
from dunnix.terms import PaymentTerms, TermsError, parse_terms

days = st.dates(dt.date(2019, 1, 1), dt.date(2032, 12, 31))
amounts = st.builds(Money.minor, st.integers(0, 10**7), st.sampled_from(["EUR", "JPY", "BHD"]))
words = ["30", "days", "net", "jours", "fin de mois", "2 %", "/", ",", "Tage", "EUR", "agreed", "à"]
texts = st.one_of(
    st.lists(st.sampled_from(words), max_size=6).map(" ".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
)


@pytest.mark.requirement("M5")
@given(terms(), days)
def test_terms_kept_on_an_invoice_read_back_the_same(agreed: PaymentTerms, day: dt.date) -> None:
    invoice = Invoice(id="F-1", due_date=day, amount=Money("10.00", "EUR"), terms=agreed)

    assert invoice.payment_terms == agreed


@pytest.mark.requirement("M17")
@given(terms(), days, amounts)
def test_the_due_dates_of_an_invoice_are_those_of_its_terms(
    agreed: PaymentTerms, day: dt.date, amount: Money
) -> None:
    digits = currency_digits(amount.currency)
    try:
        parts = agreed.schedule(amount.minor_units, amount.currency, day, digits=digits)
    except TermsError:
        with pytest.raises(InvalidValueError, match="has no due date"):
            Invoice(id="F-1", issue_date=day, amount=amount, terms=agreed)
        return

    invoice = Invoice(id="F-1", issue_date=day, amount=amount, terms=agreed)

    owed = [(each.due_date, each.minor_units) for each in parts if each.minor_units]
    if len(owed) > 1:
        held = [(each.due_date, each.amount.minor_units) for each in invoice.instalments]
        assert held == owed
    else:
        assert invoice.instalments == ()
    last = max((due for due, _ in owed), default=max(each.due_date for each in parts))
    assert invoice.due_date == invoice.due_date_by_terms == last


@pytest.mark.requirement("M5")
@given(texts, days)
def test_any_text_is_kept_beside_a_due_date_and_never_moves_it(text: str, day: dt.date) -> None:
    due = day + dt.timedelta(days=3)

    invoice = Invoice(
        id="F-1", issue_date=day, due_date=due, amount=Money("10.00", "EUR"), terms=text
    )

    assert (invoice.terms, invoice.due_date, invoice.instalments) == (text, due, ())
    account = Account(debtor=Debtor(id="D1"), invoices=[invoice])
    assert Account.from_dict(account.to_dict()) == account


@given(texts, days)
def test_without_a_due_date_a_text_gives_that_of_its_terms_or_holds_the_account(
    text: str, day: dt.date
) -> None:
    row = {"id": "F-1", "issue_date": day.isoformat(), "amount": "10.00", "currency": "EUR"}

    account = Account.from_dict({"debtor": {"id": "D1"}, "invoices": [{**row, "terms": text}]})

    if account.problems:
        [problem] = account.problems
        assert problem.place is not None
        assert problem.place.field in {"invoices[0].terms", "invoices[0].due_date"}
    else:
        assert account.invoices[0].due_date == parse_terms(text).due_date(day)
