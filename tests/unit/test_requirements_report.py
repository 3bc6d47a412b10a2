"""The page of requirements counts a mark only where a test carries it plainly."""

import runpy
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
    assert {str(each) for each in marks} == {"day one counts (`tests/test_it.py`)"}


def test_a_mark_that_is_no_decorator_of_a_test_is_refused(tmp_path: Path) -> None:
    root = tree_with(tmp_path, 'pytestmark = pytest.mark.requirement("M1")')

    with pytest.raises(MarkError, match="not a plain decorator"):
        REPORT["read_marks"](root)


def test_a_row_nobody_knows_is_refused(tmp_path: Path) -> None:
    mark = '@pytest.mark.requirement("M166")\ndef test_nothing():\n    pass'
    marks = REPORT["read_marks"](tree_with(tmp_path, mark))

    with pytest.raises(MarkError, match="there is no row `M166`"):
        REPORT["tests_by_row"](REPORT["read_sections"](), marks)
