"""The laws of what is said of two scenarios: nothing that changes is lost in it."""

from typing import Any, Final

import attrs
from drawn_scenarios import scenarios
from hypothesis import given
from hypothesis import strategies as st

from dunnix.comparison import compare_scenarios
from dunnix.errors import ScenarioError
from dunnix.scenario import Scenario

FIELDS: Final = (
    *("per", "travels", "netting", "if_behind", "gap", "attempts", "on_part_payment", "promise"),
    *("pauses", "tones", "ignore_below", "statements", "reactions", "phases", "steps"),
)
OF_A_STEP: Final = (
    *("at", "after", "do", "channel", "fallback", "copy", "when", "until", "mandatory", "repeat"),
    *("deadline", "deadline_from", "announces", "mode", "effects", "summary"),
)


@given(scenarios(), scenarios(), scenarios(), st.data())
def test_two_scenarios_that_differ_are_told_apart_from_a_third(
    old: Scenario, one: Scenario, source: Scenario, data: st.DataObject
) -> None:
    other = drawn_near(one, source, data)

    said, again = (compare_scenarios(old, each).say() for each in (one, other))

    assert (said == again) == (one == other)


def drawn_near(one: Scenario, source: Scenario, data: st.DataObject) -> Scenario:
    """Give a scenario that has one key of another one, or that of one of its steps, if it may."""
    field = data.draw(st.sampled_from((*FIELDS, *OF_A_STEP)))
    try:
        if field in FIELDS:
            return attrs.evolve(one, **{field: getattr(source, field)})
        place = data.draw(st.integers(0, min(len(one.steps), len(source.steps)) - 1))
        key: dict[str, Any] = {field: getattr(source.steps[place], field)}
        steps = list(one.steps)
        steps[place] = attrs.evolve(steps[place], **key)
        return attrs.evolve(one, steps=steps)
    except ScenarioError:
        return one
