"""pytest collects files of scenario tests, and costs nothing where there are none."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from files import load

import dunnix

SOURCE = Path(dunnix.__file__).parents[1]
PROJECT = Path(__file__).resolve().parents[3] / "pyproject.toml"
TESTS = """
[[test]]
name = "nothing before the due date"
until = 2026-02-02
expect = []

[[test]]
name = "a call on the due date"
until = 2026-02-02
expect = [ { on = 2026-02-02, step = "call" } ]
"""
LOADED = """
import sys
import dunnix.testing.pytest_plugin
print(*sorted(name for name in sys.modules if name.partition(".")[0] == "dunnix"))
"""


def ran(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "dunnix.testing.pytest_plugin", "-q"]
    return subprocess.run(  # noqa: S603  # the interpreter and our own words
        [*command, "-p", "no:cacheprovider", *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (SOURCE, folder / "packages")))},
        capture_output=True,
        text=True,
        check=False,
    )


def test_each_test_of_a_file_is_one_of_pytest_and_its_report_is_shown(tmp_path: Path) -> None:
    load(tmp_path, TESTS)

    done = ran(tmp_path)

    assert done.returncode == 1
    assert "1 failed, 1 passed" in done.stdout
    assert "- 2026-02-02  call" in done.stdout
    assert "F-1: `call` is not reached; becomes true on 10 February 2026" in done.stdout
    assert "Traceback" not in done.stdout


@pytest.mark.exhaustive
def test_a_test_is_chosen_by_its_name_and_files_of_other_tools_are_left_alone(
    tmp_path: Path,
) -> None:
    load(tmp_path, TESTS)
    (tmp_path / "others.test.toml").write_text("[suite]\nof = 'another tool'\n", encoding="utf-8")

    done = ran(tmp_path, "-k", "nothing and before")

    assert done.returncode == 0
    assert "1 passed, 1 deselected" in done.stdout


@pytest.mark.exhaustive
def test_an_installed_plugin_may_be_named_once_more(tmp_path: Path) -> None:
    load(tmp_path, TESTS)
    points = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["entry-points"]
    installed = tmp_path / "packages" / "installed-1.dist-info"
    installed.mkdir(parents=True)
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: installed\nVersion: 1\n")
    lines = "".join(f"{name} = {module}\n" for name, module in points["pytest11"].items())
    (installed / "entry_points.txt").write_text(f"[pytest11]\n{lines}")

    done = ran(tmp_path, "-k", "nothing and before")

    assert "1 passed, 1 deselected" in done.stdout
    assert done.stderr == ""


def test_a_file_that_cannot_be_read_is_told_with_its_problems(tmp_path: Path) -> None:
    load(tmp_path, TESTS)
    path = tmp_path / "short.test.toml"
    path.write_text(path.read_text("utf-8").replace("until", "untl", 1), encoding="utf-8")

    done = ran(tmp_path)

    assert "a test has no key `untl` [unknown-key]" in done.stdout
    assert "Traceback" not in done.stdout


def test_the_plugin_loads_nothing_of_dunnix_but_itself() -> None:
    done = subprocess.run(  # noqa: S603  # the interpreter and our own text
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == ["dunnix", "dunnix.testing", "dunnix.testing.pytest_plugin"]
