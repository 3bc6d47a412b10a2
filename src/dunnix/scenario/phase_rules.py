"""What must hold between the phases and their steps, and between the rules of contact."""

from collections.abc import Iterator

from dunnix.errors import Severity
from dunnix.scenario.defaults import with_defaults
from dunnix.scenario.draft_scenario import Draft
from dunnix.scenario.faults import Fault
from dunnix.scenario.step_rules import is_before, is_shorter


def phases_have_steps(draft: Draft) -> Iterator[Fault]:
    """Find phases that end before their steps begin, and warn of those without any."""
    scenario = draft.scenario
    if not scenario.phases:
        return
    steps = with_defaults(
        draft.steps, attempts=scenario.attempts, on_closed_day=scenario.on_closed_day
    )
    unread = any(draft.is_wrong(place, "phase") for place in range(len(steps)))
    for rule in scenario.phases:
        own = [step for step in steps if step.phase is rule.phase]
        if not own and not unread and "step" not in draft.wrong:
            yield Fault(
                code="phase-without-steps",
                message=f"no step belongs to the phase `{rule.phase}`",
                hint="leave the phase out, or give a step of it",
                severity=Severity.WARNING,
                path=("phases", rule.phase),
                at_key=True,
            )
        for step in own:
            if step.at is None or rule.ends_by is None or not is_before(rule.ends_by, step.at):
                continue
            yield Fault(
                code="phase-ends-before-step",
                message=f"the phase `{rule.phase}` ends by `{rule.ends_by}`, "
                f"before `{step.id}` begins at `{step.at}`",
                hint="let the phase end later, or the step come before",
                path=("phases", rule.phase, "ends_by"),
            )


def silence_is_longer_than_the_gap(draft: Draft) -> Iterator[Fault]:
    """Find a longest silence that the gap between contacts already exceeds."""
    silence, gap = draft.scenario.contact.silence_at_most, draft.scenario.gap
    if silence is not None and is_shorter(silence, gap):
        yield Fault(
            code="silence-shorter-than-gap",
            message=f"a silence of at most `{silence}` is shorter than the gap of `{gap}`",
            hint="let `silence_at_most` be longer than `gap`",
            path=("contact", "silence_at_most"),
        )
