from dunnix.cli.words import digits_of, words
from dunnix.money import Money


def test_an_amount_has_the_decimals_of_its_currency() -> None:
    english = words("en")

    assert digits_of(Money("1234567", "JPY"), english) == "1,234,567"
    assert digits_of(Money("1234.5", "BHD"), english) == "1,234.500"
