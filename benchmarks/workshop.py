"""How long `check` takes on the largest scenario that ships, and `test` on 1,000 tests of a user.

Run it on an idle machine: `PYTHONPATH=src python benchmarks/workshop.py`. The tests are those that
ship, of all scenarios and then of the one whose tests take longest, as often as makes 1,000, on as
many processes as `dunnix test` takes.
"""

import os
import sys
import time
from collections.abc import Sequence
from importlib import resources
from itertools import cycle, islice

import attrs

from dunnix.inspection import check_scenario
from dunnix.scenario import load_scenario, scenario_names
from dunnix.testing.expectation import ScenarioTestFile
from dunnix.testing.file_run import run_files
from dunnix.testing.load import load_scenario_tests

GOAL_IN_SECONDS = 10.0
TESTS = 1_000
LONGEST = "fr-b2b.test.toml"


def main() -> int:
    largest = max(map(load_scenario, scenario_names()), key=lambda each: len(each.canonical()))
    began = time.perf_counter()
    report = check_scenario(largest)
    checked = time.perf_counter() - began
    print(f"check {largest.ref}: {checked:.1f} s, {len(report.proved)} proved")

    with resources.as_file(
        resources.files("dunnix.scenario").joinpath("library", "tests")
    ) as folder:
        files = [load_scenario_tests(path) for path in sorted(folder.iterdir())]
        longest = load_scenario_tests(folder / LONGEST)
    tested = timed("of all scenarios", files)
    timed(f"of {LONGEST}", [longest])
    return int(max(checked, tested) > GOAL_IN_SECONDS)


def timed(name: str, files: Sequence[ScenarioTestFile]) -> float:
    """Run tests of files until they are as many as wanted; give the seconds it took."""
    shares = divmod(TESTS, len(files))
    many = [
        attrs.evolve(file, tests=tuple(islice(cycle(file.tests), shares[0] + (n < shares[1]))))
        for n, file in enumerate(files)
    ]
    began = time.perf_counter()
    runs = run_files(many, jobs=len(os.sched_getaffinity(0)))
    took = time.perf_counter() - began
    print(f"test: {sum(len(run.results) for run in runs)} tests {name}, {took:.1f} s")
    return took


if __name__ == "__main__":
    sys.exit(main())
