"""Where everything in the tree of a scenario's reactions goes: events, reactions, what then."""

from collections.abc import Iterator
from typing import Final

import attrs

from dunnix.figures.coverage import Coverage
from dunnix.figures.glyphs import REACH
from dunnix.figures.labels import LEVELS, LINE, TEXT_SIZE, Label, Line, folded, name_line, wrapped
from dunnix.figures.measure import shortened
from dunnix.figures.reaction_groups import Branch, ReactionGroup, reaction_groups
from dunnix.figures.step_lines import how, title_of, what_else
from dunnix.figures.svg import plain
from dunnix.figures.words import Words, event_said
from dunnix.scenario import CONTINUE, Anchor, Duration, Reaction, Scenario, Timing, Unit

WIDTH: Final = 860.0
MARGIN: Final = 16.0
TRUNK: Final = 214.0
MARK: Final = 246.0
THEN: Final = 636.0
_HEAD: Final = 60.0
_COVERED: Final = 12.0
_EVENT: Final = TRUNK - MARGIN - 12
_LABEL: Final = MARK + REACH + 6
_WIDEST: Final = THEN - _LABEL - 36
_AFTER: Final = WIDTH - MARGIN - THEN
_BETWEEN: Final = 12.0
_USUAL_END: Final = Timing(anchor=Anchor.EVENT, offset=Duration(30, Unit.DAY))


@attrs.frozen(kw_only=True, order=False)
class BranchFigure:
    """A reaction in the tree: its mark, its label, and what then becomes of the ladder."""

    of: Branch
    y: float
    label: Label
    then: Label


@attrs.frozen(kw_only=True, order=False)
class GroupFigure:
    """Something that happens, and the reactions to it."""

    of: ReactionGroup
    top: float
    bottom: float
    label: Label
    branches: tuple[BranchFigure, ...]


@attrs.frozen(kw_only=True, order=False)
class ReactionLayout:
    """The whole tree, in pixels."""

    height: float
    groups: tuple[GroupFigure, ...]


def lay_reactions(scenario: Scenario, words: Words, coverage: Coverage | None) -> ReactionLayout:
    """Find a place for every reaction, so that no two labels overlap."""
    groups: list[GroupFigure] = []
    top = _HEAD if coverage is None else _HEAD + _COVERED
    for group in reaction_groups(scenario):
        groups.append(_group(scenario, group, top, words, coverage))
        top = groups[-1].bottom
    return ReactionLayout(height=top + (8 if groups else 24), groups=tuple(groups))


def _group(
    scenario: Scenario, group: ReactionGroup, top: float, words: Words, coverage: Coverage | None
) -> GroupFigure:
    label = Label(_event_lines(group, words), MARGIN, top + _BETWEEN)
    branches: list[BranchFigure] = []
    low = label.top
    for branch in group.branches:
        branches.append(_branch(scenario, branch, low, words, coverage))
        boxes = (branches[-1].label.box, branches[-1].then.box)
        low = max(low + 2 * REACH, *(box.bottom for box in boxes)) + _BETWEEN
    bottom = max(low, label.box.bottom + _BETWEEN)
    return GroupFigure(of=group, top=top, bottom=bottom, label=label, branches=tuple(branches))


def _event_lines(group: ReactionGroup, words: Words) -> tuple[Line, ...]:
    on = group.on
    said = plain(event_said(on.event, on.detail, words))
    told = [Line(text, "step") for text in folded(said, width=_EVENT)]
    return (*told, *(Line(text) for text in folded(plain(str(on)), width=_EVENT)))


def _branch(
    scenario: Scenario, branch: Branch, top: float, words: Words, coverage: Coverage | None
) -> BranchFigure:
    reaction = branch.reaction
    more = () if coverage is None else coverage.lines(reaction.id, words)
    lines = (*_reaction_lines(branch, words), *more)
    kind = "soft" if reaction.then == CONTINUE else "step"
    said = folded(then_said(scenario, reaction, words), width=_AFTER)
    then, y = tuple(Line(text, kind) for text in said), top + REACH
    return BranchFigure(
        of=branch,
        y=y,
        label=Label(lines, _LABEL, top),
        then=Label(then, THEN, y - LINE * len(then) / 2),
    )


def _reaction_lines(branch: Branch, words: Words) -> tuple[Line, ...]:
    reaction = branch.reaction
    by = Line(shortened(" · ".join(how(reaction, words)), TEXT_SIZE, _WIDEST - LEVELS))
    parts = (*_when(branch, words), *what_else(reaction, words))
    chunks = (each for part in parts for each in folded(plain(part), width=_WIDEST))
    return (
        name_line(title_of(reaction, words), width=_WIDEST),
        attrs.evolve(by, tone=reaction.tone),
        *wrapped(chunks, width=_WIDEST),
    )


def _when(branch: Branch, words: Words) -> Iterator[str]:
    reaction = branch.reaction
    at = "" if reaction.at is None or reaction.at.offset is None else words.timing(reaction.at)
    when = at or words.say("at-once")
    yield words.say("else", when=when) if branch.is_else else when
    if reaction.title:
        yield reaction.id
    if reaction.times is not None:
        yield words.say("times-at-most", times=reaction.times)
    if reaction.until is not None and reaction.until not in (reaction.at, _USUAL_END):
        yield words.say("until-day", day=words.timing(reaction.until))


def then_said(scenario: Scenario, reaction: Reaction, words: Words) -> str:
    """Say how the ladder goes on after a reaction."""
    if reaction.then.step is None:
        return words.say("then-stop" if reaction.then.stop else "then-continue")
    goal = next(step for step in scenario.steps if step.id == reaction.then.step)
    return plain(words.say("then-go-to", step=title_of(goal, words)))


def reaction_told(branch: Branch, words: Words) -> str:
    """Say a reaction in one line, for those who hear or hover over the picture."""
    reaction = branch.reaction
    parts = (*how(reaction, words), *_when(branch, words), *what_else(reaction, words))
    return " · ".join([title_of(reaction, words), *(plain(part) for part in parts)])
