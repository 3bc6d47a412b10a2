"""The page on how dunnix is built names the modules there are, and no other."""

import re
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = (ROOT / "docs/explanation/architecture.md").read_text(encoding="utf-8")
TABLES: Final = {
    package: set(re.findall(r"^\|([^|]*)\|", rows, re.MULTILINE))
    for package, rows in re.findall(
        r"^\| module of `(\w+)` \|.*\n\|.*\n((?:\|.*\n)+)", PAGE, re.MULTILINE
    )
}
NAME: Final = re.compile(r"`([\w*]+)`")


def modules(package: str) -> set[str]:
    """Give the modules of a package, and the packages in it; folders of data aside."""
    folder = ROOT / "src/dunnix" / package
    files = {path.stem for path in folder.glob("*.py")}
    inside = {path.parent.name for path in folder.glob("*/__init__.py")}
    return (files | inside) - {"__init__"}


def test_packages_have_tables() -> None:
    assert {"engine", "metrics", "law", "testing"} <= TABLES.keys()


@pytest.mark.parametrize("package", sorted(TABLES))
def test_each_module_named_is_there(package: str) -> None:
    named = {name for cell in TABLES[package] for name in NAME.findall(cell)}

    assert {
        name for name in named if not any(fnmatch(each, name) for each in modules(package))
    } == set()


@pytest.mark.parametrize("package", sorted(TABLES))
def test_each_module_there_is_named(package: str) -> None:
    named = {name for cell in TABLES[package] for name in NAME.findall(cell)}
    named |= set(NAME.findall(PAGE.partition("Beside them stand")[2].partition(".")[0]))

    assert {
        each for each in modules(package) if not any(fnmatch(each, name) for name in named)
    } == set()
