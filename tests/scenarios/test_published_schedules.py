"""The schedules that others have published: each can be written, and a silent debtor meets it.

What is expected, the days and the channels, stands beside each scenario. Where the collection of
published schedules is at hand, it is compared with that as well.
"""

import itertools
import json
from pathlib import Path
from typing import Any, Final

import pytest
from played import DUE, Taken, on, owed, play, way

from dunnix.calendars import OnClosedDay, load_calendar
from dunnix.model import AnyRow, Dispute, PromiseToPay, Reply
from dunnix.money import Money
from dunnix.scenario import Scenario, check_scenario, load_scenario

FOLDER: Final = Path(__file__).parent / "published"
NAMES: Final = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))
COLLECTED: Final = Path(__file__).parents[3] / "shared" / "facts" / "published_scenarios.json"
OUTSIDE: Final = "mydso-specific"
WEEKENDS: Final = load_calendar("weekends")
# What follows an announced step, and calls that are compared on their own.
BEYOND: Final = {"seed001-atradius": ("agency", "next-call")}
WORDS: Final = {
    "internal_task": "task",
    "letter_ack": "registered-letter",
    "litigation": "court",
    "agency": "hand-over",
}


def scenario_of(name: str) -> Scenario:
    return load_scenario(FOLDER / f"{name}.toml")


def met(name: str) -> list[Taken]:
    """Give what a silent debtor meets, up to the hand-over or for four months."""
    scenario = scenario_of(name)
    terms = 0 if name == "tcm-be-b2b" else 30  # an agency counts from the day it got the case
    account = owed(scenario, terms=terms)
    calls = "vague" if name == "legifiscal" else "no-answer"  # only a talk is summed up
    taken, _, _ = play(scenario, account, range(-31, 121), calls=calls)
    return [each for each in taken if each.action.step is not None]


def latest_of(scenario: Scenario, taken: Taken) -> int | None:
    """Give the last day on which a step is in time, counted from what it is counted from."""
    step = next((each for each in scenario.steps if each.id == taken.action.step), None)
    if step is None or step.latest is None:
        return None
    return step.latest.day(DUE.toordinal(), WEEKENDS, OnClosedDay.KEEP) - DUE.toordinal()


def written(scenario: Scenario, taken: Taken) -> str:
    latest = latest_of(scenario, taken)
    in_time = "" if latest is None else f" (at the latest {latest:+d})"
    ways = " and ".join(way(scenario, taken.action))
    return f"{taken.day:+4d}  {ways}: {taken.action.step}{in_time}\n"


@pytest.mark.requirement("M27")
@pytest.mark.requirement("M28")
@pytest.mark.requirement("M32")
@pytest.mark.parametrize("name", NAMES)
def test_a_silent_debtor_meets_what_was_published_on_its_days(name: str) -> None:
    told = "".join(written(scenario_of(name), each) for each in met(name))

    assert told == (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_published_schedule_is_written_without_a_fault(name: str) -> None:
    problems = check_scenario(FOLDER / f"{name}.toml")

    assert [each for each in problems if each.allowed is None] == []


@pytest.mark.requirement("M35")
@pytest.mark.parametrize(
    ("row", "asked"),
    [
        (Dispute(id="X1", opened_on=on(5), reason="price", invoice="F-1"), (7, "simple-dispute")),
        (
            Dispute(id="X1", opened_on=on(5), reason="administrative", invoice="F-1"),
            (7, "administrative-dispute"),
        ),
        (Dispute(id="X1", opened_on=on(5), reason="technical"), (12, "technical-dispute")),
        (Reply(id="R1", date=on(5), reason="difficulty"), (12, "any-other-word")),
        (
            PromiseToPay(id="P1", made_on=on(1), due_by=on(4), amount=Money("1.00", "EUR")),
            (5, "promise-due"),
        ),
    ],
)
def test_outside_the_ladder_whoever_can_act_is_asked_so_long_after_a_status(
    row: AnyRow, asked: tuple[int, str]
) -> None:
    scenario = scenario_of(OUTSIDE)

    taken, _, _ = play(scenario, owed(scenario).record(row), range(50))

    assert [(each.day, each.action.step) for each in taken] == [asked]


def published() -> list[dict[str, Any]]:
    if not COLLECTED.exists():
        pytest.skip("the collection of published schedules isn't here")
    collected: list[dict[str, Any]] = json.loads(COLLECTED.read_text("utf-8"))["scenarios"]
    return collected


def channels_of(step: dict[str, Any]) -> tuple[str, ...]:
    channel = step["channel"]
    named: list[str] = channel if isinstance(channel, list) else [channel]
    return tuple(WORDS.get(each, each) for each in named)


def first_day(step: dict[str, Any]) -> int | None:
    offset = step.get("offset_days")
    if isinstance(offset, str):
        return None
    return offset[0] if isinstance(offset, list) else offset


def fits(scenario: Scenario, step: dict[str, Any], taken: Taken) -> bool:
    """Tell whether what was met is what was published: its channels, and its day as far as told."""
    offset = step.get("offset_days")
    wanted, ways = channels_of(step), way(scenario, taken.action)
    if wanted not in (ways, ("any",)):
        return False
    match offset:
        case None:
            return True
        case str():
            return taken.day < 0 if offset == "<0" else taken.day > int(offset[1:])
        case [first, last]:
            return (taken.day, latest_of(scenario, taken)) == (first, last)
        case _:
            return bool(taken.day == offset)


def test_every_published_schedule_is_among_the_cases() -> None:
    assert sorted(each["id"].replace("_", "-") for each in published()) == list(NAMES)


@pytest.mark.parametrize("name", [name for name in NAMES if name != OUTSIDE])
def test_what_is_met_is_what_was_collected(name: str) -> None:
    (told,) = [each for each in published() if each["id"].replace("_", "-") == name]
    scenario = scenario_of(name)
    left = [each for each in met(name) if each.action.step not in BEYOND.get(name, ())]
    steps = [step for step in told["steps"] if "repeat_every_days" not in step]
    if told["anchor"] == "statement date":
        left = [Taken(day=each.day + 30, action=each.action) for each in left]

    steps.sort(key=lambda step: (first_day(step) is None, first_day(step) or 0))
    for step in steps:
        found = next((each for each in left if fits(scenario, step, each)), None)
        assert found is not None, step
        left.remove(found)

    assert left == []


def test_calls_that_are_repeated_come_as_often_as_collected() -> None:
    (told,) = [each for each in published() if each["id"] == "seed001_atradius"]
    (repeated,) = [step for step in told["steps"] if "repeat_every_days" in step]
    (step,) = [each for each in scenario_of("seed001-atradius").steps if each.repeat is not None]
    days = [each.day for each in met("seed001-atradius") if each.action.step == "next-call"]

    assert step.repeat is not None
    assert [str(step.repeat.every), str(step.repeat.latest)] == [
        f"{days}d" for days in repeated["repeat_every_days"]
    ]
    assert {b - a for a, b in itertools.pairwise(days)} == {5}
    assert max(days) <= repeated["until_days_late"]
