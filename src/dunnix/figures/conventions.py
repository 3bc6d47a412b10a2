"""How a figure was reckoned, in the reader's words instead of those of the call."""

import datetime as dt
from fractions import Fraction

from dunnix.figures.words import LABELS, Words


def convention_said(name: str, value: str, words: Words) -> str:
    """Say one convention of a figure; one that a host named itself is given as it is.

    >>> from dunnix.figures.words import words
    >>> convention_said("method", "count-back", words("nl"))
    'uitputtingsmethode'
    >>> convention_said("first", "2026-01-05", words("fr"))
    'depuis le 5 janv. 2026'
    """
    if f"{name}={value}" in LABELS:
        return words.say(f"{name}={value}")
    if f"{name}=" in LABELS:
        return words.say(f"{name}=", value=_value_said(name, value, words))
    return f"{name} {value}"


def _value_said(name: str, value: str, words: Words) -> str:
    try:
        match name:
            case "first":
                return words.day(dt.date.fromisoformat(value))
            case "annual-rate":
                return words.percent(Fraction(value), 2)
            case _:
                return words.name(value)
    except (ValueError, ZeroDivisionError):  # a host's own convention under a name of ours
        return value
