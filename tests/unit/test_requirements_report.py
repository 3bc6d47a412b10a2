"""The page of requirements: what counts as a mark, and what is told of a marked test."""

import json
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
REPORT: dict[str, Any] = runpy.run_path(str(ROOT / "scripts" / "requirements_report.py"))
MarkError: type[Exception] = REPORT["MarkError"]


def tree_with(folder: Path, test: str) -> Path:
    (folder / "tests").mkdir()
    (folder / "tests" / "test_it.py").write_text(f"import pytest\n{test}\n", encoding="utf-8")
    return folder


def test_every_row_has_its_number_and_a_title() -> None:
    sections = REPORT["read_sections"]()

    rows = [row for section in sections for row in section.rows]

    assert rows == [f"M{number}" for number in range(1, 166)]
    assert all(title for section in sections for title in section.rows.values())


def test_a_mark_is_found_with_the_sentence_of_its_test(tmp_path: Path) -> None:
    mark = '@pytest.mark.requirement("M1", "M14")\ndef test_day_one_counts():\n    pass'
    root = tree_with(tmp_path, mark)

    marks = REPORT["read_marks"](root)

    assert [each.row for each in marks] == ["M1", "M14"]
    assert {(each.name, each.sentence, each.is_law) for each in marks} == {
        ("tests/test_it.py::test_day_one_counts", "day one counts", False)
    }


def test_a_marked_law_is_told_from_a_test_with_cases(tmp_path: Path) -> None:
    mark = '@pytest.mark.requirement("M42")\n@given(days())\ndef test_it_rises(day):\n    pass'

    (law,) = REPORT["read_marks"](tree_with(tmp_path, mark))

    assert law.is_law


def test_a_mark_that_is_no_decorator_of_a_test_is_refused(tmp_path: Path) -> None:
    root = tree_with(tmp_path, 'pytestmark = pytest.mark.requirement("M1")')

    with pytest.raises(MarkError, match="not a plain decorator"):
        REPORT["read_marks"](root)


def test_a_row_nobody_knows_is_refused(tmp_path: Path) -> None:
    mark = '@pytest.mark.requirement("M166")\ndef test_nothing():\n    pass'
    marks = REPORT["read_marks"](tree_with(tmp_path, mark))

    with pytest.raises(MarkError, match="there is no row `M166`"):
        REPORT["tests_by_row"](REPORT["read_sections"](), marks)


def test_a_row_that_waits_is_a_row_of_the_mission() -> None:
    rows = {row for section in REPORT["read_sections"]() for row in section.rows}

    assert set(REPORT["read_waiting"]()) <= rows


OBSERVED = """
import datetime as dt

import pytest

from dunnix import Account, Debtor, EscalationStep, Invoice, Money, Payment, Scenario, decide
from dunnix import parse_scenario

MAIL = EscalationStep(id="mail", at="due + 1d", channel="email")
KEYS = {"if_behind": "skip-to-latest", "on_closed_day": "keep"}
RULES = Scenario(id="short", version="1", currency="EUR", steps=[MAIL], **KEYS)
OWED = Invoice(id="F-1", due_date=dt.date(2026, 3, 2), amount=Money("100.00", "EUR"))


def test_run():
    account = Account(debtor=Debtor(id="D1"), invoices=[OWED])
    days = [dt.date(2026, 3, day) for day in (1, 2, 3)]
    found = [decide(RULES, account, as_of=day) for day in days]
    assert len(found[2].next_actions) == 1
    paid = Payment(id="P", invoice="F-1", date=days[2], amount=Money("100.00", "EUR"))
    assert not decide(RULES, account.record(paid), as_of=days[2]).next_actions


def test_error():
    with pytest.raises(Exception):
        parse_scenario("dunnix = 1", name="bad.toml")
    with pytest.raises(Exception):
        Money("0.001", "EUR")


@pytest.mark.parametrize("number", [1, 2, 3])
def test_cases(number):
    assert number + 1 > 1
"""
OBSERVE = """
import json, pathlib, sys
from shown.recorder import observe
recorder = observe(pathlib.Path(sys.argv[1]), sys.argv[2:])
cases = {name: [case._asdict() for case in told] for name, told in recorder.cases.items()}
print(json.dumps({"cases": cases, "found": recorder.found}))
"""


@pytest.fixture(scope="module")
def observed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("observed")
    (folder / "tests").mkdir()
    (folder / "tests" / "test_it.py").write_text(OBSERVED, encoding="utf-8")
    command = [sys.executable, "-c", OBSERVE, str(folder), "tests/test_it.py"]
    # `-c` looks for modules where it is run.
    ran = subprocess.run(  # noqa: S603
        command, cwd=ROOT / "scripts", capture_output=True, text=True, check=False, timeout=120
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_a_test_is_told_by_its_rules_its_rows_and_what_it_saw(observed: Any) -> None:
    (case,) = observed["cases"]["tests/test_it.py::test_run"]

    assert case == {
        "name": "",
        "rules": [
            'id = "short"',
            'currency = "EUR"',
            "step = [",
            '  { id = "mail", at = "due + 1d", do = "send", channel = "email" },',
            "]",
        ],
        "rows": ["Debtor D1", "Invoice F-1: amount 100.00 EUR, due_date 2026-03-02"],
        "seen": [
            "2026-03-01 to 2026-03-02: F-1 held, 100.00 EUR: not-due, until 2026-03-03, next mail",
            "2026-03-03: send mail by email for F-1",
            "len(found[2].next_actions) is 1",
            "  + Payment P: date 2026-03-03, amount 100.00 EUR, invoice 'F-1'",
            "2026-03-03: nothing to do",
            "holds: not decide(RULES, account.record(paid), as_of=days[2]).next_actions",
        ],
    }


def test_an_error_is_told_by_its_text(observed: Any) -> None:
    (case,) = observed["cases"]["tests/test_it.py::test_error"]

    asked, *told, last = case["seen"]

    assert asked == "parse_scenario(text='dunnix = 1', name='bad.toml') is refused:"
    assert told[0].startswith("  bad.toml:1:1: ")
    assert last.startswith("refused: ")


def test_of_many_cases_the_first_are_told_and_all_are_counted(observed: Any) -> None:
    name = "tests/test_it.py::test_cases"

    assert [(case["name"], case["seen"]) for case in observed["cases"][name]] == [
        ("1", ["holds: number + 1 > 1, with 2"]),
        ("2", ["holds: number + 1 > 1, with 3"]),
    ]
    assert observed["found"][name] == 3
