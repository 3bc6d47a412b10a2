"""Every sentence of a package is in each of its catalogues."""

import string

import pytest

from dunnix.cli import sentences as cli_sentences
from dunnix.cli.metrics import sentences as metrics_sentences
from dunnix.comparison import sentences as comparison_sentences
from dunnix.engine.explain import sentences
from dunnix.figures.words import LABELS
from dunnix.procedure import fact_sentences, step_sentences
from dunnix.procedure import sentences as procedure_sentences
from dunnix.words import LANGUAGES, languages_of, read_catalogue, sentences_in, words

OTHERS = LANGUAGES[1:]
SENTENCES = {
    "dunnix.engine": sentences_in(vars(sentences)),
    "dunnix.comparison": sentences_in(vars(comparison_sentences)),
    "dunnix.cli": sentences_in(vars(cli_sentences)) + sentences_in(vars(metrics_sentences)),
    "dunnix.figures": tuple(LABELS.values()),
    "dunnix.procedure": tuple(
        sentence
        for module in (procedure_sentences, step_sentences, fact_sentences)
        for sentence in sentences_in(vars(module))
    ),
}


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("package", SENTENCES)
def test_each_package_speaks_the_six_languages(package: str) -> None:
    assert languages_of(package) == LANGUAGES


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("package", SENTENCES)
def test_every_sentence_is_in_every_catalogue_with_its_blanks(package: str, language: str) -> None:
    wanted = SENTENCES[package]

    catalogue = read_catalogue(package, language)

    assert {each: blanks(said) for each, said in catalogue.items()} == {
        each: blanks(each) for each in wanted
    }


@pytest.mark.parametrize("language", OTHERS)
def test_a_sentence_that_two_packages_say_is_said_the_same(language: str) -> None:
    engine = read_catalogue("dunnix.engine", language)
    cli = read_catalogue("dunnix.cli", language)

    both = engine.keys() & cli.keys()

    assert {each: engine[each] for each in both} == {each: cli[each] for each in both}


def test_an_unknown_language_names_those_there_are() -> None:
    with pytest.raises(ValueError, match="no sentences in `xx`; known are `de`, `en`, `es`, `fr`"):
        words("xx", "dunnix.engine", "dunnix.cli")
