"""What stops a contact on a day, by which rule, and until when that rule does."""

from collections.abc import Sequence

import attrs

from dunnix.engine.compiled import CompiledScenario
from dunnix.engine.contact_log import ContactLog
from dunnix.engine.contact_rules import ContactRule, RulesInForce
from dunnix.engine.schedule import NEVER
from dunnix.engine.unit import gap_free_on
from dunnix.scenario import Cap

_SEARCHED = 400


@attrs.frozen(order=False)
class Stop:
    """A rule that stops a contact, and the first day on which it no longer does."""

    rule: ContactRule
    until: int


@attrs.frozen(eq=False, order=False)
class Try:
    """A contact that might be made: by which channel, about what, and whether it is an answer.

    `contacts` are the days of all contacts made or planned, sorted; the log tells more of them.
    An answer to the debtor's own words waits for days and hours only.
    """

    compiled: CompiledScenario
    contacts: list[int]
    log: ContactLog
    channel: str | None
    names: tuple[str, ...]
    is_answer: bool


@attrs.define(eq=False, order=False)
class Stretch:
    """The unbroken days, up to the eve of a day, on which no try was let through.

    It is looked into as far back as is asked. On the day `taken` the one step of a day was done.
    """

    tries: Sequence[Try]
    taken: int
    since: int
    is_whole: bool = False
    free: int | None = None

    def back_to(self, earliest: int) -> int:
        """Give the first day of it, from one on; the day after it where that comes first."""
        while self.since > earliest and not self.is_whole:
            if self._held_on(self.since - 1):
                self.since -= 1
            else:
                self.is_whole = True
        return max(self.since, earliest)

    def free_on(self, today: int) -> int:
        """Give the first day, from today on, on which a try is let through; NEVER without one."""
        if self.free is None:
            self.free = min((first_day(each, today) for each in self.tries), default=NEVER)
        return self.free

    def _held_on(self, day: int) -> bool:
        return day == self.taken or all(was_stopped(each, day) for each in self.tries)


def first_day(attempt: Try, day: int) -> int:
    """Give the first day, from one on, on which no rule stops a contact; NEVER without one."""
    last = day + _SEARCHED
    while day < last:
        found = stop(attempt, day)
        if found is None:
            return day
        day = max(found.until, day + 1)  # at the end of time a rule's end is its day
    return NEVER


def stop(attempt: Try, day: int) -> Stop | None:
    """Give the first rule that stops a contact on a day, None where it may go out.

    Rules that time alone lifts for good come before those of weekdays, so that the one named
    changes only when it lifts.
    """
    rules = attempt.compiled.rules
    if rules.packs and rules.unknown_on(day):
        return Stop(ContactRule.RULES_UNKNOWN, _known_from(rules, day))
    if not attempt.is_answer:
        found = _by_record(attempt, day, ahead=True)
        if found is not None:
            return found
    rule = rules.stopped_by_day(day)
    return None if rule is None else Stop(rule, next_open_day(rules, day))


def was_stopped(attempt: Try, day: int) -> bool:
    """Tell whether any rule stopped a contact on a past day, by what was known on it."""
    if attempt.compiled.rules.stopped_by_day(day) is not None:
        return True
    return not attempt.is_answer and _by_record(attempt, day, ahead=False) is not None


def next_open_day(rules: RulesInForce, day: int) -> int:
    """Give the first later day on which contacts go out at all; NEVER without one."""
    days = range(day + 1, day + _SEARCHED)
    return next((each for each in days if rules.stopped_by_day(each) is None), NEVER)


def _known_from(rules: RulesInForce, day: int) -> int:
    """Give the day from which all packs speak; NEVER once one is out of date."""
    later = day
    for pack in rules.packs:
        if pack.known_until.toordinal() < day:
            return NEVER
        if pack.valid_from is not None:
            later = max(later, pack.valid_from.toordinal())
    return later


def _by_record(attempt: Try, day: int, *, ahead: bool) -> Stop | None:
    """Give the first rule about how often and after what that stops a contact.

    With `ahead` false what was planned for later isn't looked at.
    """
    compiled, log = attempt.compiled, attempt.log
    rules, calendar = compiled.rules, compiled.calendar
    free = gap_free_on(compiled, attempt.contacts, day, ahead=ahead)
    if free > day:
        return Stop(ContactRule.GAP, free)
    for cap in rules.caps:
        if cap.channel is None or rules.is_about(attempt.channel, (cap.channel,)):
            free = _cap_free_on(attempt, cap, day, ahead=ahead)
            if free > day:
                return Stop(ContactRule.CAP, free)
    for quiet in rules.quiet:
        if quiet.channels and not rules.is_about(attempt.channel, quiet.channels):
            continue
        days = [each for each in log.quiet_days(rules, quiet) if each <= day]
        free = quiet.time.after(days[-1], calendar) if days else day
        if free > day:
            return Stop(ContactRule.QUIET, free)
    for waiting in rules.waiting:
        letter = log.first_letter(rules, attempt.names, day)
        free = day if letter is None else waiting.after(letter, calendar)
        if free > day:
            return Stop(ContactRule.WAITING, free)
    return None


def _cap_free_on(attempt: Try, cap: Cap, day: int, *, ahead: bool) -> int:
    """Give the first day, from one on, on which one contact more keeps a cap.

    A contact counts until `within` has passed since it. One more must leave room for those planned
    for later as well.
    """
    rules, calendar = attempt.compiled.rules, attempt.compiled.calendar
    days = attempt.log.capped_days(rules, cap, attempt.names)
    ends = [cap.within.after(each, calendar) for each in days]
    while True:
        counted = _counted(days, ends, day)
        if len(counted) >= cap.count:
            day = counted[len(counted) - cap.count]
        elif ahead and _crowds_later(cap, days, ends, day, cap.within.after(day, calendar)):
            day += 1
        else:
            return day


def _counted(days: list[int], ends: list[int], day: int) -> list[int]:
    """Give until when each contact counts that counts on a day, in order."""
    return sorted(end for each, end in zip(days, ends, strict=True) if each <= day < end)


def _crowds_later(cap: Cap, days: list[int], ends: list[int], day: int, end: int) -> bool:
    """Tell whether a contact on a day would be one too many on the day of one planned for later."""
    return any(len(_counted(days, ends, later)) >= cap.count for later in days if day < later < end)
