"""Which ladders use one channel too often in a row."""

import pytest

from dunnix.scenario import check_text

HEAD = """\
id        = "short"
version   = "1"
currency  = "EUR"
if_behind = "skip-to-latest"
"""
MAIL = 'channel = "email"'


def told(*steps: str) -> list[tuple[str, int]]:
    """Give the codes of all problems of a ladder, each with its step, from 0."""
    tables = [
        f'\n[[step]]\nid = "step-{place}"\nat = "due + {place + 1}d"\n{keys}\n'
        for place, keys in enumerate(steps)
    ]
    text = HEAD + "".join(tables)
    starts = [text[: text.index(table)].count("\n") + 1 for table in tables]
    return [
        (problem.code, sum(start <= problem.place.line for start in starts) - 1)
        for problem in check_text(text, name="short.toml")
        if problem.place is not None and problem.place.line is not None
    ]


def test_three_contacts_in_a_row_by_one_channel_are_fine_and_the_fourth_is_told() -> None:
    assert told(MAIL, MAIL, MAIL) == []
    assert told(MAIL, MAIL, MAIL, MAIL) == [("channel-repeated", 3)]


def test_a_row_is_told_once_and_each_row_anew() -> None:
    rows = [*[MAIL] * 6, 'channel = "phone"', *[MAIL] * 4]

    assert told(*rows) == [("channel-repeated", 3), ("channel-repeated", 10)]


@pytest.mark.parametrize(
    "between",
    ['channel = "phone"', 'channel = "preferred"', MAIL + '\ncopy = ["letter"]'],
    ids=["another-channel", "the-preferred-one", "a-copy"],
)
def test_another_way_in_between_begins_a_new_row(between: str) -> None:
    assert told(MAIL, MAIL, MAIL, between, MAIL, MAIL, MAIL) == []


def test_what_contacts_nobody_is_no_way_in_between() -> None:
    assert told(MAIL, MAIL, 'do = "task"', MAIL, MAIL) == [("channel-repeated", 4)]


def test_a_step_under_a_condition_may_not_come_and_is_not_counted() -> None:
    conditional = MAIL + '\nwhen = "amount_due >= 100.00"'

    assert told(MAIL, MAIL, conditional, MAIL) == []
    assert told(MAIL, MAIL, conditional, MAIL, MAIL) == [("channel-repeated", 4)]


@pytest.mark.parametrize(
    ("repeat", "expected"),
    [
        ('{ every = "7d", times = 2 }', []),
        ('{ every = "7d", times = 3 }', [("channel-repeated", 0)]),
        ('{ every = "7d" }', [("channel-repeated", 0)]),
        ('{ every = "7d", until = "due + 15d" }', []),
        ('{ every = "1w", until = "due + 22d" }', [("channel-repeated", 0)]),
        ('{ every = "7d", times = 9, until = "due + 15d" }', []),
        ('{ every = "5bd", until = "due + 90d" }', []),
        ('{ every = "7d", until = "issue + 90d" }', []),
        ('{ every = "7d", until = "due + 90d eom" }', []),
    ],
)
def test_repeats_count_as_often_as_they_surely_come(
    repeat: str, expected: list[tuple[str, int]]
) -> None:
    assert told(f"{MAIL}\nrepeat = {repeat}") == expected


def test_a_channel_that_can_not_be_read_is_no_row() -> None:
    assert told(*['channel = "carrier-pigeon"'] * 4) == [
        ("unknown-channel", place) for place in range(4)
    ]


def test_a_step_without_a_day_of_its_own_repeats_once_at_least() -> None:
    after = 'id = "last"\nafter = "previous + 7d"\n' + MAIL
    text = HEAD + f'[[step]]\nid = "first"\nat = "due"\n{MAIL}\n[[step]]\n{after}\n'
    repeated = text + 'repeat = { every = "1d", until = "due + 90d" }\n'

    assert check_text(repeated, name="short.toml") == ()
