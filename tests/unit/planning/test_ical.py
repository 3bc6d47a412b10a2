import datetime as dt
import importlib.util
import sys

import pytest
from debtors import TODAY, day, owing, short_scenario

from dunnix.model import CallBack, Task
from dunnix.planning import Agenda, agenda, to_ical

HAS_ICALENDAR = importlib.util.find_spec("icalendar") is not None
needs_icalendar = pytest.mark.skipif(not HAS_ICALENDAR, reason="the extra `agenda` is missing")

ONE_REMINDER = """\
BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//dunnix//agenda//EN\r
CALSCALE:GREGORIAN\r
METHOD:PUBLISH\r
BEGIN:VEVENT\r
SUMMARY:D1: reminder\r
DTSTART;VALUE=DATE:20260205\r
DTEND;VALUE=DATE:20260206\r
DTSTAMP:20260205T000000Z\r
UID:D1/action/short:F-D1:reminder:1@dunnix\r
CATEGORIES:action,today\r
DESCRIPTION:by: email\\namount: 90.00 EUR\\nabout: F-D1\\nfor: lea\\nkey: shor\r
 t:F-D1:reminder:1\r
TRANSP:TRANSPARENT\r
END:VEVENT\r
END:VCALENDAR\r
"""


def exported(*, days: int = 0, as_of: dt.date = TODAY, timezone: str | None = None) -> Agenda:
    return agenda(short_scenario(), owing(timezone=timezone), as_of=as_of, days=days)


@needs_icalendar
def test_an_agenda_is_written_as_a_calendar() -> None:
    assert to_ical(exported()) == ONE_REMINDER


@needs_icalendar
def test_every_event_read_back_has_what_calendars_require() -> None:
    from icalendar import Calendar

    found = exported(days=40)

    calendar = Calendar.from_ical(to_ical(found))
    events = calendar.walk("VEVENT")

    assert len(events) == len(found.entries) == 4
    assert all({"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} <= set(each) for each in events)
    assert [each.decoded("DTSTART") for each in events] == [each.on for each in found.entries]
    assert len({each["UID"] for each in events}) == len(events)


@needs_icalendar
def test_a_call_agreed_on_stands_at_its_hour_in_the_debtors_zone() -> None:
    from icalendar import Calendar

    account = owing(timezone="America/New_York").record(
        CallBack(id="C1", date=day(20), until=day(9, 3), time=dt.time(10, 30))
    )
    found = agenda(short_scenario(), account, as_of=day(1, 3), days=10)

    calendar = Calendar.from_ical(to_ical(found))
    starts = [each.decoded("DTSTART") for each in calendar.walk("VEVENT")]
    (call,) = [each for each in starts if isinstance(each, dt.datetime)]

    # Clocks were put forward there on the 8th of March: it is four hours behind UTC.
    assert call.astimezone(dt.UTC) == dt.datetime(2026, 3, 9, 14, 30, tzinfo=dt.UTC)
    assert [str(each["TZID"]) for each in calendar.walk("VTIMEZONE")] == ["America/New_York"]


@needs_icalendar
def test_an_event_keeps_its_name_from_coming_to_late() -> None:
    from icalendar import Calendar

    account = owing(due=day(28)).record(
        CallBack(id="C1", date=TODAY, until=day(9)), Task(id="T1", due_on=day(9), kind="check")
    )

    names = [
        {
            str(each["UID"])
            for each in Calendar.from_ical(
                to_ical(agenda(short_scenario(), account, as_of=on, days=5))
            ).walk("VEVENT")
        }
        for on in (day(6), day(9), day(11))
    ]

    assert names == [{"D1/call-back/C1@dunnix", "D1/task/T1@dunnix"}] * 3


@needs_icalendar
def test_what_is_late_stands_on_the_day_of_the_agenda_and_says_since_when() -> None:
    from icalendar import Calendar

    (event,) = Calendar.from_ical(to_ical(exported(as_of=day(7)))).walk("VEVENT")

    assert event.decoded("DTSTART") == day(7)
    assert str(event["SUMMARY"]) == "D1: reminder (late since 2026-02-05)"


@needs_icalendar
def test_the_same_agenda_gives_the_same_text() -> None:
    assert to_ical(exported(days=40)) == to_ical(exported(days=40))


def test_without_the_extra_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)

    with pytest.raises(ModuleNotFoundError, match=r"pip install '\.\[agenda\]'"):
        to_ical(exported())
