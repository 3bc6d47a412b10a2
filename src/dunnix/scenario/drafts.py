"""The fields of a step and of a scenario, as they were read and before any rule was asked.

The rules read these, whether the values come from a file, where some keys may be wrong and left
out, or from Python.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from dunnix.calendars import OnClosedDay
from dunnix.conditions import Condition
from dunnix.facts import Fact
from dunnix.model import Channel, FrozenMap, Netting, Role, StepId
from dunnix.scenario import converters as read
from dunnix.scenario.choices import (
    Concession,
    DeadlineFrom,
    Do,
    Goal,
    IfBehind,
    OnPartPayment,
    Per,
    Phase,
    Tone,
    Travels,
)
from dunnix.scenario.contact_rules import ContactRules
from dunnix.scenario.late_payment import LatePayment
from dunnix.scenario.parts import (
    Mode,
    PhaseRule,
    PromisePause,
    Repeat,
    Statement,
    Summary,
    ToneRules,
)
from dunnix.scenario.pause_rules import PauseRules
from dunnix.scenario.timing import After, Duration, Timing, Unit
from dunnix.scenario.triggers import CONTINUE, Event, Then, Trigger


def no_names() -> FrozenMap[str]:
    """Give a table of nothing."""
    return FrozenMap()


def no_amounts() -> FrozenMap[FrozenMap[str]]:
    """Give no amounts."""
    return FrozenMap()


@attrs.frozen(kw_only=True, order=False)
class StepKeys:
    """The keys of a step as they were read, before any rule was asked."""

    id: StepId = attrs.field(converter=read.to_step_id)
    title: FrozenMap[str] = attrs.field(factory=no_names, converter=read.to_title)
    at: Timing | None = attrs.field(default=None, converter=read.to_timing)
    after: tuple[After, ...] = attrs.field(default=(), converter=read.to_afters)
    until: Timing | None = attrs.field(default=None, converter=read.to_timing)
    when: Condition | None = attrs.field(default=None, converter=read.to_condition)
    do: Do = attrs.field(default=Do.SEND, converter=read.to_do)
    channel: Channel | None = attrs.field(default=None, converter=read.to_channel)
    fallback: tuple[Channel, ...] = attrs.field(default=(), converter=read.to_channels)
    to: tuple[Role, ...] = attrs.field(default=(), converter=read.to_roles)
    phase: Phase | None = attrs.field(default=None, converter=read.to_phase)
    tone: Tone | None = attrs.field(default=None, converter=read.to_tone)
    mode: Mode | None = attrs.field(default=None, converter=read.to_mode)
    mandatory: bool = False
    deadline: Duration | None = attrs.field(default=None, converter=read.to_duration_or_none)
    deadline_from: DeadlineFrom = attrs.field(
        default=DeadlineFrom.DONE, converter=read.to_deadline_from
    )
    effects: tuple[str, ...] = attrs.field(default=(), converter=read.to_effects)
    repeat: Repeat | None = attrs.field(default=None, converter=read.to_repeat)
    on_closed_day: OnClosedDay | None = attrs.field(
        default=None, converter=read.to_on_closed_day_or_none
    )
    attempts: int | None = None
    template: str | None = None
    goal: tuple[Goal, ...] = attrs.field(default=(), converter=read.to_goals)
    concede: tuple[Concession, ...] = attrs.field(default=(), converter=read.to_concessions)
    sender: str | None = None
    cc: tuple[str, ...] = attrs.field(default=(), converter=read.to_names)
    copy: tuple[Channel, ...] = attrs.field(default=(), converter=read.to_channels)
    summary: Summary | None = attrs.field(default=None, converter=read.to_summary)
    announces: tuple[str, ...] = attrs.field(default=(), converter=read.to_names)
    path: str | None = None
    latest: Timing | None = attrs.field(default=None, converter=read.to_timing)
    fee: str | None = None
    fee_waived_if_paid_within: Duration | None = attrs.field(
        default=None, converter=read.to_duration_or_none
    )
    allow: FrozenMap[str] = attrs.field(factory=no_names, converter=read.to_allow)

    @property
    def summary_id(self) -> str:
        """The id under which a message that sums it up is recorded."""
        return f"{self.id}-summary"


@attrs.frozen(kw_only=True, order=False)
class ReactionKeys(StepKeys):
    """The keys of a reaction as they were read: those of a step, what it is on, and what then.

    `times` is how often it is done for a receivable at most, `repeat.times` in a file.
    """

    on: Trigger = attrs.field(converter=read.to_trigger)
    then: Then = attrs.field(default=CONTINUE, converter=read.to_then)
    times: int | None = None


def to_steps(value: Iterable[StepKeys]) -> tuple[StepKeys, ...]:
    """Freeze a list of steps."""
    return tuple(value)


def to_reactions(value: Iterable[ReactionKeys]) -> tuple[ReactionKeys, ...]:
    """Freeze a list of reactions."""
    return tuple(value)


@attrs.frozen(kw_only=True, order=False)
class ScenarioKeys:
    """The keys of a scenario; `gap` is that of `[contact]`, `promise` that of `[pause.promise]`."""

    dunnix: int = 1
    id: str
    version: str
    title: FrozenMap[str] = attrs.field(factory=no_names, converter=read.to_title)
    currency: str | None = None
    amounts: FrozenMap[FrozenMap[str]] = attrs.field(factory=no_amounts, converter=read.to_amounts)
    timezone: str = "UTC"
    calendar: str = "weekends"
    on_closed_day: OnClosedDay = attrs.field(
        default=OnClosedDay.NEXT, converter=read.to_on_closed_day
    )
    per: Per = attrs.field(default=Per.DEBTOR, converter=read.to_per)
    travels: Travels = attrs.field(default=Travels.OVERDUE, converter=read.to_travels)
    if_behind: IfBehind = attrs.field(converter=read.to_if_behind)
    netting: Netting = attrs.field(default=Netting.OLDEST_FIRST, converter=read.to_netting)
    ignore_below: str | None = None
    gap: Duration = attrs.field(default=Duration(1, Unit.DAY), converter=read.to_duration)
    stale_after: Duration = attrs.field(default=Duration(7, Unit.DAY), converter=read.to_duration)
    attempts: int = 2
    on_part_payment: OnPartPayment = attrs.field(
        default=OnPartPayment.KEEP, converter=read.to_on_part_payment
    )
    facts: tuple[Fact, ...] = attrs.field(default=(), converter=read.to_facts)
    promise: PromisePause = attrs.field(factory=PromisePause, converter=read.to_promise)
    steps: tuple[StepKeys, ...] = attrs.field(default=(), converter=to_steps)
    contact: ContactRules = attrs.field(factory=ContactRules, converter=read.to_contact)
    phases: tuple[PhaseRule, ...] = attrs.field(default=(), converter=read.to_phases)
    pauses: PauseRules = attrs.field(factory=PauseRules, converter=read.to_pauses)
    reactions: tuple[ReactionKeys, ...] = attrs.field(default=(), converter=to_reactions)
    statements: tuple[Statement, ...] = attrs.field(default=(), converter=read.to_statements)
    tones: ToneRules = attrs.field(factory=ToneRules, converter=read.to_tones)
    people: FrozenMap[str] = attrs.field(factory=no_names, converter=read.to_people)
    channels: FrozenMap[str] = attrs.field(factory=no_names, converter=read.to_declared_channels)
    effects: FrozenMap[str] = attrs.field(factory=no_names, converter=read.to_declared_effects)
    late_after: Duration = attrs.field(default=Duration(0, Unit.DAY), converter=read.to_duration)
    late_payment: LatePayment | None = attrs.field(default=None, converter=read.to_late_payment)
    allow: FrozenMap[str] = attrs.field(factory=no_names, converter=read.to_allow)


def step_draft(values: Mapping[str, Any]) -> StepKeys:
    """Give the draft of a step from the keys that could be read."""
    keys: dict[str, Any] = {"id": "", **values}
    return StepKeys(**keys)


def reaction_draft(values: Mapping[str, Any]) -> ReactionKeys:
    """Give the draft of a reaction; where what it is on can't be read, no rule asks for it."""
    keys: dict[str, Any] = {"id": "", "on": Trigger(event=Event.SETTLED), **values}
    return ReactionKeys(**keys)


def scenario_draft(values: Mapping[str, Any]) -> ScenarioKeys:
    """Give the draft of a scenario from the keys that could be read."""
    blank: dict[str, Any] = {"id": "", "version": "", "if_behind": IfBehind.ONE_AT_A_TIME}
    return ScenarioKeys(**{**blank, **values})
