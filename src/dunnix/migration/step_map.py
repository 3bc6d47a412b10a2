"""What each step of one scenario becomes in another, so that what was done stays done."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

import attrs

from dunnix.errors import Problem, did_you_mean
from dunnix.migration.errors import MigrationError
from dunnix.model import FrozenMap
from dunnix.scenario import Do, EscalationStep, Scenario

DROPPED = ""
"""What a step becomes that has no counterpart: done, it counts as a contact and nothing else."""

_LAST_STEPS = (Do.HAND_OVER, Do.COURT)


class _Kind(StrEnum):
    STEP = "step"
    REACTION = "reaction"
    STATEMENT = "statement"


@attrs.frozen(kw_only=True, order=False)
class StepMap:
    """The id each step, reaction and statement of `old` has in `new`, or `DROPPED`.

    Made by `step_map`, which knows that it loses none.
    """

    old: Scenario
    new: Scenario
    becomes: FrozenMap[str]

    @property
    def renamed(self) -> FrozenMap[str]:
        """Those whose id changes, to their new ids; what sums up a call is renamed with it."""
        pairs = {old: new for old, new in self.becomes.items() if new not in (old, DROPPED)}
        summaries = {
            f"{step.id}-summary": f"{pairs[step.id]}-summary"
            for step in self.old.steps
            if step.summary is not None and step.id in pairs
        }
        return FrozenMap({**summaries, **pairs})

    @property
    def dropped(self) -> tuple[str, ...]:
        """Those without a counterpart, sorted."""
        return tuple(old for old, new in self.becomes.items() if new == DROPPED)


def step_map(old: Scenario, new: Scenario, named: Mapping[str, str] | None = None) -> StepMap:
    """Map the steps of a scenario to those of another; an id that both have is the same step.

    `named` gives the others, old id to new id, `""` for one without a counterpart. Raises
    `MigrationError` with everything that is wrong: an id nobody has, a step that would be lost, an
    id that would mean two steps, a step that would become a reaction, a hand-over that would
    become something else.

    >>> from dunnix.scenario import load_scenario
    >>> step_map(load_scenario("fr-b2b@2026.0"), load_scenario("fr-b2b")).renamed
    {}
    """
    given = dict(named or {})
    before, after = _kinds(old), _kinds(new)
    becomes = {each: given.get(each, each) for each in before}
    problems = [
        *_unknown(given, before, old, "old"),
        *_unknown({each: "" for each in given.values() if each}, after, new, "new"),
        *_reused(becomes, after, new),
        *(problem for each, to in becomes.items() for problem in _wrong(each, to, old, new)),
    ]
    if problems:
        raise MigrationError(problems)
    return StepMap(old=old, new=new, becomes=FrozenMap(becomes))


def _kinds(scenario: Scenario) -> dict[str, _Kind]:
    return {
        **{each.id: _Kind.STEP for each in scenario.steps},
        **{each.id: _Kind.REACTION for each in scenario.reactions},
        **{each.id: _Kind.STATEMENT for each in scenario.statements},
    }


def _unknown(
    given: Mapping[str, str], known: Mapping[str, _Kind], scenario: Scenario, which: str
) -> Iterator[Problem]:
    for each in given:
        if each not in known:
            yield Problem(
                code="unknown-step",
                message=f"the {which} scenario `{scenario.ref}` has no step `{each}`",
                hint=did_you_mean(each, known),
            )


def _reused(
    becomes: Mapping[str, str], after: Mapping[str, _Kind], new: Scenario
) -> Iterator[Problem]:
    """Refuse an id that would mean another step than before: its keys were sent already."""
    for step, to in becomes.items():
        if to != step and step in after:
            yield Problem(
                code="id-reused",
                message=f"`{step}` becomes {f'`{to}`' if to else 'nothing'}, and `{new.ref}` has"
                f" another `{step}`",
                hint="give that step an id of its own: a key is never sent twice",
            )


def _wrong(step: str, becomes: str, old: Scenario, new: Scenario) -> Iterator[Problem]:
    kind = _kinds(old)[step]
    other = _kinds(new).get(becomes)
    if becomes == DROPPED:
        yield from _dropped_end(step, kind, old)
    elif other is None and step == becomes:
        yield Problem(
            code="step-lost",
            message=f"`{step}` of `{old.ref}` is no {kind} of `{new.ref}`: what was done would be"
            " lost",
            hint=f'name what it becomes, such as {step}=..., or "" for nothing',
        )
    elif other is not None and other is not kind:
        yield Problem(
            code="kind-changed",
            message=f"`{step}` is a {kind} of `{old.ref}`, and `{becomes}` a {other} of"
            f" `{new.ref}`",
            hint=f"name a {kind}",
        )
    elif other is _Kind.STEP:
        yield from _ends_otherwise(old.step(step), new.step(becomes))


def _dropped_end(step: str, kind: _Kind, old: Scenario) -> Iterator[Problem]:
    if kind is _Kind.STEP and old.step(step).do in _LAST_STEPS:
        yield Problem(
            code="end-changed",
            message=f'`{step}` is `do = "{old.step(step).do}"`, and would become nothing',
            hint="what was handed over would be dunned again: name the step it becomes",
        )


def _ends_otherwise(old: EscalationStep, new: EscalationStep) -> Iterator[Problem]:
    """Refuse that what was given to an agency or a court is ours to dun again, or the reverse."""
    if old.do is not new.do and (old.do in _LAST_STEPS or new.do in _LAST_STEPS):
        yield Problem(
            code="end-changed",
            message=f'`{old.id}` is `do = "{old.do}"`, and `{new.id}` is `do = "{new.do}"`',
            hint="a hand-over stays a hand-over, and a court step a court step",
        )
