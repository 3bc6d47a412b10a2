"""The date formulas of Business Central, such as `14D`, `2W` or `1M+5D`, as days."""

import re
from typing import Final

from dunnix.importers.row import Row
from dunnix.model.rows import shown

_TERM: Final = re.compile(r"([+-]?)\s*([0-9]{1,4})\s*([DWM])\s*", re.ASCII)
_DAYS: Final = {"D": 1, "W": 7, "M": 30}


def formula_days(row: Row, name: str) -> tuple[int, bool]:
    """Give the days of a formula, none where it is empty, and whether months are among them.

    A month is taken as 30 days.
    """
    text = (row.text(name) or "").strip().removeprefix("<").removesuffix(">").strip()
    terms = [found.groups() for found in _TERM.finditer(text.upper())]
    if _TERM.sub("", text.upper()):
        hint = "write days, weeks or months, such as `14D`, `2W` or `1M`, in English letters"
        row.refuse(name, "bad-date-formula", f"`{shown(text)}` is no number of days", hint)
        return 0, False
    days = sum((-1 if sign == "-" else 1) * int(count) * _DAYS[unit] for sign, count, unit in terms)
    checked = row.checked_days(name, days)
    return checked or 0, any(unit == "M" for _, _, unit in terms)
