"""The tests of several files run, on several processors where there are many."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import attrs

from dunnix.testing.coverage import ScenarioCoverage, scenario_coverage
from dunnix.testing.expectation import ScenarioTestFile
from dunnix.testing.run import ScenarioTestResult, run_scenario_tests

# Fewer are run before other processes have started.
_WORTH_IT: Final = 200
_AT_ONCE: Final = 25


@attrs.frozen(kw_only=True, order=False)
class FileRun:
    """A file of tests, what came of each, and what of its rules they exercised, if asked for."""

    file: ScenarioTestFile
    results: tuple[ScenarioTestResult, ...]
    coverage: tuple[ScenarioCoverage, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether every test passed."""
        return all(each.passed for each in self.results)


def run_files(
    files: Sequence[ScenarioTestFile], *, jobs: int = 1, cover: bool = False
) -> tuple[FileRun, ...]:
    """Run the tests of files, in order; with many of them in as many processes as `jobs` says.

    The decisions of the results are left out: they are as large as all the rest.
    """
    parts = [part for file in files for part in _parts(file)]
    if jobs < 2 or sum(len(file.tests) for file in files) < _WORTH_IT:  # noqa: PLR2004  # one is none more
        return tuple(_joined(files, [_run(part, cover=cover) for part in parts]))
    return tuple(_joined(files, _shared_out(parts, jobs, cover=cover)))


def _shared_out(parts: Sequence[ScenarioTestFile], jobs: int, *, cover: bool) -> list[FileRun]:
    """Run parts in this process and in others; this one takes the last ones while those start."""
    import multiprocessing  # slow to load, and seldom of use
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs - 1, mp_context=context) as pool:
        elsewhere = [pool.submit(_run, part, cover=cover) for part in parts]
        here = [
            _run(part, cover=cover)
            for part, future in zip(reversed(parts), reversed(elsewhere), strict=True)
            if future.cancel()
        ]
        done = [future.result() for future in elsewhere if not future.cancelled()]
    return done + here[::-1]


def _parts(file: ScenarioTestFile) -> Iterator[ScenarioTestFile]:
    for start in range(0, max(len(file.tests), 1), _AT_ONCE):
        yield attrs.evolve(file, tests=file.tests[start : start + _AT_ONCE])


def _run(part: ScenarioTestFile, *, cover: bool) -> FileRun:
    results = run_scenario_tests(part)
    return FileRun(
        file=part,
        results=tuple(attrs.evolve(each, decisions=()) for each in results),
        coverage=scenario_coverage(part, results) if cover else (),
    )


def _joined(files: Iterable[ScenarioTestFile], runs: Iterable[FileRun]) -> Iterator[FileRun]:
    """Put the parts of each file together again."""
    parts = iter(runs)
    for file in files:
        own = [next(parts) for _ in _parts(file)]
        yield FileRun(
            file=file,
            results=tuple(result for part in own for result in part.results),
            coverage=merged_coverage(own),
        )


def merged_coverage(runs: Iterable[FileRun]) -> tuple[ScenarioCoverage, ...]:
    """Give the coverage of several runs, the same rules together, sorted by their references."""
    found: dict[tuple[str, str], ScenarioCoverage] = {}
    for run in runs:
        for each in run.coverage:
            key = each.rules, each.hash
            found[key] = found[key].merge(each) if key in found else each
    return tuple(found[key] for key in sorted(found))
