"""What must hold between the steps of a scenario, and between them and the rest of it."""

from collections.abc import Callable, Iterator
from typing import Final

import attrs

from dunnix.errors import Severity, did_you_mean
from dunnix.model import StepId
from dunnix.scenario.amounts import faults_of_amounts
from dunnix.scenario.channel_rules import channels_alternate
from dunnix.scenario.choices import Do
from dunnix.scenario.condition_rules import conditions_hold_water
from dunnix.scenario.defaults import with_defaults
from dunnix.scenario.draft_scenario import Draft
from dunnix.scenario.drafts import ScenarioKeys, StepKeys
from dunnix.scenario.event_rules import (
    anchors_come_about,
    events_are_of_reactions,
    events_are_reported,
    reactions_differ,
)
from dunnix.scenario.faults import Fault, Path
from dunnix.scenario.naming_rules import (
    announced_effects_come,
    channels_exist,
    effects_exist,
    ids_differ,
    law_exists,
    paths_exist,
    people_exist,
    rule_packs_exist,
    steps_named_exist,
)
from dunnix.scenario.phase_rules import phases_have_steps, silence_is_longer_than_the_gap
from dunnix.scenario.timing import After, Anchor

_MOST: Final = 100
_FEWER: Final = {
    "step": "use `repeat` for what is done again and again",
    "reaction": "leave some out, or split the scenario in two",
    "statement": "leave some out: one is usually enough",
}


def faults_of_scenario(draft: Draft) -> list[Fault]:
    """Give all that is wrong with a scenario as a whole, warnings included."""
    faults = [fault for rule in _RULES for fault in rule(draft)]
    return [*faults, *faults_of_amounts(draft.scenario, draft.wrong)]


def warnings_of(scenario: ScenarioKeys) -> list[Fault]:
    """Give what the loader warns of in a scenario that exists, allowed or not."""
    faults = faults_of_scenario(Draft(scenario=scenario))
    return [fault for fault in faults if not fault.refuses]


def _after_points_back(draft: Draft) -> Iterator[Fault]:
    places = {step.id: place for place, step in reversed(list(enumerate(draft.steps))) if step.id}
    for place, step in enumerate(draft.steps):
        lone = len(step.after) == 1
        for item, after in enumerate(step.after):
            path = ("step", place, "after") if lone else ("step", place, "after", item)
            for fault in _after_fits(draft, places, place, after):
                yield attrs.evolve(fault, path=path)


def _after_fits(
    draft: Draft, places: dict[StepId, int], place: int, after: After
) -> Iterator[Fault]:
    if after.step is None:
        if place == 0:
            yield Fault(
                code="after-nothing",
                message="the first step has no previous one",
                hint='give it a day of its own, such as at = "due + 1d"',
            )
        return
    found = places.get(after.step)
    if found is None:
        earlier = [str(step.id) for step in draft.steps[:place] if step.id]
        yield Fault(
            code="unknown-step",
            message=f"there is no step `{after.step}`",
            hint=did_you_mean(after.step, earlier),
        )
    elif found >= place:
        which = "itself" if found == place else f"`{after.step}`, which follows it"
        yield Fault(
            code="after-later-step",
            message=f"a step can't come after {which}",
            hint="name an earlier step"
            if found == place
            else "name an earlier step, or move this one down",
        )
    elif after.wait is None and not _has_deadline(draft, found):
        yield Fault(
            code="deadline-missing",
            message=f"`{after.step}` has no `deadline` that could pass",
            hint=f'add a `deadline` to `{after.step}`, or write "{after.step} + 8d"',
        )


def _has_deadline(draft: Draft, place: int) -> bool:
    return draft.steps[place].deadline is not None or draft.is_wrong(place, "deadline")


def _warnings(draft: Draft) -> Iterator[Fault]:
    if not draft.steps and "step" not in draft.wrong:
        yield Fault(
            code="no-steps",
            message="a scenario without steps: nothing will ever be dunned by it",
            hint="add a [[step]], or keep it to silence an account on purpose",
            severity=Severity.WARNING,
        )
    handed_over: StepId | None = None
    for place, step in enumerate(draft.steps):
        if step.do is Do.HAND_OVER:
            handed_over = handed_over or step.id
        elif step.do is Do.SEND and handed_over and not _follows_hand_over(step):
            yield Fault(
                code="contact-after-hand-over",
                message=f"what `{handed_over}` handed over is no longer contacted by this step",
                hint="move it before the hand-over",
                severity=Severity.WARNING,
                path=("step", place),
            )


def _follows_hand_over(step: StepKeys) -> bool:
    return step.at is not None and step.at.anchor is Anchor.HAND_OVER


def _tone_only_grows(draft: Draft) -> Iterator[Fault]:
    scenario = draft.scenario
    steps = with_defaults(
        draft.steps, attempts=scenario.attempts, on_closed_day=scenario.on_closed_day
    )
    firmest: StepKeys | None = None
    for place, step in enumerate(steps):
        if step.do is not Do.SEND or step.tone is None or draft.is_wrong(place, "tone"):
            continue
        if firmest is not None and firmest.tone and step.tone.rank < firmest.tone.rank:
            yield Fault(
                code="tone-softens",
                message=f"`{step.tone}` is softer than the `{firmest.tone}` of `{firmest.id}`",
                hint=f'give tone = "{firmest.tone}", or soften the step before',
                severity=Severity.WARNING,
                path=("step", place, "tone"),
            )
            continue
        firmest = step


def _not_too_many(draft: Draft) -> Iterator[Fault]:
    scenario = draft.scenario
    for name, found in (
        ("step", scenario.steps),
        ("reaction", scenario.reactions),
        ("statement", scenario.statements),
    ):
        if len(found) > _MOST:
            path: Path = (name, _MOST)
            yield Fault(
                code="too-many-steps",
                message=f"a scenario of {len(found)} {name}s, {_MOST} are the most",
                hint=_FEWER[name],
                path=path,
            )


_RULES: Final[tuple[Callable[[Draft], Iterator[Fault]], ...]] = (
    ids_differ,
    _after_points_back,
    steps_named_exist,
    announced_effects_come,
    channels_exist,
    effects_exist,
    people_exist,
    rule_packs_exist,
    law_exists,
    paths_exist,
    events_are_of_reactions,
    anchors_come_about,
    events_are_reported,
    reactions_differ,
    phases_have_steps,
    silence_is_longer_than_the_gap,
    conditions_hold_water,
    _warnings,
    _tone_only_grows,
    channels_alternate,
    _not_too_many,
)
