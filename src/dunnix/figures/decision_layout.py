"""Where everything in the picture of a decision goes: a row for each open receivable."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from dunnix.engine import Decision
from dunnix.figures.axis import Axis, lay_axis
from dunnix.figures.decision_days import EDGE, TOP, DayTick, as_of_tick, day_ticks, review_tick
from dunnix.figures.decision_lines import lines_of, told_of
from dunnix.figures.decision_rows import rows_of
from dunnix.figures.events import Event, Hold, Kind, Row
from dunnix.figures.glyphs import REACH
from dunnix.figures.labels import LINE, Label, Line, name_line, widest
from dunnix.figures.lanes import Box, Span, lanes_of, tops_of
from dunnix.figures.svg import plain
from dunnix.figures.words import Words
from dunnix.planning import Projection

WIDTH: Final = 960.0
MARGIN: Final = 16.0
COLUMN: Final = 184.0
BAR: Final = 12.0
_MOST_ROWS: Final = 12
_FEW_ROWS: Final = 3
_MOST_LATER: Final = 7
_FEWER_LATER: Final = 2
_FEWER_PLAYED: Final = 4
_FAR: Final = 60
# However long the past: what comes has room for its labels at the right of today.
_AHEAD: Final = 340.0
_BETWEEN: Final = 10.0
_ROW_TOP: Final = 18.0


@attrs.frozen(kw_only=True, order=False)
class Mark:
    """An event in the picture; `box` is what mark and label take up."""

    of: Event
    x: float
    y: float
    label: Label
    box: Box
    told: str


@attrs.frozen(kw_only=True, order=False)
class HoldBar:
    """A held part in the picture: a hatched bar, open where no end is known, its reason below."""

    of: Hold
    left: float
    right: float
    top: float
    is_open: bool
    label: Label
    box: Box


@attrs.frozen(kw_only=True, order=False)
class RowFigure:
    """A receivable in the picture: its name and due date at the left, its days at the right."""

    of: Row
    name: Label
    due_x: float
    top: float
    bottom: float
    marks: tuple[Mark, ...]
    bars: tuple[HoldBar, ...]


@attrs.frozen(kw_only=True, order=False)
class DecisionLayout:
    """The whole picture, in pixels; `more` counts the receivables that found no row."""

    width: float
    height: float
    top: float
    axis: Axis
    ticks: tuple[DayTick, ...]
    as_of: DayTick
    review: DayTick | None
    rows: tuple[RowFigure, ...]
    more: int


def lay_decision(
    decision: Decision, words: Words, projection: Projection | None = None
) -> DecisionLayout:
    """Find a place for all that a decision says of its oldest receivables."""
    rows = rows_of(decision, projection)
    few = _FEWER_LATER if projection is None else _FEWER_PLAYED
    most = _MOST_LATER if len(rows) <= _FEW_ROWS else few
    shown = [_trimmed(row, most) for row in rows[:_MOST_ROWS]]
    axis = _axis(decision, shown)
    figures: list[RowFigure] = []
    top = TOP
    for row in shown:
        figures.append(_row(decision, row, axis, top, words))
        top = figures[-1].bottom
    more = len(rows) - len(shown)
    as_of, review = as_of_tick(decision, axis, words), review_tick(decision, axis, words)
    return DecisionLayout(
        width=WIDTH,
        height=top + (30 if more or not rows else 10),
        top=TOP,
        axis=axis,
        ticks=day_ticks(axis, [each.x for each in (as_of, review) if each is not None], words),
        as_of=as_of,
        review=review,
        rows=tuple(figures),
        more=more,
    )


def _trimmed(row: Row, most: int) -> Row:
    """Leave out the steps that lie far ahead; the last one shown says how many."""
    later = [event for event in row.events if event.kind is Kind.LATER]
    over = len(later) - most
    if over <= 0:
        return row
    kept = [event for event in row.events if event.kind is not Kind.LATER]
    last = attrs.evolve(later[most - 1], more=over)
    return attrs.evolve(row, events=(*kept, *later[: most - 1], last))


def _axis(decision: Decision, rows: Sequence[Row]) -> Axis:
    today = decision.as_of.toordinal()
    days = {today, *(day for row in rows for day in _days(row))}
    if decision.next_review is not None and decision.next_review.toordinal() - today <= _FAR:
        days.add(decision.next_review.toordinal())
    far = max(days) + _FAR
    ends = (hold.until for row in rows for hold in row.holds if hold.until is not None)
    days |= {end for end in ends if end <= far}
    room = max(2, (max(days) - min(days)) // 24)
    last = min(max(days) + 2 * room, dt.date.max.toordinal())
    days |= {max(min(days) - room, 1), last}
    comes = any(each.kind is Kind.LATER for row in rows for each in row.events)
    ahead = [(today, last, _AHEAD)] if comes else []
    return lay_axis(days, left=COLUMN, right=EDGE, at_least=ahead)


def _days(row: Row) -> Iterator[int]:
    yield row.due
    yield from (event.day for event in row.events)
    yield from (hold.since for hold in row.holds)


def _row(decision: Decision, row: Row, axis: Axis, top: float, words: Words) -> RowFigure:
    today = decision.as_of.toordinal()
    content: list[Event | Hold] = [*row.events, *row.holds]
    content.sort(key=lambda each: each.day if isinstance(each, Event) else max(each.since, today))
    texts = [lines_of(decision, each, words) for each in content]
    spans = [_span(each, axis, text) for each, text in zip(content, texts, strict=True)]
    lanes = lanes_of(spans, gap=8)
    tops = tops_of(spans, lanes, top=top + _ROW_TOP)
    name = _name(row, top, words)
    marks: list[Mark] = []
    bars: list[HoldBar] = []
    for each, text, span, lane in zip(content, texts, spans, lanes, strict=True):
        if isinstance(each, Hold):
            bars.append(_bar(each, axis, text, span, tops[lane]))
        else:
            told = told_of(decision, row, each, words)
            marks.append(_mark(each, axis, text, span, tops[lane], told))
    return RowFigure(
        of=row,
        name=name,
        due_x=axis.place(row.due),
        top=top,
        bottom=max(tops[-1], name.box.bottom + _BETWEEN),
        marks=tuple(marks),
        bars=tuple(bars),
    )


def _name(row: Row, top: float, words: Words) -> Label:
    width = COLUMN - MARGIN - 14
    due = words.say("due-on", day=words.day(dt.date.fromordinal(row.due)))
    lines = (name_line(plain(row.receivable), width=width), Line(due), Line(str(row.amount)))
    return Label(lines, MARGIN, top + 8)


def _span(each: Event | Hold, axis: Axis, lines: Sequence[Line]) -> Span:
    if isinstance(each, Hold):
        left, right = _ends(each, axis)
        width = widest(lines) + 4
        at_end = left + width > axis.right
        near = right - width if at_end else left
        return Span(
            min(left, near), max(right, left + width) if not at_end else right, 36.0, at_end
        )
    x, reach = axis.place(each.day), REACH + 4 + widest(lines)
    height = _height(lines) + _BETWEEN / 2
    if x + reach > axis.right:
        return Span(x - reach, x + REACH, height, at_end=True)
    return Span(x - REACH, x + reach, height)


def _height(lines: Sequence[Line]) -> float:
    """Give how high a mark with its label is: two lines stand beside its middle, more below."""
    return max(2 * REACH, REACH + LINE * (len(lines) - 1))


def _ends(hold: Hold, axis: Axis) -> tuple[float, float]:
    left = axis.place(hold.since)
    return left, axis.right if hold.until is None else max(axis.place(hold.until), left + 6)


def _mark(
    event: Event, axis: Axis, lines: Sequence[Line], span: Span, top: float, told: str
) -> Mark:
    x = axis.place(event.day)
    beside = x - REACH - 4 if span.at_end else x + REACH + 4
    middle = top + REACH
    return Mark(
        of=event,
        x=x,
        y=middle,
        label=Label(tuple(lines), beside, middle - LINE, at_end=span.at_end),
        box=Box(span.left, top, span.right, top + _height(lines)),
        told=told,
    )


def _bar(hold: Hold, axis: Axis, lines: Sequence[Line], span: Span, top: float) -> HoldBar:
    left, right = _ends(hold, axis)
    return HoldBar(
        of=hold,
        left=left,
        right=right,
        top=top + 3,
        is_open=hold.until is None or hold.until > axis.days[-1],
        label=Label(tuple(lines), right if span.at_end else left + 4, top + BAR + 4, span.at_end),
        box=Box(span.left, top + 3, span.right, top + BAR + 4 + LINE),
    )
