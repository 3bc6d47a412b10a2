"""Ids, versions and the names of calendars and time zones."""

import re
from typing import Final

from dunnix.calendars import calendar_names
from dunnix.forms import formed, forms
from dunnix.scenario.declarations import near
from dunnix.scenario.faults import Fault, Faulty
from dunnix.scenario.readers import shown, word, wrong_type

RESERVED: Final = frozenset(
    {
        *("due", "issue", "event", "eom", "previous", "hand-over", "go-to", "today"),
        *("and", "or", "not", "in", "known", "true", "false", "none", "all", "step"),
    }
)
_LONGEST_ID: Final = 64
_ID_HINT: Final = "write small letters, digits and single hyphens, such as `formal-notice`"
_ID: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")

read_version: Final = word(
    r"[0-9A-Za-z][0-9A-Za-z._-]{0,31}",
    code="bad-version",
    what="version",
    hint='write up to 32 letters, digits, `.`, `_` or `-`, such as "2026.1"',
)
read_timezone: Final = word(
    r"[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+)*",
    code="unknown-timezone",
    what="time zone",
    hint="write a name of the IANA list, such as `Europe/Paris` or `UTC`",
)


@formed(forms.but_not(forms.text(_ID.pattern, longest=_LONGEST_ID), RESERVED))
def read_id(value: object) -> str:
    """Read the id of a scenario or a step."""
    if not isinstance(value, str):
        raise wrong_type(value, "a quoted id", _ID_HINT)
    if value in RESERVED:
        raise Faulty(
            Fault(
                code="reserved-word",
                message=f"`{value}` is a word of the language and can't be an id",
                hint=f"choose another, such as `{value}-notice`",
            )
        )
    if not _ID.fullmatch(value) or len(value) > _LONGEST_ID:
        found = f"`{shown(value)}`" if value else "an empty text"
        raise Faulty(Fault(code="bad-id", message=f"{found} is no id", hint=_ID_HINT))
    return value


@formed({"type": "integer", "enum": [1]})
def read_language_version(value: object) -> int:
    """Read the version of the language: 1 is the only one there is."""
    if type(value) is not int:
        raise wrong_type(value, "the number of the language's version", "write dunnix = 1")
    if value != 1:
        raise Faulty(
            Fault(
                code="unknown-language-version",
                message=f"`{shown(str(value))}` is no version of the language this dunnix reads",
                hint="write 1, or use a newer dunnix",
            )
        )
    return value


@formed(lambda: forms.words(calendar_names()))
def read_calendar(value: object) -> str:
    """Read the name of a shipped calendar."""
    hint = 'write such as "FR", "DE-BY", "TARGET" or "weekends"'
    if not isinstance(value, str):
        raise wrong_type(value, "the quoted name of a calendar", hint)
    if value not in calendar_names():
        raise Faulty(
            Fault(
                code="unknown-calendar",
                message=f"`{shown(value)}` is no calendar that ships with dunnix",
                hint=near(value.upper(), calendar_names(), hint),
            )
        )
    return value
