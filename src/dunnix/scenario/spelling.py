"""Durations and dates of a step as people first write them, and how the language spells them."""

import re
from typing import Final

_COUNTED: Final = r"([0-9]{1,4})\s*(bd|(?:business|working) days?|d|days?|w|weeks?|m|months?)?"
_ANCHOR: Final = r"(due|issue|j)(?:[ _]?date)?"
_DURATION: Final = re.compile(_COUNTED)
_COUNTED_ON: Final = re.compile(rf"(?:{_ANCHOR})?\s*(?:([+-])\s*{_COUNTED})?\s*(eom)?")
_IN_WORDS: Final = re.compile(rf"{_COUNTED} (after|before) (?:the )?{_ANCHOR}")
# What a word processor or a web page puts in place of a hyphen or a space.
_PLAIN: Final = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2014": "-", "\u00a0": " "})


def duration_meant(text: str) -> str | None:
    """Give the duration a text surely means, if it means one.

    >>> duration_meant("10 working days"), duration_meant("8"), duration_meant("soon")
    ('10bd', '8d', None)
    """
    found = _DURATION.fullmatch(_plain(text))
    return None if found is None else _spelt(found[1], found[2])


def timing_meant(text: str) -> str | None:
    """Give the date counted from an anchor that a text surely means, if it means one.

    Without an anchor the due date is meant, and `J` is the day a French invoice is due.

    >>> timing_meant("due+30"), timing_meant("30 days after issue_date"), timing_meant("J-5")
    ('due + 30d', 'issue + 30d', 'due - 5d')
    """
    plain = re.sub(r"\bplus\b", "+", re.sub(r"\bminus\b", "-", _plain(text)))
    words = _IN_WORDS.fullmatch(plain)
    if words is not None:
        sign = "-" if words[3] == "before" else "+"
        return f"{_anchor(words[4])} {sign} {_spelt(words[1], words[2])}"
    found = _COUNTED_ON.fullmatch(plain)
    if found is None or not any(found.groups()):
        return None
    offset = f" {found[2]} {_spelt(found[3], found[4])}" if found[2] else ""
    return f"{_anchor(found[1])}{offset}{' eom' if found[5] else ''}"


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.translate(_PLAIN).strip().lower())


def _spelt(count: str, unit: str | None) -> str:
    letter = (unit or "d")[0]
    # `bd`, and the business or working days it stands for.
    is_business = letter == "b" or (unit or "").startswith("working")
    return f"{int(count)}{'bd' if is_business else letter}"


def _anchor(word: str | None) -> str:
    return "issue" if word == "issue" else "due"
