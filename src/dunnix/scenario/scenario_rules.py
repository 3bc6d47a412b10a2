"""What must hold between the steps of a scenario, and between them and the rest of it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

import attrs

from dunnix.conditions import ConditionFault, check_condition, decimals
from dunnix.conditions.expression import DecimalNumber, leaves, literals
from dunnix.errors import Severity, did_you_mean
from dunnix.facts import FactTable, table_for
from dunnix.model import StepId
from dunnix.money import currency_digits
from dunnix.scenario.amounts import currencies_of, decimals_found, faults_of_amounts, fewer_decimals
from dunnix.scenario.choices import Do
from dunnix.scenario.defaults import with_defaults
from dunnix.scenario.drafts import ScenarioKeys, StepKeys
from dunnix.scenario.faults import Fault
from dunnix.scenario.step_rules import Wrong
from dunnix.scenario.timing import After

_MOST_STEPS: Final = 100


@attrs.frozen(kw_only=True, order=False)
class Draft:
    """A scenario as read, with the keys that were given but can't be read, its steps' too.

    `unreadable` names the facts and amounts that are declared but can't be read.
    """

    scenario: ScenarioKeys
    wrong: Wrong = frozenset()
    wrong_in_steps: tuple[Wrong, ...] = ()
    unreadable: frozenset[str] = frozenset()

    @property
    def steps(self) -> tuple[StepKeys, ...]:
        """The steps as read."""
        return self.scenario.steps

    def is_wrong(self, place: int, key: str) -> bool:
        """Whether a step's key was given but can't be read."""
        return place < len(self.wrong_in_steps) and key in self.wrong_in_steps[place]


def unreadable_names(faults: Iterable[Fault]) -> frozenset[str]:
    """Give the facts and amounts that are declared but can't be read, by their faults."""
    names: set[str] = set()
    for fault in faults:
        match fault.path:
            case ("facts", str(owner), str(name), *_):
                names.add(f"{owner}.{name}")
            case ("amounts", str(name), *_):
                names.add(name)
            case _:
                pass
    return frozenset(names)


def faults_of_scenario(draft: Draft) -> list[Fault]:
    """Give all that is wrong with a scenario as a whole, warnings included."""
    faults = [fault for rule in _RULES for fault in rule(draft)]
    return [*faults, *faults_of_amounts(draft.scenario, draft.wrong)]


def _ids_differ(draft: Draft) -> Iterator[Fault]:
    seen: set[StepId] = set()
    for place, step in enumerate(draft.steps):
        if step.id and step.id in seen:
            yield Fault(
                code="duplicate-step",
                message=f"there is a step `{step.id}` already",
                hint="give each step an id of its own",
                path=("step", place, "id"),
            )
        seen.add(step.id)


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


def fact_table(scenario: ScenarioKeys) -> FactTable:
    """Give the facts a scenario's conditions may read."""
    ids = dict.fromkeys(str(step.id) for step in scenario.steps if step.id)
    return table_for(scenario.facts, tuple(ids))


def _conditions_hold_water(draft: Draft) -> Iterator[Fault]:
    table = fact_table(draft.scenario)
    amounts = frozenset(draft.scenario.amounts)
    for place, step in enumerate(draft.steps):
        if step.when is None:
            continue
        path = ("step", place, "when")
        for found in check_condition(step.when, table, amounts):
            if step.when.text[found.start : found.end] in draft.unreadable:
                continue
            span = (found.start, found.end)
            hint = _declare(found, table) or found.hint
            yield Fault(code=found.code, message=found.message, hint=hint, path=path, span=span)
        for fault in _literals_fit(draft, step):
            yield fault.under(*path)


def _declare(found: ConditionFault, table: FactTable) -> str | None:
    """Give the way out when a fact isn't misspelt but missing: the host may supply it."""
    import difflib

    owner, _, name = found.message.partition("`")[2].partition("`")[0].partition(".")
    if found.code != "undeclared-fact" or owner not in {"debtor", "invoice"}:
        return None
    near = difflib.get_close_matches(f"{owner}.{name}", table.names, n=1, cutoff=0.85)
    meant = f"did you mean `{near[0]}`? if not, " if near else ""
    return f"{meant}declare `{name}` under [facts.{owner}]"


def _literals_fit(draft: Draft, step: StepKeys) -> Iterator[Fault]:
    codes = currencies_of(draft.scenario)
    if step.when is None or not codes or draft.wrong & {"currency", "amounts"}:
        return
    found: list[DecimalNumber] = [
        literal
        for leaf in leaves(step.when.expression)
        for literal in literals(leaf)
        if isinstance(literal, DecimalNumber) and literal.units
    ]
    if not found:
        return
    code, *others = codes
    if others:
        yield Fault(
            code="amount-without-currency",
            message="an amount without a name, where the scenario has more than one currency",
            hint="name it in [amounts], by currency, and write the name here",
            span=(found[0].span.start, found[0].span.end),
        )
    else:
        yield from _decimals_fit(step, code, found)


def _decimals_fit(step: StepKeys, code: str, found: list[DecimalNumber]) -> Iterator[Fault]:
    digits = currency_digits(code)
    if step.when is None or decimals(step.when) <= digits:
        return
    worst = max(found, key=lambda literal: literal.decimals)
    yield Fault(
        code="too-many-decimals",
        message=decimals_found(worst.decimals, code, digits),
        hint=fewer_decimals(digits),
        span=(worst.span.start, worst.span.end),
    )


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
        elif step.do is Do.SEND and handed_over:
            yield Fault(
                code="contact-after-hand-over",
                message=f"what `{handed_over}` handed over is no longer contacted by this step",
                hint="move it before the hand-over",
                severity=Severity.WARNING,
                path=("step", place),
            )


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
    if len(draft.steps) > _MOST_STEPS:
        yield Fault(
            code="too-many-steps",
            message=f"a scenario of {len(draft.steps)} steps, {_MOST_STEPS} are the most",
            hint="use `repeat` for what is done again and again",
            path=("step", _MOST_STEPS),
        )


_RULES: Final[tuple[Callable[[Draft], Iterator[Fault]], ...]] = (
    _ids_differ,
    _after_points_back,
    _conditions_hold_water,
    _warnings,
    _tone_only_grows,
    _not_too_many,
)
