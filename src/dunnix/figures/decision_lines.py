"""What the picture of a decision says beside a mark or below a bar."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from dunnix.engine import Decision
from dunnix.figures.events import Event, Hold, Kind, Row
from dunnix.figures.labels import TEXT_SIZE, Line, folded, name_line
from dunnix.figures.measure import shortened
from dunnix.figures.step_lines import title_of
from dunnix.figures.svg import plain
from dunnix.figures.words import Words, event_said

_WIDEST: Final = 150.0


def lines_of(decision: Decision, each: Event | Hold, words: Words) -> tuple[Line, ...]:
    """Give the lines beside an event, or the one below a hold."""
    if isinstance(each, Hold):
        return (Line(_reason(each, words), "held-name"),)
    title, day = _title(decision, each, words), words.day(dt.date.fromordinal(each.day))
    match each.kind:
        case Kind.NOW | Kind.ALONG:
            how = words.name(each.said) if each.said else words.say("task")
            return (name_line(words.say(each.kind, step=title), kind="now"), Line(how))
        case Kind.LATER:
            return _two(title, *_coming(each, day, words))
        case Kind.CAME:
            return (*(Line(line, "step") for line in folded(title, width=_WIDEST)), Line(day))
        case Kind.DONE:
            return _two(title, day)
        case Kind.MISSED | Kind.IN_FLIGHT:
            said = "refused-action" if each.said == "refused" else each.said
            return _two(title, f"{words.say(said)} {day}")


def _coming(event: Event, day: str, words: Words) -> Iterator[str]:
    """Say when a step is to be expected, who has to confirm it, and how many come after it."""
    first = day if event.sure or event.said else f"≈ {day}"
    yield f"{first} · {words.say('more', count=event.more)}" if event.more else first
    if event.said:
        yield words.say("confirmed", role=event.said)


def _two(title: str, *below: str) -> tuple[Line, ...]:
    return (Line(shortened(title, TEXT_SIZE, _WIDEST), "step"), *map(Line, below))


def _title(decision: Decision, event: Event, words: Words) -> str:
    if event.kind is Kind.CAME:
        return plain(event_said(event.step, event.said or None, words))
    for step in decision.rules.steps:
        if step.id == event.step:
            return title_of(step, words)
        if step.summary is not None and step.summary_id == event.step:
            return plain(words.say("summary-of", step=title_of(step, words)))
    for reaction in decision.rules.reactions:
        if reaction.id == event.step:
            return title_of(reaction, words)
    return plain(words.name(event.step))


def told_of(decision: Decision, row: Row, event: Event, words: Words) -> str:
    """Say an event in one line, for those who hear or hover over the picture."""
    day = words.day(dt.date.fromordinal(event.day))
    lines = [line.text for line in lines_of(decision, event, words)]
    return " · ".join(dict.fromkeys([plain(row.receivable), plain(event.step), *lines, day]))


def _reason(hold: Hold, words: Words) -> str:
    reason = words.name("held-task" if hold.reason == "task" else hold.reason)
    if hold.until is not None:
        day = words.day(dt.date.fromordinal(hold.until))
        reason = words.say("until", reason=reason, day=day)
    return reason if hold.amount is None else f"{reason} · {hold.amount}"
