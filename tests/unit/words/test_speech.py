"""How sentences are said in each language, with their days and amounts."""

import datetime as dt

import pytest

from dunnix.engine.explain import sentences
from dunnix.words import Labels, words

ENGINE = "dunnix.engine"


def test_a_code_without_words_is_shown_as_it_is() -> None:
    assert words("de", ENGINE).code(sentences.CHANNEL, "pigeon") == "pigeon"


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
    say = words("it", ENGINE)
    written = say.day(dt.date(2026, 3, day))

    said = [say.say(each, day=written) for each in (sentences.SINCE, sentences.UNTIL, sentences.ON)]

    assert said == [since, until, on]


def test_a_sentence_with_blanks_is_no_name() -> None:
    say = Labels("en", {"court": "court", "deadline": "deadline {time}"})

    assert [say.name(each) for each in ("court", "deadline", "pigeon {x}")] == [
        "court",
        "deadline",
        "pigeon {x}",
    ]


def test_the_italian_article_is_cut_before_a_short_day_too() -> None:
    say = Labels("it", {"until": "fino al {day}"})

    said = [say.say("until", day=say.short_day(dt.date(2026, 3, day))) for day in (8, 18)]

    assert said == ["fino all'8 mar 2026", "fino al 18 mar 2026"]
