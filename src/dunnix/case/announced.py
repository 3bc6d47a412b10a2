"""What was announced to the debtor, by when, and what followed it."""

import datetime as dt
from collections.abc import Iterator, Sequence

from dunnix.case.values import Announcement
from dunnix.case.view import View
from dunnix.engine.compiled import CompiledScenario
from dunnix.metrics.activity import Deed, read_deeds
from dunnix.model import HandOver
from dunnix.scenario import DeadlineFrom, Do, EscalationStep


def announcements_of(view: View) -> tuple[Announcement, ...]:
    """Give the steps done that set a deadline, in the order done; what is announced follows one.

    An empty threat shows here: something was announced, and nothing followed.
    """
    if view.scenario is None or view.situation is None:
        return ()
    steps = {str(step.id): step for step in view.scenario.steps}
    done = [(day, deed) for day, deed in _done(view) if deed.latest.step in steps]
    found: list[Announcement] = []
    for place, (day, deed) in enumerate(done):
        step = steps[deed.latest.step]
        about = view.of(name for name, _ in deed.latest.pairs())
        if about is None or step.deadline is None:
            continue
        followed = {
            **dict(_handed_over(view, step, about, day)),
            **dict(_followed(view, step, about, done[place + 1 :])),
        }
        found.append(
            Announcement(
                on=day,
                step=step.id,
                title=step.title_in(view.language),
                receivables=about,
                announces=step.announces,
                deadline_on=_deadline(view, view.situation.compiled, step, deed, day),
                followed=tuple(sorted(followed.items(), key=lambda each: (each[1], each[0]))),
            )
        )
    return tuple(found)


def _done(view: View) -> Sequence[tuple[dt.date, Deed]]:
    deeds = read_deeds(view.account, view.as_of)
    done = [(each.counted_on, each) for each in deeds if each.counted_on is not None]
    return sorted(done, key=lambda each: (each[0], each[1].latest.identity))


def _deadline(
    view: View, compiled: CompiledScenario, step: EscalationStep, deed: Deed, day: dt.date
) -> dt.date | None:
    """Give the last day to comply; None while the delivery it runs from isn't reported."""
    from_delivery = step.deadline_from is DeadlineFrom.DELIVERED
    start = _delivered_on(view, deed) if from_delivery else day
    if start is None or step.deadline is None:
        return None
    last = step.deadline.after(start.toordinal(), compiled.calendar)
    return dt.date.fromordinal(min(last, dt.date.max.toordinal()))


def _delivered_on(view: View, deed: Deed) -> dt.date | None:
    days = (
        row.date
        for row in view.versions("actions")
        if row.identity == deed.latest.identity and row.status == "delivered"
    )
    return min(days, default=None)


def _followed(
    view: View,
    step: EscalationStep,
    about: tuple[str, ...],
    later: Sequence[tuple[dt.date, Deed]],
) -> Iterator[tuple[str, dt.date]]:
    """Give the days of steps that were announced or come after this one, the first day last."""
    wanted = {each.id for each in _to_follow(view, step)}
    for day, deed in reversed(later):
        named = {name for name, _ in deed.latest.pairs()}
        if deed.latest.step in wanted and _meet(named, about):
            yield deed.latest.step, day


def _handed_over(
    view: View, step: EscalationStep, about: tuple[str, ...], day: dt.date
) -> Iterator[tuple[str, dt.date]]:
    """Give the hand-over that followed, where a host recorded it as a happening."""
    steps = [each.id for each in _to_follow(view, step) if each.do is Do.HAND_OVER]
    for each in view.known("happenings"):
        if isinstance(each, HandOver) and day <= each.date <= view.as_of:
            named = {each.invoice} if each.invoice is not None else set[str]()
            if _meet(named, about):
                yield from ((step_id, each.date) for step_id in steps)


def _to_follow(view: View, step: EscalationStep) -> list[EscalationStep]:
    steps = () if view.scenario is None else view.scenario.steps
    return [
        each
        for each in steps
        if each.id in step.announces or any(after.step == step.id for after in each.after)
    ]


def _meet(named: set[str], about: tuple[str, ...]) -> bool:
    return not named or not about or not named.isdisjoint(about)
