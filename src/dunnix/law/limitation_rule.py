"""Rules of limitation: how long a claim can be sued for, from when, and what begins it anew."""

import datetime as dt
from enum import StrEnum

import attrs

from dunnix.law.basis import LegalBasis, is_in_force
from dunnix.model import Party


class RunsFrom(StrEnum):
    """The day limitation is counted from."""

    DUE = "due"
    EARLIEST = "earliest"


class Interruption(StrEnum):
    """What begins limitation anew, where the law says so."""

    ACKNOWLEDGMENT = "acknowledgment"
    PART_PAYMENT = "part-payment"
    SIGNED_PLAN = "signed-plan"
    WRITTEN_DEMAND = "written-demand"


def _to_parties(given: tuple[str, ...]) -> tuple[Party, ...]:
    return tuple(Party(each) for each in given)


def _to_interruptions(given: tuple[str, ...]) -> tuple[Interruption, ...]:
    return tuple(Interruption(each) for each in given)


@attrs.frozen(kw_only=True, order=False)
class LimitationRule:
    """How long a claim against some kinds of debtor can be sued for, under the law of a country.

    It runs for `years` from the due date, or from the `earliest` of issue and due date; with
    `from_year_end` from the end of that year. What is in `restarted_by` begins the same time anew,
    with `restart_from_year_end` from the end of its year. The rule speaks of claims that began
    from `valid_from` to `valid_until`.
    """

    id: str
    country: str
    parties: tuple[Party, ...] = attrs.field(converter=_to_parties)
    years: int
    runs_from: RunsFrom = attrs.field(converter=RunsFrom)
    from_year_end: bool = False
    restart_from_year_end: bool = False
    restarted_by: tuple[Interruption, ...] = attrs.field(default=(), converter=_to_interruptions)
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    basis: LegalBasis
    note: str | None = None

    def begins(self, issue_date: dt.date | None, due_date: dt.date) -> dt.date:
        """Give the day a claim is counted from."""
        if self.runs_from is RunsFrom.EARLIEST and issue_date is not None:
            return min(issue_date, due_date)
        return due_date

    def speaks_of(self, party: Party, began_on: dt.date) -> bool:
        """Tell whether the rule is for a claim against such a debtor that began on a day."""
        return party in self.parties and is_in_force(self.valid_from, self.valid_until, began_on)

    def ends(self, day: dt.date, *, anew: bool = False) -> dt.date:
        """Give the last day to sue, counted from a day; after an interruption, `anew`.

        The day it is counted from is not part of it; 29 February ends on the 28th.

        >>> from dunnix.law.tables import limitation_rules
        >>> rule = next(each for each in limitation_rules() if each.id == "de-regular")
        >>> rule.ends(dt.date(2023, 2, 4)), rule.ends(dt.date(2024, 2, 4), anew=True)
        (datetime.date(2026, 12, 31), datetime.date(2027, 2, 4))
        """
        to_year_end = self.restart_from_year_end if anew else self.from_year_end
        year = min(day.year + self.years, dt.MAXYEAR)
        if to_year_end:
            return dt.date(year, 12, 31)
        is_leap_day = (day.month, day.day) == (2, 29)
        return dt.date(year, 2, 28) if is_leap_day else day.replace(year=year)
