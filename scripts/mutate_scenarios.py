"""Change each shipped scenario in every single way, and see whether its tests notice.

`scripts/mutate_scenarios.py [SCENARIO...]` prints by scenario how many changes were caught, and
those that weren't. What can't be caught is listed with its reason in
`scripts/surviving_mutants.toml`. It fails where one survives that isn't listed, where one is
listed that doesn't survive or whose scenario is gone, and where of a scenario fewer than 95 % are
caught.
"""

import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final

import attrs
from mutants import Mutant, mutants

import dunnix.scenario
from dunnix.testing.expectation import ScenarioTest
from dunnix.testing.load import load_scenario_tests
from dunnix.testing.run import run_scenario_test

LIBRARY: Final = Path(dunnix.scenario.__file__).parent / "library"
SURVIVORS: Final = Path(__file__).with_name("surviving_mutants.toml")
LEAST_PERCENT: Final = 95
JOBS: Final = 2


@attrs.frozen
class Hunt:
    """What came of the changes of one scenario: how many there are, and which survived."""

    scenario: str
    total: int
    survived: tuple[str, ...]

    @property
    def caught_enough(self) -> bool:
        return 100 * (self.total - len(self.survived)) >= LEAST_PERCENT * self.total


def hunt(name: str) -> Hunt:
    """Run the tests of a scenario against each change of it, up to the first that fails."""
    text = (LIBRARY / f"{name}.toml").read_text(encoding="utf-8")
    tests = load_scenario_tests(LIBRARY / "tests" / f"{name}.test.toml").tests
    found = list(mutants(text, name))
    survived = tuple(mutant.name for mutant in found if not _is_caught(mutant, tests))
    return Hunt(name, len(found), survived)


def _is_caught(mutant: Mutant, tests: Sequence[ScenarioTest]) -> bool:
    speaking = sorted(tests, key=lambda test: not _speaks_of(test, mutant.owner))
    return any(
        not run_scenario_test(attrs.evolve(test, rules=mutant.scenario)).passed for test in speaking
    )


def _speaks_of(test: ScenarioTest, owner: str) -> bool:
    return any(owner in {each.what, f"{each.what}-summary"} for each in test.expect or ())


def listed() -> dict[str, dict[str, str]]:
    """Give by scenario the changes known to survive, each with its reason."""
    given = tomllib.loads(SURVIVORS.read_text(encoding="utf-8"))
    faults = [fault for name, survivors in given.items() for fault in _faults(name, survivors)]
    if faults:
        sys.exit("\n".join(faults))
    return {
        name: {each["change"]: each["why"] for each in survivors}
        for name, survivors in given.items()
    }


def _faults(name: str, survivors: Sequence[Mapping[str, str]]) -> Iterator[str]:
    if name not in shipped():
        yield f"{name}: is no shipped scenario, and is listed"
    seen = set[str]()
    for each in survivors:
        if each["change"] in seen:
            yield f"{name}: `{each['change']}` is listed twice"
        if not each["why"]:
            yield f"{name}: `{each['change']}` is listed without a reason"
        seen.add(each["change"])


def shipped() -> list[str]:
    """Give the scenarios of the library, older versions included."""
    return sorted(each.stem for each in LIBRARY.glob("*.toml"))


def told(found: Hunt, known: dict[str, str]) -> bool:
    """Print what came of a scenario; whether it is as it must be."""
    caught = found.total - len(found.survived)
    print(f"{found.scenario}: {caught} of {found.total} caught, {100 * caught / found.total:.1f} %")
    new = [each for each in found.survived if each not in known]
    vain = [each for each in known if each not in found.survived]
    for each in new:
        print(f"  survives, and isn't listed: {each}")
    for each in vain:
        print(f"  is listed, and was caught or is gone: {each}")
    if not found.caught_enough:
        print(f"  fewer than {LEAST_PERCENT} % were caught")
    return not new and not vain and found.caught_enough


def main(arguments: Sequence[str]) -> int:
    names = arguments or shipped()
    known, fine = listed(), True
    with ProcessPoolExecutor(JOBS) as pool:
        for found in pool.map(hunt, names):
            fine &= told(found, known.get(found.scenario, {}))
            sys.stdout.flush()
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
