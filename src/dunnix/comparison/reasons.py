"""Why two decisions about one account differ: the guards and reasons they give themselves."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias, cast

import attrs

from dunnix.engine import Copy, Decision, Guard, NextAction
from dunnix.engine.explain import WhyNot
from dunnix.engine.explain.reason import OTHER_SCENARIO, OTHER_STEP
from dunnix.migration import StepMap
from dunnix.model import Contact

FIELDS: Final = (
    *("do", "channel", "contact", "tone", "mode", "sender", "owner", "cc", "copies", "template"),
    *("goal", "concede", "deadline_on", "effects", "amount_due", "claimed", "fee"),
)
"""What makes an action something else beside its step and receivables."""
NOT_CALLED_FOR: Final = "not-called-for"


@attrs.frozen(kw_only=True, order=False)
class NotBy:
    """Why one of the two scenarios doesn't take a step for a receivable that the other takes."""

    scenario: str
    why: WhyNot

    def say(self, language: str = "en") -> str:
        """Say it in words."""
        from dunnix.comparison.told import not_by_text

        return not_by_text(self, language)

    def __str__(self) -> str:
        return self.say()

    def to_dict(self) -> dict[str, object]:
        """Give it as plain data."""
        return {"scenario": self.scenario, **attrs.asdict(self.why, value_serializer=_plain)}


@attrs.frozen(kw_only=True, order=False)
class Otherwise:
    """One thing about an action both take that would be otherwise, such as its channel."""

    step: str
    field: str
    before: str | None
    after: str | None

    def say(self, language: str = "en") -> str:
        """Say it in words."""
        from dunnix.comparison.told import otherwise_text

        return otherwise_text(self, language)

    def __str__(self) -> str:
        return self.say()

    def to_dict(self) -> dict[str, object]:
        """Give it as plain data."""
        return attrs.asdict(self)


Reason: TypeAlias = NotBy | Otherwise


def _plain(_owner: type, _field: "attrs.Attribute[Any]", value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value


_Key: TypeAlias = tuple[str, str]


def reasons_of(before: Decision, after: Decision, steps: StepMap) -> tuple[Reason, ...]:
    """Give why two decisions about an account differ; none where the same would be done.

    What only one of them does is told by the other: why it doesn't. What both do is told where it
    would be done otherwise.
    """
    names = {**{old: new for old, new in steps.becomes.items() if new}, **steps.renamed}
    was, becomes = _taken(before), _taken(after)
    reasons: list[Reason] = []
    for (receivable, old), action in was.items():
        step = names.get(old, old)
        if (receivable, step) in becomes:
            reasons += _otherwise(step, action, becomes[receivable, step])
        else:
            why = _why_not(after, receivable, step, action)
            reasons.append(NotBy(scenario=after.scenario, why=why))
    counterparts = {(receivable, names.get(old, old)) for receivable, old in was}
    for (receivable, step), action in becomes.items():
        if (receivable, step) not in counterparts:
            for old in _old_ids(step, names):
                why = _why_not(before, receivable, old, action)
                reasons.append(NotBy(scenario=before.scenario, why=why))
    return tuple(dict.fromkeys(reasons))


def _old_ids(step: str, names: Mapping[str, str]) -> list[str]:
    """Give what a step was called, all of those that became one; itself where it is new."""
    return sorted(old for old, new in names.items() if new == step) or [step]


def _taken(decision: Decision) -> dict[_Key, NextAction]:
    """Give the actions by receivable and step."""
    found: dict[_Key, NextAction] = {}
    for action in decision.next_actions:
        for line in action.receivables:
            found[line.id, line.step or action.step or action.reason] = action
    return dict(sorted(found.items()))


def _otherwise(step: str, before: NextAction, after: NextAction) -> Iterator[Otherwise]:
    for field in FIELDS:
        was, becomes = _shown(getattr(before, field)), _shown(getattr(after, field))
        if was != becomes:
            yield Otherwise(step=step, field=field, before=was, after=becomes)


def _shown(value: object) -> str | None:
    """Write a value of an action: who is contacted by id or name, several with commas."""
    match value:
        case None | ():
            return None
        case Contact():
            return str(value.id or value.name or value.role)
        case Copy():
            return f"{value.channel} {_shown(value.contact) or ''}".rstrip()
        case tuple():
            several = cast("tuple[object, ...]", value)
            return ", ".join(_shown(each) or "" for each in several)
        case _:
            return str(value)


def _why_not(decision: Decision, receivable: str, step: str, action: NextAction) -> WhyNot:
    """Give why a decision has no such action for a receivable, in its own words."""
    if action.step is not None and not _declares(decision, step):
        scenario = f"`{decision.scenario}`"
        return WhyNot(receivable=receivable, step=step, code=OTHER_SCENARIO, found=scenario)
    if step in decision.rules.step_ids:
        for why in decision.why_not(step):
            if why.receivable == receivable and why.code != Guard.ELIGIBLE:
                return why
    for other in decision.next_actions:
        if receivable in {line.id for line in other.receivables}:
            found = f"`{other.step or other.reason}`"
            return WhyNot(receivable=receivable, step=step, code=OTHER_STEP, found=found)
    for held in decision.held:
        if held.receivable == receivable:
            return WhyNot(receivable=receivable, step=step, code=held.reason, found=held.rule)
    return WhyNot(receivable=receivable, step=step, code=NOT_CALLED_FOR)


def _declares(decision: Decision, step: str) -> bool:
    rules = decision.rules
    declared: set[str] = {each.id for each in (*rules.steps, *rules.reactions)}
    declared |= {each.id for each in rules.statements}
    declared |= {f"{each.id}-summary" for each in rules.steps if each.summary is not None}
    return step in declared
