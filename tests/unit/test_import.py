"""`import dunnix` is light: attrs and the standard library, nothing else."""

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import dunnix

LISTING = """
import sys
before = set(sys.modules)
import dunnix
for name in sorted({module.partition(".")[0] for module in set(sys.modules) - before}):
    print(name)
"""
EDGES = {"babel", "holidays", "pendulum", "rich"}


def packages_loaded_by_import() -> set[str]:
    command = [sys.executable, "-c", LISTING]
    done = subprocess.run(  # noqa: S603  # the interpreter and our own text
        command, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_importing_dunnix_loads_attrs_and_the_standard_library_only() -> None:
    allowed = {*sys.stdlib_module_names, "attr", "attrs", "dunnix"}

    loaded = packages_loaded_by_import()

    assert loaded - allowed == set()
    assert not loaded & EDGES


def test_what_checkers_see_imported_is_what_there_is() -> None:
    tree = ast.parse(Path(dunnix.__file__).read_text(encoding="utf-8"))

    block = next(node for node in tree.body if isinstance(node, ast.If))

    seen = {
        str(name.asname): str(line.module)
        for line in block.body
        if isinstance(line, ast.ImportFrom)
        for name in line.names
    }
    assert sorted(seen) == dunnix.__all__
    for name, module in seen.items():
        assert getattr(dunnix, name) is getattr(import_module(module), name)
