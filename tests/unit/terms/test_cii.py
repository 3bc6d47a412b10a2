import datetime as dt

import pytest

from dunnix.terms import (
    Add,
    Discount,
    DueRule,
    Fixed,
    Instalment,
    InvoiceTerms,
    InvoiceTextError,
    OnDate,
    PaymentTerms,
    parse_terms,
    terms_from_cii,
)

ISSUED, DUE = dt.date(2026, 1, 15), dt.date(2026, 2, 28)
STANDARD = "urn:un:unece:uncefact:data:standard:"
SETTLEMENT = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement"
TERMS = f"CrossIndustryInvoice/{SETTLEMENT}/ram:SpecifiedTradePaymentTerms"


def day(name: str, text: str, code: str = "102") -> str:
    inner = f'<udt:DateTimeString format="{code}">{text}</udt:DateTimeString>'
    return f"<ram:{name}>{inner}</ram:{name}>"


def terms(inner: str) -> str:
    return f"<ram:SpecifiedTradePaymentTerms>{inner}</ram:SpecifiedTradePaymentTerms>"


def discount(inner: str) -> str:
    name = "ram:ApplicableTradePaymentDiscountTerms"
    return terms(f"<{name}>{inner}</{name}>")


def cii(inner: str) -> str:
    return (
        f'<rsm:CrossIndustryInvoice xmlns:rsm="{STANDARD}CrossIndustryInvoice:100" '
        f'xmlns:ram="{STANDARD}ReusableAggregateBusinessInformationEntity:100" '
        f'xmlns:udt="{STANDARD}UnqualifiedDataType:100">'
        f"<rsm:ExchangedDocument>{day('IssueDateTime', '20260115')}</rsm:ExchangedDocument>"
        "<rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeSettlement>"
        f"<ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>{inner}"
        "</ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction>"
        "</rsm:CrossIndustryInvoice>"
    )


def on(date: dt.date) -> DueRule:
    return DueRule(steps=[OnDate(date)])


DAYS_14 = '<ram:BasisPeriodMeasure unitCode="DAY">14</ram:BasisPeriodMeasure>'
TWO = "<ram:CalculationPercent>2.00</ram:CalculationPercent>"


@pytest.mark.requirement("M5")
def test_the_date_and_the_terms_are_both_kept() -> None:
    text = cii(
        terms(
            "<ram:Description>30 Tage zum Monatsende</ram:Description>"
            + day("DueDateDateTime", "20260228")
        )
    )

    assert terms_from_cii(text, language="de") == InvoiceTerms(
        issue_date=ISSUED,
        due_date=DUE,
        note="30 Tage zum Monatsende",
        terms=parse_terms("30 Tage zum Monatsende", "de"),
        unread=None,
    )


def test_an_invoice_without_terms_says_so() -> None:
    assert terms_from_cii(cii("")) == InvoiceTerms(
        issue_date=ISSUED, due_date=None, note=None, terms=None, unread=None
    )


@pytest.mark.parametrize(
    ("start", "steps"),
    [
        ("", [Add(14)]),
        (day("BasisDateTime", "20260115"), [Add(14)]),
        (day("BasisDateTime", "20260120"), [OnDate(dt.date(2026, 1, 20)), Add(14)]),
    ],
)
def test_a_discount_counts_from_its_basis(start: str, steps: list[Add | OnDate]) -> None:
    found = terms_from_cii(cii(discount(start + DAYS_14 + TWO)))

    assert found.terms == PaymentTerms(discounts=[Discount(percent=2, due=DueRule(steps=steps))])


def test_a_discount_states_the_amount_it_is_on() -> None:
    found = terms_from_cii(
        cii(
            discount(
                DAYS_14
                + "<ram:BasisAmount>529.87</ram:BasisAmount>"
                + TWO
                + "<ram:ActualDiscountAmount>10.60</ram:ActualDiscountAmount>"
            )
        )
    )

    assert found.terms == PaymentTerms(
        discounts=[
            Discount(percent=2, due=DueRule(steps=[Add(14)]), base="stated", base_amount="529.87")
        ]
    )


def test_a_discount_has_a_date_of_its_own_beside_the_due_date() -> None:
    text = cii(
        discount(DAYS_14 + TWO).replace(
            "<ram:Applicable", day("DueDateDateTime", "20260129") + "<ram:Applicable"
        )
        + terms(day("DueDateDateTime", "20260228"))
    )

    found = terms_from_cii(text)

    assert found.due_date == DUE
    assert found.terms == PaymentTerms(
        discounts=[Discount(percent=2, due=DueRule(steps=[Add(14)]))]
    )


def test_partial_amounts_are_instalments_and_the_last_date_is_the_due_date() -> None:
    first, last = (
        terms(
            day("DueDateDateTime", date)
            + f"<ram:PartialPaymentAmount>{amount}</ram:PartialPaymentAmount>"
        )
        for date, amount in (("20260131", "30.00"), ("20260228", "70.00"))
    )

    found = terms_from_cii(cii(first + last))

    assert found.due_date == DUE
    assert found.terms == PaymentTerms(
        instalments=[
            Instalment(share=Fixed("30", "EUR"), due=on(dt.date(2026, 1, 31))),
            Instalment(share=Fixed("70", "EUR"), due=on(DUE)),
        ]
    )
    assert [each.minor_units for each in found.terms.schedule(100_00, "EUR", ISSUED, digits=2)] == [
        3000,
        7000,
    ]


def test_text_and_structure_may_say_the_same_discount() -> None:
    text = cii(
        terms("<ram:Description>#SKONTO#TAGE=14#PROZENT=2.00#\n</ram:Description>")
        + discount(DAYS_14 + TWO)
    )

    assert terms_from_cii(text).terms == PaymentTerms(
        discounts=[Discount(percent=2, due=DueRule(steps=[Add(14)]))]
    )


DISCOUNT = f"{TERMS}/ram:ApplicableTradePaymentDiscountTerms"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<a/>", "`a` is no CrossIndustryInvoice of UN/CEFACT"),
        (
            "<!doctype a><a/>",
            "an invoice has no `<!DOCTYPE`: it is refused, unread",
        ),
        (
            cii(terms(day("DueDateDateTime", "2026-02-28"))),
            (
                f"{TERMS}/ram:DueDateDateTime/udt:DateTimeString: a date such as `20260315` is "
                "wanted, found `2026-02-28`"
            ),
        ),
        (
            cii(terms(day("DueDateDateTime", "20260231"))),
            (
                f"{TERMS}/ram:DueDateDateTime/udt:DateTimeString: a date such as `20260315` is "
                "wanted, found `20260231`"
            ),
        ),
        (
            cii(terms(day("DueDateDateTime", "202602", "610"))),
            f"{TERMS}/ram:DueDateDateTime/udt:DateTimeString: the format `102` is wanted",
        ),
        (
            cii(terms("<ram:DueDateDateTime/>")),
            f"{TERMS}/ram:DueDateDateTime: a `udt:DateTimeString` is wanted",
        ),
        (
            cii(
                terms(day("DueDateDateTime", "20260228"))
                + terms(day("DueDateDateTime", "20260301"))
            ),
            f"{TERMS}[2]: several due dates need a `ram:PartialPaymentAmount` each",
        ),
        (
            cii(terms("<ram:PartialPaymentAmount>5</ram:PartialPaymentAmount>")),
            f"{TERMS}: an instalment needs a `ram:DueDateDateTime`",
        ),
        (
            cii(
                terms(
                    day("DueDateDateTime", "20260228")
                    + "<ram:PartialPaymentAmount>-5</ram:PartialPaymentAmount>"
                )
            ),
            f"{TERMS}/ram:PartialPaymentAmount: `amount` is more than nothing, found -5",
        ),
        (cii(discount(DAYS_14)), f"{DISCOUNT}: a discount needs a `ram:CalculationPercent`"),
        (cii(discount(TWO)), f"{DISCOUNT}: a discount needs a `ram:BasisPeriodMeasure`"),
        (
            cii(discount(DAYS_14 + "<ram:CalculationPercent>two</ram:CalculationPercent>")),
            (
                f"{DISCOUNT}/ram:CalculationPercent: `two` is no number: write digits with at most "
                "one point"
            ),
        ),
        (
            cii(
                discount(
                    DAYS_14
                    + "<ram:BasisAmount>529.87</ram:BasisAmount>"
                    + TWO
                    + "<ram:ActualDiscountAmount>10.61</ram:ActualDiscountAmount>"
                )
            ),
            f"{DISCOUNT}/ram:ActualDiscountAmount: it isn't 2 % of the `ram:BasisAmount`",
        ),
    ],
)
def test_a_fault_is_told_with_its_element(text: str, sentence: str) -> None:
    with pytest.raises(InvoiceTextError) as caught:
        terms_from_cii(text)

    assert str(caught.value) == sentence
