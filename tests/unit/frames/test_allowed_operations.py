"""What is right on every library, and nothing else: the rest is wrong in silence on some."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

import dunnix

SOURCES: Final = sorted((Path(dunnix.__file__).parent / "frames").glob("*.py"))
# Absent, broken or of another meaning on one library at least: days are counted in Python.
BANNED: Final = {
    "weekday",
    "join_asof",
    "over",
    "shift",
    "rank",
    "diff",
    "offset_by",
    "total_days",
    "total_minutes",
    "unpivot",
    "pivot",
    "map_batches",
    "replace_strict",
    "Int128",
}
IN_AGG: Final = {"col", "sum", "min", "max", "n_unique", "len", "alias"}


def strange(source: str) -> Iterator[str]:
    """Give what frames are asked that not every library answers rightly."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in BANNED:
            yield f"{node.lineno}: {node.attr}"
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "agg":
            yield from (f"{node.lineno}: {each} in agg" for each in _strange_in_agg(node))


def _strange_in_agg(agg: ast.Call) -> Iterator[str]:
    for argument in (*agg.args, *(each.value for each in agg.keywords)):
        for node in ast.walk(argument):
            if isinstance(node, ast.Call) and _name(node.func) not in IN_AGG:
                yield _name(node.func)
            elif isinstance(node, ast.BinOp | ast.Compare | ast.UnaryOp) or _is_hidden(node):
                yield ast.unparse(node)


def _is_hidden(node: ast.AST) -> bool:
    """Whether what is summed is made elsewhere, where it can't be seen."""
    return isinstance(node, ast.Starred) and isinstance(node.value, ast.Name)


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", "") or ast.unparse(function)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_frames_are_asked_only_what_every_library_answers_alike(path: Path) -> None:
    assert list(strange(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "f.group_by('a').agg(nw.when(c).then(x).sum())",
        "f.group_by('a').agg((nw.col('a') - nw.col('b')).sum())",
        "f.group_by('a').agg(nw.col('a').mean())",
        "f.group_by('a').agg(*sums)",
        "f.with_columns(nw.col('a').sum().over('b'))",
        "f.filter(nw.col('day').dt.weekday() == 7)",
    ],
)
def test_what_some_library_answers_wrong_is_found(source: str) -> None:
    assert list(strange(source)) != []
