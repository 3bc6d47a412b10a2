"""A year of the ledger that ships: the same bytes from any process, and seldom asked."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("year_of_the_demo.py")


@pytest.fixture(scope="module")
def years() -> list[list[str]]:
    running = [
        subprocess.Popen(  # noqa: S603  # the interpreter and our own program
            [sys.executable, PROGRAM, "fr-b2b", "12"],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        for seed in ("1", "2026")
    ]
    return [process.communicate()[0].split() for process in running]


def test_a_year_of_decisions_is_the_same_in_processes_with_different_hash_seeds(
    years: list[list[str]],
) -> None:
    one, other = years

    assert one == other
    assert int(one[1]) == 365 * 5


def test_asking_on_review_days_and_on_news_alone_takes_a_third_of_asking_daily(
    years: list[list[str]],
) -> None:
    _, daily, told, _ = years[0]

    assert 3 * int(told) <= int(daily)


def test_asking_on_review_days_and_on_news_alone_sends_what_asking_daily_sends(
    years: list[list[str]],
) -> None:
    assert years[0][3] == "True"
