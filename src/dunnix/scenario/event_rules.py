"""What must hold between reactions, their events, and the dates counted from events."""

from collections.abc import Iterator

from dunnix.errors import Severity
from dunnix.scenario.choices import Do
from dunnix.scenario.draft_scenario import Draft
from dunnix.scenario.drafts import ReactionKeys, StepKeys
from dunnix.scenario.faults import Fault, Path
from dunnix.scenario.readers import shown
from dunnix.scenario.tables import words
from dunnix.scenario.timing import Anchor, Timing
from dunnix.scenario.triggers import Event, TaskKind


def events_are_of_reactions(draft: Draft) -> Iterator[Fault]:
    """Find dates of steps and phases that are counted from what only a reaction has."""
    for place, step in enumerate(draft.steps):
        for path, timing in _dates(step):
            if timing is not None and timing.anchor is Anchor.EVENT:
                yield Fault(
                    code="anchor-out-of-place",
                    message="a step of the ladder has no `event` to be counted from",
                    hint="count from `due` or `issue`, or make it a [[reaction]]",
                    path=("step", place, *path),
                )
    for rule in draft.scenario.phases:
        if rule.ends_by is not None and rule.ends_by.anchor not in {Anchor.DUE, Anchor.ISSUE}:
            yield Fault(
                code="anchor-out-of-place",
                message=f"the end of a phase can't be counted from `{rule.ends_by.anchor}`",
                hint="count from `due` or `issue`",
                path=("phases", rule.phase, "ends_by"),
            )


def _dates(step: StepKeys) -> Iterator[tuple[Path, Timing | None]]:
    yield ("at",), step.at
    yield ("until",), step.until
    yield ("latest",), step.latest
    if step.repeat is not None:
        yield ("repeat", "until"), step.repeat.until


def anchors_come_about(draft: Draft) -> Iterator[Fault]:
    """Warn of steps counted from a hand-over or a go-to that nothing here brings about."""
    reactions = draft.scenario.reactions
    hands_over = any(each.do is Do.HAND_OVER for each in (*draft.steps, *reactions))
    goes_to = {each.then.step for each in reactions}
    for place, step in enumerate(draft.steps):
        if step.at is None:
            continue
        path: Path = ("step", place, "at")
        if step.at.anchor is Anchor.HAND_OVER and not hands_over:
            yield _warning(
                "nothing-hands-over",
                "no step hands anything over: it comes only if a hand-over is recorded otherwise",
                'add a step with do = "hand-over", or allow this',
                path,
            )
        if step.at.anchor is Anchor.GO_TO and step.id not in goes_to:
            yield _warning(
                "nothing-goes-there",
                "no reaction goes to this step: it never comes",
                f'write then = "go-to:{step.id}" in a reaction, or count from `due`',
                path,
            )


def events_are_reported(draft: Draft) -> Iterator[Fault]:
    """Warn of tasks that aren't among those proposed."""
    for place, reaction in enumerate(draft.scenario.reactions):
        detail = reaction.on.detail if reaction.on.event is Event.TASK_DONE else None
        if detail is not None and detail not in list(TaskKind):
            yield _warning(
                "nobody-reports",
                f"no task `{shown(detail)}` is ever proposed: a host must record it by itself",
                f"the tasks proposed are {words(TaskKind)}",
                ("reaction", place, "on"),
            )


def reactions_differ(draft: Draft) -> Iterator[Fault]:
    """Warn of reactions that never come, for an earlier one always does."""
    seen: dict[tuple[object, ...], ReactionKeys] = {}
    for place, reaction in enumerate(draft.scenario.reactions):
        unread = any(draft.is_wrong_in_reaction(place, key) for key in ("on", "at", "when"))
        if unread or reaction.when is not None:
            continue
        at = str(reaction.at or Anchor.EVENT)
        earlier = seen.get((str(reaction.on), at))
        if earlier is not None:
            yield _warning(
                "reaction-shadowed",
                f"`{earlier.id}` always comes first: this reaction never does",
                "give one of them a condition with `when`, or another day with `at`",
                ("reaction", place, "on"),
            )
        elif reaction.times is None:
            seen[(str(reaction.on), at)] = reaction


def _warning(code: str, message: str, hint: str, path: Path) -> Fault:
    return Fault(code=code, message=message, hint=hint, severity=Severity.WARNING, path=path)
