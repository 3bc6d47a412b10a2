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
    Percent,
    Remainder,
    Unit,
    UnknownLanguageError,
    parse_terms,
    terms_from_ubl,
)

ISSUED = dt.date(2026, 1, 15)
DUE = dt.date(2026, 2, 28)
SKONTO = Discount(percent=2, due=DueRule(steps=[Add(14)]))


def ubl(inner: str, kind: str = "Invoice") -> str:
    schema = "urn:oasis:names:specification:ubl:schema:xsd:"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{kind} xmlns="{schema}{kind}-2" '
        f'xmlns:cac="{schema}CommonAggregateComponents-2" '
        f'xmlns:cbc="{schema}CommonBasicComponents-2">'
        f"<cbc:ID>F-1</cbc:ID><cbc:IssueDate>2026-01-15</cbc:IssueDate>{inner}</{kind}>"
    )


def payment_terms(inner: str) -> str:
    return f"<cac:PaymentTerms>{inner}</cac:PaymentTerms>"


def note(text: str) -> str:
    return payment_terms(f"<cbc:Note>{text}</cbc:Note>")


@pytest.mark.requirement("M5")
def test_the_date_and_the_terms_are_both_kept() -> None:
    text = ubl("<cbc:DueDate>2026-02-28</cbc:DueDate>" + note("30 jours fin de mois"))

    assert terms_from_ubl(text) == InvoiceTerms(
        issue_date=ISSUED,
        due_date=DUE,
        note="30 jours fin de mois",
        terms=parse_terms("30 jours fin de mois"),
        unread=None,
    )


def test_a_credit_note_names_its_date_with_the_means_of_payment() -> None:
    text = ubl(
        "<cac:PaymentMeans><cbc:PaymentDueDate>2026-02-28</cbc:PaymentDueDate></cac:PaymentMeans>",
        "CreditNote",
    )

    assert terms_from_ubl(text) == InvoiceTerms(
        issue_date=ISSUED, due_date=DUE, note=None, terms=None, unread=None
    )


def test_a_byte_order_mark_is_passed_over() -> None:
    assert terms_from_ubl("\ufeff" + ubl(note("net 30"))).terms == parse_terms("net 30")


def test_a_structured_discount_stands_beside_a_text() -> None:
    found = terms_from_ubl(
        ubl(note("Zahlbar in 30 Tagen\n#SKONTO#TAGE=14#PROZENT=2.00#\n")), language="de"
    )

    assert found.terms == PaymentTerms.single(Add(30), discounts=[SKONTO])
    assert found.note == "Zahlbar in 30 Tagen\n#SKONTO#TAGE=14#PROZENT=2.00#\n"


def test_a_text_that_can_not_be_read_is_kept_with_why() -> None:
    found = terms_from_ubl(ubl(note("Merci de votre confiance")), language="fr")

    assert (found.note, found.terms) == ("Merci de votre confiance", None)
    assert found.unread is not None
    assert found.unread.startswith("payment terms: `Merci de votre confiance` can't be read; ")


def test_a_text_with_two_readings_waits_for_one_to_be_named() -> None:
    text = ubl(note("45 jours fin de mois"))

    assert "name one as `reading=`" in (terms_from_ubl(text).unread or "")
    assert terms_from_ubl(text, reading="month-end-then-days").terms == parse_terms(
        "fin de mois + 45 jours"
    )


def test_shares_and_discounts_that_ubl_has_elements_for_are_read() -> None:
    text = ubl(
        payment_terms(
            "<cbc:PaymentPercent>30</cbc:PaymentPercent>"
            "<cbc:InstallmentDueDate>2026-01-20</cbc:InstallmentDueDate>"
        )
        + payment_terms(
            "<cbc:SettlementDiscountPercent>2.0</cbc:SettlementDiscountPercent>"
            "<cbc:PaymentPercent>70</cbc:PaymentPercent>"
            "<cbc:PaymentDueDate>2026-02-28</cbc:PaymentDueDate>"
            '<cac:SettlementPeriod><cbc:DurationMeasure unitCode="DAY">14</cbc:DurationMeasure>'
            "</cac:SettlementPeriod>"
        )
    )

    assert terms_from_ubl(text).terms == PaymentTerms(
        instalments=[
            Instalment(share=Percent(30), due=DueRule(steps=[OnDate(dt.date(2026, 1, 20))])),
            Instalment(share=Remainder(), due=DueRule(steps=[OnDate(DUE)])),
        ],
        discounts=[SKONTO],
    )


@pytest.mark.parametrize(
    ("period", "steps"),
    [
        ("<cbc:EndDate>2026-01-29</cbc:EndDate>", [OnDate(dt.date(2026, 1, 29))]),
        (
            (
                "<cbc:StartDate>2026-01-20</cbc:StartDate>"
                '<cbc:DurationMeasure unitCode="WEE">2</cbc:DurationMeasure>'
            ),
            [OnDate(dt.date(2026, 1, 20)), Add(2, Unit.WEEK)],
        ),
        (
            (
                "<cbc:StartDate>2026-01-15</cbc:StartDate>"
                '<cbc:DurationMeasure unitCode="MON">1</cbc:DurationMeasure>'
            ),
            [Add(1, Unit.MONTH)],
        ),
        ('<cbc:DurationMeasure unitCode="DAY">0</cbc:DurationMeasure>', []),
    ],
)
def test_a_discount_runs_as_its_period_says(period: str, steps: list[Add | OnDate]) -> None:
    found = terms_from_ubl(
        ubl(
            payment_terms(
                "<cbc:SettlementDiscountPercent>2</cbc:SettlementDiscountPercent>"
                f"<cac:SettlementPeriod>{period}</cac:SettlementPeriod>"
            )
        )
    )

    assert found.terms == PaymentTerms(discounts=[Discount(percent=2, due=DueRule(steps=steps))])


def test_amounts_and_a_date_alone_are_instalments_too() -> None:
    amounts = "".join(
        payment_terms(
            f'<cbc:Amount currencyID="EUR">{amount}</cbc:Amount>'
            f"<cbc:InstallmentDueDate>{day}</cbc:InstallmentDueDate>"
        )
        for amount, day in (("30.00", "2026-02-01"), ("70.00", "2026-02-28"))
    )
    alone = payment_terms("<cbc:PaymentDueDate>2026-02-28Z</cbc:PaymentDueDate>")

    assert terms_from_ubl(ubl(amounts)).terms == PaymentTerms(
        instalments=[
            Instalment(share=Fixed("30", "EUR"), due=DueRule(steps=[OnDate(dt.date(2026, 2, 1))])),
            Instalment(share=Fixed("70", "EUR"), due=DueRule(steps=[OnDate(DUE)])),
        ]
    )
    assert terms_from_ubl(ubl(alone)).terms == PaymentTerms.single(OnDate(DUE))
    assert terms_from_ubl(
        ubl(payment_terms("<cbc:PaymentPercent>100</cbc:PaymentPercent>"))
    ) == InvoiceTerms(issue_date=ISSUED, due_date=None, note=None, terms=None, unread=None)


TERMS = "Invoice/cac:PaymentTerms"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<Invoice", "the invoice is no XML: unclosed token: line 1, column 0"),
        ("<Invoice/>", "`Invoice` is no Invoice or CreditNote of UBL 2.1"),
        (
            '<!DOCTYPE x [<!ENTITY a "b">]><Invoice>&a;</Invoice>',
            "an invoice has no `<!DOCTYPE`: it is refused, unread",
        ),
        (
            ubl("<cbc:DueDate>28/02/2026</cbc:DueDate>"),
            "Invoice/cbc:DueDate: a date such as `2026-03-15` is wanted, found `28/02/2026`",
        ),
        (
            ubl("<cbc:DueDate>2026-W09-6</cbc:DueDate>"),
            "Invoice/cbc:DueDate: a date such as `2026-03-15` is wanted, found `2026-W09-6`",
        ),
        (
            ubl("<cbc:DueDate>2026-02-30</cbc:DueDate>"),
            "Invoice/cbc:DueDate: a date such as `2026-03-15` is wanted, found `2026-02-30`",
        ),
        (
            ubl("<cbc:DueDate>2026-01-14</cbc:DueDate>"),
            "the due date 2026-01-14 lies before the issue date 2026-01-15",
        ),
        (
            ubl("<cbc:IssueDate>2026-01-15</cbc:IssueDate>"),
            "Invoice/cbc:IssueDate: one is wanted, found 2",
        ),
        (
            ubl(
                "<cbc:DueDate>2026-02-28</cbc:DueDate><cac:PaymentMeans>"
                "<cbc:PaymentDueDate>2026-03-01</cbc:PaymentDueDate></cac:PaymentMeans>"
            ),
            "Invoice/cac:PaymentMeans/cbc:PaymentDueDate: the invoice names several due dates",
        ),
        (
            ubl(note("#SKONTO#TAGE=14#PROZENT=2#\n")),
            (
                f"{TERMS}/cbc:Note: line 1 of the payment terms: `#SKONTO#TAGE=14#PROZENT=2#` is "
                "no discount by BR-DE-18; wanted is `#SKONTO#TAGE=14#PROZENT=2.00#` or with "
                "`BASISBETRAG=100.00#` after it"
            ),
        ),
        (
            ubl(note("2/10 net 30\n#SKONTO#TAGE=14#PROZENT=2.00#\n")),
            f"{TERMS}/cbc:Note: text and structure name different discounts",
        ),
        (
            ubl(payment_terms("<cbc:PaymentPercent>30</cbc:PaymentPercent>")),
            f"{TERMS}: a share of the amount needs a `cbc:InstallmentDueDate`",
        ),
        (
            ubl(
                payment_terms(
                    "<cbc:PaymentPercent>30</cbc:PaymentPercent>"
                    "<cbc:PaymentDueDate>2026-02-28</cbc:PaymentDueDate>"
                )
            ),
            f"{TERMS}/cbc:Note: the percentages of the instalments sum to 30, not to 100",
        ),
        (
            ubl(
                payment_terms(
                    "<cbc:PaymentPercent>130</cbc:PaymentPercent>"
                    "<cbc:PaymentDueDate>2026-02-28</cbc:PaymentDueDate>"
                )
            ),
            f"{TERMS}/cbc:PaymentPercent: `percent` is more than 0 and less than 100, found 130",
        ),
        (
            ubl(
                payment_terms(
                    "<cbc:Amount>5</cbc:Amount><cbc:PaymentDueDate>2026-02-28</cbc:PaymentDueDate>"
                )
            ),
            f"{TERMS}/cbc:Amount: `currency` is an ISO 4217 code such as `EUR`, found ``",
        ),
        (
            ubl(payment_terms("<cbc:SettlementDiscountPercent>2</cbc:SettlementDiscountPercent>")),
            f"{TERMS}: a discount needs a `cac:SettlementPeriod`",
        ),
        (
            ubl(
                payment_terms(
                    "<cbc:SettlementDiscountPercent>2</cbc:SettlementDiscountPercent>"
                    "<cac:SettlementPeriod><cbc:StartDate>2026-02-01</cbc:StartDate>"
                    "<cbc:EndDate>2026-01-31</cbc:EndDate></cac:SettlementPeriod>"
                )
            ),
            (
                f"{TERMS}/cac:SettlementPeriod: it ends on 2026-01-31, before it starts on "
                "2026-02-01"
            ),
        ),
        (
            ubl(
                payment_terms(
                    "<cbc:SettlementDiscountPercent>2</cbc:SettlementDiscountPercent>"
                    "<cac:SettlementPeriod/>"
                )
            ),
            (
                f"{TERMS}/cac:SettlementPeriod: an end or a measure is wanted: `cbc:EndDate` or "
                "`cbc:DurationMeasure`"
            ),
        ),
        (
            ubl(
                payment_terms(
                    "<cbc:SettlementDiscountPercent>2</cbc:SettlementDiscountPercent>"
                    '<cac:SettlementPeriod><cbc:DurationMeasure unitCode="HUR">5'
                    "</cbc:DurationMeasure></cac:SettlementPeriod>"
                )
            ),
            (
                f"{TERMS}/cac:SettlementPeriod/cbc:DurationMeasure: the unitCode is one of DAY, "
                "WEE, MON, found `HUR`"
            ),
        ),
        (
            ubl(
                payment_terms(
                    "<cbc:SettlementDiscountPercent>2</cbc:SettlementDiscountPercent>"
                    '<cac:SettlementPeriod><cbc:DurationMeasure unitCode="DAY">1.5'
                    "</cbc:DurationMeasure></cac:SettlementPeriod>"
                )
            ),
            (
                f"{TERMS}/cac:SettlementPeriod/cbc:DurationMeasure: a whole number is wanted, "
                "found `1.5`"
            ),
        ),
    ],
)
def test_a_fault_is_told_with_its_element(text: str, sentence: str) -> None:
    with pytest.raises(InvoiceTextError) as caught:
        terms_from_ubl(text)

    assert str(caught.value) == sentence


def test_the_caller_is_told_of_a_language_that_is_not_known() -> None:
    with pytest.raises(UnknownLanguageError):
        terms_from_ubl(ubl(note("net 30")), language="xx")
    with pytest.raises(TypeError):
        terms_from_ubl(ubl("").encode())  # type: ignore[arg-type]  # that is the fault
