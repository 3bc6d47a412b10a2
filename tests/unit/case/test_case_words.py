"""The words of a case file: all of them in all languages, and the rules as the docs tell them."""

import re
import string
from pathlib import Path

import pytest
from martin_case import TODAY, martin

from dunnix.case import RULES, Audience, Item, case_file
from dunnix.case.labels import LABELS
from dunnix.case.values import AgreementKind, EntryKind
from dunnix.model import (
    ActionStatus,
    CausedBy,
    Dispute,
    Party,
    Penalty,
    PlanStatus,
    PromiseStanding,
    ReplyReason,
    Role,
    Standing,
)
from dunnix.model.names import CHANNELS
from dunnix.words import languages_of, read_catalogue

DOCS = Path(__file__).parents[3] / "docs" / "how-to" / "hand-over-a-case.md"
LANGUAGES = ("en", "fr", "de", "es", "it", "nl")
CHOICES = (
    ActionStatus,
    AgreementKind,
    CausedBy,
    EntryKind,
    Party,
    Penalty,
    PlanStatus,
    PromiseStanding,
    ReplyReason,
    Role,
    Standing,
)


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_there_are_six_languages() -> None:
    assert sorted(languages_of("dunnix.case")) == sorted(LANGUAGES)


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_every_word_is_in_every_catalogue_with_its_blanks(language: str) -> None:
    catalogue = read_catalogue("dunnix.case", language)

    assert set(catalogue) == set(LABELS.values())
    assert {each: blanks(catalogue[each]) for each in catalogue} == {
        each: blanks(each) for each in catalogue
    }


def test_every_choice_of_the_model_has_a_word() -> None:
    words = {str(each) for choice in CHOICES for each in choice} | set(CHANNELS)

    assert sorted(words - set(LABELS)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_reads_in_its_language(language: str) -> None:
    case = case_file(martin(), as_of=TODAY, language=language)
    title = {"en": "Case file", "fr": "Dossier", "de": "Akte", "es": "Expediente",
             "it": "Fascicolo", "nl": "Dossier"}[language]  # fmt: skip

    text, page = case.to_text(), case.to_html()

    assert text.startswith(title)
    assert f'<html lang="{language}">' in page
    assert "http" not in page
    assert "financial difficulty" not in text or language == "en"


def test_a_reason_of_the_host_that_is_called_like_a_sentence_is_shown_as_it_is() -> None:
    dispute = Dispute(id="DX", opened_on=TODAY, reason="until")

    text = case_file(martin().record(dispute), as_of=TODAY).to_text()

    assert "dispute opened                the whole account  until\n" in text


def test_a_file_of_a_lawyer_in_english() -> None:
    text = case_file(martin(), as_of=TODAY, audience="lawyer").to_text()

    assert text == Path(__file__).with_name("lawyers_file.txt").read_text(encoding="utf-8")


@pytest.mark.requirement("M109")
def test_the_docs_tell_who_sees_what_as_it_is() -> None:
    rows = re.findall(
        r"^\| `([a-z-]+)` \|[^|]*\|([^|]*)\|([^|]*)\|([^|]*)\|$",
        DOCS.read_text(encoding="utf-8"),
        re.MULTILINE,
    )

    told = {
        Item(name): frozenset(
            audience
            for audience, cell in zip(Audience, cells, strict=True)
            if cell.strip() == "yes"
        )
        for name, *cells in rows
    }
    assert told == RULES
