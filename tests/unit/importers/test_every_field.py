"""No field is dropped in silence: each is used, told in a note, or refused."""

import csv
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunnix.errors import Problem, ScenarioError
from dunnix.importers import Difference, ImportedScenario, RuleSystem, import_rules
from dunnix.importers.business_central import BUSINESS_CENTRAL
from dunnix.importers.columns import Column, RuleTable, spelling
from dunnix.importers.odoo import ODOO
from dunnix.importers.row import Row
from dunnix.importers.sap import SAP
from dunnix.importers.tryton import TRYTON
from dunnix.scenario import parse_scenario

TABLES = {table.system: table for table in (BUSINESS_CENTRAL, ODOO, SAP, TRYTON)}
LEVEL: dict[RuleSystem, dict[str, object]] = {
    RuleSystem.BUSINESS_CENTRAL: {"No.": 1, "Grace Period": "5D"},
    RuleSystem.ODOO: {"delay": 5, "send_email": True},
    RuleSystem.SAP: {"MAHNS": 1, "VERTG": 5},
    RuleSystem.TRYTON: {"sequence": 1, "overdue": 5, "send_email": True},
}
USELESS = [
    (table.system, column.name)
    for table in TABLES.values()
    for column in table.columns
    if column.reads is None
]
USED = [
    (table.system, column.name)
    for table in TABLES.values()
    for column in table.columns
    if column.reads is not None
]
# Each does something only beside the other: alone, it is told as left out.
TOGETHER: dict[str, dict[str, object]] = {
    "manual_action_note": {"manual_action": True},
    "Post Interest": {"Calculate Interest": True},
    "MAHNB": {"MAHNG": 5},
    "fee.percentage": {"fee": "Late fee"},
}
ALONE = "it only matters beside another field, and that is empty or left out"
BESIDE = [(system, name) for system, name in USED if name in TOGETHER]
# What a level says of each field, so that leaving it out gives something else.
SAID: dict[str, object] = {
    "name": "First",
    "company_id": "Cloudworks",
    "mail_template_id": "polite",
    "manual_action_note": "Call",
    "procedure": "Standard",
    "email_template": "polite",
    "fee": "Late fee",
    "fee.compute_method": "percentage",
    "fee.percentage": "0.05",
    "Reminder Terms Code": "DOM",
    "Description": "Domestic",
    "Max. No. of Reminders": 3,
    "Due Date Calculation": "1W",
    "Add. Fee Calculation Type": "Single Dynamic",
    "WAERS": "USD",
    "MAHNA": "Z001",
    "TEXTM": "Weekly",
    "RHYTH": 7,
    "MIVRZ": 9,
    "KULEP": 9,
    "ZFRST": 9,
    "MAHNP": "1.5",
    "MINPR": "20",
}


@pytest.mark.parametrize(("system", "name"), USELESS)
def test_a_field_without_a_counterpart_is_noted_with_its_row(system: RuleSystem, name: str) -> None:
    row = {**LEVEL[system], name: "something"}

    found = import_rules(system, [row], currency="EUR")

    noted = [each.theirs for each in found.notes if each.code == "no-counterpart"]
    assert len(noted) == 1
    assert noted[0].startswith(f"`{name}` (")


@pytest.mark.parametrize(("system", "name"), USELESS)
def test_a_box_that_is_not_ticked_is_not_worth_a_note(system: RuleSystem, name: str) -> None:
    found = import_rules(system, [{**LEVEL[system], name: "False"}], currency="EUR")

    assert "no-counterpart" not in [each.code for each in found.notes]


@pytest.mark.parametrize(
    ("system", "name"), [(s, n) for s, n in USED if n not in LEVEL[s] and n != "WAERS"]
)
def test_a_field_that_is_read_changes_the_scenario_or_its_notes(
    system: RuleSystem, name: str
) -> None:
    row = {**LEVEL[system], **TOGETHER.get(name, {})}
    said = _said(system, name)

    without = import_rules(system, [row], currency="EUR")
    found = import_rules(system, [{**row, name: said}], currency="EUR")

    assert (found.scenario, found.notes) != (without.scenario, without.notes)


@pytest.mark.parametrize(("system", "name"), BESIDE)
def test_a_field_without_the_one_it_belongs_to_is_told_as_left_out(
    system: RuleSystem, name: str
) -> None:
    found = import_rules(system, [{**LEVEL[system], name: _said(system, name)}], currency="EUR")

    (noted,) = (each.theirs for each in found.notes if each.code == "no-counterpart")
    assert noted == f"`{name}` ([0]): {ALONE}"


@pytest.mark.parametrize(("system", "name"), [*USELESS, *USED])
def test_no_note_is_empty(system: RuleSystem, name: str) -> None:
    row = {**LEVEL[system], name: LEVEL[system].get(name, _said(system, name))}

    found = import_rules(system, [row], currency="EUR")

    assert all(map(is_told_in_words, found.notes))


def is_told_in_words(note: Difference) -> bool:
    told = (note.theirs, note.ours, note.advice)
    return all(told) and not re.search(r"``|\(\)|: $", "\n".join(told), re.MULTILINE)


@pytest.mark.parametrize("name", ["email_template", "mail_template_id", "auto_execute"])
def test_what_is_about_a_mail_is_told_where_no_mail_is_sent(name: str) -> None:
    system = RuleSystem.TRYTON if name == "email_template" else RuleSystem.ODOO
    row = {**LEVEL[system], "send_email": False, name: _said(system, name)}

    found = import_rules(system, [row], currency="EUR")

    (noted,) = (each.theirs for each in found.notes if each.code == "no-counterpart")
    assert noted == f"`{name}` ([0]): {ALONE}"


def test_a_column_is_either_read_or_says_what_it_is_about() -> None:
    with pytest.raises(ValueError, match="`MINPR` is either read, or says what it is about"):
        Column(name="MINPR")
    with pytest.raises(ValueError, match="`MINPR` is either read, or says what it is about"):
        Column(name="MINPR", reads=Row.percent, says="the least share")


def test_a_column_that_must_be_there_is_read() -> None:
    with pytest.raises(ValueError, match="`MAHNS` is required, and nothing reads it"):
        Column(name="MAHNS", says="the number of the level", required=True)


def _said(system: RuleSystem, name: str) -> object:
    return SAID.get(name, True if _is_flag(TABLES[system], name) else 5)


def _is_flag(table: RuleTable, name: str) -> bool:
    (column,) = (each for each in table.columns if each.name == name)
    return getattr(column.reads, "__name__", "") == "flag"


CELLS = (
    st.none()
    | st.booleans()
    | st.integers(-10, 4000)
    | st.decimals(0, 100, places=2)
    | st.sampled_from(["", "5D", "1W", "2w 1d", "x", "EUR", "5,00", "0", "percentage", "CM"])
    | st.text(max_size=5)
    | st.just([7, "Ana"])
)


@st.composite
def exports(draw: st.DrawFn) -> tuple[RuleSystem, list[dict[str, Any]]]:
    system = draw(st.sampled_from(RuleSystem))
    names = st.sampled_from(TABLES[system].names)
    rows = st.lists(st.dictionaries(names, CELLS, max_size=6), min_size=1, max_size=4)
    levels: list[dict[str, Any]] = [
        {**LEVEL[system], **_numbered(system, at), **row} for at, row in enumerate(draw(rows))
    ]
    return system, levels


def _numbered(system: RuleSystem, at: int) -> dict[str, object]:
    name = {"odoo": "delay", "tryton": "sequence", "sap": "MAHNS"}.get(system, "No.")
    return {name: at + 1}


def imported(
    system: RuleSystem, rows: list[dict[str, Any]]
) -> tuple[tuple[Problem, ...], ImportedScenario | None]:
    try:
        return (), import_rules(system, rows, currency="EUR")
    except ScenarioError as error:
        return error.problems, None


@given(export=exports())
def test_an_export_gives_a_scenario_that_loads_again_or_all_its_faults(
    export: tuple[RuleSystem, list[dict[str, Any]]],
) -> None:
    system, rows = export
    problems, found = imported(system, rows)

    assert all(each.place is not None and each.hint for each in problems)
    assert found is None or parse_scenario(found.to_toml(), name="own.toml") == found.scenario
    assert found is None or all(map(is_told_in_words, found.notes))


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_no_name_means_two_fields(table: RuleTable) -> None:
    for column in table.columns:
        for name in (column.name, *column.also):
            assert table.by_spelling[spelling(name)] is column


def test_a_cell_too_many_of_a_reader_of_csv_is_refused_as_a_column() -> None:
    rows = list(csv.DictReader(["delay,send_email", "7,True,lost"]))

    with pytest.raises(ScenarioError) as caught:
        import_rules("odoo", rows, currency="EUR")

    assert [each.code for each in caught.value.problems] == ["unknown-column"]


def test_a_number_is_exact_as_it_was_written() -> None:
    row = {"No.": 1, "Additional Fee (LCY)": Decimal("5.10")}

    found = import_rules("business-central", [row], currency="EUR")

    (step,) = found.scenario.steps
    assert str(step.fee) == "5.10"
