"""Of each faulty case the schema marks all it can tell, where the loader tells it.

What it can't tell is listed in docs/how-to/edit-with-completion.md, with the reason. A code that
stands there and is marked, or doesn't and isn't, fails here.
"""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs
import pytest
from refusals import refused_paths

from dunnix.errors import LedgerError, Problem
from dunnix.ledger import load_ledger
from dunnix.scenario import check_strategy_text, check_text
from dunnix.scenario.faults import Fault
from dunnix.scenario.load import positions_of

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "how-to" / "edit-with-completion.md"
# Where one code has two causes, and here it is the other: a rule among keys, a value with the right
# form, a name of a condition, or a text that only one place refuses.
OTHERWISE = {
    "bad-fact:7 bad-fact": "a choice without words: two keys",
    "hours-that-leave-no-time:7 bad-hours": "every list is empty",
    "condition-that-is-python:10 bad-name": "within a condition",
    "hours-that-are-none:8 listed-twice": "a weekday within a range",
    "scenario-twice-in-a-split:6 listed-twice": "one scenario by two names",
    "missing-currency:1 missing-key": "amounts by currency would do",
    "named-amount-without-currency:5 missing-key": "amounts by currency would do",
    "amount-without-currency:5 missing-key": "only where an amount is compared",
    "experiment-without-split:5 missing-key": "two keys",
    "rule-without-scenario:4 missing-key": "two keys",
    "split-without-experiment:5 missing-key": "two keys",
    "names-already-taken:9 unknown-channel": "the shipped one it stands for",
    "waivers-that-are-none:accounts[0].happenings[3].percent bad-percent": "120 has the right form",
    "wrong-kinds-of-cells:accounts[0].tasks[1].time bad-time": "25:00 has the right form",
    "rows-for-accounts:[0] wrong-type": "told of each of its fields",
}


@attrs.frozen
class Told:
    """A problem of a case: its code, where it is, and whether the schema marks that place."""

    case: str
    place: str
    code: str
    is_marked: bool

    def __str__(self) -> str:
        return f"{self.case}:{self.place} {self.code}"


def beyond(files: str) -> set[str]:
    """Give the codes which the page says that the schema can't tell, of rules or of ledgers."""
    _, _, table = PAGE.read_text(encoding="utf-8").partition(f"problems of a {files}")
    return set(re.findall(r"`([a-z0-9-]+)`", table.partition("\n\n")[0]))


def rules_told(kind: str) -> Iterator[Told]:
    """Give each problem of the faulty scenarios, or strategies, that are TOML at all."""
    for case in folders(kind):
        file = case / f"{kind}.toml"
        data = file.read_bytes()
        try:
            text = data.decode()
            content = tomllib.loads(text)
        except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
            continue
        positions = positions_of(text)
        spots = (
            Fault(code="", message="", path=path, at_key=True)
            for path in refused_paths(kind, content)
        )
        marked = {positions.place_of(spot, file.name).line for spot in spots}
        problems = (
            check_text(data, name=file.name)
            if kind == "scenario"
            else check_strategy_text(data, name=file.name, folder=case)
        )
        for problem in problems:
            line = problem.place.line if problem.place else None
            yield Told(case.name, str(line), problem.code, line in marked)


def ledgers_told() -> Iterator[Told]:
    """Give each problem of the faulty ledgers that are JSON, and read without options."""
    for case in folders("ledger"):
        file = case / "ledger.json"
        options = case / "case.json"
        if not file.exists() or (options.exists() and "options" in options.read_text()):
            continue
        try:
            content = json.loads(file.read_text(encoding="utf-8"))
        except json.JSONDecodeError:
            continue
        marked = {written(path) for path in refused_paths("ledger", content)}
        for problem in problems_of(file):
            place = (problem.place.field if problem.place else None) or ""
            around = place.rpartition(".")[0] if problem.code == "missing-field" else place
            yield Told(case.name, place, problem.code, bool(marked & {place, around}))


def folders(kind: str) -> list[Path]:
    return sorted(path for path in (HERE / kind).iterdir() if path.is_dir())


def problems_of(file: Path) -> Iterable[Problem]:
    try:
        return load_ledger(file).problems
    except LedgerError as error:
        return error.problems


def written(path: Iterable[str | int]) -> str:
    """Write a path as the loader of ledgers does: `accounts[0].invoices[2].amount`."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")


RULES = [*rules_told("scenario"), *rules_told("strategy")]
LEDGERS = [*ledgers_told()]


@pytest.mark.parametrize(
    ("files", "told"),
    [("scenario or a strategy", RULES), ("ledger", LEDGERS)],
    ids=["rules", "ledgers"],
)
def test_a_schema_marks_what_it_can_tell_and_nothing_else(files: str, told: list[Told]) -> None:
    cannot = beyond(files)

    surprising = {
        str(each)
        for each in told
        if each.is_marked is (each.code in cannot) and str(each) not in OTHERWISE
    }

    assert surprising == set()


def test_each_exception_is_one() -> None:
    known = {
        **{str(each): each.is_marked is (each.code in beyond("scenario or a")) for each in RULES},
        **{str(each): each.is_marked is (each.code in beyond("ledger")) for each in LEDGERS},
    }

    assert {name for name in OTHERWISE if not known.get(name)} == set()


@pytest.mark.parametrize("kind", ["scenario", "strategy"])
def test_a_schema_marks_no_line_that_the_loader_takes(kind: str) -> None:
    for case in folders(kind):
        file = case / f"{kind}.toml"
        told = {each.place for each in RULES if each.case == case.name}
        try:
            text = file.read_text(encoding="utf-8")
            content = tomllib.loads(text)
        except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
            continue
        positions = positions_of(text)
        for path in refused_paths(kind, content):
            place = positions.place_of(
                Fault(code="", message="", path=path, at_key=True), file.name
            )
            assert str(place.line) in told


def test_the_page_names_only_codes_that_cases_tell() -> None:
    cases = " ".join(
        path.read_text(encoding="utf-8") for path in sorted(HERE.glob("*/*/expected.txt"))
    )

    for files in ("scenario or a strategy", "ledger"):
        assert {code for code in beyond(files) if f"[{code}]" not in cases} == set()


def test_a_schema_marks_no_line_of_a_file_of_tests_that_is_right() -> None:
    marked: set[str] = set()
    for case in folders("test-file"):
        file = case / "tests.toml"
        try:
            text = file.read_text(encoding="utf-8")
            content = tomllib.loads(text)
        except (UnicodeDecodeError, tomllib.TOMLDecodeError):
            continue
        expected = (case / "expected.txt").read_text(encoding="utf-8")
        told = set(re.findall(r"^tests\.toml:(\d+):", expected, re.MULTILINE))
        # A key that is misspelt is missing as well: the loader tells of it once.
        told |= {"8"} if case.name == "unknown-keys" else set()
        # JSON has no days: they are texts to a schema.
        for path in refused_paths("test", json.loads(json.dumps(content, default=str))):
            spot = Fault(code="", message="", path=path, at_key=True)
            place = positions_of(text).place_of(spot, file.name)
            assert str(place.line) in told
            marked.add(case.name)

    assert len(marked) > 5
