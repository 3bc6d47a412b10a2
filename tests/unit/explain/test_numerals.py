from fractions import Fraction

import pytest

from dunnix.engine.explain import digits_text, number_text
from dunnix.money import Money


def test_an_amount_has_the_decimals_of_its_currency() -> None:
    assert digits_text(Money("1234567", "JPY"), "en") == "1,234,567"
    assert digits_text(Money("1234.5", "BHD"), "en") == "1,234.500"


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (Fraction(5, 2), 0, "2"),
        (Fraction(7, 2), 0, "4"),
        (Fraction(-1, 8), 2, "-0,12"),
        (10**15 + 1, 0, "1.000.000.000.000.001"),
    ],
)
def test_a_number_is_rounded_half_to_even(
    value: Fraction | int, decimals: int, written: str
) -> None:
    assert number_text(value, "de", decimals) == written
