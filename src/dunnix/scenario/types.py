"""A scenario and its steps: the values the whole of dunnix decides by.

They are built by the loader, or in Python from the same plain texts; both compare equal.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Final, TypeVar, cast

import attrs

from dunnix.display import mimebundle
from dunnix.errors import Problem, ScenarioError
from dunnix.facts import FactTable
from dunnix.model import StepId
from dunnix.money import Money
from dunnix.scenario.amounts import currencies_of, settled, settled_amount
from dunnix.scenario.canonical import as_table, canonical_text, toml_text
from dunnix.scenario.condition_rules import fact_table
from dunnix.scenario.contact_keys import read_contact_rules
from dunnix.scenario.defaults import reactions_with_defaults, with_defaults
from dunnix.scenario.draft_scenario import Draft, unreadable_names
from dunnix.scenario.drafts import (
    ReactionKeys,
    ScenarioKeys,
    StepKeys,
    reaction_draft,
    scenario_draft,
    step_draft,
)
from dunnix.scenario.faults import Fault
from dunnix.scenario.late_payment import read_late_payment
from dunnix.scenario.pause_keys import read_pauses, read_promise
from dunnix.scenario.reaction_keys import REACTION
from dunnix.scenario.reaction_rules import faults_of_reaction
from dunnix.scenario.readers import Reader, count, read_duration, wrong_type
from dunnix.scenario.scenario_keys import SCENARIO
from dunnix.scenario.scenario_rules import faults_of_scenario
from dunnix.scenario.step_keys import FIELDS, STEP
from dunnix.scenario.step_rules import faults_of_step
from dunnix.scenario.tables import read_again

_Step = TypeVar("_Step", bound=StepKeys)
_STEP_READERS: Final = {FIELDS.get(name, name): read for name, read in STEP.readers.items()}
# What a step has and a reaction hasn't is refused by a rule, which says what to do instead.
_REACTION_READERS: Final[Mapping[str, Reader]] = {
    **_STEP_READERS,
    **REACTION.readers,
    "repeat": STEP["repeat"].read,
    "times": count(1, 100),
}


@attrs.frozen(kw_only=True, order=False)
class EscalationStep(StepKeys):
    """One rung of a ladder: when, what, by which channel, in which tone, to whom.

    Plain texts are read as in a scenario file. `ScenarioError` lists all that is wrong with the
    step. What is left out is filled in by the scenario that holds it: `Scenario.steps` give
    `phase`, `tone`, `mode`, `to`, `until`, `on_closed_day` and `attempts` as they apply.

    >>> EscalationStep(id="call", at="due + 1d", channel="phone").at.offset
    Duration(count=1, unit=<Unit.DAY: 'd'>)
    """

    def __attrs_post_init__(self) -> None:
        found = read_again(self, _STEP_READERS)
        faults = [*found.faults, *faults_of_step(step_draft(found.values), found.wrong)]
        _refuse(fault.problem_of(f"step `{self.id}`") for fault in faults if fault.refuses)

    def title_in(self, language: str) -> str:
        """Give the title in a language, else in English, else in any, else the id."""
        return _title(self.title, language, self.id)


@attrs.frozen(kw_only=True, order=False)
class Reaction(ReactionKeys):
    """What is done when something happens: a step with what it is `on` and how to go on `then`.

    What is left out is filled in by the scenario that holds it, as for a step; `at` is the day of
    the event, `until` 30 days after it.

    >>> reaction = Reaction(id="again", on="reply:not-received", channel="email", times=2)
    >>> str(reaction.on), str(reaction.then)
    ('reply:not-received', 'continue')
    """

    def __attrs_post_init__(self) -> None:
        found = read_again(self, _REACTION_READERS)
        faults = [*found.faults, *faults_of_reaction(reaction_draft(found.values), found.wrong)]
        _refuse(fault.problem_of(f"reaction `{self.id}`") for fault in faults if fault.refuses)

    def title_in(self, language: str) -> str:
        """Give the title in a language, else in English, else in any, else the id."""
        return _title(self.title, language, self.id)


def _title(titles: Mapping[str, str], language: str, otherwise: str) -> str:
    first = next(iter(titles.values()), otherwise)
    return titles.get(language) or titles.get("en") or first


def _refuse(problems: Iterable[Problem]) -> None:
    found = tuple(problems)
    if found:
        raise ScenarioError(found)


def _with_settled_fee(step: _Step, currency: str | None) -> _Step:
    return step if step.fee is None else attrs.evolve(step, fee=settled_amount(step.fee, currency))


def _all_of(kind: type[object], what: str) -> Reader:
    def read(value: object) -> object:
        for each in cast("tuple[object, ...]", value):
            if not isinstance(each, kind):
                raise wrong_type(each, what)
        return value

    return read


def _to_steps(value: Iterable[EscalationStep]) -> tuple[EscalationStep, ...]:
    return tuple(value)


def _to_reactions(value: Iterable[Reaction]) -> tuple[Reaction, ...]:
    return tuple(value)


_TABLES: Final = frozenset(
    {"contact", "pause", "step", "reaction", "statement", "tone", "late-payment"}
)
_SCENARIO_READERS: Final[dict[str, Reader]] = {
    **{name: read for name, read in SCENARIO.readers.items() if name not in _TABLES},
    "gap": read_duration,
    "promise": read_promise,
    "contact": read_contact_rules,
    "pauses": read_pauses,
    "tones": SCENARIO["tone"].read,
    "late_payment": read_late_payment,
    "statements": SCENARIO["statement"].read,
    "steps": _all_of(EscalationStep, "an `EscalationStep`"),
    "reactions": _all_of(Reaction, "a `Reaction`"),
}


@attrs.frozen(kw_only=True, order=False, cache_hash=True)
class Scenario(ScenarioKeys):
    """The declared way to dun: a ladder of steps, reactions, and the rules they follow.

    `gap` is that of `[contact]` in a file and `contact` the rest of it, `promise` is what a
    promise pauses and `pauses` how each pause ends; `tones` is `[tone]`, and `late_payment` the
    law of `[late-payment]`. These take tables as a file holds them, too. Raises `ScenarioError`
    with everything that is wrong.

    >>> scenario = Scenario(
    ...     id="short", version="1", currency="EUR", if_behind="skip-to-latest",
    ...     steps=[EscalationStep(id="call", at="due + 1d", channel="phone")],
    ... )
    >>> scenario.ref, str(scenario.step("call").phase)
    ('short@1', 'amicable')
    """

    steps: tuple[EscalationStep, ...] = attrs.field(default=(), converter=_to_steps)
    reactions: tuple[Reaction, ...] = attrs.field(default=(), converter=_to_reactions)

    def __attrs_post_init__(self) -> None:
        found = read_again(self, _SCENARIO_READERS)
        draft = Draft(
            scenario=scenario_draft(found.values),
            wrong=found.wrong,
            unreadable=unreadable_names(found.faults),
        )
        faults = [*found.faults, *faults_of_scenario(draft)]
        _refuse(self._problem(fault) for fault in faults if fault.refuses)
        self._fill_in()

    def _problem(self, fault: Fault) -> Problem:
        match fault.path:
            case ("step", int(place), *rest):
                step = self.steps[place]
                return attrs.evolve(fault, path=tuple(rest)).problem_of(f"step `{step.id}`")
            case ("reaction", int(place), *rest):
                owner = f"reaction `{self.reactions[place].id}`"
                return attrs.evolve(fault, path=tuple(rest)).problem_of(owner)
            case ("statement", int(place), *rest):
                owner = f"statement `{self.statements[place].id}`"
                return attrs.evolve(fault, path=tuple(rest)).problem_of(owner)
            case _:
                return fault.problem_of()

    def _fill_in(self) -> None:
        steps = with_defaults(self.steps, attempts=self.attempts, on_closed_day=self.on_closed_day)
        answers = reactions_with_defaults(self.reactions, attempts=self.attempts)
        steps = tuple(_with_settled_fee(each, self.currency) for each in steps)
        answers = tuple(_with_settled_fee(each, self.currency) for each in answers)
        # Frozen for everybody else: here the value is still being made.
        object.__setattr__(self, "steps", steps)
        object.__setattr__(self, "reactions", answers)
        object.__setattr__(self, "amounts", settled(self.amounts, self.currency))
        if self.ignore_below is not None:
            least = settled_amount(self.ignore_below, self.currency)
            object.__setattr__(self, "ignore_below", least)

    @property
    def ref(self) -> str:
        """The id and version, such as `fr-b2b@2026.0`."""
        return f"{self.id}@{self.version}"

    @property
    def step_ids(self) -> tuple[StepId, ...]:
        """The ids of the steps, in the order of the ladder."""
        return tuple(step.id for step in self.steps)

    @property
    def currencies(self) -> tuple[str, ...]:
        """The currencies the scenario speaks of, sorted."""
        return currencies_of(self)

    def step(self, step_id: str) -> EscalationStep:
        """Give the step of that id; raises `KeyError` when there is none."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)

    def title_in(self, language: str) -> str:
        """Give the title in a language, else in English, else in any, else the id."""
        return _title(self.title, language, self.id)

    def amount(self, name: str, currency: str) -> Money | None:
        """Give a named amount in a currency, or None where the scenario names none."""
        amount = self.amounts.get(name)
        text = amount.get(currency) if amount else None
        return None if text is None else Money(text, currency)

    def minimum(self, currency: str) -> Money | None:
        """Give the amount below which a debt in a currency is ignored, or None."""
        return self._amount_or_name(self.ignore_below, currency)

    def fee(self, step: StepKeys, currency: str) -> Money | None:
        """Give what a step or reaction costs the debtor in a currency, or None."""
        return self._amount_or_name(step.fee, currency)

    def _amount_or_name(self, text: str | None, currency: str) -> Money | None:
        if text is None:
            return None
        if not text[0].isdigit():
            return self.amount(text, currency)
        return Money(text, currency) if currency == self.currency else None

    @cached_property
    def fact_table(self) -> FactTable:
        """The facts the conditions may read: built-in ones, and those the host supplies."""
        return fact_table(self)

    @cached_property
    def hash(self) -> str:
        """The SHA-256 of the canonical text, in hexadecimal: equal for equal scenarios."""
        import hashlib

        return hashlib.sha256(self.canonical().encode()).hexdigest()

    def canonical(self) -> str:
        """Give the one JSON text of the scenario, every default spelled out."""
        return canonical_text(self)

    def to_dict(self) -> dict[str, Any]:
        """Give the scenario as the tables a file would hold, every default spelled out."""
        return as_table(self)

    def to_toml(self) -> str:
        """Give the scenario as a TOML file, which loads as an equal scenario."""
        return toml_text(self)

    def _repr_mimebundle_(
        self,
        include: object = None,  # noqa: ARG002  # a notebook gives them; one picture is all there is
        exclude: object = None,  # noqa: ARG002
    ) -> dict[str, str]:
        return mimebundle(self)
