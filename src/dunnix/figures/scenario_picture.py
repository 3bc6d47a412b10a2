"""A scenario drawn as a timeline around the due date."""

from collections.abc import Iterator
from typing import Final

from dunnix.figures.coverage import Coverage, CoverageData, badge, read_coverage
from dunnix.figures.glyphs import RADIUS, REACH, glyph, octagon
from dunnix.figures.labels import LEVELS, Label
from dunnix.figures.lanes import Box
from dunnix.figures.scenario_layout import (
    MARGIN,
    RIBBON,
    Band,
    Panel,
    ScenarioLayout,
    Tick,
    lay_scenario,
)
from dunnix.figures.step_lines import told
from dunnix.figures.step_places import StepFigure
from dunnix.figures.style import style_sheet
from dunnix.figures.svg import escaped, group, moved, number, picture, tag
from dunnix.figures.words import Words, words
from dunnix.scenario import Scenario, Tone

_LEAST_BETWEEN_TICKS: Final = 4.0


def draw_scenario(
    scenario: Scenario, *, language: str = "en", coverage: CoverageData | None = None
) -> str:
    """Draw a scenario as an SVG text: its steps around the due date, its phases as bands.

    Each step has a mark at its day with its channel; an octagon is mandatory, a dashed line leads
    to a step that only waits for another, a bar is a deadline, small ticks are repeats. Steps
    counted from the issue date have an axis of their own. Long stretches without a step are
    shortened, with a sign on the axis.

    `coverage` is what tests came to, as plain data: `steps` and `reactions`, each a mapping from
    ids to how often they were taken, and `atoms`, the comparisons of conditions, each with the id
    of its `owner`, its `text`, and whether it was seen `true` and `false`. What isn't named there
    wasn't come to.

    Raises `ValueError` for a language without words, and for coverage of another scenario.

    >>> from dunnix.scenario import load_scenario
    >>> draw_scenario(load_scenario("gentle"))[:39]
    '<svg xmlns="http://www.w3.org/2000/svg"'
    """
    say = words(language)
    covered = None if coverage is None else read_coverage(coverage, scenario)
    layout = lay_scenario(scenario, say, covered)
    title = scenario.title_in(language)
    return picture(
        [*_heading(scenario, title, say, covered), *_panels(layout, say, covered)],
        size=(layout.width, layout.height),
        title=title,
        description=_description(scenario, say),
        style=style_sheet(),
    )


def _description(scenario: Scenario, say: Words) -> str:
    if not scenario.steps:
        return say.say("no-steps")
    steps = "; ".join(told(step, say) for step in scenario.steps)
    return say.say("scenario-says", count=len(scenario.steps), steps=steps)


def _heading(scenario: Scenario, title: str, say: Words, covered: Coverage | None) -> Iterator[str]:
    yield tag("text", escaped(title), x=MARGIN, y=24.0, class_="head")
    ref = say.say("scenario", id=scenario.id, version=scenario.version)
    yield tag("text", escaped(ref), x=MARGIN, y=43.0, class_="soft")
    if covered is not None:
        total = covered.total("steps-tested", [each.id for each in scenario.steps], say)
        yield tag("text", escaped(total), x=MARGIN, y=59.0, class_="soft")


def _panels(layout: ScenarioLayout, say: Words, covered: Coverage | None) -> Iterator[str]:
    for panel in layout.panels:
        caption = say.say(f"from-{panel.anchor}")
        yield tag("text", escaped(caption), x=panel.axis.right, y=panel.top - 8, class_="soft end")
        yield group(_ground(panel))
        yield group(line for figure in panel.figures for line in _lines(panel, figure))
        for figure in panel.figures:
            yield group(_step(figure, say, covered), class_=figure.of.phase)
        if not panel.figures:
            text = escaped(say.say("no-steps"))
            yield tag("text", text, x=MARGIN, y=panel.bottom, class_="soft")


def _ground(panel: Panel) -> Iterator[str]:
    """Draw what lies behind the steps: phases, weeks, days and the due date."""
    for band in panel.bands:
        yield from _band(band, panel)
    base = panel.top + RIBBON
    for x in panel.weeks:
        yield tag("path", d=f"M{number(x)} {number(base)}v4", class_="tick")
    for x in panel.axis.breaks:
        yield from _break(x, panel.top)
    for tick in panel.ticks:
        yield from _tick(tick, panel)


def _band(band: Band, panel: Panel) -> Iterator[str]:
    width = band.right - band.left
    tint = Box(band.left, panel.top + RIBBON, band.right, panel.bottom)
    yield tag(
        "rect",
        x=tint.left,
        y=tint.top,
        width=width,
        height=tint.bottom - tint.top,
        stroke="none",
        class_=f"{band.phase} tint",
    )
    yield tag(
        "rect",
        x=band.left,
        y=panel.top,
        width=max(width - 1, 1.0),
        height=RIBBON,
        stroke="none",
        class_=band.phase,
    )
    middle = (band.left + band.right) / 2
    yield tag("text", escaped(band.name), x=middle, y=panel.top + 14, class_="band middle")


def _break(x: float, top: float) -> Iterator[str]:
    """Cut the axis where it is shortened."""
    cuts = f"M{number(x - 4)} {number(top + RIBBON + 7)}l4 -10m2 0l-4 10"
    yield tag("path", d=cuts, class_="due")


def _tick(tick: Tick, panel: Panel) -> Iterator[str]:
    kind = "due" if tick.is_anchor else "tick"
    low = panel.bottom if tick.is_anchor else panel.top + RIBBON + 6
    line = f"M{number(tick.x)} {number(panel.top + RIBBON)}V{number(low)}"
    yield tag("path", d=line, class_=kind)
    style = "name middle" if tick.is_anchor else "soft middle"
    yield tag("text", escaped(tick.text), x=tick.x, y=tick.box.bottom - 3, class_=style)


def _lines(panel: Panel, figure: StepFigure) -> Iterator[str]:
    """Draw the lines of a step: up to the axis, and from the step it follows."""
    if figure.waits_from is None:
        top = panel.top + RIBBON + 22
        stem = f"M{number(figure.x)} {number(figure.y - REACH)}V{number(top)}"
        yield tag("path", d=stem, class_="stem")
        return
    x, y = figure.waits_from
    if figure.x - x <= REACH:
        way = f"V{number(figure.y - REACH)}"
    elif figure.label.at_end:
        way = f"H{number(figure.x)}V{number(figure.y - REACH)}"
    else:
        way = f"V{number(figure.y)}H{number(figure.x - REACH)}"
    yield tag("path", d=f"M{number(x)} {number(y)}{way}", class_="line dashed")


def _step(figure: StepFigure, say: Words, covered: Coverage | None) -> Iterator[str]:
    step, phase = figure.of.step, figure.of.phase
    yield tag("title", escaped(told(step, say)))
    yield from _track(figure)
    mark = tag("circle", r=RADIUS, class_=phase)
    ring = ""
    if step.mandatory:
        mark = tag("polygon", points=octagon(RADIUS), class_=phase)
        ring = tag("polygon", points=octagon(REACH - 0.5), class_=f"{phase} ring", fill="none")
    elif figure.waits_from is not None:
        ring = tag("circle", r=REACH - 0.5, class_=f"{phase} ring dashed")
    symbol = glyph(step.channel or step.do)
    seen = badge(covered, step.id)
    yield tag("g", ring, mark, symbol, seen, transform=moved(figure.x, figure.y))
    yield from draw_label(figure.label)


def _track(figure: StepFigure) -> Iterator[str]:
    """Draw below a step how long its deadline is, and when it is done again."""
    phase, y = figure.of.phase, figure.track
    if figure.deadline is not None:
        bar = f"M{number(figure.x)} {number(y)}H{number(figure.deadline)}"
        yield tag("path", d=bar, class_=f"{phase} bar")
        cap = f"M{number(figure.deadline)} {number(y - 5)}v10"
        yield tag("path", d=cap, class_=f"{phase} cap")
    drawn = figure.x
    if figure.repeats:
        line = f"M{number(figure.x)} {number(y)}H{number(figure.repeats[-1])}"
        yield tag("path", d=line, class_=f"{phase} thin")
    for x in figure.repeats:
        if x - drawn >= _LEAST_BETWEEN_TICKS:
            yield tag("path", d=f"M{number(x)} {number(y - 4)}v8", class_=f"{phase} again")
            drawn = x
    if figure.of.endless and figure.repeats:
        dots = f"M{number(drawn + 5)} {number(y)}h12"
        yield tag("path", d=dots, class_=f"{phase} again dashed")


def draw_label(label: Label) -> Iterator[str]:
    """Draw lines of text, with the little bars of a tone before the line that has one."""
    end = " end" if label.at_end else ""
    for line, y in label.baselines():
        x = label.x
        if line.tone is not None:
            yield from _levels(line.tone, x - LEVELS + 4 if label.at_end else x, y)
            x += -LEVELS if label.at_end else LEVELS
        yield tag("text", escaped(line.text), x=x, y=y, class_=f"{line.kind}{end}")


def _levels(tone: Tone, x: float, y: float) -> Iterator[str]:
    for place in range(len(Tone)):
        height = 3.0 + 2.2 * place
        kind = "level" if place <= tone.rank else "unlevel"
        yield tag("rect", x=x + 4.5 * place, y=y - height, width=3.0, height=height, class_=kind)
