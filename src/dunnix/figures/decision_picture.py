"""A decision drawn as the account on its scenario's timeline: done, today, held, later."""

import datetime as dt
from collections.abc import Iterator

from dunnix.calendars import Calendar
from dunnix.engine import Decision, decide
from dunnix.figures.decision_days import DayTick
from dunnix.figures.decision_layout import (
    BAR,
    COLUMN,
    MARGIN,
    DecisionLayout,
    HoldBar,
    Mark,
    RowFigure,
    lay_decision,
)
from dunnix.figures.events import Kind
from dunnix.figures.glyphs import RADIUS, REACH, glyph
from dunnix.figures.scenario_picture import draw_label
from dunnix.figures.style import style_sheet
from dunnix.figures.svg import escaped, group, moved, number, picture, tag
from dunnix.figures.words import Words, words
from dunnix.model import Account
from dunnix.planning import Projection, project
from dunnix.scenario import Scenario, Strategy

_CLASSES = {
    Kind.DONE: "was",
    Kind.MISSED: "missed",
    Kind.IN_FLIGHT: "was",
    Kind.CAME: "came",
    Kind.NOW: "next",
    Kind.ALONG: "next",
    Kind.LATER: "later",
}


def draw_decision(decision: Decision, *, language: str = "en") -> str:
    """Draw a decision as an SVG text: the account on its scenario's timeline.

    Each open receivable has a row, the oldest due first, twelve at most: what was done and is
    known, today's action with a ring, what is held as a hatched bar with its reason, and pale the
    steps to be expected if nothing happens (`≈` where more than the calendar decides). English
    pictures write dates as ISO 8601. Raises `ValueError` for a language without words.

    >>> import datetime as dt
    >>> from dunnix.engine import decide
    >>> from dunnix.model import Account, Debtor
    >>> from dunnix.scenario import load_scenario
    >>> account = Account(debtor=Debtor(id="D1"))
    >>> decision = decide(load_scenario("gentle"), account, as_of=dt.date(2026, 2, 5))
    >>> "Nothing is open." in draw_decision(decision)
    True
    """
    return account_picture(decision, None, words(language))


def draw_account(
    scenario: Scenario | Strategy,
    account: Account,
    *,
    as_of: dt.date,
    days: int = 60,
    language: str = "en",
    calendar: Calendar | None = None,
) -> str:
    """Draw an account as an SVG text: what happened, what is held and why, and what comes.

    A row shows what `draw_decision` shows, and beside what we did what came from the debtor:
    payments, promises, disputes, replies. What comes is played forward under `silence` for so many
    days: conditions are asked, repeats and what will be held included, and a dashed edge means that
    somebody has to confirm it. It misleads where the debtor does anything. Raises what `decide` and
    `project` raise, and `ValueError` for a language without words.

    >>> from dunnix.model import Debtor
    >>> from dunnix.scenario import load_scenario
    >>> account = Account(debtor=Debtor(id="D1"))
    >>> drawn = draw_account(load_scenario("gentle"), account, as_of=dt.date(2026, 2, 5))
    >>> "if nothing happens until 2026-04-06" in drawn
    True
    """
    say = words(language)
    decision = decide(scenario, account, as_of=as_of, calendar=calendar)
    played = project(scenario, account, as_of=as_of, days=days, calendar=calendar)
    return account_picture(decision, played, say)


def account_picture(decision: Decision, played: Projection | None, say: Words) -> str:
    """Draw a decision, with what comes where the account was played forward."""
    layout = lay_decision(decision, say, played)
    title = say.say("decision", debtor=decision.debtor, day=say.day(decision.as_of))
    counts = _counts(decision, played, say)
    return picture(
        [_hatch(), *_heading(title, counts), *_body(layout, say)],
        size=(layout.width, layout.height),
        title=title,
        description=_description(counts, layout, say),
        style=style_sheet(),
    )


def _description(counts: str, layout: DecisionLayout, say: Words) -> str:
    if not layout.rows:
        return say.say("settled")
    marks = [mark.told for row in layout.rows for mark in row.marks if mark.of.kind is Kind.NOW]
    bars = [
        f"{row.of.receivable} · {line.text}"
        for row in layout.rows
        for bar in row.bars
        for line in bar.label.lines
    ]
    return "; ".join([counts, *marks, *bars])


def _counts(decision: Decision, played: Projection | None, say: Words) -> str:
    said = [
        say.say("by", scenario=decision.scenario),
        say.say("to-do", count=len(decision.next_actions)),
        say.say("held-count", count=len({each.receivable for each in decision.held})),
    ]
    if decision.next_review is not None:
        said.append(say.say("ask-again-on", day=say.day(decision.next_review)))
    if played is not None:
        said.append(say.say("outlook", day=say.day(played.until)))
    return " · ".join(said)


def _hatch() -> str:
    lines = tag("path", d="M-1 1l2-2M0 7l7-7M6 8l2-2", class_="held")
    return tag(
        "defs",
        tag(
            "pattern",
            lines,
            id="{id}-hatch",
            width=7.0,
            height=7.0,
            patternUnits="userSpaceOnUse",
        ),
    )


def _heading(title: str, counts: str) -> Iterator[str]:
    yield tag("text", escaped(title), x=MARGIN, y=24.0, class_="head")
    yield tag("text", escaped(counts), x=MARGIN, y=43.0, class_="soft")


def _body(layout: DecisionLayout, say: Words) -> Iterator[str]:
    bottom = layout.rows[-1].bottom if layout.rows else layout.height - 30
    yield from _days(layout, bottom)
    for row in layout.rows:
        yield group(_row(row, layout))
    if layout.more or not layout.rows:
        text = say.say("more", count=layout.more) if layout.more else say.say("settled")
        yield tag("text", escaped(text), x=MARGIN, y=bottom + 20, class_="soft")


def _days(layout: DecisionLayout, bottom: float) -> Iterator[str]:
    for tick in layout.ticks:
        yield _upright(tick.x, tick.box.bottom + 1, bottom, "row")
        yield _day_text(tick, "soft middle")
    for x in layout.axis.breaks:
        cuts = f"M{number(x - 4)} {number(layout.top + 5)}l4 -10m2 0l-4 10"
        yield tag("path", d=cuts, class_="due")
    if layout.review is not None:
        yield _upright(layout.review.x, layout.review.box.bottom + 2, bottom, "review")
        yield _day_text(layout.review, "soft middle")
    yield _upright(layout.as_of.x, layout.as_of.box.bottom + 2, bottom, "today")
    yield _day_text(layout.as_of, "now middle")


def _upright(x: float, top: float, bottom: float, kind: str) -> str:
    return tag("path", d=f"M{number(x)} {number(top)}V{number(bottom)}", class_=kind)


def _day_text(tick: DayTick, kind: str) -> str:
    middle = (tick.box.left + tick.box.right) / 2
    return tag("text", escaped(tick.text), x=middle, y=tick.box.bottom - 3, class_=kind)


def _row(row: RowFigure, layout: DecisionLayout) -> Iterator[str]:
    line = f"M{number(MARGIN)} {number(row.top)}H{number(layout.width - MARGIN)}"
    yield tag("path", d=line, class_="row")
    yield from draw_label(row.name)
    yield from _due(row, layout)
    for bar in row.bars:
        yield group(_bar(bar))
    for mark in row.marks:
        yield group(_mark(mark))


def _due(row: RowFigure, layout: DecisionLayout) -> Iterator[str]:
    """Draw a flag on the due date, and a line from it to today where that is past."""
    x, y = row.due_x, row.top + 8
    if x < layout.as_of.x:
        yield tag("path", d=f"M{number(x)} {number(y)}H{number(layout.as_of.x)}", class_="late")
    if x >= COLUMN:
        yield tag("path", d=f"M{number(x)} {number(y + 8)}v-13l9 4-9 4z", class_="flag")


def _bar(bar: HoldBar) -> Iterator[str]:
    low = bar.top + BAR
    yield tag("title", *(escaped(line.text) for line in bar.label.lines))
    yield tag(
        "rect",
        x=bar.left,
        y=bar.top,
        width=bar.right - bar.left,
        height=BAR,
        fill="url(#{id}-hatch)",
    )
    sides = (f"M{number(bar.left)} {number(y)}H{number(bar.right)}" for y in (bar.top, low))
    yield tag("path", d="".join(sides), class_="held")
    ends = (bar.left,) if bar.is_open else (bar.left, bar.right)
    caps = (f"M{number(x)} {number(bar.top - 1)}v{number(BAR + 2)}" for x in ends)
    yield tag("path", d="".join(caps), class_="due")
    yield from draw_label(bar.label)


def _mark(mark: Mark) -> Iterator[str]:
    kind = _CLASSES[mark.of.kind]
    yield tag("title", escaped(mark.told))
    ring = ""
    if mark.of.kind is Kind.NOW:
        ring = tag("circle", r=REACH - 0.5, class_="next ring", fill="none")
    elif mark.of.kind is Kind.IN_FLIGHT:
        ring = tag("circle", r=REACH - 0.5, class_="was ring dashed", fill="none")
    dashed = " dashed" if mark.of.kind is Kind.LATER and not mark.of.sure else ""
    disc = tag("circle", r=RADIUS, class_=f"{kind}{dashed}")
    yield tag("g", ring, disc, glyph(mark.of.symbol), transform=moved(mark.x, mark.y))
    yield from draw_label(mark.label)
