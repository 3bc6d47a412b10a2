"""What every language has words for, and how it writes days, amounts and numbers."""

import datetime as dt
import string

import pytest

from dunnix.cli import sentences as cli_sentences
from dunnix.cli.metrics import sentences as metrics_sentences
from dunnix.cli.words import words as cli_words
from dunnix.engine import ContactRule, Guard, HeldReason, tasks
from dunnix.engine.explain import (
    LANGUAGES,
    languages_of,
    read_catalogue,
    sentences,
    sentences_in,
    words,
)
from dunnix.engine.explain.text import answered
from dunnix.figures.words import LABELS
from dunnix.model import CHANNELS, ReplyReason, Role
from dunnix.money import Money
from dunnix.scenario import Do, Effect, Event

OTHERS = LANGUAGES[1:]
SENTENCES = {
    "dunnix.engine": sentences_in(vars(sentences)),
    "dunnix.cli": sentences_in(vars(cli_sentences)) + sentences_in(vars(metrics_sentences)),
    "dunnix.figures": tuple(LABELS.values()),
}
TASKS = [kind for name, kind in vars(tasks).items() if name.isupper() and isinstance(kind, str)]


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


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ("HELD_WHY", HeldReason),
        ("CONTACT_RULE", ContactRule),
        ("WHY_NOT", Guard),
        ("WITHDRAW_WHY", [*HeldReason, *(guard for guard in Guard if guard is not Guard.ELIGIBLE)]),
        ("TASK", TASKS),
        ("ANSWERED", [*Event, *(f"reply:{reason}" for reason in ReplyReason)]),
        ("CHANNEL", CHANNELS),
        ("CHANNEL_TO", CHANNELS),
        ("ROLE", Role),
        ("EFFECT", Effect),
        ("WAY", [do for do in Do if do is not Do.SEND]),
    ],
)
def test_every_code_has_words(table: str, codes: list[str]) -> None:
    known = getattr(sentences, table)

    assert [str(code) for code in codes if code not in known] == []


def test_a_code_without_words_is_shown_as_it_is() -> None:
    assert words("de").code(sentences.CHANNEL, "pigeon") == "pigeon"


@pytest.mark.parametrize(
    ("language", "first", "eighth"),
    [
        ("en", "1 February 2026", "8 March 2026"),
        ("de", "1. Februar 2026", "8. März 2026"),
        ("es", "1 de febrero de 2026", "8 de marzo de 2026"),
        ("fr", "1er février 2026", "8 mars 2026"),
        ("it", "1º febbraio 2026", "8 marzo 2026"),
        ("nl", "1 februari 2026", "8 maart 2026"),
    ],
)
def test_a_day_is_written_as_the_language_does(language: str, first: str, eighth: str) -> None:
    say = words(language)

    assert (say.day(dt.date(2026, 2, 1)), say.day(dt.date(2026, 3, 8))) == (first, eighth)


@pytest.mark.parametrize(
    ("day", "since", "until", "on"),
    [
        (1, "dal 1º marzo 2026", "fino al 1º marzo 2026", "il 1º marzo 2026"),
        (8, "dall'8 marzo 2026", "fino all'8 marzo 2026", "l'8 marzo 2026"),
        (11, "dall'11 marzo 2026", "fino all'11 marzo 2026", "l'11 marzo 2026"),
        (18, "dal 18 marzo 2026", "fino al 18 marzo 2026", "il 18 marzo 2026"),
    ],
)
def test_the_italian_article_is_cut_before_a_vowel(
    day: int, since: str, until: str, on: str
) -> None:
    say = words("it")
    written = say.day(dt.date(2026, 3, day))

    said = [say.say(each, day=written) for each in (sentences.SINCE, sentences.UNTIL, sentences.ON)]

    assert said == [since, until, on]


@pytest.mark.parametrize(
    ("language", "euros", "yen", "dinars", "number"),
    [
        ("en", "-€1,234.50", "JP¥1,234", "TND\u00a01.234", "1,234"),
        ("de", "-1.234,50\u00a0€", "1.234\u00a0¥", "1,234\u00a0TND", "1.234"),
        ("es", "-1.234,50\u00a0€", "1.234\u00a0JPY", "1,234\u00a0TND", "1.234"),
        ("fr", "-1\u202f234,50\u00a0€", "1\u202f234\u00a0JPY", "1,234\u00a0TND", "1\u202f234"),
        ("it", "-1.234,50\u00a0€", "1.234\u00a0JPY", "1,234\u00a0TND", "1.234"),
        ("nl", "€\u00a0-1.234,50", "JP¥\u00a01.234", "TND\u00a01,234", "1.234"),
    ],
)
def test_an_amount_is_written_as_the_language_does_in_the_decimals_of_its_currency(
    language: str, euros: str, yen: str, dinars: str, number: str
) -> None:
    say = words(language)

    amounts = [Money("-1234.50", "EUR"), Money("1234", "JPY"), Money("1.234", "TND")]

    assert [say.money(amount) for amount in amounts] == [euros, yen, dinars]
    assert say.number(1234) == number


@pytest.mark.parametrize(
    ("event", "detail", "said"),
    [
        ("promise-broken", None, "niet-nagekomen betalingstoezegging"),
        ("reply", "refusal", "betalingsweigering"),
        ("no-reply", "1", "geen antwoord na een contact"),
        ("no-reply", "3", "geen antwoord na 3 contacten"),
        ("dispute", "quality", "betwisting (`quality`)"),
        ("eclipse", None, "eclipse"),
    ],
)
def test_what_is_answered_is_said_with_its_reason(
    event: str, detail: str | None, said: str
) -> None:
    assert answered(event, detail, words("nl")) == said


def test_an_unknown_language_names_those_there_are() -> None:
    with pytest.raises(ValueError, match="no sentences in `xx`; known are `de`, `en`, `es`, `fr`"):
        cli_words("xx")
