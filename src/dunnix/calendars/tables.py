"""The calendars that ship with the package, read from their tables when asked for."""

import datetime as dt
import functools
from typing import TYPE_CHECKING, TypedDict

from dunnix.calendars.calendar import Calendar
from dunnix.errors import UnknownCalendarError, did_you_mean

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_WEEKENDS = "weekends"


class CalendarTable(TypedDict):
    """A shipped calendar as its file holds it; the days of a year are `MM-DD` apart by spaces."""

    id: str
    title: str
    source: str
    weekend: list[int]
    known_from: str
    known_until: str
    closed: dict[str, str]
    opened: dict[str, str]


@functools.cache
def calendar_names() -> tuple[str, ...]:
    """Give the names `load_calendar` takes, sorted.

    >>> "FR-ALSACE-MOSELLE" in calendar_names()
    True
    """
    files = (each.name for each in _folder().iterdir() if each.name.endswith(".json"))
    return tuple(sorted([_WEEKENDS, *(name.removesuffix(".json") for name in files)]))


@functools.cache
def load_calendar(name: str) -> Calendar:
    """Give a shipped calendar by its name; an unknown one raises UnknownCalendarError.

    >>> load_calendar("FR").is_open(dt.date(2026, 7, 14))
    False
    """
    if name == _WEEKENDS:
        return Calendar.weekends()
    table = read_table(name)
    return Calendar(
        id=table["id"],
        weekend=table["weekend"],
        closed=_days(table["closed"]),
        opened=_days(table["opened"]),
        known_from=dt.date.fromisoformat(table["known_from"]),
        known_until=dt.date.fromisoformat(table["known_until"]),
    )


def read_table(name: str) -> CalendarTable:
    """Read a shipped table with its title and source."""
    # Looked up in the list first: a name is never used as a path.
    if name not in calendar_names() or name == _WEEKENDS:
        raise _unknown(name)
    import json

    table: CalendarTable = json.loads(_folder().joinpath(f"{name}.json").read_text("utf-8"))
    return table


def _folder() -> "Traversable":
    # Imported on first use, to keep `import dunnix` short.
    from importlib import resources

    return resources.files("dunnix.calendars").joinpath("data")


def _days(by_year: dict[str, str]) -> list[dt.date]:
    return [
        dt.date.fromisoformat(f"{year}-{day}")
        for year, days in by_year.items()
        for day in days.split()
    ]


def _unknown(name: str) -> UnknownCalendarError:
    names = calendar_names()
    upper = name.strip().upper().replace("_", "-")
    hint = f"did you mean `{upper}`?" if upper in names else did_you_mean(name, names)
    # Without a near name all of them would be listed, which helps nobody.
    if hint is None or not hint.startswith("did you mean"):
        hint = "`calendar_names()` lists those that ship, `Calendar(...)` makes your own"
    return UnknownCalendarError(f"no calendar `{name}` ships with dunnix; {hint}")
