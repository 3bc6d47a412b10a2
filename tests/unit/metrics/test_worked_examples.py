"""What others have published, with the answer they print: our formulas give the same.

Each example has a number, and where it was read.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

import pytest

from dunnix.metrics import (
    Ageing,
    RollRate,
    ZeroSales,
    age_receivables,
    average_days_delinquent,
    best_possible_dso,
    days_sales_outstanding,
    loss_rates,
    provision,
)
from dunnix.metrics.collection_formulas import turnover_times
from dunnix.metrics.count_back import count_back_days
from dunnix.metrics.received import weighted_average_days
from dunnix.metrics.sales_outstanding_formulas import (
    average_balance_dso_days,
    simple_dso_days,
    since_first_invoice_days,
)
from dunnix.model import Account, Debtor, Invoice, Payment
from dunnix.money import Money

JDE: Final = "https://docs.oracle.com/en/applications/jd-edwards/financials/9.2/eoaar/current-balance-divided-by-sales.html"
SCRIBD: Final = "https://www.scribd.com/document/548595457/30421-DSO-Calculations"
EXCEL: Final = "ExcelBanter thread of Tim Green and Bernie Deitrick"
DIVALTO: Final = "https://divalto.atlassian.net/wiki/pages/viewpage.action?pageId=10511745040"
DIVALTO_EXAMPLE: Final = "https://divalto.atlassian.net/wiki/pages/diffpages.action?originalId=10511745040&pageId=10513777005"
QLIK: Final = "https://community.qlik.com/t5/Visualization-and-Usability/Daily-Sales-Outstanding-Debtor-days-calculation-Count-back/td-p/1828628"
WAY: Final = "http://waycalculator.com/finance/Average-Days-Delinquent-Calculator.php"
IFRS: Final = "https://www.scribd.com/document/727588826/Ifrs-9-Example-Lifetime-ECL-Trade-Receivables-Provision-Matrix-01"
FAQ_IFRS: Final = "https://www.faqifrs.com/step-6-apply-the-provision-matrix/"
ODOO: Final = "https://github.com/odoo/odoo, addons/account/tests/test_account_partner.py"

FIRST: Final = dt.date(2025, 1, 1)
LAST: Final = dt.date(2025, 3, 31)


def is_near(value: Fraction | None, printed: str, tolerance: str) -> bool:
    assert value is not None
    return abs(value - Fraction(printed)) <= Fraction(tolerance)


@pytest.mark.parametrize(
    ("receivables", "sales", "days", "printed", "tolerance"),
    [
        pytest.param(10869, 5538 + 4566 + 7570, 90, "55.35", "0.005", id=f"W01 {JDE}"),
        pytest.param(
            1000,
            1300,
            91,
            "70",
            "0.5",
            id="W03 https://comptabilite.pagesjaunes.fr/astuce/voir/499355/days-sales-outstanding",
        ),
        pytest.param(30000, 60000, 90, "45", "0.5", id=f"W05 {DIVALTO}"),
        pytest.param(
            10000,
            1000000,
            365,
            "3.65",
            "0.005",
            id="W07 https://www.payontime.co.uk/collecting-cash/measure-cash-collection-results",
        ),
        pytest.param(102632, 102632, 30, "30.0", "0.05", id=f"W10 {SCRIBD}"),
        pytest.param(144799, 137500, 30, "31.6", "0.05", id=f"W12 {SCRIBD}"),
        pytest.param(171291, 131541, 30, "39.1", "0.05", id=f"W14 {SCRIBD}"),
        pytest.param(276946, 212654, 30, "39.1", "0.05", id=f"W16 {SCRIBD}"),
        pytest.param(466193, 201659, 30, "69.4", "0.05", id=f"W18 {SCRIBD}"),
    ],
)
def test_simple_dso_is_as_published(
    receivables: int, sales: int, days: int, printed: str, tolerance: str
) -> None:
    assert is_near(simple_dso_days(receivables, sales, days), printed, tolerance)


def test_dso_of_an_average_balance_is_as_published() -> None:
    """W09, https://www.fool.com/terms/d/days-sales-outstanding."""
    assert average_balance_dso_days([18000], 20000, 30) == 27


@pytest.mark.parametrize(
    ("receivables", "periods", "zero_sales", "printed", "tolerance"),
    [
        pytest.param(
            2471,
            [(1003, 31), (1228, 29), (1203, 31)],
            ZeroSales.COUNT,
            "66",
            "0.5",
            id=f"W19 {EXCEL}",
        ),
        pytest.param(
            2416,
            [(1065, 31), (1181, 30), (1003, 31), (1228, 29), (1203, 31)],
            ZeroSales.COUNT,
            "66",
            "0.5",
            id=f"W21 {EXCEL}",
        ),
        pytest.param(
            2500,
            [(1200, 30), (800, 31), (700, 30)],
            ZeroSales.COUNT,
            "82.4",
            "0.05",
            id=f"W23 {DIVALTO_EXAMPLE}",
        ),
        # June 2021 has no sales, and the source skips it.
        pytest.param(
            1871000,
            [(13217, 30), (0, 30), (1116310, 30), (885353, 30)],
            ZeroSales.SKIP,
            "85",
            "0.5",
            id=f"W25 {QLIK}",
        ),
        pytest.param(
            1871000,
            [(13217, 30), (0, 30), (1116310, 30), (885353, 30)],
            ZeroSales.COUNT,
            "115",
            "0.5",
            id=f"W25, the month counted {QLIK}",
        ),
    ],
)
def test_counted_back_days_are_as_published(
    receivables: int,
    periods: Sequence[tuple[int, int]],
    zero_sales: ZeroSales,
    printed: str,
    tolerance: str,
) -> None:
    counted = count_back_days(receivables, periods, zero_sales)

    assert is_near(counted.days, printed, tolerance)


@pytest.mark.parametrize(
    ("dso", "best_possible", "printed"),
    [pytest.param(7, 3, 4, id=f"W29 {WAY}"), pytest.param(10, 3, 7, id=f"W31 {WAY}")],
)
def test_average_days_delinquent_are_as_published(
    dso: int, best_possible: int, printed: int
) -> None:
    late, current, paid = dso - best_possible, best_possible, 90 - dso
    account = Account(
        debtor=Debtor(id="D1"),
        invoices=[
            Invoice(id=name, issue_date=FIRST, due_date=due, amount=Money(str(amount), "EUR"))
            for name, due, amount in (
                ("late", FIRST, late),
                ("current", LAST, current),
                ("paid", LAST, paid),
            )
        ],
        payments=[Payment(id="P", date=LAST, amount=Money(str(paid), "EUR"), invoice="paid")],
    )

    assert days_sales_outstanding(account, as_of=LAST).value == dso
    assert best_possible_dso(account, as_of=LAST).value == best_possible
    assert average_days_delinquent(account, as_of=LAST).value == printed


@pytest.mark.parametrize(
    ("receivables", "invoiced", "days", "printed"),
    [pytest.param(0, 0, 0, 0, id=f"W67 {ODOO}"), pytest.param(0, 3000, 150, 0, id=f"W69 {ODOO}")],
)
def test_days_since_the_first_invoice_are_as_published(
    receivables: int, invoiced: int, days: int, printed: int
) -> None:
    assert since_first_invoice_days(receivables, invoiced, days) == printed


def test_turnover_of_a_closing_balance_is_as_published() -> None:
    """W39, https://www.studyzin.com, question 62554."""
    assert turnover_times(4192200, 328800) == Fraction("12.75")


def test_bad_debts_over_sales_are_the_rate_lost_of_all_that_was_billed() -> None:
    """W61, https://kpiexamples.operately.com/finance/bad-debt-to-sales-ratio."""
    sold = Invoice(id="F-1", issue_date=FIRST, due_date=LAST, amount=Money("100000", "EUR"))
    paid = Payment(id="P", date=LAST, amount=Money("99000", "EUR"), invoice="F-1")
    account = Account(debtor=Debtor(id="D1"), invoices=[sold], payments=[paid])

    rates = loss_rates(account, as_of=LAST + dt.timedelta(days=366))

    assert rates.rates[0].rate == Fraction("0.01")


@pytest.mark.parametrize(
    ("weighted", "printed"),
    [
        pytest.param(
            [(10, 5), (100, 10)],
            "9.55",
            id="W40 https://scshubfrpdev.powerappsportals.com/ideas/idea/?ideaid=4191bf6f-f5ab-ea11-8b71-0003ff68c1c4",
        ),
        pytest.param(
            [(100, -10), (200, -5), (300, 0), (400, 5), (500, 10)],
            "3.33",
            id="W44 https://fitsmallbusiness.com/days-beyond-terms/",
        ),
    ],
)
def test_weighted_days_are_as_published(weighted: Sequence[tuple[int, int]], printed: str) -> None:
    assert is_near(weighted_average_days(weighted), printed, "0.005")


def test_a_roll_rate_is_as_published() -> None:
    """W56, https://costcalculator.calculator.city/how-to-calculate-roll-rates."""
    rolled = RollRate(currency="USD", bucket="1-30", rolled_minor=(200_000, 800_000))

    assert rolled.shares[0] == Fraction("0.20")


@pytest.mark.parametrize(
    ("open_", "rates", "printed"),
    [
        pytest.param({0: 15000}, {"not due": "0.005"}, "75.00", id=f"W47 {FAQ_IFRS}"),
        pytest.param({15: 4000}, {"1-30": "0.027"}, "108.00", id=f"W49 {FAQ_IFRS}"),
        # With the rate of 31-60 days rounded to 8.7 % it would be 27,570.
        pytest.param(
            {0: 300_000, 15: 140_000, 45: 60_000, 75: 23_000, 100: 5_000},
            {
                "not due": "2000/100000",
                "1-30": "2000/50000",
                "31-60": "2000/23000",
                "61-90": "2000/8000",
                "over 90": "2000/2000",
            },
            "27567.39",
            id=f"W55 {IFRS}",
        ),
    ],
)
def test_a_provision_is_as_published(
    open_: Mapping[int, int], rates: Mapping[str, str], printed: str
) -> None:
    today = dt.date(2026, 6, 30)
    owed = [
        Invoice(
            id=f"F-{late}",
            due_date=today - dt.timedelta(days=late),
            amount=Money(str(amount), "EUR"),
        )
        for late, amount in open_.items()
    ]
    labels = ("not due", "1-30", "31-60", "61-90", "over 90")

    [line] = provision(
        Account(debtor=Debtor(id="D1"), invoices=owed),
        as_of=today,
        rates={label: rates.get(label, "0") for label in labels},
    ).lines

    assert line.amount == Money(printed, "EUR")


def test_an_invoice_paid_in_part_before_its_date_is_aged_by_what_is_left() -> None:
    """W63, https://github.com/odoo/odoo/pull/16235."""
    invoice = Invoice(
        id="F-1",
        issue_date=dt.date(2016, 11, 30),
        due_date=dt.date(2017, 2, 28),
        amount=Money("10000", "EUR"),
    )
    payments = [
        paid("P-1", "1500", dt.date(2016, 11, 9), "F-1"),
        paid("P-2", "1000", dt.date(2016, 11, 30), "F-1"),
        paid("P-3", "2000", dt.date(2017, 1, 30), "F-1"),
    ]

    assert buckets(age_receivables(account([invoice], payments), as_of=dt.date(2017, 4, 4))) == {
        "31-60": "5500.00"
    }


def test_an_invoice_is_open_the_day_before_it_is_paid() -> None:
    """W65, https://github.com/odoo/odoo/pull/19984."""
    day = dt.date(2016, 7, 26)
    invoice = Invoice(id="F-1", issue_date=day, due_date=day, amount=Money("115", "EUR"))
    some = account([invoice], [paid("P-1", "115", dt.date(2016, 10, 28), "F-1")])

    assert buckets(age_receivables(some, as_of=dt.date(2016, 10, 27))) == {"over 90": "115.00"}
    assert age_receivables(some, as_of=dt.date(2016, 10, 28)).lines == ()


def test_an_unapplied_payment_may_be_aged_in_its_own_bucket() -> None:
    """W66, https://github.com/OCA/account-financial-reporting/issues/546."""
    sold = [
        *((f"M-{number}", "10000", dt.date(2019, 3, 20)) for number in range(5)),
        ("A-1", "100000", dt.date(2019, 4, 10)),
    ]
    invoices = [
        Invoice(id=name, issue_date=day, due_date=day, amount=Money(amount, "EUR"))
        for name, amount, day in sold
    ]
    payments = [
        paid("P-1", "1000", dt.date(2019, 2, 15)),
        paid("P-2", "49000", dt.date(2019, 5, 5)),
    ]

    ageing = age_receivables(
        account(invoices, payments), as_of=dt.date(2019, 4, 30), basis="issue", credit="aged"
    )

    assert buckets(ageing) == {"0-30": "100000.00", "31-60": "50000.00", "61-90": "-1000.00"}
    assert ageing.lines[0].net == Money("149000.00", "EUR")


def account(invoices: Sequence[Invoice], payments: Sequence[Payment] = ()) -> Account:
    return Account(debtor=Debtor(id="D1"), invoices=invoices, payments=payments)


def paid(name: str, amount: str, day: dt.date, invoice: str | None = None) -> Payment:
    return Payment(id=name, date=day, amount=Money(amount, "EUR"), invoice=invoice)


def buckets(ageing: Ageing) -> dict[str, str]:
    [line] = ageing.lines
    return {
        each.label: each.amount.amount_text() for each in line.buckets if each.amount.minor_units
    }
