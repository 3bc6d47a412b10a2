"""A scenario or a strategy inspected as a whole: what is found, what is proved, what is not."""

from collections.abc import Iterator
from typing import TypeAlias

from dunnix.calendars import Calendar
from dunnix.engine.compiled import compile_scenario
from dunnix.inspection import kinds
from dunnix.inspection.allowed import with_allowed
from dunnix.inspection.cadence import cadence_of
from dunnix.inspection.endings import (
    amicable_without_end,
    nothing_happens,
    pause_without_end,
    without_notice,
)
from dunnix.inspection.exact import Exact, Verdict, judged, proved_of
from dunnix.inspection.family import Family
from dunnix.inspection.goals import Goals
from dunnix.inspection.ignorance import unknown_is_harsher, unused_facts
from dunnix.inspection.reach import Reach
from dunnix.inspection.report import Proved, ScenarioFinding, ScenarioReport, Unproved
from dunnix.inspection.search import Play, Search
from dunnix.inspection.strategies import findings_of_strategy
from dunnix.inspection.threats import threats_of
from dunnix.scenario import Scenario, Strategy

_Result: TypeAlias = ScenarioFinding | Proved | Unproved


def check_scenario(
    scenario: Scenario | Strategy, *, calendar: Calendar | None = None
) -> ScenarioReport:
    """Search a scenario or a strategy for what is wrong with it although every key is right.

    Conditions are asked of every cell their constants cut, by the tests the engine itself runs.
    Steps, reactions and endings are looked for among accounts made up for them and played day by
    day by `decide`; each finding keeps the account that shows it, as its `witness`. What is neither
    found nor proved is listed in `not_proved`: no account was found, which doesn't say that there
    is none. The search is bounded by the days played, not by time, so that it says the same
    everywhere. `calendar` serves in place of the shipped one the scenario names.

    A proof speaks of accounts for which what is proposed is done, nothing else is sent by hand, and
    no due date is corrected afterwards. Raises `TypeError` for what is neither a scenario nor a
    strategy.

    >>> from dunnix.scenario import load_scenario
    >>> report = check_scenario(load_scenario("gentle"))
    >>> report.findings
    ()
    """
    _check_call(scenario)
    if isinstance(scenario, Strategy):
        found = list(findings_of_strategy(scenario, calendar))
    else:
        found = with_allowed(list(_results(scenario, calendar)), scenario)
    findings = [each for each in found if isinstance(each, ScenarioFinding)]
    return ScenarioReport(
        scenario=scenario.ref,
        findings=tuple(sorted(findings, key=lambda each: each.order)),
        not_proved=tuple(each for each in found if isinstance(each, Unproved)),
        proved=tuple(each for each in found if isinstance(each, Proved)),
    )


def _check_call(scenario: object) -> None:
    if not isinstance(scenario, Scenario | Strategy):
        kind = type(scenario).__name__
        raise TypeError(f"`scenario` must be a Scenario or a Strategy, not a {kind}")


def _results(scenario: Scenario, calendar: Calendar | None) -> Iterator[_Result]:
    compiled = compile_scenario(scenario, calendar)
    currency = scenario.currencies[0]
    family = Family.of(compiled, currency)
    search = Search(compiled=compiled, family=family, calendar=calendar)
    goals = Goals(compiled=compiled, currency=currency)
    usual = search.play(family.account({}))
    exact = Exact(compiled)
    reach = Reach(search=search, exact=exact, goals=goals)
    reach.look()
    yield from _of_conditions(exact, reach, usual)
    yield from reach.told()
    yield from nothing_happens(search, goals)
    yield from pause_without_end(search)
    yield from without_notice(search)
    yield from threats_of(reach)
    yield from unused_facts(search)
    yield from unknown_is_harsher(search, goals)
    yield from amicable_without_end(search)
    yield from cadence_of(search, goals)


def _of_conditions(exact: Exact, reach: Reach, usual: Play | None) -> Iterator[_Result]:
    for verdict in exact.verdicts:
        for kind, message in judged(verdict):
            play = _shows(verdict, kind, reach) or usual
            witness = None if play is None else play.witness()
            yield ScenarioFinding.of(kind, verdict.asked.path, message, witness)
        yield from proved_of(verdict)


def _shows(verdict: Verdict, kind: kinds.Kind, reach: Reach) -> Play | None:
    """Give an account that passes a step by, or comes to it whatever its facts."""
    rung = verdict.asked.rung
    if rung is None or rung.index not in {each.index for each in reach.rungs}:
        return None
    return reach.by.get(rung.index) if kind is kinds.ALWAYS_TRUE else reach.passing(rung)
