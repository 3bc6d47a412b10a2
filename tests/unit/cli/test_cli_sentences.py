import datetime as dt

import pytest

from dunnix.cli.words import report_words


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("de", "1. Januar 2026", "2. Januar 2026"),
        ("es", "1 de enero de 2026", "2 de enero de 2026"),
        ("it", "1º gennaio 2026", "2 gennaio 2026"),
        ("nl", "1 januari 2026", "2 januari 2026"),
    ],
)
def test_a_day_is_written_as_its_readers_write_it(language: str, first: str, second: str) -> None:
    say = report_words(language)

    assert say.day(dt.date(2026, 1, 1)) == first
    assert say.day(dt.date(2026, 1, 2)) == second
