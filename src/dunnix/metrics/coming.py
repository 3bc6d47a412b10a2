"""What is open on a day, by why and when it should come in."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from dunnix.metrics.books import Books, Credits
from dunnix.metrics.grouping import Key, grouping
from dunnix.model import Account, Claim, Part, Standing, take_position


class CashSource(StrEnum):
    """Why an amount is expected when it is; from `disputed` on, why it isn't expected."""

    PROMISE = "promise"
    PLAN = "plan"
    UNCLEARED = "uncleared"
    BEHAVIOUR = "behaviour"
    DISPUTED = "disputed"
    BLOCKED = "blocked"
    HANDED_OVER = "handed-over"
    STAYED = "stayed"

    @property
    def is_expected(self) -> bool:
        """Whether money is expected from it."""
        return self not in _NOT_EXPECTED.values()


_NOT_EXPECTED: Final = {
    Standing.DISPUTED: CashSource.DISPUTED,
    Standing.BLOCKED: CashSource.BLOCKED,
    Standing.HANDED_OVER: CashSource.HANDED_OVER,
    Standing.STAYED: CashSource.STAYED,
}


class Coming(NamedTuple):
    """An amount that is open, in minor units, and the day it should come as an ordinal.

    For `behaviour` the day is the one it is due: the debtor's days late are still to be added. It
    is None for what isn't expected.
    """

    key: Key
    debtor: str | None
    source: CashSource
    day: int | None
    amount: int


def coming_by_standing(
    accounts: Iterable[Account], as_of: dt.date, names: tuple[str, ...]
) -> Iterator[Coming]:
    """Give what is open of accounts by where it stands: promised, on a plan, disputed, in play."""
    accounts = tuple(accounts)
    groups, today = grouping(names, accounts), as_of.toordinal()
    for account in accounts:
        # A promise is believed up to its day, and not for the days of grace after it.
        position = take_position(account, as_of, window_end=_same_day)
        debtor = account.debtor_on(as_of)
        for place in position.places:
            claim = place.claim
            key = groups.of_claim(debtor, claim)
            is_owed = claim.id in position.balance.by_id
            otherwise = CashSource.BEHAVIOUR if is_owed else CashSource.PLAN
            for part in place.parts:
                source, day = _expected(part, claim, otherwise, today)
                yield Coming(key, debtor.id, source, day, part.amount)
            if place.in_play:
                yield Coming(key, debtor.id, otherwise, claim.due, place.in_play)


def _same_day(due_by: int) -> int:
    return due_by


def _expected(
    part: Part, claim: Claim, otherwise: CashSource, today: int
) -> tuple[CashSource, int | None]:
    match part.standing:
        case Standing.PROMISED:
            return CashSource.PROMISE, part.until
        case Standing.UNCLEARED:
            return CashSource.UNCLEARED, today if part.until is None else part.until + 1
        case Standing.EXTENDED:
            return otherwise, max(claim.due, part.until or 0)
        case standing:
            return _NOT_EXPECTED[standing], None


def coming_open(books: Books, as_of: dt.date, names: tuple[str, ...]) -> Iterator[Coming]:
    """Give what is open in any books by its due date, after unapplied money has paid.

    Netting pays oldest first: what it paid of a debtor's group is taken off its oldest items.
    """
    wide = tuple(dict.fromkeys(("debtor", "creditor", *names)))
    items = list(books.open_items(as_of, known=as_of, by=wide))
    netted: Counter[Key] = Counter()
    for item in items:
        netted[item.key] += item.amount
    after = books.owed(as_of, known=as_of, by=wide, credit=Credits.NETTED)
    for (key, _), left in after.open.items():
        netted[key] -= left.amount
    places = [1 + wide.index(name) for name in names]
    for item in sorted(items, key=lambda each: each.due):
        paid = min(item.amount, netted[item.key])
        netted[item.key] -= paid
        if item.amount > paid:
            key = (item.key[0], *(item.key[place] for place in places))
            debtor = item.key[1]
            yield Coming(key, debtor, CashSource.BEHAVIOUR, item.due, item.amount - paid)
