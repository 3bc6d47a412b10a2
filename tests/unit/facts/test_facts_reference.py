from pathlib import Path

from dunnix.facts import BUILT_IN, facts_reference

PAGE = Path(__file__).parents[3] / "docs" / "explanation" / "conditions.md"


def test_the_reference_has_one_row_for_each_fact() -> None:
    rows = facts_reference().splitlines()[2:]

    assert [row.split("`")[1] for row in rows] == list(BUILT_IN.names)
    assert all(row.count("|") == 6 for row in rows)


def test_the_page_on_conditions_holds_the_reference_as_generated() -> None:
    assert facts_reference() in PAGE.read_text(encoding="utf-8")
