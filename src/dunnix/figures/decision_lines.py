"""What the picture of a decision says beside a mark or below a bar."""

import datetime as dt
from typing import Final

from dunnix.engine import Decision
from dunnix.figures.events import Event, Hold, Kind, Row
from dunnix.figures.labels import TEXT_SIZE, Line, name_line
from dunnix.figures.measure import shortened
from dunnix.figures.step_lines import title_of
from dunnix.figures.svg import plain
from dunnix.figures.words import Words

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
            said = day if each.sure else f"≈ {day}"
            return _two(
                title, f"{said} · {words.say('more', count=each.more)}" if each.more else said
            )
        case Kind.DONE:
            return _two(title, day)
        case Kind.MISSED | Kind.IN_FLIGHT:
            said = "refused-action" if each.said == "refused" else each.said
            return _two(title, f"{words.say(said)} {day}")


def _two(title: str, second: str) -> tuple[Line, ...]:
    return (Line(shortened(title, TEXT_SIZE, _WIDEST), "step"), Line(second))


def _title(decision: Decision, event: Event, words: Words) -> str:
    for step in decision.rules.steps:
        if step.id == event.step:
            return title_of(step, words)
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
