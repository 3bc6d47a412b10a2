"""Days and months that changed places, as spreadsheets do with days up to 12."""

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from dunnix.ledger.quality.current import Current, days_to_pay_allowed
from dunnix.ledger.quality.kinds import SWAPPED_DATE, Seen

_LAST_MONTH: Final = 12
# Terms that need no other invoice to be believed.
_KNOWN_TERMS: Final = {0, 1, 3, 5, 7, 8, 10, 14, 15, 20, 21, 28, 29, 30, 31, 40, 45} | {
    *(59, 60, 61, 75, 90, 91, 92, 100, 120, 150, 180)
}
_USUAL_SHARE: Final = 20  # one in 20 invoices has them
_RARE: Final = 2  # or one in 100
_RARE_SHARE: Final = 100
_LONGEST_LIKELY: Final = 180
_MANY: Final = 3
_ENOUGH_ANCHORS: Final = 10
_DISORDER: Final = 20  # one in 20 neighbours may be out of order
_SLACK: Final = 6
_NUMBER: Final = re.compile(r"^(.*?)(\d+)$")


_Key: TypeAlias = tuple[str, str]  # the debtor and the invoice, by their ids


class _Dated(NamedTuple):
    """A numbered invoice by its place in the series."""

    number: int
    day: dt.date
    key: _Key


def swapped_dates(accounts: Sequence[Current]) -> Iterator[Seen]:
    """Find invoices whose dates fit the usual terms, or their neighbours, only when swapped."""
    by_terms = dict(_by_terms(accounts))
    by_number = dict(_by_number(accounts))
    for each in accounts:
        for invoice in each.billed:
            key = each.debtor, invoice.id
            found = by_number.get(key) or by_terms.get(key)
            if found:
                yield each.seen(SWAPPED_DATE, invoice, detail=found)


def swapped(day: dt.date) -> dt.date | None:
    """Give a date with day and month in each other's place, None where that is no other date.

    >>> swapped(dt.date(2026, 2, 4)), swapped(dt.date(2026, 2, 28))
    (datetime.date(2026, 4, 2), None)
    """
    if day.day > _LAST_MONTH or day.day == day.month:
        return None
    return dt.date(day.year, day.day, day.month)


def _by_terms(accounts: Sequence[Current]) -> Iterator[tuple[_Key, str]]:
    """Find terms that are absurd or seen hardly ever, and usual once a date is swapped.

    Absurd ones tell alone. The others count only where there are several, and more of them than
    of odd terms that no swap makes usual: chance can make one.
    """
    terms = {
        (each.debtor, invoice.id): (days, invoice.due_date)
        for each in accounts
        for invoice in each.billed
        if (days := days_to_pay_allowed(invoice)) is not None
    }
    usual, odd = _usual_and_odd([days for days, _ in terms.values()])
    mendings = {key: _mended(due, days, usual) for key, (days, due) in terms.items() if days in odd}
    mended = {key: found for key, found in mendings.items() if found}
    many = len(mended) >= _MANY and len(mended) * 2 > len(mendings)
    for key, found in mended.items():
        if many or _is_absurd(terms[key][0]):
            yield key, found


def _usual_and_odd(terms: Sequence[int]) -> tuple[set[int], set[int]]:
    counts = Counter(terms)
    most_rare = max(_RARE, len(terms) // _RARE_SHARE)
    least_usual = max(most_rare + 1, len(terms) / _USUAL_SHARE)
    usual = {
        days for days, times in counts.items() if times >= least_usual and not _is_absurd(days)
    }
    odd = {days for days, times in counts.items() if times <= most_rare or _is_absurd(days)}
    return usual, odd - usual - _KNOWN_TERMS


def _is_absurd(terms: int) -> bool:
    return not 0 <= terms <= _LONGEST_LIKELY


def _mended(due: dt.date, days: int, usual: set[int]) -> str | None:
    """Say which date, once swapped, gives usual terms."""
    issued = due - dt.timedelta(days=days)
    other_issue, other_due = swapped(issued), swapped(due)
    if other_due and (other_due - issued).days in usual:
        return f"due date {due} may be {other_due}"
    if other_issue and (due - other_issue).days in usual:
        return f"issue date {issued} may be {other_issue}"
    if other_issue and other_due and (other_due - other_issue).days in usual:
        return f"dates {issued} and {due} may be {other_issue} and {other_due}"
    return None


def _by_number(accounts: Sequence[Current]) -> Iterator[tuple[_Key, str]]:
    """Find issue dates that break the order of a numbered series, and keep it once swapped.

    Dates that can't be swapped, with a day over 12, show whether there is an order at all.
    """
    for dated in _series(accounts).values():
        anchors = [each for each in dated if each.day.day > _LAST_MONTH]
        if not _rises(anchors):
            continue
        numbers = [each.number for each in anchors]
        for each in dated:
            other = swapped(each.day)
            before = bisect_left(numbers, each.number) - 1
            after = bisect_right(numbers, each.number)
            if other is None or before < 0 or after == len(anchors):
                continue
            first, last = anchors[before].day, anchors[after].day
            slack = dt.timedelta(days=_SLACK)
            if first <= other <= last and not first - slack <= each.day <= last + slack:
                yield each.key, f"issue date {each.day} may be {other}"


def _series(accounts: Sequence[Current]) -> Mapping[str, list[_Dated]]:
    series = defaultdict[str, list[_Dated]](list)
    for account in accounts:
        for invoice in account.billed:
            match = _NUMBER.match(invoice.id)
            if match and invoice.issue_date is not None:
                dated = _Dated(int(match[2]), invoice.issue_date, (account.debtor, invoice.id))
                series[f"{match[1]}/{invoice.creditor}"].append(dated)
    for each in series.values():
        each.sort()
    return series


def _rises(anchors: Sequence[_Dated]) -> bool:
    falls = sum(sooner.day > later.day for sooner, later in pairwise(anchors))
    return len(anchors) >= _ENOUGH_ANCHORS and falls * _DISORDER <= len(anchors)
