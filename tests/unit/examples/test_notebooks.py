"""The notebooks run from top to bottom, what they claim holds, and their results draw themselves.

A notebook is a script in percent format: `# %%` begins a cell, and a value that ends one is shown.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("narwhals")
pytest.importorskip("pandas")
pytest.importorskip("pyarrow")

FOLDER = Path(__file__).parents[3] / "examples" / "notebooks"
PICTURES = {"dso_and_ageing.py": 4, "who_pays_late_and_why.py": 2}
CELL = re.compile(r"^# %%.*\n", re.MULTILINE)


def shown_by_cells(path: Path) -> Iterator[object]:
    """Run the cells of a notebook in one namespace, and give the values that end them."""
    namespace: dict[str, Any] = {"__name__": "notebook"}
    for cell in CELL.split(path.read_text(encoding="utf-8")):
        statements = ast.parse(cell).body
        shown = statements.pop() if statements and isinstance(statements[-1], ast.Expr) else None
        exec(compile(ast.Module(statements, []), path, "exec"), namespace)  # noqa: S102  # ours
        if isinstance(shown, ast.Expr):
            yield eval(compile(ast.Expression(shown.value), path, "eval"), namespace)  # noqa: S307


def is_drawn(value: Any) -> bool:
    bundle: dict[str, str] = getattr(value, "_repr_mimebundle_", dict)()
    return bundle.get("image/svg+xml", "").startswith("<svg")


@pytest.mark.parametrize(("name", "pictures"), PICTURES.items())
def test_a_notebook_holds_what_it_claims_and_draws_itself(
    name: str, pictures: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(FOLDER)

    shown = list(shown_by_cells(FOLDER / name))

    assert sum(map(is_drawn, shown)) == pictures


def test_every_notebook_is_run() -> None:
    assert {path.name for path in FOLDER.glob("*.py")} == set(PICTURES)
