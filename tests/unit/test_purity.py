"""Below the command line nothing reads a clock, the environment, chance or the locale."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import dunnix.errors

PACKAGE = Path(dunnix.errors.__file__).resolve().parents[1]
# A module no line of which is pure, and a name in a module that otherwise is.
MODULES = {"locale", "random", "secrets", "uuid"}
NAMES = {
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "os.environ",
    "os.environb",
    "os.getenv",
    "os.urandom",
    "pendulum.now",
    "pendulum.today",
    "pendulum.tomorrow",
    "pendulum.yesterday",
    "time.localtime",
    "time.monotonic",
    "time.perf_counter",
    "time.strftime",
    "time.time",
    "time.time_ns",
}
CLOCK_METHODS = {"now", "today", "utcnow"}


def hidden_inputs(source: str) -> list[str]:
    """List what a module takes from the machine, as `name (line)`."""
    tree = ast.parse(source)
    known = dict(_imported(tree))
    found = [
        (node.lineno, known[alias])
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in _aliases(node)
        if _is_hidden(known[alias])
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and _is_hidden(_full_name(node, known)):
            found.append((node.lineno, _full_name(node, known)))
        # `anything.today()` asks a clock; an attribute of that name is only a value.
        asked = node.func if isinstance(node, ast.Call) else None
        if isinstance(asked, ast.Attribute) and asked.attr in CLOCK_METHODS:
            found.append((asked.lineno, _full_name(asked, known)))
    return [f"{name} ({line})" for line, name in sorted(set(found))]


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for each in node.names:
                full = each.name if each.asname else each.name.partition(".")[0]
                yield each.asname or full, full
        elif isinstance(node, ast.ImportFrom):
            for each in node.names:
                yield each.asname or each.name, f"{node.module}.{each.name}"


def _aliases(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    for each in node.names:
        whole = isinstance(node, ast.ImportFrom) or each.asname
        yield each.asname or (each.name if whole else each.name.partition(".")[0])


def _full_name(node: ast.Attribute, known: dict[str, str]) -> str:
    first, dot, rest = ast.unparse(node).partition(".")
    # A name that no import binds is a variable, whatever it is called.
    return known.get(first, "<variable>") + dot + rest


def _is_hidden(name: str) -> bool:
    return name in NAMES or name.partition(".")[0] in MODULES


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import datetime as dt\nday = dt.date.today()", ["datetime.date.today (2)"]),
        ("from datetime import date\nday = date.today", ["datetime.date.today (2)"]),
        ("from time import time as clock\nclock()", ["time.time (1)"]),
        ("from os import environ", ["os.environ (1)"]),
        ("import os\nhome = os.environ['HOME']", ["os.environ (2)"]),
        ("import random", ["random (1)"]),
        ("from random import choice", ["random.choice (1)"]),
        ("import locale as here", ["locale (1)"]),
        ("def late(day):\n    return day < day.today()", ["<variable>.today (2)"]),
        ("import datetime as dt\nday = dt.date(2026, 2, 5)", []),
        ("import os.path\nname = os.path.basename('a/b')", []),
        ("locale = 'fr'\ntext = locale.upper()", []),
    ],
)
def test_what_a_module_takes_from_the_machine_is_found(source: str, found: list[str]) -> None:
    assert hidden_inputs(source) == found


@pytest.mark.parametrize(
    "module",
    [
        pytest.param(path, id=path.relative_to(PACKAGE).as_posix())
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.relative_to(PACKAGE).parts[0] != "cli"
    ],
)
def test_no_module_below_the_command_line_has_a_hidden_input(module: Path) -> None:
    assert hidden_inputs(module.read_text(encoding="utf-8")) == []
