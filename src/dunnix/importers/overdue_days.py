"""The lengths of time of Tryton, such as `15`, `2w 1d` or `15 days, 0:00:00`, as days."""

import re
from typing import Final

from dunnix.importers.row import Row
from dunnix.model.rows import shown

# 15, 15d, 2w 1d, or as Python writes a length of time: 15 days, 0:00:00
_LENGTH: Final = re.compile(
    r"(?:(?P<weeks>-?\d{1,4})\s*(?:w|weeks?))?\s*(?:(?P<days>-?\d{1,5})\s*(?:d|days?)?)?"
    r"(?P<clock>,?\s*0?0:00(?::00)?)?",
    re.ASCII | re.IGNORECASE,
)


def overdue_days(row: Row, name: str) -> int | None:
    """Read after how many days a level comes; None where it says none."""
    text = row.text(name)
    if text is None:
        return None
    found = _LENGTH.fullmatch(text)
    if found is None or not any(found.groups()):
        hint = "write whole days, as `15` or `15d`"
        row.refuse(name, "bad-number", f"`{shown(text)}` is no number of days", hint)
        return None
    days = 7 * int(found["weeks"] or 0) + int(found["days"] or 0)
    return row.checked_days(name, days)
