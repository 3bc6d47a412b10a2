"""The examples of the documentation are run, whatever stands after the fence."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run_page(folder: Path, text: str, *, name: str = "README.md") -> str:
    shutil.copy(ROOT / "conftest.py", folder)
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", name]
    done = subprocess.run(  # noqa: S603  # the interpreter and our own page
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    return done.stdout.strip().splitlines()[-1]


def test_python_blocks_run_in_order_and_find_titled_blocks_as_files(tmp_path: Path) -> None:
    page = (
        '```toml title="first.toml"\nid = "first"\n```\n\n'
        "```python\nfrom pathlib import Path\nseen = Path('first.toml').read_text()\n```\n\n"
        "```python\nassert seen == 'id = \"first\"\\n'\n```\n"
    )

    last_line = run_page(tmp_path, page, name="docs/reference/conditions/facts.md")

    assert last_line.startswith("3 passed")
    assert not (tmp_path / "first.toml").exists()


def test_a_python_block_that_fails_fails_the_page_whatever_its_fence(tmp_path: Path) -> None:
    fences = ["```python", "``` python", '```python title="a.py"', '```python hl_lines="1"']
    page = "\n".join(f"{fence}\nassert False\n```\n" for fence in fences)
    page += "\n```python\n>>> 1 + 1\n3\n```\n"

    last_line = run_page(tmp_path, page)

    assert last_line.startswith("5 failed, 1 passed")  # the titled one was written as a file


def test_examples_are_left_out_only_where_a_library_they_need_is_missing(tmp_path: Path) -> None:
    page = (
        '<!-- skip: start missing("json", "no_such_library") -->\n```python\nassert False\n```\n'
        "<!-- skip: end -->\n```python\nassert True\n```\n"
        '<!-- skip: start missing("json") -->\n```python\nassert False\n```\n<!-- skip: end -->\n'
    )

    last_line = run_page(tmp_path, page)

    assert last_line.startswith("1 failed, 5 passed, 1 skipped")  # the four comments pass


def test_docstrings_of_the_source_are_run_however_deep_they_lie(tmp_path: Path) -> None:
    module = '"""Add.\n\n>>> 1 + 1\n3\n"""\n'

    last_line = run_page(tmp_path, module, name="src/dunnix/scenario/library/shelf.py")

    assert last_line.startswith("1 failed")


def test_blocks_of_other_languages_are_left_alone(tmp_path: Path) -> None:
    page = "```sh\npip install nothing\n```\n\n```text\n>>> no\n```\n\n```\nassert False\n```\n"

    last_line = run_page(tmp_path, page)

    assert last_line.startswith("no tests ran")


def test_a_console_block_may_only_hold_our_own_commands(tmp_path: Path) -> None:
    page = "```console\n$ ls\nREADME.md\n```\n"

    last_line = run_page(tmp_path, page)

    assert last_line.startswith("1 failed")
