"""An account played forward from a day on, as a value: what would be done, and where it ends."""

import datetime as dt
from typing import Final

from dunnix.calendars import Calendar
from dunnix.model import Account
from dunnix.planning.assumptions import Assumption, name_of, silence
from dunnix.planning.play import Play
from dunnix.planning.projection import Projection, ProjectionEnd
from dunnix.scenario import Scenario, Strategy

_ONE_DAY: Final = dt.timedelta(1)
LONGEST: Final = 3660


def project(
    scenario: Scenario | Strategy,
    account: Account,
    *,
    as_of: dt.date,
    days: int,
    assuming: Assumption = silence,
    calendar: Calendar | None = None,
) -> Projection:
    """Play an account forward from a day on: what we would do when, and where it would end.

    `assuming` says what comes from the debtor: a function of the account and the day that gives
    rows to record, such as `silence`, `pays_on(day)` or your own; `together` joins several. Our
    own actions are done on their day. What is asked are the days on which an answer can change,
    which gives what asking daily would. The account stays as it is, and what was recorded after
    `as_of` isn't looked at.

    It misleads where the debtor does otherwise. Raises `ValueError` for days below none, above
    ten years or beyond the year 9999, and what `decide` raises.

    >>> from dunnix.model import Contact, Debtor, Invoice
    >>> from dunnix.money import Money
    >>> from dunnix.scenario import load_scenario
    >>> invoice = Invoice(id="F-1", due_date=dt.date(2026, 2, 4), amount=Money("90.00", "EUR"))
    >>> desk = Contact(role="accounts-payable", phone="+33 1 00 00 00 00")
    >>> account = Account(debtor=Debtor(id="D1", contacts=[desk]), invoices=[invoice])
    >>> played = project(load_scenario("fr-b2b"), account, as_of=dt.date(2026, 2, 5), days=9)
    >>> day, action = played.actions[0]
    >>> str(day), action.step
    ('2026-02-05', 'call')
    """
    until = last_day(as_of, days)
    if not isinstance(account, Account):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"`account` must be an Account, not a {type(account).__name__}")
    play = Play(scenario, account.as_of(as_of), as_of, assuming, calendar=calendar)
    for number in range(days + 1):
        play.day(as_of + number * _ONE_DAY)
    return Projection(
        debtor=account.debtor.id,
        scenario=scenario.ref,
        as_of=as_of,
        until=until,
        assuming=name_of(assuming),
        days=tuple(play.played),
        end=play.end,
        ended_on=None if play.end is ProjectionEnd.GOING_ON else play.end_since,
        confirmed=tuple(sorted(play.confirmed)),
    )


def last_day(as_of: dt.date, days: int) -> dt.date:
    """Give the last day looked at; `ValueError` where so many days can't be looked ahead.

    >>> str(last_day(dt.date(2026, 2, 5), 9))
    '2026-02-14'
    """
    if type(days) is not int:
        raise TypeError(f"`days` must be a whole number, not a {type(days).__name__}")
    if not 0 <= days <= LONGEST:
        raise ValueError(f"`days` must be from 0 to {LONGEST}, not {days}")
    if type(as_of) is not dt.date:
        raise TypeError(f"`as_of` must be a date, not a {type(as_of).__name__}")
    if days > (dt.date.max - as_of).days:
        raise ValueError(f"`days` ends after {dt.date.max}, the last day there is")
    return as_of + days * _ONE_DAY
