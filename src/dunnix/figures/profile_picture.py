"""Payment profiles drawn: one as a histogram of days late, several as a row each."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from dunnix.figures.chart import (
    Chart,
    Panel,
    Part,
    draw_chart,
    heading,
    note,
    page_of,
    path,
    told,
)
from dunnix.figures.chart_axis import Scale, round_ticks, upright_grid
from dunnix.figures.chart_rows import ROW, Row, group_name, lay_rows
from dunnix.figures.chart_style import COOL, WARM
from dunnix.figures.profile_histogram import histogram_panel, remark, summary
from dunnix.figures.svg import tag
from dunnix.figures.words import Words, words
from dunnix.metrics import PaymentProfile, PaymentProfiles

_MOST_ROWS: Final = 20
_DOT: Final = 4.5


def draw_payment_profile(profiles: PaymentProfiles, *, language: str = "en") -> str:
    """Draw payment profiles as an SVG text: how many days late, or early, money comes in.

    One profile is a histogram of its payments around the due date, the median marked. Several are
    a row each: a dot at the median, a bar as far as the spread reaches to both sides; the latest
    payers first, those with few payments last and hollow, twenty rows at most. Raises
    `ValueError` for a language without words.

    >>> import datetime as dt
    >>> from dunnix.metrics import payment_profile
    >>> profiles = payment_profile([], as_of=dt.date(2026, 3, 16))
    >>> "No payments yet." in draw_payment_profile(profiles)
    True
    """
    say = words(language)
    return draw_chart(lay_profiles(profiles, say), description=_description(profiles, say))


def lay_profiles(profiles: PaymentProfiles, words: Words) -> Chart:
    """Find a place for every profile."""
    title = words.say("profiles-on", day=words.day(profiles.as_of))
    panels = [heading(title, [words.say("days-late")])]
    named = _named(profiles)
    if not named:
        panels.append(note(words.say("no-payments"), panels[-1].bottom))
    elif len(named) == 1:
        panels.append(histogram_panel(*named[0], panels[-1].bottom, words))
    else:
        head = " · ".join(map(words.name, profiles.by))
        panels.append(_panel(named[:_MOST_ROWS], head, panels[-1].bottom, words))
    if len(named) > _MOST_ROWS:
        more = words.say("more", count=words.number(len(named) - _MOST_ROWS))
        panels.append(note(more, panels[-1].bottom))
    return page_of(panels)


def _named(profiles: PaymentProfiles) -> list[tuple[str, PaymentProfile]]:
    """Name the profiles, by currency too where there are several; the latest payers first."""
    several = len({each.currency for each in profiles}) > 1
    return [
        (" · ".join(filter(None, (each.currency if several else "", group_name(each.group)))), each)
        for each in sorted(profiles, key=_urgency)
    ]


def _urgency(profile: PaymentProfile) -> tuple[bool, Fraction, Fraction]:
    """Put few payments last: they say little, however late they came."""
    return profile.is_thin, -profile.median_days_late, -profile.mean_days_late


def _description(profiles: PaymentProfiles, words: Words) -> str:
    said = [summary(name, profile, words) for name, profile in _named(profiles)[:_MOST_ROWS]]
    return "; ".join(said) or words.say("no-payments")


def _panel(
    named: Sequence[tuple[str, PaymentProfile]], head: str, top: float, words: Words
) -> Panel:
    heads = (head, *map(words.say, ("payments", "late", "median")), "")
    rows = lay_rows([Row(name, _cells(each, words)) for name, each in named], heads, top)
    ticks = round_ticks(
        min(_reach(each)[0] for _, each in named),
        max(_reach(each)[1] for _, each in named),
        least=1,
    )
    scale = Scale(ticks[0], ticks[-1], rows.left, rows.right)
    parts: list[Part] = []
    written = ((tick, words.number(tick)) for tick in ticks)
    parts += upright_grid(scale, written, rows.middles[0] - ROW / 2, rows.bottom)
    for (name, profile), middle in zip(named, rows.middles, strict=True):
        parts.append(told(summary(name, profile, words), *_mark(profile, scale, middle)))
    return Panel((*parts, *rows.parts), rows.bottom + 24)


def _cells(profile: PaymentProfile, words: Words) -> tuple[str, ...]:
    return (
        words.number(profile.payments),
        words.percent(profile.late_share),
        words.number(profile.median_days_late, 1),
        remark(profile, words),
    )


def _reach(profile: PaymentProfile) -> tuple[Fraction, Fraction]:
    """Give what a row reaches over: its spread, and the due date."""
    median, spread = profile.median_days_late, profile.spread_days
    return min(median - spread, Fraction(0)), max(median + spread, Fraction(0))


def _mark(profile: PaymentProfile, scale: Scale, middle: float) -> Iterator[str]:
    median, spread = profile.median_days_late, profile.spread_days
    ends = [(scale.place(median + each), middle) for each in (-spread, spread)]
    yield path(ends, kind="spread")
    colour = WARM[1] if median > 0 else COOL[0]
    yield tag(
        "circle",
        cx=scale.place(median),
        cy=middle,
        r=_DOT,
        fill=None if profile.is_thin else colour,
        stroke=colour,
        class_="hollow" if profile.is_thin else None,
    )
