"""The steps of a scenario made ready: indices for names, and what the hot path asks of each."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

import attrs

from dunnix.engine.durations import plain_days
from dunnix.model import Channel, StepId
from dunnix.scenario import (
    CONTINUE,
    Anchor,
    DeadlineFrom,
    Do,
    Duration,
    EscalationStep,
    Event,
    Phase,
    Reaction,
    Scenario,
    Then,
)


@attrs.frozen(eq=False, order=False)
class Wait:
    """What a step comes after: the index of a step (None: the previous), and how long after.

    Where the deadline of that step must have passed, `from_deadline` is true: "8d" from day 30 has
    passed on day 39.
    """

    step: int | None
    duration: Duration
    from_deadline: bool
    fixed_days: int | None


@attrs.frozen(eq=False, order=False)
class Answer:
    """What makes a rung no step of the ladder: what it answers, or that it is a statement.

    `event` is None for a statement, and for what sums up a step that was done (`sums_up`).
    """

    event: Event | None
    detail: str | None = None
    then: Then = CONTINUE
    times: int | None = None
    sums_up: int | None = None
    goes_to: int | None = None


@attrs.frozen(eq=False, order=False)
class Rung:
    """A step made ready: its place in the ladder and what the hot path asks of it."""

    index: int
    id: str
    step: EscalationStep | Reaction
    contacts: bool
    hands_over: bool
    is_legal: bool
    mandatory: bool
    channels: tuple[Channel, ...]
    waits: tuple[Wait, ...]
    repeats: bool
    has_condition: bool
    from_delivery: bool
    is_plain: bool
    every_days: int | None
    answer: Answer | None = None
    is_answer: bool = False

    @property
    def goes_on(self) -> bool:
        """Whether it goes on for what was handed over; no contact of our own does."""
        at = self.step.at
        if self.contacts:
            return False
        return self.step.do is Do.COURT or (at is not None and at.anchor is Anchor.HAND_OVER)

    @property
    def counts_from_issue(self) -> bool:
        """Whether any day of it is counted from the issue date."""
        repeat = self.step.repeat
        timings = (self.step.at, self.step.until, repeat.until if repeat else None)
        return any(timing is not None and timing.anchor is Anchor.ISSUE for timing in timings)


@attrs.frozen(eq=False, order=False)
class OtherStep:
    """What only another scenario of a strategy knows: what it counts for on this ladder.

    `stands_at` is the step it counts as having reached, -1 for none; it is -1 as well for what is
    no step of a ladder. `answers` are the reactions here that needn't come once it is done.
    """

    stands_at: int
    contacts: bool
    hands_over: bool
    capped_phase: Phase | None
    effects: tuple[str, ...]
    is_step: bool
    mandatory: bool
    answers: tuple[int, ...]
    stops: bool | None


def rungs_of(scenario: Scenario, index: Mapping[StepId, int]) -> Iterator[Rung]:
    """Give the steps of the ladder, by their places in it."""
    for place, step in enumerate(scenario.steps):
        yield rung_of(place, step, scenario, index)


def rung_of(
    place: int, step: EscalationStep | Reaction, scenario: Scenario, index: Mapping[StepId, int]
) -> Rung:
    """Make a step or a reaction ready, at a place of its own."""
    channels = (step.channel, *step.fallback) if step.channel is not None else ()
    from_delivery = step.deadline_from is DeadlineFrom.DELIVERED
    return Rung(
        index=place,
        id=step.id,
        step=step,
        contacts=step.do is Do.SEND,
        hands_over=step.do is Do.HAND_OVER,
        is_legal=step.do.is_legal,
        mandatory=step.mandatory,
        channels=tuple(Channel(each) for each in channels),
        waits=tuple(_waits(step, scenario, index)),
        repeats=step.repeat is not None,
        has_condition=step.when is not None,
        from_delivery=from_delivery,
        is_plain=not (step.effects or step.repeat or from_delivery),
        every_days=plain_days(step.repeat.every) if step.repeat else None,
    )


def held_alike(rungs: Iterable[Rung]) -> Iterator[tuple[Rung, ...]]:
    """Give together the rungs that rules of contact hold on the same days."""
    found: dict[tuple[object, ...], list[Rung]] = {}
    for rung in rungs:
        key = (rung.contacts, rung.is_answer, rung.step.to, rung.channels)
        found.setdefault(key, []).append(rung)
    return map(tuple, found.values())


def _waits(
    step: EscalationStep | Reaction, scenario: Scenario, index: Mapping[StepId, int]
) -> Iterable[Wait]:
    for after in step.after:
        reference = None if after.step is None else index[after.step]
        if after.wait is not None:
            yield _wait(reference, after.wait, from_deadline=False)
        elif after.step is not None:
            deadline = scenario.step(after.step).deadline
            if deadline is None:
                raise AssertionError(f"`{after.step}` has no deadline")  # refused on construction
            yield _wait(reference, deadline, from_deadline=True)


def _wait(step: int | None, duration: Duration, *, from_deadline: bool) -> Wait:
    days = plain_days(duration)
    return Wait(step, duration, from_deadline, None if days is None else days + from_deadline)


def announcing(
    rungs: Iterable[Rung], index: Mapping[StepId, int]
) -> Iterator[tuple[Rung, tuple[int, ...]]]:
    """Give the steps that announce others, whose turn comes once the deadline has passed.

    An effect that was announced is brought by the first later step that has it.
    """
    ladder = list(rungs)
    for rung in ladder:
        named = {index[StepId(name)] for name in rung.step.announces if name in index}
        for name in rung.step.announces:
            later = (each.index for each in ladder[rung.index + 1 :] if name in each.step.effects)
            named.update(islice(later, 1))
        if named and rung.step.deadline is not None:
            yield rung, tuple(sorted(named))


def phase_caps(scenario: Scenario, rungs: Iterable[Rung]) -> dict[int, int]:
    """Give by step the most contacts of its phase, where there is a most."""
    most = {rule.phase: rule.at_most for rule in scenario.phases if rule.at_most is not None}
    return {
        rung.index: most[rung.step.phase]
        for rung in rungs
        if rung.contacts and not rung.mandatory and rung.step.phase is not None
        if rung.step.phase in most
    }
