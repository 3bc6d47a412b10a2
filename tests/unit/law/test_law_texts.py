"""What is said and written about law: catalogues, the reference page, and what may be read."""

import string
from pathlib import Path

import pytest
from law_cases import TODAY, owing, verdicts

from dunnix.law import CLAIM_FACTS, sentences
from dunnix.law.reference import law_reference
from dunnix.words import LANGUAGES, languages_of, read_catalogue, sentences_in

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "legal-paths.md"
SENTENCES = sentences_in(vars(sentences))


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_law_speaks_the_six_languages() -> None:
    assert languages_of("dunnix.law") == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_sentence_of_law_is_in_every_catalogue_with_its_blanks(language: str) -> None:
    catalogue = read_catalogue("dunnix.law", language)

    assert {each: blanks(said) for each, said in catalogue.items()} == {
        each: blanks(each) for each in SENTENCES
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verdict_can_be_said_in_every_language(language: str) -> None:
    account = owing(party=None)

    for verdict in verdicts(account, TODAY).values():
        assert verdict.say(language)
        assert all(verdict.takes(language))


def test_every_fact_of_a_claim_has_words() -> None:
    flags = {fact.name for fact in CLAIM_FACTS if fact.kind == "flag"}

    assert set(sentences.FACT) == set(CLAIM_FACTS.names)
    assert set(sentences.IS_SO) == set(sentences.IS_NOT_SO) == flags


def test_the_reference_page_is_what_the_data_say() -> None:
    # Behind? Run `python scripts/make_law_reference.py`.
    assert law_reference() in PAGE.read_text(encoding="utf-8")
