"""An agenda as iCalendar, so that any calendar shows it."""

import datetime as dt
from importlib import import_module
from typing import Final, Protocol

from dunnix.planning.agenda import Agenda
from dunnix.planning.agenda_entry import AgendaEntry, AgendaState

_CALL: Final = dt.timedelta(minutes=15)
_ONE_DAY: Final = dt.timedelta(1)


class _Component(Protocol):
    """What we ask of the package's calendars and events, which it doesn't type in full."""

    def add(self, name: str, value: object) -> None: ...

    def add_component(self, component: "_Component") -> None: ...

    def add_missing_timezones(self) -> None: ...

    def to_ical(self) -> bytes: ...


def to_ical(agenda: Agenda) -> str:
    """Give an agenda as the text of an `.ics` file: an event an entry.

    An event lasts the whole day, or a quarter of an hour where a time was agreed on, in the
    debtor's zone. What is late stands on the day of the agenda. A second export updates the events
    of the first, for an event is known by its key; what is no longer in it has to be deleted by
    hand, unless the calendar subscribes to the file. Debtors are named by id, people not at all.

    Needs the package `icalendar` (`pip install '.[agenda]'`); raises `ModuleNotFoundError`
    naming it where it is missing.
    """
    calendar = _component("Calendar")
    calendar.add("prodid", "-//dunnix//agenda//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for entry in agenda.entries:
        calendar.add_component(_event(entry, agenda.as_of))
    calendar.add_missing_timezones()
    return calendar.to_ical().decode("utf-8")


def _component(name: str) -> _Component:
    try:
        made: _Component = getattr(import_module("icalendar"), name)()  # an extra
    except ModuleNotFoundError as error:
        hint = "pip install '.[agenda]'"
        raise ModuleNotFoundError(f"the package `icalendar` is missing: {hint}") from error
    return made


def _event(entry: AgendaEntry, as_of: dt.date) -> _Component:
    event, day = _component("Event"), max(entry.on, as_of)
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
    if entry.time is None or entry.state is AgendaState.LATE:
        return None
    zones = import_module("icalendar.timezone").tzp
    moment: dt.datetime = zones.localize(dt.datetime.combine(day, entry.time), entry.timezone)
    return moment


def _summary(entry: AgendaEntry) -> str:
    late = f" (late since {entry.on})" if entry.state is AgendaState.LATE else ""
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
