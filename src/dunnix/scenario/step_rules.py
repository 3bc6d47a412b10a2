"""What must hold within one step."""

from collections.abc import Callable, Iterator
from typing import Final

from dunnix.scenario.choices import Do, Phase
from dunnix.scenario.drafts import StepKeys
from dunnix.scenario.faults import Fault
from dunnix.scenario.timing import Anchor, Duration, Timing, Unit

Wrong = frozenset[str]
"""The keys that were given but can't be read: no rule builds on them."""


Rule = Callable[[StepKeys, Wrong], Iterator[Fault]]


def faults_of_step(step: StepKeys, wrong: Wrong) -> list[Fault]:
    """Give all that is wrong with a step taken by itself; paths start at the step."""
    return [fault for rule in _RULES for fault in rule(step, wrong)]


def _when_it_is_due(step: StepKeys, wrong: Wrong) -> Iterator[Fault]:
    if step.at is None and not step.after and not wrong & {"at", "after"}:
        yield Fault(
            code="missing-key",
            message="a step needs `at` or `after`",
            hint='say when it is due, such as at = "due + 5d"',
        )


def _mandatory_has_no_way_out(step: StepKeys, _: Wrong) -> Iterator[Fault]:
    if not step.mandatory:
        return
    if step.when is not None:
        yield Fault(
            code="mandatory-with-when",
            message="a mandatory step can't depend on a condition: later steps would wait for ever",
            hint="leave out `when` or `mandatory`",
            path=("when",),
        )
    if step.until is not None:
        yield Fault(
            code="mandatory-with-until",
            message="a mandatory step can't end: later steps would wait for ever",
            hint="leave out `until` or `mandatory`",
            path=("until",),
        )


def channel_fits(step: StepKeys, wrong: Wrong) -> Iterator[Fault]:
    """Find what is missing for a contact, or given without one."""
    if "do" in wrong:
        return
    if step.do is Do.SEND:
        if step.channel is None and "channel" not in wrong:
            yield Fault(
                code="missing-channel",
                message="a step that contacts the debtor needs `channel`",
                hint='add such as channel = "email", or say what else to `do`',
            )
        return
    for key in ("channel", "fallback", "copy", "summary"):
        if getattr(step, key):
            yield Fault(
                code="channel-without-send",
                message=f'a step with do = "{step.do}" contacts nobody and has no `{key}`',
                hint=f"leave out `{key}` or `do`",
                path=(key,),
                at_key=True,
            )


def fallback_differs(step: StepKeys, _: Wrong) -> Iterator[Fault]:
    """Find the channel itself among those that should stand in for it."""
    for place, channel in enumerate(step.fallback):
        if channel == step.channel:
            yield Fault(
                code="fallback-is-channel",
                message=f"the fallback `{channel}` is the channel it should stand in for",
                hint="name another channel or leave it out",
                path=("fallback", place),
            )


def copy_differs(step: StepKeys, _: Wrong) -> Iterator[Fault]:
    """Find the channel itself among those of the copies."""
    for place, channel in enumerate(step.copy):
        if channel == step.channel:
            yield Fault(
                code="copy-is-channel",
                message=f"the copy goes out by `{channel}`, as the step itself does",
                hint="name another channel or leave it out",
                path=("copy", place),
            )


def path_leads_to_court(step: StepKeys, wrong: Wrong) -> Iterator[Fault]:
    """Find a way to court that no court is asked by."""
    if step.path is not None and step.do is not Do.COURT and "do" not in wrong:
        yield Fault(
            code="path-without-court",
            message=f'a step with do = "{step.do}" takes no way to court',
            hint='leave out `path`, or write do = "court"',
            path=("path",),
            at_key=True,
        )


def waiver_has_a_fee(step: StepKeys, wrong: Wrong) -> Iterator[Fault]:
    """Find a fee that could be waived, and is none."""
    if step.fee_waived_if_paid_within is not None and step.fee is None and "fee" not in wrong:
        yield Fault(
            code="fee-missing",
            message="`fee_waived_if_paid_within` without a `fee` that could be waived",
            hint='add such as fee = "15.00", or leave it out',
            path=("fee_waived_if_paid_within",),
            at_key=True,
        )


def _announces_with_deadline(step: StepKeys, wrong: Wrong) -> Iterator[Fault]:
    if step.announces and step.deadline is None and "deadline" not in wrong:
        yield Fault(
            code="deadline-missing",
            message="what a step announces follows its deadline, but there is no `deadline`",
            hint='add such as deadline = "8d", or leave out `announces`',
            path=("announces",),
        )


def _deadline_from_needs_deadline(step: StepKeys, wrong: Wrong) -> Iterator[Fault]:
    if step.deadline is None and step.deadline_from != "done" and "deadline" not in wrong:
        yield Fault(
            code="deadline-missing",
            message="`deadline_from` says where a deadline runs from, but there is no `deadline`",
            hint='add such as deadline = "8d", or leave out `deadline_from`',
            path=("deadline_from",),
        )


def ends_after_it_begins(step: StepKeys, wrong: Wrong) -> Iterator[Fault]:
    """Find an end that surely lies before the beginning."""
    if step.at is None or "until" in wrong:
        return
    ends: list[tuple[tuple[str, ...], Timing | None]] = [(("until",), step.until)]
    if step.repeat is not None:
        ends.append((("repeat", "until"), step.repeat.until))
    if "latest" not in wrong:
        ends.append((("latest",), step.latest))
    for path, end in ends:
        if end is not None and is_before(end, step.at):
            yield Fault(
                code="until-before-at",
                message=f"`{end}` lies before `{step.at}`, the day the step begins",
                hint="let it end on the day it begins, or later",
                path=path,
            )


def _repeat_is_late_after_its_turn(step: StepKeys, _: Wrong) -> Iterator[Fault]:
    repeat = step.repeat
    if repeat is None or repeat.latest is None:
        return
    if is_shorter(repeat.latest, repeat.every):
        yield Fault(
            code="late-before-its-turn",
            message=f"a repeat is late after `{repeat.latest}`, before its turn comes, "
            f"`{repeat.every}` after the last",
            hint="let `latest` be as long as `every`, or longer",
            path=("repeat", "latest"),
        )


def is_before(end: Timing, begin: Timing) -> bool:
    """Say whether a date surely lies before another, whatever the calendar."""
    if end.anchor is not begin.anchor or end.end_of_month or begin.end_of_month:
        return False
    return _is_less(offset_of(end), offset_of(begin))


def is_shorter(one: Duration, other: Duration) -> bool:
    """Say whether a time is surely shorter than another, whatever the calendar."""
    return _is_less(counted(one, 1), counted(other, 1))


def _is_less(one: tuple[int, str], other: tuple[int, str]) -> bool:
    if one[1] == other[1] or 0 in {one[0], other[0]}:
        return one[0] < other[0]
    return one[0] < 0 < other[0]


def offset_of(timing: Timing) -> tuple[int, str]:
    """Give how far the date lies from its anchor, and the unit: weeks are days."""
    if timing.offset is None:
        return 0, Unit.DAY
    return counted(timing.offset, timing.sign)


def counted(duration: Duration, sign: int) -> tuple[int, str]:
    """Give a time as a count and its unit: weeks are days."""
    count = sign * duration.count
    if duration.unit is Unit.WEEK:
        return 7 * count, Unit.DAY
    return count, duration.unit


def _phase_fits(step: StepKeys, _: Wrong) -> Iterator[Fault]:
    due = Timing(anchor=Anchor.DUE)
    if step.phase is Phase.PRE_DUE and step.at is not None and is_before(due, step.at):
        yield Fault(
            code="pre-due-after-due",
            message=f"`{step.at}` lies after the due date, where the phase `pre-due` has ended",
            hint="choose another phase, or a day up to `due`",
            path=("phase",),
        )


_RULES: Final[tuple[Rule, ...]] = (
    _when_it_is_due,
    _mandatory_has_no_way_out,
    channel_fits,
    fallback_differs,
    copy_differs,
    path_leads_to_court,
    waiver_has_a_fee,
    _deadline_from_needs_deadline,
    _announces_with_deadline,
    ends_after_it_begins,
    _repeat_is_late_after_its_turn,
    _phase_fits,
)
