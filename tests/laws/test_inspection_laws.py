"""What an inspection says of a scenario holds, whatever the scenario and whatever life brings."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any, Final

from chance import STEPS, Chance
from drawn_scenarios import drawn_scenario
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import drawn_account, ladder, scenarios

from dunnix import Account, Scenario, check_scenario, decide
from dunnix.engine.compiled import compile_scenario
from dunnix.inspection import ScenarioReport
from dunnix.inspection.exact import Exact
from dunnix.scenario import Do, EscalationStep, warnings_of

# An example searches a whole scenario: a tenth as many as of decisions.
FEW: Final = settings(max_examples=max(settings().max_examples // 10, 5))
SURE: Final = {"unreachable-step", "shadowed-step", "unreachable-reaction"}
OPEN: Final = {"step-not-reached", "reaction-not-reached"}
OF_THE_LOADER: Final = {"nothing-goes-there", "reaction-shadowed"}
FIRST: Final = dt.date(2026, 1, 5)
DAYS: Final = 150


def codes_of(report: ScenarioReport, path: tuple[str | int, ...]) -> set[str]:
    """Give the codes told of a step or reaction as a whole, found or left open."""
    found = {each.code for each in report.findings if each.path == path}
    return found | {each.code for each in report.not_proved if each.path == path}


def paths_of(scenario: Scenario) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Give the path and the id of each step and reaction the loader doesn't warn of."""
    warned = {each.path[:2] for each in warnings_of(scenario) if each.code in OF_THE_LOADER}
    for name, several in (("step", scenario.steps), ("reaction", scenario.reactions)):
        for place, each in enumerate(several):
            if (name, place) not in warned:
                yield (name, place), str(each.id)


@FEW
@given(scenarios())
def test_a_step_not_reported_unreachable_has_an_account_that_reaches_it(scenario: Scenario) -> None:
    report = check_scenario(scenario)

    for path, name in paths_of(scenario):
        if codes_of(report, path) & (SURE | OPEN):
            continue
        (proved,) = [each for each in report.proved if each.path == path and each.witness]
        assert proved.witness is not None
        played = proved.witness.replay(scenario)
        day, action = next(
            (day, action)
            for day, action in played.actions
            if name in {action.step, *(line.step for line in action.receivables)}
        )
        assert name in {str(action.step), *(str(line.step) for line in action.receivables)}
        assert day >= proved.witness.as_of


@FEW
@given(scenarios())
def test_each_finding_has_a_witness_that_shows_it_again(scenario: Scenario) -> None:
    report = check_scenario(scenario)

    for each in report.findings:
        if each.code != "allowed-in-vain":
            assert each.witness is not None, each
            assert each.witness.holds(scenario), each


@FEW
@given(st.randoms(use_true_random=False))
def test_what_is_proved_unreachable_is_never_taken_in_any_life(dice: Any) -> None:
    chance = Chance(dice)
    scenario = drawn_scenario(chance, steps=crowded(chance))
    report = check_scenario(scenario)
    never = {
        name for path, name in paths_of(scenario) if not SURE.isdisjoint(codes_of(report, path))
    }

    account = drawn_account(
        chance, steps=ladder(scenario), reactions=scenario.reactions, acted=False
    )

    assert never.isdisjoint(lived(scenario, account))


def crowded(chance: Chance) -> Sequence[EscalationStep]:
    """Give a ladder in which steps stand in each other's way: few days, and narrow conditions."""
    chance.fresh()
    conditions = (
        None,
        "days_past_due < 6",
        "days_past_due >= 9",
        "amount_due >= large",
        "amount_due >= small",
        "amount_due > large and amount_due < small",
        "invoice.days_past_due < 3",
    )
    steps: list[EscalationStep] = []
    for place, name in enumerate(STEPS[:4]):
        do = chance.pick(("send", "send", "send", "task", "hand-over", "court"))
        keys: dict[str, Any] = {
            "id": name,
            "do": do,
            "at": f"due + {chance.pick((5, 2, 9))}d",
            "channel": chance.pick(("email", "phone")) if do == "send" else None,
            "when": chance.pick(conditions),
            "after": chance.pick(((), (), "previous + 1d")) if place else (),
        }
        steps.append(EscalationStep(**keys))
    return steps


def lived(scenario: Scenario, account: Account) -> set[str]:
    """Give the steps that are taken while a host asks every day and does what is proposed."""
    taken: set[str] = set()
    for number in range(DAYS):
        day = FIRST + dt.timedelta(number)
        for action in decide(scenario, account, as_of=day).next_actions:
            taken |= {str(action.step), *(str(line.step) for line in action.receivables)}
            if action.step is None:
                row: Any = action.as_task(due_on=day, done_on=day)
            else:
                row = action.delivered(on=day) if action.do is Do.SEND else action.done(on=day)
            account = account.record(row)
    return taken


# Cells


PARTIES: Final = (None, "company", "consumer", "public")
NUMBERS: Final = range(8)


@st.composite
def conditions(draw: st.DrawFn) -> str:
    """Give a condition on two numbers, a choice that may be unknown, and a flag."""
    number = st.builds(
        "debtor.{}_promises {} {}".format,
        st.sampled_from(["broken", "kept"]),
        st.sampled_from(["<", "<=", "==", "!=", ">", ">="]),
        st.integers(0, 4),
    )
    party = st.builds(
        "(known(debtor.party) and debtor.party {} '{}')".format,
        st.sampled_from(["==", "!="]),
        st.sampled_from(["company", "consumer"]),
    )
    flag = st.sampled_from(["debtor.has_portal", "not debtor.has_portal"])
    leaf = st.one_of(number, number, party, flag)
    parts = draw(st.lists(leaf, min_size=1, max_size=4))
    words = [draw(st.sampled_from([" and ", " or "])) for _ in parts[1:]]
    text = parts[0]
    for word, part in zip(words, parts[1:], strict=True):
        text = f"({text}){word}{part}"
    return text


@given(conditions())
def test_the_cells_of_a_condition_tell_what_all_its_values_tell(text: str) -> None:
    scenario = Scenario(
        id="x", version="1", currency="EUR", if_behind="skip-to-latest", tones={"softer": text}
    )
    compiled = compile_scenario(scenario)
    names = [fact.name for fact in compiled.conditions("EUR").facts]
    values = {
        "debtor.broken_promises": NUMBERS,
        "debtor.kept_promises": NUMBERS,
        "debtor.party": PARTIES,
        "debtor.has_portal": (False, True),
    }
    condition = compiled.conditions("EUR").of_steps[-2]
    assert condition is not None
    answers = {condition.surely_true(facts) for facts in product(*(values[n] for n in names))}

    (verdict,) = Exact(compiled).verdicts

    assert verdict.never is (answers == {False})
    assert verdict.always is (answers == {True})
