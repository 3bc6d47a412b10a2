"""Where the steps of a scenario go on an axis: marks in lanes, each with its label."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import attrs

from dunnix.figures.axis import Axis
from dunnix.figures.glyphs import REACH
from dunnix.figures.labels import Label, Line, widest
from dunnix.figures.lanes import Box, Span, lanes_of, tops_of
from dunnix.figures.step_days import StepDay
from dunnix.scenario import StepId

StepTexts: TypeAlias = Mapping[StepId, tuple[Line, ...]]
"""What is written beside each step."""
_BETWEEN: Final = 12.0
_TRACK: Final = 12.0
_BESIDE: Final = REACH + 5
_FROM_LINE: Final = 8.0


@attrs.frozen(kw_only=True, order=False)
class StepFigure:
    """A step in the picture: its mark, its label, its deadline and its repeats.

    `box` is all it takes up of its lane. `waits_from` is where the dashed line begins that leads
    from the step it follows; `track` is the height deadline, repeats and that line are drawn at.
    """

    of: StepDay
    x: float
    y: float
    label: Label
    box: Box
    track: float
    deadline: float | None = None
    repeats: tuple[float, ...] = ()
    waits_from: tuple[float, float] | None = None

    @property
    def is_above_label(self) -> bool:
        """Whether the mark stands above its label, not beside it."""
        return self.label.top > self.y


def room_before(
    steps: Iterable[StepDay], first: int, lines: StepTexts
) -> Iterator[tuple[int, int, float]]:
    """Ask for room between the first day and the anchor, for the labels of the steps before it."""
    for each in steps:
        if each.day < 0:
            yield first, 0, widest(lines[each.step.id]) + 2 * _FROM_LINE


def place_steps(
    steps: Sequence[StepDay], axis: Axis, top: float, lines: StepTexts
) -> tuple[tuple[StepFigure, ...], float]:
    """Put the steps into lanes; give them, and where the last lane ends."""
    ordered = sorted(steps, key=lambda each: each.day)
    labels = [_label(each, axis, lines[each.step.id]) for each in ordered]
    spans = [_span(each, axis, label) for each, label in zip(ordered, labels, strict=True)]
    lanes = lanes_of(spans, gap=12)
    tops = tops_of(spans, lanes, top=top)
    found: dict[StepId, StepFigure] = {}
    for each, label, span, lane in zip(ordered, labels, spans, lanes, strict=True):
        figure = _figure(each, axis, label, span, tops[lane])
        found[each.step.id] = _joined(figure, found)
    return tuple(found.values()), tops[-1]


def _label(each: StepDay, axis: Axis, lines: tuple[Line, ...]) -> Label:
    """Put a label beside its mark, below the top of its lane.

    It stands to the right, to the left where the picture ends, and below the mark where it would
    cross the line of the anchor.
    """
    x, width = axis.place(each.day), widest(lines)
    line = axis.place(0)
    left = min(x - REACH, line - _FROM_LINE - width)
    if x < line < x + _BESIDE + width and left >= axis.left:
        return Label(lines, left, 2 * REACH + 2)
    if x + _BESIDE + width > axis.right:
        return Label(lines, x - _BESIDE, 0, at_end=True)
    return Label(lines, x + _BESIDE, 0)


def _span(each: StepDay, axis: Axis, label: Label) -> Span:
    """Give what a step needs of its lane: mark, label, and what is drawn below."""
    x, box = axis.place(each.day), label.box
    ends = [axis.place(day) for day in (each.deadline_end, each.from_day) if day is not None]
    more = _TRACK if ends or each.repeats else 0.0
    return Span(
        min([x - REACH, box.left, *ends]),
        max(x + REACH, box.right, axis.place(each.last_day)),
        max(2 * REACH, box.bottom) + more + _BETWEEN,
    )


def _figure(each: StepDay, axis: Axis, label: Label, span: Span, top: float) -> StepFigure:
    track = top + max(2 * REACH, label.box.bottom) + 5
    return StepFigure(
        of=each,
        x=axis.place(each.day),
        y=top + REACH,
        label=attrs.evolve(label, top=top + label.top),
        box=Box(span.left, top, span.right, top + span.height - _BETWEEN),
        track=track,
        deadline=None if each.deadline_end is None else axis.place(each.deadline_end),
        repeats=tuple(axis.place(day) for day in each.repeats),
        waits_from=None if each.from_day is None else (axis.place(each.from_day), track),
    )


def _joined(figure: StepFigure, found: dict[StepId, StepFigure]) -> StepFigure:
    """Let the dashed line begin at the mark of the step it follows, or at its deadline's end."""
    other = None if figure.of.follows is None else found.get(figure.of.follows)
    if other is None or figure.waits_from is None:
        return figure
    x = figure.waits_from[0]
    below = x > other.x or figure.label.at_end or other.is_above_label
    return attrs.evolve(figure, waits_from=(x, other.track if below else other.y + REACH))
