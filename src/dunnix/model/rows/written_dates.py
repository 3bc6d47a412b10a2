"""How a ledger's dates are written: a format that is given, never guessed."""

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from dunnix.model.checks import InvalidValueError
from dunnix.model.rows.iso_dates import no_such_day, quoted_date, read_iso_date
from dunnix.model.rows.origin import shown

_PERCENT: Final = {"%Y": "YYYY", "%y": "YY", "%m": "M", "%d": "D"}
_LETTERS: Final = re.compile(
    r"\[[^\]]*\]|YYYY|YY|MMMM|MMM|MM|M|Do|DD|D|dddd|ddd|[A-Za-z]|[^A-Za-z\[]+|\["
)
_NUMERIC: Final = {
    "YYYY": r"(?P<year>[0-9]{4})",
    "YY": r"(?P<short>[0-9]{2})",
    "MM": r"(?P<month>[0-9]{2})",
    "M": r"(?P<month>[0-9]{1,2})",
    "DD": r"(?P<day>[0-9]{2})",
    "D": r"(?P<day>[0-9]{1,2})",
}
_NAMED: Final = {"MMM": "month", "MMMM": "month", "Do": "day", "ddd": "", "dddd": ""}
_PARTS: Final = {"year", "month", "day"}
_MONTHS: Final = 12
_MONTH_OR_DAY: Final = re.compile(r"%[md]|[MD]+")
_SWAPPED: Final = str.maketrans("MDmd", "DMdm")
# Capitals for small letters, and for those of spreadsheets: `jj/mm/aaaa`, `TT.MM.JJJJ`.
_OTHER_LETTERS: Final = (
    str.maketrans("", ""),
    str.maketrans({"J": "D", "A": "Y"}),
    str.maketrans({"T": "D", "J": "Y"}),
)
_PIVOT: Final = 69
_CACHED: Final = 20_000


def date_reader(dates: str | None) -> Callable[[str], dt.date]:
    """Give a reader of dates in a format such as `%m/%d/%Y` or `M/D/YYYY`.

    Letters are YYYY or YY, MM or M, DD or D, also MMM and MMMM (English month names) and Do; years
    of two digits lie from 1969 to 2068. The whole text must fit. Without a format dates are ISO.
    Raises ValueError for a format that doesn't tell year, month and day once each.

    >>> date_reader("M/D/YYYY")("2/4/2026")
    datetime.date(2026, 2, 4)
    """
    if dates is None:
        return read_iso_date
    tokens = _tokens(_from_percent(dates) if "%" in dates else dates)
    found = [part for token in tokens for part in _parts(token)]
    if sorted(found) != sorted(_PARTS):
        raise ValueError(
            f"the date format `{shown(dates)}` must hold a year, a month and a day once each,"
            f" as in {_capitals_of(dates) or '`%m/%d/%Y` or `M/D/YYYY`'}"
        )
    if any(token in _NAMED for token in tokens):
        return functools.lru_cache(_CACHED)(_with_names(dates, "".join(tokens)))
    return functools.lru_cache(_CACHED)(_with_numbers(dates, tokens))


def _capitals_of(dates: str) -> str | None:
    """Give the format in the letters that are read, if that makes it one."""
    for letters in _OTHER_LETTERS:
        meant = dates.upper().translate(letters)
        found = sorted(part for token in _tokens(meant) for part in _parts(token))
        if found == sorted(_PARTS):
            return f"`{shown(meant)}`"
    return None


def _from_percent(dates: str) -> str:
    """Turn strptime's signs into letters; a sign that reads the locale or a time is refused."""
    parts = re.split(r"(%.?)", dates)
    for place, part in enumerate(parts):
        if part.startswith("%"):
            if part not in _PERCENT:
                known = ", ".join(f"`{sign}`" for sign in _PERCENT)
                raise ValueError(
                    f"the date format `{shown(dates)}` holds `{shown(part)}`; known are {known}"
                )
            parts[place] = _PERCENT[part]
        elif re.search(r"[A-Za-z\[]", part):
            parts[place] = f"[{part}]"
    return "".join(parts)


def _tokens(letters: str) -> list[str]:
    """Split a format; numbers that touch have all their digits, or 111 might be 1/11 or 11/1."""
    tokens: list[str] = _LETTERS.findall(letters)
    for place, token in enumerate(tokens):
        beside = {*tokens[max(place - 1, 0) : place], *tokens[place + 1 : place + 2]}
        if token in {"M", "D"} and not beside.isdisjoint(_NUMERIC):
            tokens[place] = token * 2
    return tokens


def _parts(token: str) -> Iterator[str]:
    """Give which part of a date a token stands for; an unknown word stands for nothing known."""
    if token in _NUMERIC:
        name = re.search(r"<(\w+)>", _NUMERIC[token])
        yield "year" if name is None or name[1] == "short" else name[1]
    elif token in _NAMED:
        yield from filter(None, [_NAMED[token]])
    elif token.isalpha():
        yield "nothing"


def _with_numbers(dates: str, tokens: Iterable[str]) -> Callable[[str], dt.date]:
    pattern = re.compile("".join(_NUMERIC.get(token) or _literal(token) for token in tokens))

    def read(text: str) -> dt.date:
        match = pattern.fullmatch(text)
        if match is None:
            raise _misfit(text, dates)
        found = match.groupdict()
        short = found.get("short")
        year = found["year"] if short is None else _century(int(short))
        try:
            return dt.date(int(year), int(found["month"]), int(found["day"]))
        except ValueError:
            raise _not_in_calendar(text, dates, int(found["month"]), int(found["day"])) from None

    return read


def _not_in_calendar(text: str, dates: str, month: int, day: int) -> InvalidValueError:
    """Refuse a day that doesn't exist, unless it does with day and month the other way round."""
    if not day <= _MONTHS < month or "[" in dates:
        return no_such_day(text)
    swapped = _MONTH_OR_DAY.sub(lambda sign: sign[0].translate(_SWAPPED), dates)
    return InvalidValueError(
        f"{quoted_date(text)} is no date as {shown(dates)}: there is no month {month}",
        code="no-such-day",
        hint=f"are the dates written `--dates {shown(swapped)}`?",
    )


def _literal(token: str) -> str:
    return re.escape(token[1:-1] if token.endswith("]") and token.startswith("[") else token)


def _century(short: int) -> int:
    return 1900 + short if short >= _PIVOT else 2000 + short


def _with_names(dates: str, letters: str) -> Callable[[str], dt.date]:
    """Read month names through pendulum, in English whatever the machine speaks."""

    def read(text: str) -> dt.date:
        import pendulum

        if not text.isascii():
            raise _misfit(text, dates)
        try:
            found = pendulum.from_format(text, letters, locale="en")
        except ValueError as error:
            if "out of range" in str(error) or "month" in str(error):
                raise no_such_day(text) from None
            raise _misfit(text, dates) from None
        return dt.date(found.year, found.month, found.day)

    return read


def _misfit(text: str, dates: str) -> InvalidValueError:
    return InvalidValueError(
        f"{quoted_date(text)} is no date as {shown(dates)}",
        code="bad-date",
        hint="write all dates of a file alike",
    )
