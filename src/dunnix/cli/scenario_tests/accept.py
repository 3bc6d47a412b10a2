"""Files of tests rewritten with what happens as what is expected."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from dunnix.cli.whole_file import write_whole
from dunnix.scenario.syntax import decode
from dunnix.testing.accept import accepted
from dunnix.testing.file_run import FileRun, run_files
from dunnix.testing.load import load_scenario_tests

_MARK: Final = "\ufeff"


def accept(runs: Iterable[FileRun], *, changed: bool) -> tuple[FileRun, ...]:
    """Write into each file what its tests don't expect yet, and run what was written."""
    return tuple(_accepted(run, changed=changed) for run in runs)


def _accepted(run: FileRun, *, changed: bool) -> FileRun:
    path = Path(run.file.path)
    data = path.read_bytes()
    text = decode(data, run.file.path)
    written = accepted(text, run.file.path, run.results, changed=changed)
    if written == text:
        return run
    write_whole(path, _as_before(written, data.decode()))
    (again,) = run_files([load_scenario_tests(path)], cover=bool(run.coverage))
    return again


def _as_before(text: str, before: str) -> str:
    """Give a text the line ends and the mark at its start that it had."""
    mark = _MARK if before.startswith(_MARK) else ""
    ends = "\r\n" if "\r\n" in before else "\n"
    return mark + text.replace("\n", ends)
