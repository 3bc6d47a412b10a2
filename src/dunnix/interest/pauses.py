"""Days on which a receivable bears no interest: since an insolvency, during more time granted."""

from collections.abc import Sequence

from dunnix.interest.accrual import Step
from dunnix.interest.running import Running
from dunnix.model import Extension, Happening, Insolvency


def first_insolvent_day(claim: Running, happened: Sequence[Happening]) -> int | None:
    """Give the day proceedings were opened; None where none were."""
    days = [
        each.date.toordinal()
        for each in happened
        if isinstance(each, Insolvency)
        if _means(each, claim)
    ]
    return min(days, default=None)


def without_pauses(claim: Running, happened: Sequence[Happening]) -> list[Step]:
    """Give the steps with nothing that bears interest while more time was granted.

    The days after the grant, up to the last one granted: who pays by then pays none for them.
    """
    steps = claim.steps
    for each in happened:
        if isinstance(each, Extension) and _means(each, claim):
            first = max(each.date.toordinal() + 1, steps[0][0])
            last = each.until.toordinal()
            if first <= last:
                steps = _cleared(steps, first, last)
                claim.paused = True
    return steps


def _means(each: Happening, claim: Running) -> bool:
    return each.invoice is None or each.invoice in claim.names


def _cleared(steps: list[Step], first: int, last: int) -> list[Step]:
    before = [step for step in steps if step[0] < first]
    after = [step for step in steps if step[0] > last + 1]
    under = [step for step in steps if step[0] <= last + 1]
    return [*before, (first, 0), (last + 1, under[-1][1]), *after]
