"""Late interest once more, day by day with fractions, from rules written out here.

It shares nothing with the library but the published rates, read from their files by itself: not
the rules, not the spans of a rate, not the whole numbers.
"""

import calendar
import csv
import datetime as dt
import functools
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final, TypeAlias

import attrs

import dunnix.interest

RATES: Final = Path(dunnix.interest.__file__).parent / "rates"
DAY: Final = dt.timedelta(days=1)
Move: TypeAlias = tuple[dt.date, int]


@attrs.frozen(kw_only=True, eq=False)
class SlowRule:
    """A rule in words of its own: points from a day on, by which day, and the rest."""

    table: str | None = "eu-reference"
    points: Sequence[tuple[dt.date, str]]
    by_obligation: bool = False
    up_to_half: str = ""
    at_start: bool = False
    yearly: bool = False
    waits_for_notice: bool = False


LONG_AGO: Final = dt.date(1900, 1, 1)
DIRECTIVE: Final = dt.date(2013, 3, 16)
PLAIN: Final = SlowRule(points=[(DIRECTIVE, "8")])
RULES: Final = {
    ("fr", "company"): SlowRule(points=[(LONG_AGO, "7"), (dt.date(2009, 1, 1), "10")]),
    ("fr", "public"): PLAIN,
    ("fr", "consumer"): SlowRule(
        table="fr-legal-other", points=[(LONG_AGO, "0")], waits_for_notice=True
    ),
    ("de", "company"): SlowRule(
        table="de-base",
        points=[(LONG_AGO, "8"), (dt.date(2014, 7, 29), "9")],
        by_obligation=True,
    ),
    ("de", "consumer"): SlowRule(table="de-base", points=[(LONG_AGO, "5")]),
    ("uk", "company"): SlowRule(
        table="uk-reference", points=[(dt.date(2002, 8, 7), "8")], at_start=True
    ),
    ("be", "company"): SlowRule(points=[(DIRECTIVE, "8")], up_to_half="sum"),
    ("nl", "company"): SlowRule(points=[(DIRECTIVE, "8")], yearly=True),
    ("es", "company"): SlowRule(points=[(dt.date(2005, 1, 1), "7"), (dt.date(2013, 2, 24), "8")]),
    ("it", "company"): PLAIN,
    ("lu", "company"): PLAIN,
    ("at", "company"): PLAIN,
    ("ie", "company"): PLAIN,
    ("pt", "company"): PLAIN,
    ("eu", "company"): SlowRule(points=[(dt.date(2002, 8, 8), "7"), (DIRECTIVE, "8")]),
    ("fi", "company"): SlowRule(points=[(DIRECTIVE, "8")], up_to_half="reference"),
    ("fi", "consumer"): SlowRule(points=[(DIRECTIVE, "7")], up_to_half="reference"),
    ("ch", "company"): SlowRule(table=None, points=[(LONG_AGO, "5")]),
    ("ca", "company"): SlowRule(table=None, points=[(LONG_AGO, "5")]),
}


def cents_of(
    rule: SlowRule,
    *,
    amount: int,
    due: dt.date,
    arose: dt.date,
    start: dt.date,
    as_of: dt.date,
    moves: Iterable[Move],
    share_of_year: Callable[[dt.date], Fraction] | None = None,
) -> int:
    """Give the interest in cents; `moves` are what each day took off or added, at its end."""
    share = share_of_year or act_365
    moved = sorted(moves)
    owed, closed, exact = amount, 0, Fraction(0)
    place, day = 0, due + DAY
    while day <= as_of:
        while place < len(moved) and moved[place][0] < day:
            owed += moved[place][1]
            place += 1
        if day >= start:
            if rule.yearly and day > start and _is_anniversary(start, day):
                closed, exact = closed + half_up(exact), Fraction(0)
            asked = start if rule.at_start else day
            base = owed + closed if owed > 0 else 0
            exact += base * _bears(rule, asked, arose if rule.by_obligation else None, share, day)
        day += DAY
    return closed + half_up(exact)


@functools.cache
def _bears(
    rule: SlowRule,
    asked: dt.date,
    arose: dt.date | None,
    share: Callable[[dt.date], Fraction],
    day: dt.date,
) -> Fraction:
    """Give what one cent bears on a day."""
    return rate_on(rule, asked, arose or asked) / 100 * share(day)


def _is_anniversary(start: dt.date, day: dt.date) -> bool:
    if (start.month, start.day) == (2, 29) and not calendar.isleap(day.year):
        return (day.month, day.day) == (3, 1)
    return (day.month, day.day) == (start.month, start.day)


@functools.cache
def _table(name: str) -> list[tuple[dt.date, dt.date, Fraction]]:
    with (RATES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [
            (
                dt.date.fromisoformat(row["valid_from"]),
                dt.date.fromisoformat(row["valid_until"]),
                Fraction(row["percent"]),
            )
            for row in csv.DictReader(file)
        ]


@functools.cache
def _rate_in(name: str, day: dt.date) -> Fraction:
    (found,) = [rate for first, last, rate in _table(name) if first <= day <= last]
    return found


def rate_on(rule: SlowRule, day: dt.date, arose: dt.date) -> Fraction:
    """Give the yearly rate of a day in percent."""
    reference = Fraction(0) if rule.table is None else _rate_in(rule.table, day)
    chosen = arose if rule.by_obligation else day
    points = [Fraction(points) for since, points in rule.points if since <= chosen][-1]
    if rule.up_to_half == "reference":
        reference = _up_to_half(reference)
    total = reference + points
    return _up_to_half(total) if rule.up_to_half == "sum" else total


def _up_to_half(rate: Fraction) -> Fraction:
    half = Fraction(0)
    while half < rate:
        half += Fraction(1, 2)
    return half


def half_up(exact: Fraction) -> int:
    """Round to a whole number, a half up."""
    whole = exact.numerator // exact.denominator
    return whole + (exact - whole >= Fraction(1, 2))


def act_365(_: dt.date) -> Fraction:
    return Fraction(1, 365)


def act_360(_: dt.date) -> Fraction:
    return Fraction(1, 360)


def act_act(day: dt.date) -> Fraction:
    return Fraction(1, 366 if calendar.isleap(day.year) else 365)


def thirty_360(day: dt.date) -> Fraction:
    """Give a day where each month has thirty: a 31st is none, 1 March adds what February lacks."""
    if day.day == 31:
        return Fraction(0)
    if (day.month, day.day) == (3, 1):
        return Fraction(31 - (day - DAY).day, 360)
    return Fraction(1, 360)
