"""What is owed on a day, receivable by receivable, and what the debtor said of it."""

import datetime as dt
from collections.abc import Collection

from dunnix.model import (
    Account,
    Acknowledgment,
    Claim,
    Extension,
    Netting,
    known_rows,
    take_position,
)
from dunnix.scenario import Scenario


def overdue_claims(
    account: Account, as_of: dt.date, scenario: Scenario | None, receivables: Collection[str]
) -> list[Claim]:
    """Give what is open and past its due date, without what got more time or is being paid."""
    return [
        claim
        for claim in open_claims(account, as_of, scenario, receivables)
        if claim.due < as_of.toordinal()
        and due_amount(claim)
        and not _extended(account, as_of, claim)
    ]


def open_claims(
    account: Account, as_of: dt.date, scenario: Scenario | None, receivables: Collection[str]
) -> list[Claim]:
    """Give the receivables with something open on a day, oldest first; only some where named."""
    if type(as_of) is not dt.date:
        raise TypeError(f"`as_of` must be a date, not a {type(as_of).__name__}")
    if isinstance(receivables, str):
        raise TypeError("`receivables` is a list of names, not one text")
    if account.problems:
        raise ValueError(
            "the account has rows that can't be read; mend them before asking about law"
        )
    netting = Netting.OLDEST_FIRST if scenario is None else scenario.netting
    # How long a promise may still be kept is nothing to a court.
    position = take_position(account, as_of, window_end=lambda day: day, netting=netting)
    known = {name for place in position.places for name in place.claim.names}
    for name in receivables:
        if name not in known:
            raise ValueError(f"`{name}` is no receivable of the account on that day")
    wanted = set(receivables)
    return [
        place.claim
        for place in position.places
        if place.claim.open and (not wanted or not wanted.isdisjoint(place.claim.names))
    ]


def country_code(country: str | None) -> str | None:
    """Give a country as data files name it: a ledger may have it in small letters.

    >>> country_code("fr"), country_code("gb-eng")
    ('FR', 'GB-ENG')
    """
    return None if country is None else country.strip().upper()


def due_amount(claim: Claim) -> int:
    """Give what is open of a receivable and not on its way, in minor units."""
    return claim.open - claim.uncleared


def names(name: str | None, claim: Claim) -> bool:
    """Tell whether a row that names something, or nothing, speaks of a receivable."""
    return name is None or name in claim.names


def acknowledged_on(account: Account, as_of: dt.date, claim: Claim) -> tuple[dt.date, ...]:
    """Give the days the debtor acknowledged a receivable in writing, sorted.

    One that names nothing speaks of what was issued by then.
    """
    issued = claim.invoice.issue_date or dt.date.min
    return tuple(
        sorted(
            each.date
            for each in known_rows(account.happenings, as_of)
            if isinstance(each, Acknowledgment) and each.date <= as_of
            if each.invoice in claim.names or (each.invoice is None and issued <= each.date)
        )
    )


def _extended(account: Account, as_of: dt.date, claim: Claim) -> bool:
    return any(
        isinstance(each, Extension) and each.date <= as_of <= each.until
        for each in known_rows(account.happenings, as_of)
        if names(each.invoice, claim)
    )
