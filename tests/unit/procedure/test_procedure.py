"""A scenario as a procedure: its sections, its lines, its forms, and what is refused."""

import json
from typing import Any

import attrs
import pytest

import dunnix
from dunnix.comparison import compare_scenarios
from dunnix.interest import jurisdiction
from dunnix.procedure import Procedure, procedure_of
from dunnix.scenario import Scenario, load_scenario, parse_scenario
from dunnix.words import LANGUAGES

TEXT = """
id        = "own"
version   = "3"
currency  = "EUR"
if_behind = "one-at-a-time"
netting   = "none"

[defaults]
tone = "firm"

[[step]]
id       = "call"
title    = { en = "Call <now>", fr = "Appeler : maintenant ?" }
at       = "due + 1d"
channel  = "phone"
deadline = "1d"

[[reaction]]
id      = "again"
on      = "reply:not-received"
channel = "email"
repeat  = { times = 1 }
"""


def own(text: str = TEXT) -> Scenario:
    return parse_scenario(text, name="own.toml")


def told(language: str = "en") -> Procedure:
    return procedure_of(own(), language, source=TEXT)


def text_at(procedure: Procedure, *path: str | int) -> list[str]:
    return [each.text for each in procedure.sentences if each.path == path]


def test_each_sentence_names_the_line_of_its_key() -> None:
    lines = {each.path: each.line for each in told().sentences}

    assert lines["if_behind",] == 5
    assert lines["netting",] == 6
    assert lines["step", 0] == 11
    assert lines["step", 0, "deadline"] == 16
    assert lines["reaction", 0] == 18
    assert lines["reaction", 0, "repeat", "times"] == 22


def test_what_a_step_has_from_the_defaults_stands_in_their_line() -> None:
    text = TEXT.replace("tone =", 'from = "clerk"\ntone =')

    procedure = procedure_of(own(text), source=text)

    lines = {each.path: each.line for each in procedure.sentences}
    assert lines["step", 0, "from"] == 9


def test_what_is_left_to_a_default_of_the_language_stands_in_no_line() -> None:
    lines = {each.path: each.line for each in told().sentences}

    assert lines["on_part_payment",] is None
    assert lines["pause",] is None


def test_a_scenario_is_read_once_for_its_lines_and_never_where_none_are_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scenario, read = load_scenario("gentle"), list[str]()

    def counted(text: str | bytes, *, name: str, jurisdictions: Any = ()) -> Scenario:
        read.append(name)
        return parse_scenario(text, name=name, jurisdictions=jurisdictions)

    monkeypatch.setattr("dunnix.procedure.trace.parse_scenario", counted)

    compare_scenarios(scenario, own()).say()
    assert read == []
    procedure_of(scenario)
    assert len(read) == 1
    procedure_of(own(), source=TEXT)
    assert len(read) == 2


def test_a_shipped_scenario_knows_its_lines() -> None:
    scenario = load_scenario("fr-b2b@2026.0")

    assert all(each.line for each in procedure_of(scenario).sentences if each.path[0] == "step")


def test_a_changed_copy_of_a_shipped_scenario_has_no_lines() -> None:
    copy = attrs.evolve(load_scenario("gentle"), gap="9d")

    procedure = procedure_of(copy)

    assert {each.line for each in procedure.sentences} == {None}
    assert len(procedure.heading) == 1


@pytest.mark.parametrize("source", [TEXT.replace("due + 1d", "due + 2d"), "id = ", ""])
def test_a_source_of_another_scenario_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="the source doesn't declare the scenario `own@3` as it"):
        procedure_of(own(), source=source)


def test_a_law_of_one_s_own_may_be_named_by_a_source() -> None:
    law = attrs.evolve(jurisdiction("fr"), id="ours", title="Ours", country=None)
    text = TEXT.replace("[defaults]", '[late-payment]\nlaw = "ours"\n\n[defaults]')
    scenario = parse_scenario(text, name="own.toml", jurisdictions=[law])

    procedure = procedure_of(scenario, source=text)

    assert text_at(procedure, "late-payment", "law") == [
        "Late interest and fixed sums follow the law of: Ours."
    ]


def test_one_and_many_are_told_apart_in_each_language() -> None:
    said = {language: text_at(told(language), "reaction", 0, "repeat", "times")[0]
            for language in LANGUAGES}  # fmt: skip

    assert said == {
        "en": "At most 1 time for an invoice.",
        "fr": "Au plus 1\N{NO-BREAK SPACE}fois par facture.",
        "de": "Höchstens 1 Mal je Rechnung.",
        "es": "Como máximo 1 vez por factura.",
        "it": "Al massimo 1 volta per fattura.",
        "nl": "Hoogstens 1 keer per factuur.",
    }


def test_french_signs_keep_their_distance_and_their_line() -> None:
    titles = [each.title for part in told("fr").sections for each in part.paragraphs]

    assert "Appeler\N{NO-BREAK SPACE}: maintenant\N{NARROW NO-BREAK SPACE}?" in titles


def test_a_language_without_sentences_names_those_there_are() -> None:
    with pytest.raises(ValueError, match="no sentences in `xx`; known are `de`, `en`"):
        procedure_of(own(), "xx")


def test_the_page_escapes_what_the_scenario_says() -> None:
    page = told().to_html()

    assert "Call &lt;now&gt;" in page
    assert "<now>" not in page
    assert "<script" not in page
    assert "http" not in page


def test_a_title_that_ends_with_a_sign_gets_no_other() -> None:
    page = told("fr").to_html()

    assert (
        "<strong>Appeler\N{NO-BREAK SPACE}: maintenant\N{NARROW NO-BREAK SPACE}?</strong>" in page
    )
    assert "<strong>Call &lt;now&gt;.</strong>" in told().to_html()


@pytest.mark.parametrize("width", [40, 64, 100])
def test_the_text_keeps_its_width(width: int) -> None:
    text = told().to_text(width)

    assert max(map(len, text.splitlines())) <= width


def test_a_text_too_narrow_is_refused() -> None:
    with pytest.raises(ValueError, match="`width` must be at least 40, not 39"):
        told().to_text(39)


def test_a_procedure_is_plain_data() -> None:
    data = json.loads(json.dumps(told().to_dict()))

    assert data["scenario"] == "own@3"
    assert data["scenario_hash"] == own().hash
    step = data["sections"][1]["paragraphs"][0]
    assert step["title"] == "Call <now>"
    assert step["sentences"][1] == {
        "text": "It sets a deadline of 1 day, from the day it is done.",
        "path": ["step", 0, "deadline"],
        "line": 16,
    }


def test_it_is_there_for_whoever_imports_dunnix() -> None:
    assert dunnix.procedure_of(own()) == procedure_of(own())


def assumed(language: str, head: str = TEXT, amount: str = "1234.50") -> str:
    """Give what is said of a fact of money whose value is missing."""
    path, step = ("facts", "debtor", "bonus", "if_missing"), "[[step]]"
    facts = f'[facts.debtor]\nbonus = {{ type = "money", if_missing = "{amount}" }}\n'
    (said,) = text_at(procedure_of(own(head.replace(step, facts + step, 1)), language), *path)
    return said.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_an_amount_assumed_for_a_missing_one_is_an_amount_in_each_language() -> None:
    assert {language: assumed(language) for language in LANGUAGES} == {
        "en": "Where it is missing, €1,234.50 is assumed.",
        "de": "Fehlt es, gilt: 1.234,50 €.",
        "es": "Si falta, se supone: 1.234,50 €.",
        "fr": "À défaut, on suppose : 1 234,50 €.",
        "it": "Se manca, si suppone: 1.234,50 €.",
        "nl": "Ontbreekt het, dan geldt: € 1.234,50.",
    }


@pytest.mark.parametrize(
    ("currencies", "amount", "told"),
    [
        ('currency = "EUR"', "-5.00", "-€5.00"),
        ('currency = "EUR"', "0.005", "0.005"),
        ('currency = "JPY"', "5", "JP¥5"),
        ('currency = "EUR"\namounts = { small = { EUR = "1.00", GBP = "2.00" } }', "5.00", "5.00"),
    ],
)
def test_an_assumed_amount_is_one_of_the_currency_where_there_is_one_that_has_such_decimals(
    currencies: str, amount: str, told: str
) -> None:
    head = TEXT.replace('currency  = "EUR"', currencies)

    assert assumed("en", head, amount) == f"Where it is missing, {told} is assumed."
