"""The currency a scenario is for: said by the caller, or by the rows."""

from typing import Any

import pytest

from dunnix.errors import Problem, ScenarioError
from dunnix.importers import RuleSystem, import_rules
from dunnix.importers.columns import Column, RuleTable
from dunnix.importers.row import Row


def refused(*levels: dict[str, Any], currency: str | None = None) -> list[Problem]:
    rows = [{"MAHNS": n, "VERTG": 10 * n, **each} for n, each in enumerate(levels, start=1)]
    with pytest.raises(ScenarioError) as caught:
        import_rules("sap", rows, currency=currency)
    return list(caught.value.problems)


def test_rows_in_two_currencies_are_told_with_both_and_where_each_is() -> None:
    (problem,) = refused(
        {"WAERS": "EUR", "MAHNG": 5}, {"WAERS": "USD", "MAHNG": 5}, {"WAERS": "EUR"}
    )

    assert problem.code == "several-currencies"
    assert problem.message == "the rows name `EUR` ([0], [2]) and `USD` ([1])"
    assert problem.hint == "say which the scenario is for, such as `--currency EUR`"


def test_a_row_that_names_no_currency_at_all_is_told_and_nothing_else_is() -> None:
    (problem,) = refused({"WAERS": "GBX", "MAHNG": 5})

    assert problem.code == "unknown-currency"


def test_a_word_that_is_no_currency_is_refused_whatever_the_scenario_is_in() -> None:
    (problem,) = refused({"WAERS": "usd", "MAHNG": 5}, currency="EUR")

    assert (problem.code, problem.hint) == ("unknown-currency", "did you mean `USD`?")


def test_what_else_is_wrong_is_told_beside_two_currencies() -> None:
    found = refused({"WAERS": "EUR", "MAHNG": "five"}, {"WAERS": "JPY", "MAHNG": "5.50"})

    assert [each.code for each in found] == ["several-currencies", "bad-amount"]


def test_the_currency_of_a_table_is_one_of_its_columns() -> None:
    column = Column(name="WAERS", reads=Row.text)

    with pytest.raises(ValueError, match="`Currency` is none of the columns"):
        RuleTable(system=RuleSystem.SAP, columns=(column,), currency="Currency")
