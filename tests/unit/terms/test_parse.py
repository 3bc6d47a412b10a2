"""What people write, read as what it says; what says nothing certain, refused."""

import copy
import pickle

import pytest

from dunnix.terms import (
    AmbiguousTermsError,
    Reading,
    TermsError,
    UnknownLanguageError,
    UnknownReadingError,
    UnreadableTermsError,
    parse_terms,
)
from dunnix.terms.language import LANGUAGES, language
from dunnix.terms.parse import agreed

WRITTEN = {
    "en": {
        "due on receipt": "due on receipt",
        "payable immediately": "due on receipt",
        "Cash on delivery": "on delivery",
        "COD": "on delivery",
        "net 30": "30 days net",
        "n/30": "30 days net",
        "30 days net": "30 days net",
        "thirty days": "30 days net",
        "30 days strictly net": "30 days net",
        "Payment terms: net 30 days.": "30 days net",
        "Payment due within 30 days of invoice date": "30 days net",
        "30 days after delivery of the goods": "30 days from delivery",
        "60 days from receipt of invoice": "60 days from receipt of the invoice",
        "1 month": "1 month",
        "10 business days": "10 business days",
        "30 days end of month": "30 days end of month",
        "net 30 EOM": "30 days end of month",
        "EOM": "end of month",
        "EOM following": "end of the following month",
        "30 days after the end of the month": "end of month + 30 days",
        "end of month + 30 days": "end of month + 30 days",
        "end of month then 30 days": "end of month + 30 days",
        "45 days then end of month": "45 days then end of month",
        "2 months end of month": "2 months end of month",
        "end of the 2nd following month": "end of the 2nd following month",
        "10th prox": "on the 10th of the following month",
        "Prox 10": "on the 10th of the following month",
        "on the 5th of the 2nd following month": "on the 5th of the 2nd following month",
        "on the 10th or the 25th": "on the 10th or 25th",
        "30 days on the next Friday": "30 days then on the next Friday",
        "Net 10 prox, cut-off 20": "cut-off 20th then on the 10th of the following month",
        "30 days net, the next business day if closed": (
            "30 days then the next business day if closed"
        ),
        "payable by 2026-03-15": "on 2026-03-15",
        "2/10 net 30": "30 days net, 2 % discount within 10 days",
        "2%/10, net 30": "30 days net, 2 % discount within 10 days",
        "2/10 days, net 30": "30 days net, 2 % discount within 10 days",
        "2% 10 Net 30": "30 days net, 2 % discount within 10 days",
        "2% 10 days, net 30": "30 days net, 2 % discount within 10 days",
        "2/10, net 30 EOM": "30 days end of month, 2 % discount within 10 days",
        "2/10 EOM": "2 % discount on the 10th of the following month",
        "2/10 prox, net 60": "60 days net, 2 % discount on the 10th of the following month",
        "3/10, 2/20, n/60": "60 days net, 3 % discount within 10 days, 2 % discount within 20 days",
        "2 % cash discount on the net amount if paid within 10 days": (
            "2 % discount on the net amount within 10 days"
        ),
        "Net 30. No discount for early payment": "30 days net, no discount for early payment",
        "50% deposit with order, balance on delivery": "50 % on order, 50 % on delivery",
        "EUR 500.00 on order, remainder at 30 days": "500 EUR on order, remainder at 30 days",
        "£500 on order, the rest 30 days after delivery": (
            "500 GBP on order, remainder at 30 days from delivery"
        ),
        "30 % on order, 50 % of the remainder on delivery, balance net 30": (
            "30 % on order, 50 % of the remainder on delivery, remainder at 30 days"
        ),
        "30/60/90 days end of month": (
            "1/3 at 30 days end of month, 1/3 at 60 days end of month, 1/3 at 90 days end of month"
        ),
        "100 % at 30 days": "30 days net",
    },
    "fr": {
        "à réception de facture": "due on receipt",
        "PAYABLE A RECEPTION": "due on receipt",
        "au comptant": "due on receipt",
        "Paiement à 30 jours date de facture": "30 days net",
        "30 jours à compter de la date d\u2019émission de la facture": "30 days net",
        "Règlement : 60 jours nets": "60 days net",
        "60j": "60 days net",
        "un mois": "1 month",
        "30 jours à réception de facture": "30 days from receipt of the invoice",
        "trente jours fin de mois": "30 days end of month",
        "30 JFDM": "30 days end of month",
        "30 jours après la fin du mois": "end of month + 30 days",
        "fin du mois suivant": "end of the following month",
        "MFI": "end of the following month",
        "10 MFI": "on the 10th of the following month",
        "le 1er du mois suivant": "on the 1st of the following month",
        "le 10 du mois suivant la livraison": "on the 10th of the following month from delivery",
        "30 jours FDM le 10": "30 days end of month on the 10th",
        "le 10 ou le 25": "on the 10th or 25th",
        "le 10 et 2 % d'escompte à 5 jours": "on the 10th, 2 % discount within 5 days",
        "vendredi prochain": "on the next Friday",
        "net 10 MFI, arrêté au 20": "cut-off 20th then on the 10th of the following month",
        "45 jours commerciaux": "45 commercial days",
        "30 jours après la fin de la décade de livraison": "end of decade + 30 days from delivery",
        "payable le 15/03/2026": "on 2026-03-15",
        "acompte de 30 % à la commande, solde à 30 jours": "30 % on order, 70 % at 30 days",
        "30% d'acompte à la commande et le solde à la livraison": "30 % on order, 70 % on delivery",
        "100 € à la commande, solde à 30 jours": "100 EUR on order, remainder at 30 days",
        "1/3 à la commande, 1/3 à la livraison, 1/3 à 30 jours": (
            "1/3 on order, 1/3 on delivery, 1/3 at 30 days"
        ),
        "trois mensualités": "30/60/90 days",
        "30 jours. Pas d'escompte pour paiement anticipé.": (
            "30 days net, no discount for early payment"
        ),
        "Escompte néant": "no discount for early payment",
        "Escompte 2 % à 10 jours": "2 % discount within 10 days",
        "2,5% d'escompte si paiement sous 8 jours, sinon 30 jours nets": (
            "30 days net, 2.5 % discount within 8 days"
        ),
    },
    "de": {
        "zahlbar sofort ohne Abzug": "due on receipt, no discount for early payment",
        "Zahlbar sofort, rein netto": "due on receipt",
        "Zahlungsziel: 14 Tage": "14 days net",
        "zahlbar innerhalb von 30 Tagen nach Rechnungsdatum": "30 days net",
        "30 Tage ab Rechnungseingang": "30 days from receipt of the invoice",
        "zahlbar bis zum 10. des Folgemonats": "on the 10th of the following month",
        "30 Tage Monatsende": "30 days end of month",
        "Ultimo + 30 Tage": "end of month + 30 days",
        "zahlbar am 15.03.2026": "on 2026-03-15",
        "30 Tage, 2% Skonto bei 10 Tagen": "30 days net, 2 % discount within 10 days",
        "30 Tage 2% Skonto bei 10 Tagen": "30 days net, 2 % discount within 10 days",
        "14 Tage 2 % Skonto, 30 Tage netto": "30 days net, 2 % discount within 14 days",
        "2 % Skonto innerhalb von 10 Tagen, sonst 30 Tage ohne Abzug": (
            "30 days net, 2 % discount within 10 days"
        ),
        "Zahlung binnen 14 Tagen mit 2% Skonto, 30 Tage netto": (
            "30 days net, 2 % discount within 14 days"
        ),
        "10 Tage 3% Skonto, 20 Tage 2% Skonto, 30 Tage netto": (
            "30 days net, 3 % discount within 10 days, 2 % discount within 20 days"
        ),
        "30 % Anzahlung bei Auftragserteilung, Rest nach Lieferung": (
            "30 % on order, 70 % on delivery"
        ),
        "in 3 Monatsraten": "30/60/90 days",
    },
    "es": {
        "contado": "due on receipt",
        "30 dias": "30 days net",
        "a 30 días fecha factura": "30 days net",
        "60 días f.f.": "60 days net",
        "30 días desde la recepción de la factura": "30 days from receipt of the invoice",
        "el día 10 del mes siguiente": "on the 10th of the following month",
        "pago a 30, 60 y 90 días": "30/60/90 days",
        "3 cuotas mensuales": "30/60/90 days",
        "30 días fin de mes": "30 days end of month",
        "2% dto. por pronto pago a 10 días, 60 días": "60 days net, 2 % discount within 10 days",
        "50 % al pedido y resto a la entrega": "50 % on order, 50 % on delivery",
    },
    "it": {
        "rimessa diretta": "due on receipt",
        "vista fattura": "due on receipt",
        "ricevimento fattura": "due on receipt",
        "30 gg. d.f.": "30 days net",
        "60 gg d.f. f.m.": "60 days end of month",
        "30 giorni fine mese": "30 days end of month",
        "30 giorni fine mese + 10 giorni": "30 days end of month + 10 days",
        "30/60 gg": "30/60 days",
        "il 10 del mese successivo": "on the 10th of the following month",
        "sconto 2% a 10 giorni, 30 giorni": "30 days net, 2 % discount within 10 days",
        "acconto 30 % all'ordine e saldo a 30 giorni": "30 % on order, 70 % at 30 days",
    },
    "nl": {
        "per omgaande": "due on receipt",
        "direct betaalbaar": "due on receipt",
        "binnen 14 dagen na factuurdatum": "14 days net",
        "30 dagen na ontvangst van de factuur": "30 days from receipt of the invoice",
        "uiterlijk de 10e van de volgende maand": "on the 10th of the following month",
        "30 dagen einde maand": "30 days end of month",
        "2% korting bij betaling binnen 8 dagen, 30 dagen netto": (
            "30 days net, 2 % discount within 8 days"
        ),
        "50% bij opdracht, 50% bij levering": "50 % on order, 50 % on delivery",
    },
}


@pytest.mark.requirement("M5")
@pytest.mark.parametrize(
    ("code", "text", "meant"),
    [(code, text, meant) for code, texts in WRITTEN.items() for text, meant in texts.items()],
)
def test_what_people_write_is_read(code: str, text: str, meant: str) -> None:
    assert str(parse_terms(text, code)) == meant


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_form_named_as_accepted_is_accepted(code: str) -> None:
    for form in language(code).forms:
        assert str(parse_terms(form, code))


@pytest.mark.parametrize(
    "text",
    ["net 30", "30 jours fin de mois", "30 dagen na factuurdatum", "2/10 EOM", "a 30 días"],
)
def test_a_text_needs_no_language_where_those_that_read_it_agree(text: str) -> None:
    code = next(code for code in LANGUAGES if _reads(text, code))

    assert parse_terms(text) == parse_terms(text, code)


def _reads(text: str, code: str) -> bool:
    try:
        parse_terms(text, code)
    except TermsError:
        return False
    return True


@pytest.mark.parametrize(
    ("code", "text", "understood", "rest"),
    [
        ("en", "30 days foo", "30 days", "foo"),
        ("en", "net thirtyish", "net", "thirtyish"),
        ("en", "30 EOM", "30", "EOM"),
        ("en", "payable by 03/04/2026", "payable by", "03/04/2026"),
        ("en", "30 days from invoice or delivery", "30 days from invoice", "or delivery"),
        ("en", "30 days, 60 days", "30 days", "60 days"),
        ("en", "30 % on order, 30 days", "30 % on order", "30 days"),
        ("en", "30/60 net", "", "30/60 net"),
        ("en", "2/10 days", "", "2/10 days"),
        ("en", "30 days end of the following month", "30 days", "end of the following month"),
        ("en", "2 % discount", "", "2 % discount"),
        ("en", "$500 on order, balance at 30 days", "", "$500 on order, balance at 30 days"),
        ("fr", "30 jours fin de moi", "30 jours", "fin de moi"),
        ("fr", "30 jours ouvrables", "30 jours", "ouvrables"),
        ("fr", "70 % à 30 jors", "70 % à 30", "jors"),
        ("de", "14 Tage 2 % Skonto 30 Tage netto", "14 Tage 2 % Skonto", "30 Tage netto"),
        (
            "de",
            "1.000 EUR bei Bestellung, Rest 30 Tage",
            "1.000 EUR",
            "bei Bestellung, Rest 30 Tage",
        ),
        ("de", "Vorkasse", "", "Vorkasse"),
        ("it", "bonifico bancario 30 giorni", "", "bonifico bancario 30 giorni"),
        ("es", "quince recepción", "quince", "recepción"),
        ("en", "after end of month", "", "after end of month"),
        ("en", "at once end of month", "at once", "end of month"),
        ("en", "cash on the 10th", "cash", "on the 10th"),
        ("en", "10 days 2 % on delivery", "10 days 2 % on", "delivery"),
        (
            "en",
            "2 % discount on the amount of 1,000 within 5 days",
            "2 % discount on the amount of 1,000",
            "within 5 days",
        ),
        ("en", "end of the 10 days", "end of the 10", "days"),
        ("en", "30 days from invoice from delivery", "30 days from invoice", "from delivery"),
        ("en", "delivery", "", "delivery"),
        ("en", "30 % then delivery", "30 % then", "delivery"),
        ("en", "2% 10", "", "2% 10"),
        ("de", "8 Tage 3 %, 30 Tage netto", "8 Tage 3 %", ", 30 Tage netto"),
        ("en", "+ 30 days", "+", "30 days"),
        ("en", "prox friday", "prox", "friday"),
        ("en", "cut-off friday", "cut-off", "friday"),
        ("en", "", "", ""),
    ],
)
def test_what_is_not_certain_is_refused_with_what_was_understood(
    code: str, text: str, understood: str, rest: str
) -> None:
    with pytest.raises(UnreadableTermsError) as caught:
        parse_terms(text, code)

    error = caught.value
    assert (error.understood, error.rest, error.language) == (understood, rest, code)
    assert error.forms == language(code).forms
    assert all(f"`{form}`" in str(error) for form in error.forms)


@pytest.mark.parametrize(
    ("code", "text", "start"),
    [
        (
            "en",
            "30 dys net",
            "payment terms: after `30` `dys net` can't be read; did you mean `days`?; ",
        ),
        ("en", "  ", "payment terms are empty; accepted are `due on receipt`, "),
        ("en", "2 % discount", "payment terms: `2 % discount` is incomplete; accepted are "),
        (
            "en",
            "net 30, net 60",
            (
                "payment terms: after `net 30` `net 60` is incomplete or doesn't fit what stands "
                "before it; accepted are "
            ),
        ),
        (
            "fr",
            "30 jours livraison fin",
            "payment terms: after `30 jours livraison` `fin` can't be read; accepted are ",
        ),
        (
            "en",
            "30 days " + "x" * 80,
            f"payment terms: after `30 days` `{'x' * 57}...` can't be read; accepted are ",
        ),
    ],
)
def test_the_message_says_where_reading_stopped(code: str, text: str, start: str) -> None:
    with pytest.raises(UnreadableTermsError) as caught:
        parse_terms(text, code)

    assert str(caught.value).startswith(start)


def test_without_a_language_the_one_that_understood_most_answers() -> None:
    with pytest.raises(UnreadableTermsError) as caught:
        parse_terms("30 jours fin de moi")

    assert caught.value.language == "fr"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "45 jours fin de mois"),
        (None, "45 jours fin de mois"),
        ("en", "45 days end of month"),
        ("de", "45 Tage Monatsende"),
        ("es", "45 días fin de mes"),
        ("it", "45 giorni fine mese"),
        ("nl", "45 dagen einde maand"),
    ],
)
def test_two_admitted_readings_are_refused_with_their_dates(code: str | None, text: str) -> None:
    with pytest.raises(AmbiguousTermsError) as caught:
        parse_terms(text, code)

    assert str(caught.value) == (
        f"`{text}` has two readings, `month-end-then-days` (2026-06-14) and `days-then-month-end` "
        "(2026-06-30) for an invoice of 2026-04-17: name one as `reading=`; `commercial-month` "
        "(2026-06-15) is met too"
    )
    assert caught.value.readings == {
        str(each): parse_terms(text, code, reading=each) for each in Reading
    }


def test_readings_are_shown_without_a_calendar() -> None:
    with pytest.raises(AmbiguousTermsError) as caught:
        parse_terms("45 days end of month, the next business day if closed", "en")

    assert "`month-end-then-days` (2026-06-14)" in str(caught.value)


def test_languages_that_read_a_text_differently_are_named() -> None:
    found = {"en": parse_terms("net 30"), "fr": parse_terms("net 31")}

    with pytest.raises(AmbiguousTermsError) as caught:
        agreed("net thirty", found)

    assert str(caught.value) == (
        "`net thirty` reads differently in `en`, `fr`: name the `language=`"
    )
    assert caught.value.readings == found


def test_of_which_month_is_the_end_must_be_told() -> None:
    with pytest.raises(AmbiguousTermsError):
        parse_terms("30 jours fin de mois de livraison", "fr")

    named = parse_terms("30 jours fin de mois de livraison", "fr", "month-end-then-days")
    assert str(named) == "end of month + 30 days from delivery"


def test_a_reading_counts_for_other_numbers_too() -> None:
    assert parse_terms("30 jours fin de mois", "fr") == parse_terms(
        "30 jours fin de mois", "fr", "days-then-month-end"
    )
    assert str(parse_terms("30 jours fin de mois", "fr", "month-end-then-days")) == (
        "end of month + 30 days"
    )
    assert str(parse_terms("net 30", "en", "month-end-then-days")) == "30 days net"


@pytest.mark.parametrize(
    ("text", "code", "reading", "kind", "sentence"),
    [
        (
            "net 30",
            "pt",
            None,
            UnknownLanguageError,
            "payment terms are read and written in de, en, es, fr, it, nl, not in `pt`",
        ),
        (
            "net 30",
            "en",
            "eom",
            UnknownReadingError,
            (
                "there is no reading `eom`; known are `commercial-month`, `days-then-month-end`, "
                "`month-end-then-days`"
            ),
        ),
        (
            "30 days end of month on the 32nd",
            "en",
            None,
            TermsError,
            "`days` is from 1 to 31, found 32",
        ),
        ("payable le 31/02/2026", "fr", None, TermsError, "there is no date `31/02/2026`"),
        (
            "30 % on order, 60 % at 30 days",
            "en",
            None,
            TermsError,
            "the percentages of the instalments sum to 90, not to 100",
        ),
        (
            "2/10 net 30, no discount",
            "en",
            None,
            TermsError,
            "terms with discounts can't say that there are none",
        ),
        (
            "x" * 2001,
            "en",
            None,
            TermsError,
            "payment terms are at most 2000 characters, found 2001",
        ),
    ],
)
def test_what_can_be_read_and_makes_no_sense_is_refused(
    text: str, code: str, reading: str | None, kind: type[TermsError], sentence: str
) -> None:
    with pytest.raises(kind) as caught:
        parse_terms(text, code, reading)

    assert str(caught.value) == sentence


def test_terms_are_read_from_text_alone() -> None:
    with pytest.raises(TypeError):
        parse_terms(30)  # type: ignore[arg-type]  # that is the fault


@pytest.mark.parametrize("text", ["30 dys", "45 jours fin de mois"])
def test_errors_travel_between_processes(text: str) -> None:
    with pytest.raises(TermsError) as caught:
        parse_terms(text)

    found = pickle.loads(pickle.dumps(caught.value))  # noqa: S301  # our own bytes
    assert (str(found), type(found)) == (str(caught.value), type(caught.value))
    assert vars(copy.copy(caught.value)) == vars(caught.value) == vars(found)
