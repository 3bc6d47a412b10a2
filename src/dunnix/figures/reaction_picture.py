"""A scenario's reactions drawn as a small tree: what happens, what is done, how it goes on."""

from collections.abc import Iterator
from typing import Final

from dunnix.figures.coverage import Coverage, CoverageData, badge, read_coverage
from dunnix.figures.glyphs import RADIUS, REACH, glyph
from dunnix.figures.reaction_groups import reaction_groups
from dunnix.figures.reaction_layout import (
    MARGIN,
    MARK,
    THEN,
    TRUNK,
    WIDTH,
    BranchFigure,
    GroupFigure,
    lay_reactions,
    reaction_told,
    then_said,
)
from dunnix.figures.scenario_picture import draw_label
from dunnix.figures.style import style_sheet
from dunnix.figures.svg import escaped, group, moved, number, picture, tag
from dunnix.figures.words import Words, event_said, words
from dunnix.scenario import Reaction, Scenario

_FROM_EVENT: Final = 10.0
_ARROW: Final = 18.0


def draw_reactions(
    scenario: Scenario, *, language: str = "en", coverage: CoverageData | None = None
) -> str:
    """Draw the reactions of a scenario as an SVG text: a tree from what happens to what then.

    Events stand in the order of the file, with a reason before those without. To the right of each
    are its reactions by their days, as they are chosen: of those of one day the first whose
    condition holds, the next are headed `else`. Last comes how the ladder goes on. `coverage` marks
    what tests came to, as in `draw_scenario`. Raises `ValueError` for a language without words,
    and for coverage of another scenario.

    >>> from dunnix.scenario import load_scenario
    >>> "Understand the refusal" in draw_reactions(load_scenario("fr-b2b"))
    True
    """
    say = words(language)
    covered = None if coverage is None else read_coverage(coverage, scenario)
    layout = lay_reactions(scenario, say, covered)
    title = scenario.title_in(language)
    return picture(
        [*_heading(scenario, title, say, covered), *_groups(layout.groups, say, covered)],
        size=(WIDTH, layout.height),
        title=title,
        description=_description(scenario, say),
        style=style_sheet(),
    )


def _description(scenario: Scenario, say: Words) -> str:
    if not scenario.reactions:
        return say.say("no-reactions")
    told = "; ".join(
        f"{event_said(each.on.event, each.on.detail, say)}: {reaction_told(branch, say)}, "
        f"{then_said(scenario, branch.reaction, say)}"
        for each in reaction_groups(scenario)
        for branch in each.branches
    )
    return say.say("reactions-say", count=len(scenario.reactions), reactions=told)


def _heading(scenario: Scenario, title: str, say: Words, covered: Coverage | None) -> Iterator[str]:
    yield tag("text", escaped(title), x=MARGIN, y=24.0, class_="head")
    said = say.say("reactions", id=scenario.id, version=scenario.version)
    yield tag("text", escaped(said), x=MARGIN, y=43.0, class_="soft")
    if covered is not None:
        total = covered.total("reactions-tested", [each.id for each in scenario.reactions], say)
        yield tag("text", escaped(total), x=MARGIN, y=59.0, class_="soft")


def _groups(groups: tuple[GroupFigure, ...], say: Words, covered: Coverage | None) -> Iterator[str]:
    for each in groups:
        yield group(_group(each, say, covered))
    if not groups:
        yield tag("text", escaped(say.say("no-reactions")), x=MARGIN, y=72.0, class_="soft")


def _group(figure: GroupFigure, say: Words, covered: Coverage | None) -> Iterator[str]:
    line = f"M{number(MARGIN)} {number(figure.top)}H{number(WIDTH - MARGIN)}"
    yield tag("path", d=line, class_="row")
    yield tag("path", d="".join(_twigs(figure)), class_="line")
    yield from draw_label(figure.label)
    for each in figure.branches:
        yield group(_branch(each, say, covered))


def _twigs(figure: GroupFigure) -> Iterator[str]:
    """Draw the line from an event to each of its reactions."""
    first = figure.branches[0].y
    start = figure.label.box.right + _FROM_EVENT
    yield f"M{number(start)} {number(first)}H{number(MARK - REACH)}"
    for each in figure.branches[1:]:
        yield f"M{number(TRUNK)} {number(first)}V{number(each.y)}H{number(MARK - REACH)}"


def _branch(figure: BranchFigure, say: Words, covered: Coverage | None) -> Iterator[str]:
    reaction = figure.of.reaction
    yield tag("title", escaped(reaction_told(figure.of, say)))
    disc = tag("circle", r=RADIUS, class_="answer")
    symbol = glyph(reaction.channel or reaction.do)
    yield tag("g", disc, symbol, badge(covered, reaction.id), transform=moved(MARK, figure.y))
    yield from draw_label(figure.label)
    yield tag("path", d=_then_sign(reaction, figure.y), class_="due")
    yield from draw_label(figure.then)


def _then_sign(reaction: Reaction, y: float) -> str:
    """Draw an arrow, or a line that ends at a wall where the ladder stops."""
    start = f"M{number(THEN - _ARROW - 8)} {number(y)}h{number(_ARROW)}"
    return f"{start}m0-6v12" if reaction.then.stop else f"{start}m-5-4l5 4-5 4"
