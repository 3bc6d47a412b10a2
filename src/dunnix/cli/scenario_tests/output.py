"""What came of tests for other programs: JSON, and the notes of a build on GitHub."""

from collections.abc import Iterable, Iterator

from dunnix.cli.github import workflow_command
from dunnix.errors import Place, Problem, Severity
from dunnix.testing.file_run import FileRun
from dunnix.testing.report import result_lines
from dunnix.testing.run import ScenarioTestResult
from dunnix.testing.timeline import Entry

_WIDTH = 100


def test_rows(runs: Iterable[FileRun]) -> list[dict[str, object]]:
    """Give one row a test: where it stands, whether it passed, the timeline, and why not."""
    return [_row(run, result) for run in runs for result in run.results]


def _row(run: FileRun, result: ScenarioTestResult) -> dict[str, object]:
    test = result.test
    return {
        "file": run.file.path,
        "line": test.place and test.place.line,
        "name": test.name,
        "passed": result.passed,
        "from": test.first.isoformat(),
        "until": test.until.isoformat(),
        "timeline": [_entry(each, is_first=each is result.first) for each in result.timeline],
        "why": list(result.why),
    }


def _entry(entry: Entry, *, is_first: bool) -> dict[str, object]:
    return {
        "on": entry.on.isoformat(),
        "what": entry.what,
        "told": entry.told,
        "is": {" ": "expected", "-": "missing", "+": "unexpected"}[entry.sign],
        "first_difference": is_first,
    }


def github_lines(runs: Iterable[FileRun], problems: Iterable[Problem]) -> Iterator[str]:
    """Give a note a failed test, and one a problem, as GitHub shows them beside the file."""
    for problem in problems:
        level = "error" if problem.severity is Severity.ERROR else "warning"
        hint = f"\nhint: {problem.hint}" if problem.hint else ""
        message = f"{problem.message} [{problem.code}]{hint}"
        yield workflow_command(level, message, title="dunnix test", place=problem.place)
    for run in runs:
        for result in run.results:
            if not result.passed:
                lines = "\n".join(line for line, _ in result_lines(result, _WIDTH))
                place = _place(result)
                yield workflow_command("error", lines, title=result.test.name, place=place)


def _place(result: ScenarioTestResult) -> Place | None:
    """Give where to look: at the expectation that differs, else at the test."""
    wanted = None if result.first is None else result.first.wanted
    return result.test.place if wanted is None else wanted.place
