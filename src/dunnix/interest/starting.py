"""The first day that bears interest: after the due date, a notice, or some days."""

import calendar
import datetime as dt

from dunnix.interest.choices import Starting
from dunnix.interest.circumstances import Circumstances
from dunnix.interest.regime import MONTHS, Regime, Start
from dunnix.interest.running import Running


def first_interest_day(claim: Running, regime: Regime, circumstances: Circumstances) -> int | None:
    """Give the first day that bears interest; None where a notice is wanted and there is none.

    No day before the day after the due date, or after the invoice's issue, bears any.
    """
    start = regime.start
    if not circumstances.due_agreed and regime.without_date is not None:
        start = regime.without_date
    day: int | None
    if start.kind is Starting.AFTER_DUE and not start.days and not start.months:
        day = claim.due + 1
    else:
        day = _waited_for(claim, start, circumstances)
    return None if day is None else max(day, claim.due + 1, claim.steps[0][0])


def _waited_for(claim: Running, start: Start, circumstances: Circumstances) -> int | None:
    notice = _notice(claim, circumstances)
    issued = claim.invoice.issue_date
    match start.kind:
        case Starting.AFTER_DUE:
            return _after(claim.due, start)
        case Starting.AFTER_NOTICE:
            return None if notice is None else _after(notice, start)
        case Starting.NOTICE_OR_DAYS:
            later = _after(max(claim.due, 0 if issued is None else issued.toordinal()), start)
            return later if notice is None else min(notice + 1, later)


def _notice(claim: Running, circumstances: Circumstances) -> int | None:
    days = [circumstances.notices[name] for name in claim.names if name in circumstances.notices]
    return min(days).toordinal() if days else None


def _after(day: int, start: Start) -> int:
    date = dt.date.fromordinal(day)
    months = date.month - 1 + start.months
    year, month = date.year + months // MONTHS, months % MONTHS + 1
    number = min(date.day, calendar.monthrange(year, month)[1])
    return dt.date(year, month, number).toordinal() + start.days + 1
