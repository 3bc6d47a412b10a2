import datetime as dt
from fractions import Fraction

from dunnix.metrics import Column, ColumnKind, Figure, Table, age_receivables, loss_rates
from dunnix.model import Account, Debtor, Invoice, Payment
from dunnix.money import Money

DUE = dt.date(2026, 2, 4)
MIXED = Table(
    (
        Column("currency", ColumnKind.TEXT),
        Column("owner", ColumnKind.TEXT),
        Column("open_minor", ColumnKind.MONEY),
        Column("receivables", ColumnKind.COUNT),
        Column("dso_days", ColumnKind.NUMBER),
        Column("late_ratio", ColumnKind.NUMBER),
        Column("as_of", ColumnKind.DATE),
    ),
    (
        ("EUR", "Lea", 123456, 2, 27.5, 0.25, DUE),
        ("JPY", None, -900, 1, None, 1.0, DUE),
    ),
)


def invoice(name: str, due: dt.date, amount: str, currency: str = "EUR") -> Invoice:
    return Invoice(id=name, due_date=due, amount=Money(amount, currency))


def test_a_table_prints_amounts_in_units_of_their_currency_and_numbers_to_the_right() -> None:
    assert str(MIXED).splitlines() == [
        "currency  owner     open  receivables  dso_days  late_ratio       as_of",
        "EUR       Lea    1234.56            2     27.50      0.2500  2026-02-04",
        "JPY       -         -900            1         -      1.0000  2026-02-04",
    ]


def test_money_of_no_currency_stays_in_minor_units() -> None:
    table = Table((Column("open_minor", ColumnKind.MONEY),), ((123456,),))

    assert str(table).splitlines() == ["open_minor", "    123456"]


def test_a_table_without_rows_prints_its_head() -> None:
    assert str(Table(MIXED.columns[:2], ())) == "currency  owner"


def test_a_long_table_prints_its_first_rows_and_says_how_many_are_left() -> None:
    rows = tuple((f"D{number:03}",) for number in range(250))

    printed = str(Table((Column("debtor", ColumnKind.TEXT),), rows)).splitlines()

    assert printed[1] == "D000"
    assert printed[-2:] == ["D099", "and 150 more rows"]


def test_a_line_break_in_a_name_breaks_no_row() -> None:
    table = Table((Column("region", ColumnKind.TEXT),), (("north\nsouth",),))

    assert str(table).splitlines() == ["region", "north south"]


def test_an_ageing_prints_as_a_table() -> None:
    account = Account(debtor=Debtor(id="D1"), invoices=[invoice("F-1", DUE, "90.00")])

    assert str(age_receivables(account, as_of=DUE, edges=(0, 30))).splitlines() == [
        "currency   open  not_due  days_1_30  over_30  unapplied    net  receivables",
        "EUR       90.00    90.00       0.00     0.00       0.00  90.00            1",
    ]


def test_what_has_no_picture_shows_its_table_in_a_notebook() -> None:
    paid = Payment(id="P-1", date=DUE, amount=Money("60.00", "EUR"), invoice="F-1")
    account = Account(
        debtor=Debtor(id="D1"), invoices=[invoice("F-1", DUE, "90.00")], payments=[paid]
    )
    rates = loss_rates(account, as_of=dt.date(2028, 1, 1), edges=(0, 30))

    assert rates._repr_mimebundle_() == {"text/plain": str(rates)}
    assert str(rates).splitlines() == [
        "currency  bucket   reached   lost  loss_ratio",
        "EUR       not due    90.00  30.00      0.3333",
        "EUR       1-30       30.00  30.00      1.0000",
        "EUR       over 30    30.00  30.00      1.0000",
    ]


def test_a_figure_prints_its_group_its_value_and_what_it_is_made_of() -> None:
    inputs = (("receivables_minor", 1200), ("sales_minor", 900))
    defined = Figure(currency="EUR", group=("north",), value=Fraction(82, 3), inputs=inputs)
    undefined = Figure(currency="USD", value=None, flags=("no-sales", "short-history"))

    assert str(defined) == "EUR north: 27.3333 (receivables_minor 1200, sales_minor 900)"
    assert str(undefined) == "USD: undefined [no-sales, short-history]"
