import re
from fractions import Fraction
from itertools import pairwise

import pytest
from chart_facts import LANGUAGES
from hypothesis import given
from hypothesis import strategies as st

from dunnix.figures.chart_axis import decimals_of, round_ticks
from dunnix.figures.chart_lines import spread
from dunnix.figures.words import LABELS, words
from dunnix.money import Money
from dunnix.words import read_catalogue


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        ("45", "47", ["45", "45.5", "46", "46.5", "47"]),
        ("5", "47", ["0", "10", "20", "30", "40", "50"]),
        ("-3", "-1", ["-3", "-2", "-1", "0"]),
        ("7", "7", ["0", "2", "4", "6", "8"]),
        ("0", "0", ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        ("-1000000", "0.5", ["-1000000", "-500000", "0", "500000"]),
    ],
)
def test_ticks_are_round(low: str, high: str, ticks: list[str]) -> None:
    assert round_ticks(Fraction(low), Fraction(high)) == tuple(map(Fraction, ticks))


def test_counts_have_whole_ticks() -> None:
    assert list(map(str, round_ticks(Fraction(0), Fraction(2), least=1))) == ["0", "1", "2"]


@given(st.fractions(-(10**15), 10**15), st.fractions(0, 10**15))
def test_ticks_are_few_and_hold_all_that_is_drawn(low: Fraction, span: Fraction) -> None:
    ticks = round_ticks(low, low + span)

    assert 2 <= len(ticks) <= 6
    assert ticks[0] <= low <= low + span <= ticks[-1]
    assert len({after - before for before, after in pairwise(ticks)}) == 1


def test_ticks_are_written_with_as_many_decimals_as_they_need() -> None:
    assert decimals_of([Fraction(0), Fraction(1, 2), Fraction(1)]) == 1
    assert decimals_of([Fraction(0), Fraction(20)]) == 0


@given(st.lists(st.floats(0, 240), min_size=1, max_size=6))
def test_labels_keep_their_distance_and_their_order(places: list[float]) -> None:
    found = spread(places, gap=15, bottom=240)

    assert max(found) <= 240
    assert all(after - before >= 14.99 for before, after in pairwise(sorted(found)))
    order = sorted(range(len(places)), key=places.__getitem__)
    assert sorted(range(len(places)), key=found.__getitem__) == order


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_label_is_in_every_catalogue_with_its_blanks(language: str) -> None:
    catalogue = read_catalogue("dunnix.figures", language)

    assert set(catalogue) == set(LABELS.values())
    for label, translated in catalogue.items():
        assert blanks(translated) == blanks(label), label


def blanks(text: str) -> set[str]:
    return set(re.findall(r"\{\w+\}", text))


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "-1,234.50"),
        ("fr", "-1 234,50"),
        ("de", "-1.234,50"),
        ("es", "-1.234,50"),
        ("it", "-1.234,50"),
        ("nl", "-1.234,50"),
    ],
)
def test_an_amount_is_written_as_its_reader_writes_it(language: str, written: str) -> None:
    assert words(language).digits(Money("-1234.50", "EUR")) == written


def test_amounts_have_the_decimals_of_iso_4217() -> None:
    assert words("en").digits(Money("1234", "JPY")) == "1,234"
    assert words("en").digits(Money("1.234", "TND")) == "1.234"


def test_a_share_is_rounded_half_even_from_its_exact_value() -> None:
    assert words("en").percent(Fraction(125, 1000)) == "12%"
    assert words("en").percent(Fraction(125, 1000), 1) == "12.5%"
