"""The formulas of days sales outstanding: numbers in, days out, exact.

Amounts are of one currency and in one unit, whichever; where a formula isn't defined for what it
is given, the answer is None.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, TypeAlias

Number: TypeAlias = int | Fraction

MONTH_DAYS: Final = 30
"""The days of a month by convention, in the formulas that count in months."""


def simple_dso_days(receivables: Number, sales: Number, days: int) -> Fraction | None:
    """Give receivables / sales x days; None without sales.

    Source: JD Edwards, "Current Balance Divided by Sales", which prints this example.

    >>> round(simple_dso_days(10_869, 5_538 + 4_566 + 7_570, 90), 2)
    Fraction(1107, 20)
    """
    return None if sales <= 0 else Fraction(receivables) / sales * days


def average_balance_dso_days(
    balances: Sequence[Number], sales: Number, days: int
) -> Fraction | None:
    """Give the mean of balances / sales x days; None without sales.

    >>> average_balance_dso_days([17_000, 19_000], 20_000, 30)
    Fraction(27, 1)
    """
    return simple_dso_days(Fraction(sum(balances)) / len(balances), sales, days)


def rolling_dso_days(balances: Sequence[Number], sales: Number, months: int) -> Fraction | None:
    """Give the mean of month-end balances x 30 / the mean monthly sales of so many months.

    Source: SAP Smart Financials, "Days Sales Outstanding - Calculation for a Specific Period".

    >>> rolling_dso_days([1_000, 1_000, 0], 1_000, 3)
    Fraction(60, 1)
    """
    return average_balance_dso_days(balances, Fraction(sales) / months, MONTH_DAYS)


def sales_weighted_dso_days(
    open_by_age: Sequence[Number], sales_by_month: Sequence[Number]
) -> Fraction | None:
    """Give the sum of (open of an age / sales of the month it is from) x 30, youngest first.

    A month without sales is no matter where nothing of it is open; otherwise the answer is None.

    >>> sales_weighted_dso_days([500, 100, 0], [1_000, 800, 0])
    Fraction(75, 4)
    """
    pairs = [each for each in zip(open_by_age, sales_by_month, strict=True) if each[0]]
    if any(sales <= 0 for _, sales in pairs):
        return None
    return sum((Fraction(each) / sales for each, sales in pairs), Fraction(0)) * MONTH_DAYS


def since_first_invoice_days(receivables: Number, invoiced: Number, days: int) -> Fraction:
    """Give receivables / all ever invoiced x days since the first invoice; 0 if none, as Odoo does.

    >>> since_first_invoice_days(1_000, 3_000, 150)
    Fraction(50, 1)
    """
    return simple_dso_days(receivables, invoiced, days) or Fraction(0)
