from typing import Any

import pytest

from dunnix.errors import ScenarioError
from dunnix.importers import Difference, ImportedScenario, import_rules


def imported(*levels: dict[str, Any], currency: str | None = "EUR") -> ImportedScenario:
    rows = [{"MAHNS": n, "VERTG": 10 * n, **each} for n, each in enumerate(levels, start=1)]
    return import_rules("sap", rows, currency=currency)


def note(found: ImportedScenario, code: str) -> Difference:
    (only,) = (each for each in found.notes if each.code == code)
    return only


def test_a_charge_of_another_currency_is_noted_and_left_out() -> None:
    found = imported({"MAHNG": "5.00", "WAERS": "USD"})

    assert found.scenario.steps[0].fee is None
    assert note(found, "another-currency").theirs == "`MAHNG` is 5.00 USD"


def test_the_one_currency_of_the_rows_is_that_of_the_scenario() -> None:
    found = imported({"MAHNG": "5.00", "WAERS": "USD"}, currency=None)

    assert found.scenario.currencies == ("USD",)
    assert str(found.scenario.steps[0].fee) == "5.00"


def test_a_level_that_is_always_dunned_and_not_the_last_is_taken_once() -> None:
    found = imported({"XAEND": "X"}, {})

    assert found.scenario.steps[0].repeat is None
    assert note(found, "always-dun").where == "step.level-1"


def test_each_level_out_of_the_row_is_told() -> None:
    rows = [{"MAHNS": n, "VERTG": 10} for n in (0, 4)]

    with pytest.raises(ScenarioError) as caught:
        import_rules("sap", rows, currency="EUR")

    assert [each.message for each in caught.value.problems] == [
        "`0` is no level: they begin with 1",
        "level 4 follows, and levels 1 to 3 are missing",
    ]


def test_an_amount_with_more_decimals_than_its_currency_is_refused() -> None:
    with pytest.raises(ScenarioError) as caught:
        imported({"MAHNG": "5.50"}, currency="JPY")

    (problem,) = caught.value.problems
    assert problem.code == "bad-amount"
    assert problem.message == "`5.50` has more decimals than JPY has"


def test_a_share_is_told_at_each_level_that_has_one() -> None:
    found = imported({"MINPR": "10"}, {"MINPR": "20"})

    noted = [(each.where, each.theirs) for each in found.notes if each.code == "minimum-share"]
    assert noted == [
        ("step.level-1", "at least 10 percent of what is open must be at the level"),
        ("step.level-2", "at least 20 percent of what is open must be at the level"),
    ]


def test_an_amount_of_nothing_is_not_worth_a_note() -> None:
    found = imported({"MAHNG": "0,00", "MAHNB": "0,00"})

    assert "no-counterpart" not in [each.code for each in found.notes]
