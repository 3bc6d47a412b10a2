"""The formulas of collection: numbers in, a number out, exact; None where there is no answer."""

from fractions import Fraction
from typing import TypeAlias

Number: TypeAlias = int | Fraction


def effectiveness_percent(
    beginning: Number,
    sales: Number,
    ending_total: Number,
    ending_current: Number,
    *,
    months: Number = 1,
) -> Fraction | None:
    """Give (beginning + sales / months - total) x 100 / (beginning + sales / months - current).

    None where there was nothing to collect. Source: Credit Research Foundation, collection
    effectiveness index; with `months` 1 it is the form for a whole period.

    >>> effectiveness_percent(1_000, 600, 700, 500, months=3)
    Fraction(500, 7)
    """
    billed = beginning + Fraction(sales) / months
    collectable = billed - ending_current
    return (billed - ending_total) * 100 / collectable if collectable > 0 else None


def collected_ratio(collected: Number, still_open: Number) -> Fraction | None:
    """Give collected / (collected + still open); None where nothing was to be collected.

    >>> collected_ratio(300, 100)
    Fraction(3, 4)
    """
    due = collected + still_open
    return Fraction(collected) / due if due > 0 else None


def turnover_times(sales: Number, receivables: Number) -> Fraction | None:
    """Give sales / receivables; None where nothing is owed, or more was credited than sold.

    >>> turnover_times(4_192_200, 328_800)
    Fraction(51, 4)
    """
    return Fraction(sales) / receivables if receivables > 0 and sales >= 0 else None
