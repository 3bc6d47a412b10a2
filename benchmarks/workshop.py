"""How long `check` takes on the largest scenario that ships, and `test` on 1,000 tests of a user.

Run it on an idle machine: `PYTHONPATH=src python benchmarks/workshop.py`. The tests are those that
ship, as often as makes 1,000, on as many processes as `dunnix test` takes.
"""

import os
import sys
import time
from importlib import resources
from itertools import cycle, islice

import attrs

from dunnix.inspection import check_scenario
from dunnix.scenario import load_scenario, scenario_names
from dunnix.testing.file_run import run_files
from dunnix.testing.load import load_scenario_tests

GOAL_IN_SECONDS = 10.0
TESTS = 1_000


def main() -> int:
    largest = max(map(load_scenario, scenario_names()), key=lambda each: len(each.canonical()))
    began = time.perf_counter()
    report = check_scenario(largest)
    checked = time.perf_counter() - began
    print(f"check {largest.ref}: {checked:.1f} s, {len(report.proved)} proved")

    folder = resources.files("dunnix.scenario").joinpath("library", "tests")
    with resources.as_file(folder.joinpath("fr-b2b.test.toml")) as path:
        file = load_scenario_tests(path)
    many = attrs.evolve(file, tests=tuple(islice(cycle(file.tests), TESTS)))
    began = time.perf_counter()
    (run,) = run_files([many], jobs=len(os.sched_getaffinity(0)))
    tested = time.perf_counter() - began
    print(f"test: {len(run.results)} tests, {tested:.1f} s")
    return int(max(checked, tested) > GOAL_IN_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
