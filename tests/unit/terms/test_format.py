import pytest

from dunnix.terms import UnknownLanguageError, format_terms, parse_terms
from dunnix.terms.language import LANGUAGES, language

SAID = {
    "2/10 net 30": {
        "en": "30 days net, 2 % discount within 10 days",
        "fr": "30 jours nets, 2 % d'escompte sous 10 jours",
        "de": "30 Tage netto, 2 % Skonto bei 10 Tagen",
        "es": "30 días netos, 2 % de descuento a 10 días",
        "it": "30 giorni netti, 2 % di sconto entro 10 giorni",
        "nl": "30 dagen netto, 2 % korting binnen 10 dagen",
    },
    "30 % on order, 70 % at 30 days": {
        "en": "30 % on order, 70 % at 30 days",
        "fr": "30 % à la commande, 70 % à 30 jours",
        "de": "30 % bei Bestellung, 70 % in 30 Tagen",
        "es": "30 % al pedido, 70 % a 30 días",
        "it": "30 % all'ordine, 70 % a 30 giorni",
        "nl": "30 % bij bestelling, 70 % binnen 30 dagen",
    },
    "30 days end of month on the 10th": {
        "en": "30 days end of month on the 10th",
        "fr": "30 jours fin de mois le 10",
        "de": "30 Tage zum Monatsende am 10.",
        "es": "30 días fin de mes el 10",
        "it": "30 giorni fine mese il 10",
        "nl": "30 dagen einde maand op de 10e",
    },
    "2.5 % discount on the net amount within 1 week, on the 1st of the following month": {
        "en": "on the 1st of the following month, 2.5 % discount on the net amount within 1 week",
        "fr": "le 1er du mois suivant, 2,5 % d'escompte sur le montant HT sous 1 semaine",
        "de": "am 1. des Folgemonats, 2,5 % Skonto auf den Nettobetrag bei 1 Woche",
        "es": "el 1 del mes siguiente, 2,5 % de descuento sobre la base imponible a 1 semana",
        "it": "il 1 del mese successivo, 2,5 % di sconto sull'imponibile entro 1 settimana",
        "nl": "op de 1e van de volgende maand, 2,5 % korting op het nettobedrag binnen 1 week",
    },
    "45 days then end of month": {
        "en": "45 days then end of month",
        "fr": "45 jours puis fin de mois",
        "de": "45 Tage dann zum Monatsende",
        "es": "45 días luego fin de mes",
        "it": "45 giorni poi fine mese",
        "nl": "45 dagen dan einde maand",
    },
}


@pytest.mark.parametrize(
    ("terms", "code", "text"),
    [(terms, code, text) for terms, texts in SAID.items() for code, text in texts.items()],
)
def test_terms_are_written_as_people_write_them(terms: str, code: str, text: str) -> None:
    assert format_terms(parse_terms(terms, "en"), code) == text


def test_an_amount_is_never_taken_for_thousands() -> None:
    terms = parse_terms("1.2340 BHD on order, balance at 30 days", "en")

    assert format_terms(terms, "de") == "1,2340 BHD bei Bestellung, Rest in 30 Tagen"
    assert parse_terms(format_terms(terms, "de"), "de") == terms


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UnknownLanguageError):
        format_terms(parse_terms("net 30"), "xx")


def test_languages_know_the_same_kinds_of_phrases() -> None:
    kinds = {
        code: {
            kind
            for alternatives in language(code).phrases.values()
            for meanings in alternatives
            for kind, _ in meanings
        }
        for code in LANGUAGES
    }
    of_one_language = {"proximo", "mfi", "without-deduction"}

    assert all(found - of_one_language == kinds["en"] - of_one_language for found in kinds.values())


def test_languages_can_write_the_same_things() -> None:
    keys = {code: set(language(code).write) - {"later", "units-at"} for code in LANGUAGES}

    assert all(found == keys["en"] for found in keys.values())


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_phrase_stands_twice_for_the_same(code: str) -> None:
    for phrase, alternatives in language(code).phrases.items():
        assert len(set(alternatives)) == len(alternatives), phrase
        assert len(alternatives) == 1 or all(len(each) == 1 for each in alternatives), phrase
