"""Payment terms held against the longest the law allows."""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

import attrs

from dunnix.terms.checks import option, plain_day
from dunnix.terms.due_rule import Anchor, DueRule
from dunnix.terms.maxima import Buyer, LegalMaximum, maxima_of
from dunnix.terms.operations import Add, OnDate, OpenDays, Unit
from dunnix.terms.payment_terms import PaymentTerms

# Every day of four years, a leap year among them: months and decades have no longer cycle that
# could matter, and weekdays move through all of it.
_FIRST: Final = dt.date(2024, 1, 1)
_TRIED: Final = 1461
# What comes before what on an ordinary sale.
_ORDER: Final = (Anchor.ORDER, Anchor.DELIVERY, Anchor.INVOICE, Anchor.RECEIPT)


class Standing(StrEnum):
    """How terms stand to a legal maximum, from the best to the worst.

    `depends`: they count from another day than the law does, and the days between decide.
    """

    WITHIN = "within"
    IF_EXPRESSLY_AGREED = "if-expressly-agreed"
    DEPENDS = "depends"
    OVER = "over"


@attrs.frozen(kw_only=True, order=False)
class MaximumFinding:
    """How terms stand to one rule of law, and why.

    `days_over` are the days by which the worst invoice goes past the limit; 0 or less where
    none does. `counted_from` is the day of that invoice and `due_date` when it is due, `latest`
    the last day the law allows. What the law says, and how sure that is, is in `rule`.
    """

    rule: LegalMaximum
    standing: Standing
    reason: str
    days_over: int | None = None
    counted_from: dt.date | None = None
    due_date: dt.date | None = None
    latest: dt.date | None = None


@attrs.frozen(order=False)
class _Worst:
    days_over: int
    start: dt.date
    due: dt.date
    latest: dt.date


def check_maximum(
    terms: PaymentTerms,
    jurisdiction: str,
    *,
    as_of: dt.date,
    buyer: Buyer | str = Buyer.BUSINESS,
    sector: str | None = None,
    periodic: bool = False,
    issued: dt.date | None = None,
    calendar: OpenDays | None = None,
) -> tuple[MaximumFinding, ...]:
    """Hold terms against the legal maxima of a jurisdiction, as they stand on `as_of`.

    Each instalment must keep within a rule; the finding tells of the worst. Judged are invoices
    of every day of four years, or the one of `issued` alone. `sector` is one the law has rules
    for, such as `perishables` in `FR`, and `periodic` tells that the invoice sums up a period.
    It is no legal advice: whether something was expressly agreed, or is unfair, isn't seen here.
    Raises `TermsError` for terms without a due date, `UnknownJurisdictionError` for one without
    rules.

    >>> from dunnix.terms import parse_terms
    >>> found, = check_maximum(parse_terms("net 90"), "FR", as_of=dt.date(2026, 11, 22))
    >>> found.standing, found.days_over, found.rule.certainty
    (<Standing.OVER: 'over'>, 30, <Certainty.SOURCE: 'source'>)
    """
    day = plain_day(as_of, "as_of")
    kind = Buyer(option({str(each): each for each in Buyer}, buyer, "buyer"))
    rules = maxima_of(jurisdiction, as_of=day, buyer=kind, sector=sector, periodic=periodic)
    days = _days(issued)
    dues = [line.due for line in terms.due_lines()]
    return tuple(
        max((_judged(due, rule, days, calendar) for due in dues), key=_severity) for rule in rules
    )


def _days(issued: dt.date | None) -> list[dt.date]:
    if issued is not None:
        return [plain_day(issued, "issued")]
    return [_FIRST + dt.timedelta(at) for at in range(_TRIED)]


def _severity(finding: MaximumFinding) -> tuple[int, int]:
    over = -1 if finding.days_over is None else finding.days_over
    return list(Standing).index(finding.standing), over


def _judged(
    due: DueRule, rule: LegalMaximum, days: Iterable[dt.date], calendar: OpenDays | None
) -> MaximumFinding:
    days = list(days)
    if len(days) > 1 and any(isinstance(step, OnDate) for step in due.steps):
        reason = "a given date is so many days away as the invoice is old: pass `issued=`"
        return MaximumFinding(rule=rule, standing=Standing.DEPENDS, reason=reason)
    worst = _worst(due, rule.limits, days, calendar)
    standing = _standing(due.anchor, rule.limits[0].anchor, worst)
    if worst.days_over > 0 and rule.if_agreed:
        agreed = _worst(due, (*rule.limits, *rule.if_agreed), days, calendar)
        standing, worst = _agreed(due, rule, agreed), agreed if agreed.days_over > 0 else worst
    elif worst.days_over > 0 and rule.longer_if_agreed:
        standing = Standing.IF_EXPRESSLY_AGREED
    return MaximumFinding(
        rule=rule,
        standing=standing,
        reason=_reason(standing, due, rule.limits[0], worst),
        days_over=worst.days_over,
        counted_from=worst.start,
        due_date=worst.due,
        latest=worst.latest,
    )


def _agreed(due: DueRule, rule: LegalMaximum, agreed: _Worst) -> Standing:
    standing = _standing(due.anchor, rule.limits[0].anchor, agreed)
    return Standing.IF_EXPRESSLY_AGREED if standing is Standing.WITHIN else standing


def _worst(
    due: DueRule, limits: Iterable[DueRule], days: Iterable[dt.date], calendar: OpenDays | None
) -> _Worst:
    """Find the invoice that goes furthest past the latest of some limits."""
    limits = tuple(limits)
    found: _Worst | None = None
    for day in days:
        date = due.date_from(day, calendar=calendar)
        latest = max(limit.date_from(day) for limit in limits)
        over = (date - latest).days
        if found is None or over > found.days_over:
            found = _Worst(over, day, date, latest)
    assert found is not None  # noqa: S101  # there is always a day to try
    return found


def _standing(ours: Anchor, laws: Anchor, worst: _Worst) -> Standing:
    """Judge days that count from two anchors, of which one never comes before the other."""
    over = worst.days_over > 0
    if ours is laws:
        return Standing.OVER if over else Standing.WITHIN
    if _ORDER.index(ours) < _ORDER.index(laws):
        return Standing.DEPENDS if over else Standing.WITHIN
    return Standing.OVER if over else Standing.DEPENDS


def _reason(standing: Standing, due: DueRule, limit: DueRule, worst: _Worst) -> str:
    days, ours, laws = abs(worst.days_over), due.anchor, limit.anchor
    if standing is Standing.WITHIN:
        return "no invoice is due later than the law allows"
    if standing is Standing.DEPENDS and not (_counts_days(due) and _counts_days(limit)):
        return f"it counts from the {ours} date and the law from the {laws} date: both decide"
    if standing is not Standing.DEPENDS:
        return (
            f"counted from {worst.start} it is due on {worst.due}, {days} days after the latest "
            f"day allowed, {worst.latest}"
        )
    if worst.days_over > 0:
        return (
            f"it is within only where the {laws} date is {days} days or more after the {ours} date"
        )
    return f"it is within as long as the {ours} date is at most {days} days after the {laws} date"


def _counts_days(rule: DueRule) -> bool:
    """Tell whether a day later is due a day later: only then can days between be named."""
    return all(isinstance(each, Add) and each.unit in {Unit.DAY, Unit.WEEK} for each in rule.steps)
