"""Where everything in the picture of a scenario goes: values that can be checked for overlaps."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

import attrs

from dunnix.figures.axis import Axis, lay_axis
from dunnix.figures.coverage import Coverage
from dunnix.figures.labels import TEXT_SIZE
from dunnix.figures.lanes import Box
from dunnix.figures.measure import text_width
from dunnix.figures.step_days import StepDay, step_days
from dunnix.figures.step_lines import step_lines
from dunnix.figures.step_places import StepFigure, StepTexts, place_steps, room_before
from dunnix.figures.svg import plain
from dunnix.figures.words import Words
from dunnix.scenario import Anchor, Phase, Scenario

WIDTH: Final = 960.0
MARGIN: Final = 16.0
RIBBON: Final = 20.0
_HEAD: Final = 66.0
_TICKS: Final = 28.0
_PANEL_GAP: Final = 34.0


@attrs.frozen(kw_only=True, order=False)
class Band:
    """A phase, or several that begin on one day, along the axis."""

    phase: Phase
    name: str
    left: float
    right: float


@attrs.frozen(kw_only=True, order=False)
class Tick:
    """A day written below the axis; `box` is what its text takes up."""

    x: float
    text: str
    box: Box
    is_anchor: bool = False


@attrs.frozen(kw_only=True, order=False)
class Panel:
    """The steps counted from one anchor, on an axis of their own."""

    anchor: Anchor
    axis: Axis
    top: float
    bottom: float
    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    weeks: tuple[float, ...]
    figures: tuple[StepFigure, ...]

    @property
    def box(self) -> Box:
        """The rectangle all of it lies in."""
        return Box(0, self.top, self.axis.right + MARGIN, self.bottom)


@attrs.frozen(kw_only=True, order=False)
class ScenarioLayout:
    """The whole picture, in pixels."""

    width: float
    height: float
    panels: tuple[Panel, ...]


def lay_scenario(
    scenario: Scenario, words: Words, coverage: Coverage | None = None
) -> ScenarioLayout:
    """Find a place for every step of a scenario, so that no two labels overlap."""
    days, lines = step_days(scenario), _texts(scenario, words, coverage)
    panels: list[Panel] = []
    top = _HEAD
    for anchor in Anchor:
        own = [each for each in days if each.anchor is anchor]
        if own or (anchor is Anchor.DUE and not days):
            panels.append(_panel(anchor, own, top, lines, words))
            top = panels[-1].bottom + _PANEL_GAP
    width = max(WIDTH, *(panel.axis.right + MARGIN for panel in panels))
    return ScenarioLayout(width=width, height=panels[-1].bottom + 6, panels=tuple(panels))


def _texts(scenario: Scenario, words: Words, coverage: Coverage | None) -> StepTexts:
    return {
        step.id: (
            *step_lines(step, words),
            *(() if coverage is None else coverage.lines(step.id, words)),
        )
        for step in scenario.steps
    }


def _panel(
    anchor: Anchor, steps: Sequence[StepDay], top: float, lines: StepTexts, words: Words
) -> Panel:
    runs = _runs(steps)
    first, last = _ends(steps)
    edges = _edges(runs, first, last)
    names = [_name(phases, words) for _, phases in runs]
    axis = lay_axis(
        {0, first, last, *edges, *(day for each in steps for day in (each.day, each.last_day))},
        left=MARGIN,
        right=WIDTH - MARGIN,
        at_least=[
            *room_before(steps, first, lines),
            *(
                (start, end, text_width(name, TEXT_SIZE, bold=True) + 16)
                for (start, end), name in zip(pairwise(edges), names, strict=True)
            ),
        ],
    )
    lanes_top = top + RIBBON + _TICKS
    figures, bottom = place_steps(steps, axis, lanes_top, lines)
    return Panel(
        anchor=anchor,
        axis=axis,
        top=top,
        bottom=bottom,
        bands=tuple(
            Band(phase=phases[-1], name=name, left=axis.place(start), right=axis.place(end))
            for (start, end), (_, phases), name in zip(pairwise(edges), runs, names, strict=True)
        ),
        ticks=_ticks(anchor, steps, axis, top + RIBBON, words),
        weeks=axis.weeks(0, least=7),
        figures=figures,
    )


def _runs(steps: Iterable[StepDay]) -> list[tuple[int, list[Phase]]]:
    """Give the phases in the order of their days; those that begin on one day are one run."""
    runs: list[tuple[int, list[Phase]]] = []
    for each in sorted(steps, key=lambda each: (each.day, each.phase.rank)):
        if runs and runs[-1][1][-1] is each.phase:
            continue
        if runs and runs[-1][0] == each.day:
            runs[-1][1].append(each.phase)
        else:
            runs.append((each.day, [each.phase]))
    return runs


def _ends(steps: Iterable[StepDay]) -> tuple[int, int]:
    """Give the first and the last day of the axis, with room for a mark beside each."""
    days = [0, *(day for each in steps for day in (each.day, each.last_day))]
    room = max(2, (max(days) - min(days)) // 18)
    return min(days) - room, max(days) + room


def _edges(runs: Sequence[tuple[int, list[Phase]]], first: int, last: int) -> list[int]:
    """Give the days between which each phase lies; what is before due ends there."""
    edges = [first]
    for (before, phases), (day, _) in pairwise(runs):
        ends_at_due = phases[-1] is Phase.PRE_DUE and before < 0 < day
        edges.append(0 if ends_at_due else day)
    return [*edges, last] if runs else edges


def _name(phases: Iterable[Phase], words: Words) -> str:
    return ", ".join(words.name(phase) for phase in phases)


def _ticks(
    anchor: Anchor, steps: Iterable[StepDay], axis: Axis, top: float, words: Words
) -> tuple[Tick, ...]:
    """Write the days of the steps, the anchor first; leave out those that find no room."""
    ticks = [_tick(axis, 0, plain(words.name(anchor)), top, is_anchor=True)]
    for each in steps:
        about = "≈ " if each.about else ""
        sign = "\N{MINUS SIGN}" if each.day < 0 else "+"
        tick = _tick(axis, each.day, f"{about}{sign}{abs(each.day)}", top)
        if each.day and not any(tick.box.overlaps(other.box) for other in ticks):
            ticks.append(tick)
    return tuple(ticks)


def _tick(axis: Axis, day: int, text: str, top: float, *, is_anchor: bool = False) -> Tick:
    x, half = axis.place(day), text_width(text, TEXT_SIZE, bold=is_anchor) / 2 + 3
    box = Box(x - half, top + 4, x + half, top + 20)
    return Tick(x=x, text=text, box=box, is_anchor=is_anchor)
