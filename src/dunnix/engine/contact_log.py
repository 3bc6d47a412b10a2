"""What contact rules read of the contacts made: their days, channels, receivables and outcomes."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from dunnix.engine.contact_rules import LETTERS, PHONE_OR_VISIT, RulesInForce
from dunnix.model import Account, Action, ContactOutcome, Reply, ReplyReason, Stage, known_rows
from dunnix.scenario import Cap, Quiet, QuietAfter

_CONVERSED: Final = frozenset(each for each in ContactOutcome if each.is_conversation)
_REFUSAL: Final = ContactOutcome.REFUSAL


@attrs.frozen(eq=False, order=False)
class Touch:
    """A contact that counts: its day, by which channel, about what, and what came of it.

    A channel of None may be any. `counted` is false of one still under way.
    """

    day: int
    channel: str | None
    names: frozenset[str]
    outcome: str | None
    counted: bool
    identity: str


@attrs.define(eq=False, order=False)
class ContactLog:
    """The contacts of a debtor, oldest first, and the days on which it refused to pay."""

    touches: list[Touch]
    refusals: list[int]

    def without(self, identity: str) -> "ContactLog":
        """Give the log as if one contact weren't."""
        kept = [touch for touch in self.touches if touch.identity != identity]
        return ContactLog(kept, self.refusals)

    def capped_days(self, rules: RulesInForce, cap: Cap, names: Iterable[str]) -> list[int]:
        """Give the days of the contacts a cap counts, oldest first."""
        wanted = frozenset(names)
        return [
            touch.day
            for touch in self.touches
            if cap.channel is None or rules.is_about(touch.channel, (cap.channel,))
            if not cap.each_receivable or not wanted.isdisjoint(touch.names)
        ]

    def quiet_days(self, rules: RulesInForce, quiet: Quiet) -> Sequence[int]:
        """Give the days from which there is quiet."""
        if quiet.after is QuietAfter.REFUSAL:
            return self.refusals
        return [
            touch.day
            for touch in self.touches
            if touch.counted and touch.outcome in _CONVERSED
            if touch.channel is not None and rules.is_about(touch.channel, PHONE_OR_VISIT)
        ]

    def first_letter(self, rules: RulesInForce, names: Iterable[str], until: int) -> int | None:
        """Give the day of the first letter about a receivable, up to a day."""
        wanted = frozenset(names)
        for touch in self.touches:
            if touch.day > until:
                break
            is_letter = touch.channel is not None and rules.is_about(touch.channel, LETTERS)
            if touch.counted and is_letter and not wanted.isdisjoint(touch.names):
                return touch.day
        return None

    def last_about(self, names: Iterable[str], until: int) -> int:
        """Give the day of the last contact about a receivable, up to a day; 0 without one."""
        wanted = frozenset(names)
        days = (
            touch.day
            for touch in self.touches
            if touch.counted and touch.day <= until and not wanted.isdisjoint(touch.names)
        )
        return max(days, default=0)


def read_log(account: Account, day: dt.date, touches: Iterable[Touch]) -> ContactLog:
    """Put the contacts of an account in order, those its history counts included."""
    past = [
        Touch(
            day=each.date.toordinal(),
            channel=each.channel,
            names=frozenset(),
            outcome=each.outcome,
            counted=True,
            identity="",
        )
        for each in account.history.contacts
    ]
    found = sorted([*past, *touches], key=lambda touch: (touch.day, touch.identity))
    refusals = {touch.day for touch in found if touch.counted and touch.outcome == _REFUSAL}
    refusals.update(each.toordinal() for each in account.history.refusals)
    for row in known_rows(account.happenings, day) if account.happenings else ():
        if isinstance(row, Reply) and row.reason is ReplyReason.REFUSAL and row.date <= day:
            refusals.add(row.date.toordinal())
    return ContactLog(found, sorted(refusals))


def touch_of(action: Action, day: int, names: Iterable[str]) -> Touch:
    """Give what contact rules read of an action that counts as a contact."""
    return Touch(
        day=day,
        channel=action.channel,
        names=frozenset(names),
        outcome=action.outcome,
        counted=action.stage is Stage.COUNTED,
        identity=action.identity,
    )


NO_LOG: Final = ContactLog([], [])
