"""Activity: what was done about receivables, read from the actions recorded of accounts."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from dunnix.model import (
    COUNTED,
    Account,
    Action,
    ActionStatus,
    Claim,
    Stage,
    recorded_day,
    strike_balance,
    version_order,
)

_TRIED: Final = COUNTED | {ActionStatus.FAILED}


@attrs.frozen(eq=False, order=False)
class Deed:
    """An action by all that is known of it on a day.

    `latest` is its last version, `planned_for` the day it was first planned or queued for,
    `tried_on` the first day it was done, whatever came of it; None for what never was.
    """

    latest: Action
    planned_for: dt.date | None
    tried_on: dt.date | None

    @property
    def counted_on(self) -> dt.date | None:
        """The first day it was done; None where it was missed in the end, or is under way."""
        return self.tried_on if self.latest.stage is Stage.COUNTED else None

    @property
    def is_contact(self) -> bool:
        """Whether it is a contact with the debtor, as far as that can be told.

        A decision gives every contact a channel: without one, what carries its key is work of
        our own. Of any other action nothing is known, so it may have been a contact and counts.
        """
        return self.latest.channel is not None or self.latest.key is None


def read_deeds(account: Account, day: dt.date) -> list[Deed]:
    """Give what is known on a day of the actions of an account, sorted by identity."""
    versions: defaultdict[str, list[Action]] = defaultdict(list)
    for row in account.actions:
        is_known = (recorded_day(row) or row.date) <= day
        if is_known and (row.date <= day or row.stage is Stage.IN_FLIGHT):
            versions[row.identity].append(row)
    return [_deed(sorted(versions[name], key=version_order)) for name in sorted(versions)]


def _deed(rows: Sequence[Action]) -> Deed:
    planned = [row.date for row in rows if row.stage is Stage.IN_FLIGHT]
    tried = [row.date for row in rows if row.status in _TRIED]
    return Deed(rows[-1], planned[0] if planned else None, min(tried, default=None))


@attrs.define(eq=False, order=False)
class Coverage:
    """What actions of an account were about: its receivables on the days of them."""

    account: Account
    known: dt.date
    days: dict[dt.date, list[Claim]] = attrs.field(factory=dict[dt.date, list[Claim]], init=False)

    def of(self, deed: Deed, day: dt.date) -> Iterator[tuple[Claim, str | None]]:
        """Give each receivable of an action done on a day, as it stood then, and its step.

        The step is None for what only travelled along. An action that names nothing was about
        every receivable open that day.
        """
        if day not in self.days:
            self.days[day] = strike_balance(self.account, day, known=self.known).claims
        if not deed.latest.covered:
            yield from ((claim, deed.latest.step) for claim in self.days[day] if claim.open)
            return
        known = {name for claim in self.days[day] for name in claim.names}
        steps: dict[str, str | None] = {}
        for name, step in deed.latest.covered:
            # An instalment of a plan means all that the plan covers.
            steps.setdefault(name if name in known else name.rpartition("#")[0], step)
        for claim in self.days[day]:
            named = [name for name in claim.names if name in steps]
            if named:
                yield claim, steps[named[0]]


def contacted(account: Account, as_of: dt.date) -> Iterator[tuple[Claim, list[int]]]:
    """Give each receivable as it stands on a day, and the days of contacts about it, sorted."""
    days: defaultdict[str, set[int]] = defaultdict(set)
    coverage = Coverage(account, as_of)
    for deed in read_deeds(account, as_of):
        day = deed.counted_on
        if day is not None and deed.is_contact:
            for claim, _ in coverage.of(deed, day):
                days[claim.id].add(day.toordinal())
    for claim in strike_balance(account, as_of).claims:
        yield claim, sorted(days[claim.id])
