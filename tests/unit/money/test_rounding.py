from fractions import Fraction

from dunnix.money import share_of


def test_half_a_cent_is_rounded_up() -> None:
    assert [share_of(minor, Fraction(50)) for minor in (0, 1, 2, 3)] == [0, 1, 1, 2]


def test_a_share_is_rounded_from_its_exact_value() -> None:
    assert share_of(10_005, Fraction(10)) == 1001
    assert share_of(3, Fraction(100, 3)) == 1
