"""The contact rules in force: a scenario's own and those of its rule packs, as one set.

Every rule holds: caps all count, hours are what all leave open, gaps and waits the longest. What
is kept here depends on the scenario alone.
"""

import functools
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Final

import attrs

from dunnix.calendars import Calendar
from dunnix.model import Channel
from dunnix.scenario import Cap, DayHours, Duration, Quiet, Scenario, TimeSpan
from dunnix.scenario.rule_packs import RulePack, load_rule_pack

PHONE_OR_VISIT: Final = frozenset(map(Channel, ("phone", "visit")))
LETTERS: Final = frozenset(map(Channel, ("letter", "registered-letter")))
_WEEK: Final = 7
_FREE: Final[tuple[TimeSpan, ...]] = (TimeSpan(0, 24 * 60),)


class ContactRule(StrEnum):
    """Which rule of contact holds an action back."""

    RULES_UNKNOWN = "rules-unknown"
    GAP = "gap"
    CAP = "cap"
    QUIET = "quiet"
    WAITING = "waiting"
    RUN_DAY = "run-day"
    CLOSED_DAY = "closed-day"
    HOURS = "hours"


@attrs.frozen(eq=False, order=False)
class RulesInForce:
    """All rules of contact of a scenario, packs included; `hours` by weekday, None when free.

    `aliases` gives for a declared channel the shipped one whose address it uses: a rule about
    phone calls holds for both. `beyond_gap` is false where the gap is the only rule; `reads_log`
    tells whether any rule asks for more of a contact than its day.
    """

    calendar: Calendar
    aliases: dict[str, str]
    packs: tuple[RulePack, ...]
    gaps: tuple[Duration, ...]
    caps: tuple[Cap, ...]
    quiet: tuple[Quiet, ...]
    waiting: tuple[Duration, ...]
    hours: tuple[tuple[TimeSpan, ...], ...] | None
    run_on: frozenset[int]
    closed_days: bool
    silence: Duration | None
    forbidden_places: frozenset[str]
    beyond_gap: bool
    reads_log: bool

    def is_about(self, channel: str | None, wanted: Collection[str]) -> bool:
        """Tell whether a contact by a channel counts for rules about others; unknown may be any."""
        return channel is None or channel in wanted or self.aliases.get(channel) in wanted

    def hours_on(self, ordinal: int) -> tuple[TimeSpan, ...]:
        """Give the parts of a day in which contacts may go out; empty for any time."""
        return () if self.hours is None else self.hours[(ordinal - 1) % _WEEK]

    def unknown_on(self, ordinal: int) -> bool:
        """Tell whether a rule pack says nothing of a day."""
        return any(not pack.is_known_on(ordinal) for pack in self.packs)

    def stopped_by_day(self, ordinal: int) -> ContactRule | None:
        """Give the rule by which nothing goes out on a day, whatever was done before."""
        if self.packs and self.unknown_on(ordinal):
            return ContactRule.RULES_UNKNOWN
        if self.run_on and (ordinal - 1) % _WEEK not in self.run_on:
            return ContactRule.RUN_DAY
        if not self.closed_days and not self.calendar.is_open_ordinal(ordinal):
            return ContactRule.CLOSED_DAY
        if self.hours is not None and not self.hours[(ordinal - 1) % _WEEK]:
            return ContactRule.HOURS
        return None

    @property
    def has_days(self) -> bool:
        """Whether some days are closed to contacts."""
        return bool(self.packs or self.run_on) or not self.closed_days or self.hours is not None


def rules_in_force(scenario: Scenario, calendar: Calendar) -> RulesInForce:
    """Merge the rules a scenario declares with those of the packs it names."""
    own = scenario.contact
    packs = tuple(load_rule_pack(name) for name in own.rules)
    parts = [own, *(rule.contact for pack in packs for rule in pack.rules)]
    gaps = [scenario.gap, *(rule.gap for pack in packs for rule in pack.rules if rule.gap)]
    caps = tuple(cap for part in parts for cap in part.at_most)
    quiet = tuple(each for part in parts for each in part.quiet)
    waiting = tuple(part.waiting for part in parts if part.waiting is not None)
    hours = _hours(part.hours for part in parts if part.hours is not None)
    run_on = _run_on(part.run_on for part in parts if part.run_on)
    closed_days = all(part.closed_days for part in parts)
    places = frozenset(place for part in parts for place in part.forbidden_places)
    reads_log = bool(caps or quiet or waiting or own.silence_at_most)
    by_day = bool(packs or run_on) or not closed_days or hours is not None
    return RulesInForce(
        calendar=calendar,
        aliases=dict(scenario.channels),
        packs=packs,
        gaps=tuple(gap for gap in gaps if gap.count),
        caps=caps,
        quiet=quiet,
        waiting=waiting,
        hours=hours,
        run_on=frozenset() if run_on is None else run_on or frozenset({_WEEK}),
        closed_days=closed_days,
        silence=own.silence_at_most,
        forbidden_places=places,
        beyond_gap=bool(caps or quiet or waiting or by_day),
        reads_log=reads_log,
    )


def _run_on(several: Iterable[Sequence[int]]) -> frozenset[int] | None:
    """Give the weekdays on which all let contacts go out; None where all days are free."""
    found = [frozenset(weekdays) for weekdays in several]
    return found[0].intersection(*found[1:]) if found else None


def _hours(several: Iterable[Sequence[DayHours]]) -> tuple[tuple[TimeSpan, ...], ...] | None:
    """Give by weekday the parts of a day that all leave open; None where all hours are free."""
    weeks = [_week(each) for each in several]
    if not weeks:
        return None
    return tuple(
        functools.reduce(_common_hours, (week[weekday] for week in weeks), _FREE)
        for weekday in range(_WEEK)
    )


def _week(hours: Iterable[DayHours]) -> list[tuple[TimeSpan, ...]]:
    week: list[tuple[TimeSpan, ...]] = [()] * _WEEK
    for day in hours:
        week[day.weekday] = _united((*week[day.weekday], *day.spans))
    return week


def _united(spans: Iterable[TimeSpan]) -> tuple[TimeSpan, ...]:
    """Join parts of a day that touch, in their order."""
    found: list[TimeSpan] = []
    for span in sorted(spans, key=lambda each: (each.start, each.end)):
        if found and span.start <= found[-1].end:
            found[-1] = TimeSpan(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def _common_hours(first: Iterable[TimeSpan], second: Sequence[TimeSpan]) -> tuple[TimeSpan, ...]:
    """Give the parts of a day that lie in both."""
    return tuple(_common(first, second))


def _common(first: Iterable[TimeSpan], second: Sequence[TimeSpan]) -> Iterator[TimeSpan]:
    for one in first:
        for other in second:
            start, end = max(one.start, other.start), min(one.end, other.end)
            if start < end:
                yield TimeSpan(start, end)
