"""An agenda as iCalendar, so that any calendar shows it."""

import datetime as dt
from typing import TYPE_CHECKING, Final

from dunnix.planning.agenda import Agenda
from dunnix.planning.entries import AgendaEntry, EntryState

if TYPE_CHECKING:
    from icalendar import Calendar, Event

_CALL: Final = dt.timedelta(minutes=15)
_ONE_DAY: Final = dt.timedelta(1)


def to_ical(agenda: Agenda) -> str:
    """Give an agenda as the text of an `.ics` file: an event an entry.

    An event lasts the whole day, or a quarter of an hour where a time was agreed on, in the
    debtor's zone. What is late stands on the day of the agenda. A second export updates the events
    of the first, for an event is known by its key; what is no longer in it has to be deleted by
    hand, unless the calendar subscribes to the file. Debtors are named by id, people not at all.

    Needs the package `icalendar` (`pip install "dunnix[agenda]"`); raises `ModuleNotFoundError`
    naming it where it is missing.
    """
    try:
        from icalendar import Calendar  # an extra
    except ModuleNotFoundError as error:
        hint = 'pip install "dunnix[agenda]"'
        raise ModuleNotFoundError(f"the package `icalendar` is missing: {hint}") from error
    calendar = Calendar()
    calendar.add("prodid", "-//dunnix//agenda//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for entry in agenda.entries:
        calendar.add_component(_event(entry, agenda.as_of))
    return _text(calendar)


def _text(calendar: "Calendar") -> str:
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written.decode("utf-8")


def _event(entry: AgendaEntry, as_of: dt.date) -> "Event":
    from icalendar import Event

    event, day = Event(), max(entry.on, as_of)
    event.add("uid", _uid(entry))
    event.add("dtstamp", dt.datetime.combine(as_of, dt.time(), dt.UTC))
    start = _moment(entry, day)
    event.add("dtstart", day if start is None else start)
    event.add("dtend", day + _ONE_DAY if start is None else start + _CALL)
    event.add("summary", _summary(entry))
    event.add("description", _description(entry))
    event.add("categories", [str(entry.kind), str(entry.state)])
    event.add("transp", "TRANSPARENT" if start is None else "OPAQUE")
    return event


def _uid(entry: AgendaEntry) -> str:
    """Name an event by what it is about, the same before its day and on it."""
    return f"{entry.debtor}/{entry.kind}/{entry.answers or entry.key}@dunnix"


def _moment(entry: AgendaEntry, day: dt.date) -> dt.datetime | None:
    """Give the start in the debtor's zone; a time of a day that has passed is no time of today."""
    if entry.time is None or entry.state is EntryState.LATE:
        return None
    from icalendar.timezone import tzp

    moment: dt.datetime = tzp.localize(dt.datetime.combine(day, entry.time), entry.timezone)
    return moment


def _summary(entry: AgendaEntry) -> str:
    late = f" (late since {entry.on})" if entry.state is EntryState.LATE else ""
    return f"{entry.debtor}: {entry.what}{late}"


def _description(entry: AgendaEntry) -> str:
    amount = entry.amount
    lines = [
        ("by", entry.channel),
        ("amount", None if amount is None else f"{amount.amount_text()} {amount.currency}"),
        ("about", " ".join(entry.receivables)),
        ("for", entry.owner),
        ("key", entry.key),
    ]
    return "\n".join(f"{name}: {value}" for name, value in lines if value)
