"""The examples of the documentation are run, whatever stands after the fence."""

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
IN_ORDER = "docs/reference/conditions/facts.md"
FENCES = "README.md"
LEFT_OUT = "docs/left-out.md"
OTHERS = "docs/other-languages.md"
COMMANDS = "docs/commands.md"
SHELF = "src/dunnix/scenario/library/shelf.py"
PAGES = {
    IN_ORDER: (
        '```toml title="first.toml"\nid = "first"\n```\n\n'
        "```python\nfrom pathlib import Path\nseen = Path('first.toml').read_text()\n```\n\n"
        "```python\nassert seen == 'id = \"first\"\\n'\n```\n"
    ),
    FENCES: "\n".join(
        f"{fence}\nassert False\n```\n"
        for fence in ("```python", "``` python", '```python title="a.py"', '```python hl_lines="1"')
    )
    + "\n```python\n>>> 1 + 1\n3\n```\n",
    LEFT_OUT: (
        '<!-- skip: start missing("json", "no_such_library") -->\n```python\nassert False\n```\n'
        "<!-- skip: end -->\n```python\nassert True\n```\n"
        '<!-- skip: start missing("json") -->\n```python\nassert False\n```\n<!-- skip: end -->\n'
    ),
    OTHERS: "```sh\npip install nothing\n```\n\n```text\n>>> no\n```\n\n```\nassert False\n```\n",
    COMMANDS: "```console\n$ ls\nREADME.md\n```\n",
    SHELF: '"""Add.\n\n>>> 1 + 1\n3\n"""\n',
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    shutil.copy(ROOT / "conftest.py", folder)
    for name, text in PAGES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def outcomes(folder: Path) -> dict[str, Counter[str]]:
    """Run all pages at once; give by page how many examples passed, failed and were skipped."""
    command = [sys.executable, "-m", "pytest", "-v", "--tb=no", "-p", "no:cacheprovider", *PAGES]
    done = subprocess.run(  # noqa: S603  # the interpreter and our own pages
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    found: dict[str, Counter[str]] = {name: Counter() for name in PAGES}
    for line in done.stdout.splitlines():
        name, separator, rest = line.partition("::")
        if separator and name in found:
            found[name][rest.split()[1]] += 1
    return found


def test_python_blocks_run_in_order_and_find_titled_blocks_as_files(
    folder: Path, outcomes: dict[str, Counter[str]]
) -> None:
    assert outcomes[IN_ORDER] == {"PASSED": 3}
    assert not (folder / "first.toml").exists()


def test_a_python_block_that_fails_fails_the_page_whatever_its_fence(
    outcomes: dict[str, Counter[str]],
) -> None:
    # The titled one was written as a file.
    assert outcomes[FENCES] == {"FAILED": 5, "PASSED": 1}


def test_examples_are_left_out_only_where_a_library_they_need_is_missing(
    outcomes: dict[str, Counter[str]],
) -> None:
    # The four comments pass.
    assert outcomes[LEFT_OUT] == {"FAILED": 1, "PASSED": 5, "SKIPPED": 1}


def test_docstrings_of_the_source_are_run_however_deep_they_lie(
    outcomes: dict[str, Counter[str]],
) -> None:
    assert outcomes[SHELF] == {"FAILED": 1}


def test_blocks_of_other_languages_are_left_alone(outcomes: dict[str, Counter[str]]) -> None:
    assert outcomes[OTHERS] == {}


def test_a_console_block_may_only_hold_our_own_commands(
    outcomes: dict[str, Counter[str]],
) -> None:
    assert outcomes[COMMANDS] == {"FAILED": 1}
