"""`import dunnix` is light: attrs and the standard library, nothing else."""

import subprocess
import sys

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
