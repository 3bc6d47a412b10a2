"""What a report is asked for: the day, the period, and how the ageing is cut."""

import argparse
import datetime as dt

import attrs

from dunnix.cli.inputs import day_asked
from dunnix.cli.usage import UsageError
from dunnix.metrics import Basis, Credits
from dunnix.metrics.period import LONG_AGO


@attrs.frozen(kw_only=True, order=False)
class Question:
    """The options of a report: `first` to `as_of` is the period of what was collected and paid.

    `days` is the length of the window of sales up to `as_of`, `by` what all is split by,
    `check` whether the ledger is searched for what makes figures doubtful.
    """

    as_of: dt.date
    first: dt.date
    days: int
    by: tuple[str, ...] = ()
    edges: tuple[int, ...] | None = None
    basis: Basis = Basis.DUE
    credit: Credits = Credits.SEPARATE
    check: bool = False


def question_asked(arguments: argparse.Namespace) -> Question:
    """Read the options of a report; the period is the window of sales where none is given."""
    as_of = day_asked(arguments, "a report")
    try:
        window = as_of - dt.timedelta(days=arguments.days - 1)
    except OverflowError:
        raise UsageError(f"`--days {arguments.days}` begins before the year 1") from None
    first: dt.date = arguments.first or window
    if first < LONG_AGO:
        raise UsageError(f"the period begins on {first}, before {LONG_AGO}")
    if first > as_of:
        raise UsageError(
            f"the period ends on {as_of}, before it begins on {first}",
            hint="give a day up to `--as-of` with `--first`",
        )
    return Question(
        as_of=as_of,
        first=first,
        days=arguments.days,
        by=arguments.by,
        edges=arguments.edges,
        basis=Basis(arguments.basis),
        credit=Credits(arguments.credit),
        check=arguments.check,
    )
