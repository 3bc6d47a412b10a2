import re

from dunnix.cli.sentences import all_sentences
from dunnix.cli.words import digits_of, words
from dunnix.money import Money

PLACES = re.compile(r"\{(\w+)\}")


def test_every_sentence_has_its_french_with_the_same_places_to_fill() -> None:
    catalogue = words("fr").catalogue

    for sentence in all_sentences():
        assert sorted(PLACES.findall(catalogue[sentence])) == sorted(PLACES.findall(sentence))


def test_an_amount_has_the_decimals_of_its_currency() -> None:
    english = words("en")

    assert digits_of(Money("1234567", "JPY"), english) == "1,234,567"
    assert digits_of(Money("1234.5", "BHD"), english) == "1,234.500"
