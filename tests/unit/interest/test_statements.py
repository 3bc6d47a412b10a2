"""How a statement of late interest shows itself: text, HTML, rows, plain data, six languages."""

import json
import string

import pytest
from interest_cases import date, euros, invoice, owing, paid, statement

from dunnix.errors import Problem
from dunnix.interest import Circumstances, Waiver, jurisdiction, jurisdiction_names, sentences
from dunnix.model import Account
from dunnix.words import LANGUAGES, languages_of, read_catalogue, sentences_in

SENTENCES = sentences_in(vars(sentences))
LATE = owing(invoice("2026-11-30"), paid("2026-12-15", "400.00"), invoice("2027-03-01", name="F-2"))


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_a_statement_says_each_period_with_its_rate_source_days_and_amount() -> None:
    assert statement(LATE, "fr", "2027-01-31").explain("en") == (
        "Late interest up to 31 January 2027: France\n"
        "F-1: due on 30 November 2026, interest since 1 December 2026: €8.36\n"
        "  1 December 2026 to 15 December 2026: 15 days on €1,000.00 at 12.4 % a year: €5.10\n"
        "    2.4 % (eu-reference) plus 10 points; source: ECB main refinancing rate in force on"
        " that day, Directive 2011/7/EU art. 2(7) and 3(2) (read there)\n"
        "  16 December 2026 to 31 December 2026: 16 days on €600.00 at 12.4 % a year: €3.26\n"
        "    2.4 % (eu-reference) plus 10 points; source: ECB main refinancing rate in force on"
        " that day, Directive 2011/7/EU art. 2(7) and 3(2) (read there)\n"
        "  1 January 2027 to 31 January 2027: not known, the table eu-reference says nothing of"
        " these days\n"
        "F-2: due on 1 March 2027, no interest: it isn't late\n"
        "Total in EUR: €8.36\n"
        "Days without a known rate are in no total.\n"
        "Days are counted as act/365. Interest bears no interest. Rounded once for each"
        " receivable.\n"
        "Law: Code de commerce, L441-10 II"
    )


def test_it_says_so_in_french() -> None:
    said = statement(LATE, "fr", "2026-12-31").explain("fr")

    spaces = str.maketrans("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}", "  ")
    assert said.translate(spaces).splitlines()[:3] == [
        "Intérêts de retard jusqu'au 31 décembre 2026 : France",
        "F-1 : échéance le 30 novembre 2026, intérêts depuis le 1er décembre 2026 : 8,36 €",
        (
            "  du 1er décembre 2026 au 15 décembre 2026 : 15 jours sur 1 000,00 € à 12,4 % par an"
            " : 5,10 €"
        ),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", jurisdiction_names())
def test_every_jurisdiction_explains_itself_in_every_language(name: str, language: str) -> None:
    waiver = Waiver(id="W", granted_on=date("2026-12-20"), amount=euros("1.00"))
    asked = Circumstances(
        waivers=[waiver], order=jurisdiction(name).regimes[0].order, costs={"F-1": euros("40")}
    )

    found = statement(LATE, name, "2027-01-31", circumstances=asked)

    assert found.explain(language)
    assert f'lang="{language}"' in found.to_html(language)


def test_interest_speaks_the_six_languages() -> None:
    assert languages_of("dunnix.interest") == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_sentence_is_in_every_catalogue_with_its_blanks(language: str) -> None:
    catalogue = read_catalogue("dunnix.interest", language)

    assert {each: blanks(said) for each, said in catalogue.items()} == {
        each: blanks(each) for each in SENTENCES
    }


def test_an_unknown_language_is_told() -> None:
    with pytest.raises(ValueError, match="no sentences in `pt`"):
        statement(LATE, "fr", "2026-12-31").explain("pt")


def test_html_escapes_what_the_ledger_says() -> None:
    account = owing(invoice("2026-11-30", name="<b>F</b>"))

    shown = statement(account, "fr", "2026-12-31").to_html()

    assert "<b>" not in shown
    assert "&lt;b&gt;F&lt;/b&gt;" in shown


def test_a_notebook_shows_the_html() -> None:
    found = statement(LATE, "fr", "2026-12-31")

    assert found._repr_html_() == found.to_html("en")


def test_rows_hold_a_line_each_and_the_days_that_are_unknown() -> None:
    rows = statement(LATE, "fr", "2027-01-31").table().dicts()

    assert [(row["last_day_on"], row["amount_minor"], row["unknown"]) for row in rows] == [
        (date("2026-12-15"), 510, None),
        (date("2026-12-31"), 326, None),
        (date("2027-01-31"), None, "rate-unknown"),
    ]
    assert rows[0]["rate_percent"] == 12.4
    assert rows[0]["rate_table"] == "eu-reference"


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow"])
def test_lines_become_a_dataframe(kind: str) -> None:
    pytest.importorskip(kind)
    found = statement(LATE, "fr", "2026-12-31")

    frame = found.to_frame(kind)

    assert frame.shape == (2, 13)
    amounts = frame["amount_minor"]
    listed = amounts.to_pylist() if kind == "pyarrow" else amounts.to_list()
    assert listed == [510, 326]


def test_plain_data_are_json() -> None:
    found = statement(LATE, "fr", "2027-01-31")

    plain = json.loads(json.dumps(found.to_dict()))

    assert plain["totals"] == {"EUR": "8.36"}
    assert plain["complete"] is False
    late, early = plain["receivables"]
    assert late["unknown"] == {
        "first_day": "2027-01-01",
        "last_day": "2027-01-31",
        "reason": "rate-unknown",
        "balance": "600.00",
        "table": "eu-reference",
        "known_until": "2026-12-31",
    }
    assert late["lines"][0] == {
        "first_day": "2026-12-01",
        "last_day": "2026-12-15",
        "days": 15,
        "balance": "1000.00",
        "added": "0.00",
        "percent": "12.4",
        "table": "eu-reference",
        "source": "ECB main refinancing rate in force on that day, Directive 2011/7/EU art. 2(7)"
        " and 3(2)",
        "amount": "5.10",
    }
    assert early["zero"] == "not-late"


def test_the_same_question_has_the_same_answer() -> None:
    assert statement(LATE, "de", "2027-01-31") == statement(LATE, "de", "2027-01-31")


def test_only_the_receivables_asked_for_are_told() -> None:
    found = statement(LATE, "fr", "2026-12-31", receivables=["F-2"])

    assert [each.receivable for each in found] == ["F-2"]
    assert found.of("F-1") is None
    assert len(found) == 1
    assert found.is_complete


def test_a_receivable_that_is_not_there_is_told() -> None:
    with pytest.raises(ValueError, match="`F-9` is no receivable of the account on that day"):
        statement(LATE, "fr", "2026-12-31", receivables=["F-9"])


def test_an_account_with_bad_rows_is_refused() -> None:
    account = Account(debtor=LATE.debtor, problems=[Problem(code="x", message="x")])

    with pytest.raises(ValueError, match="has rows that can't be read"):
        statement(account, "fr", "2026-12-31")
