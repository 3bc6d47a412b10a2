import csv
import datetime as dt
import io
import os
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dunnix.cli.metrics import sentences as metrics_sentences
from dunnix.cli.metrics.books import RememberedBooks
from dunnix.cli.metrics.figures import reckon_figures
from dunnix.cli.metrics.question import Question
from dunnix.ledger import load_ledger
from dunnix.metrics import age_receivables, days_sales_outstanding
from dunnix.words import languages_of

if TYPE_CHECKING:
    from conftest import Shell

IBM = Path(
    os.environ.get(
        "DUNNIX_IBM_LEDGER",
        Path(__file__).parents[4] / "shared" / "data" / "ibm_receivables.csv",
    )
)
METRICS = "metrics ledger --as-of 2026-02-05"
PAYMENTS = """\
id,debtor,date,amount,currency,invoice
P-1,D42,2026-02-03,200.00,EUR,F-101
P-2,D9,2026-01-10,10.00,GBP,
"""
BROKEN = """\
id,debtor,due_date,amount,currency
F-1,D1,2026-02-04,100.00,EUR
F-2,D2,2026-02-30,50.00,EUR
"""
DAY = dt.date(2026, 2, 5)
QUESTION = Question(as_of=DAY, first=dt.date(2025, 11, 8), days=90)


TEXT = """\
Receivables on 5 February 2026
ledger: 3 debtors, 4 invoices
collected and paid: 8 November 2025 to 5 February 2026

What is owed, by days past due
days            invoices       EUR   share    GBP   share
--------------  --------  --------  ------  -----  ------
not due                1     80.00    5.1%   0.00    0.0%
1-30                   2  1,500.00   94.9%   0.00    0.0%
31-60                  1      0.00    0.0%  60.00  100.0%
61-90                  0      0.00    0.0%   0.00    0.0%
over 90                0      0.00    0.0%   0.00    0.0%
open                      1,580.00  100.0%  60.00  100.0%
of it past due            1,500.00   94.9%  60.00  100.0%
unapplied                     0.00    0.0%  10.00   16.7%
net                       1,580.00  100.0%  50.00   83.3%
Unapplied money and free credit notes stand apart.

Figures
figure                                             in               EUR     GBP
-------------------------------------------------  ------------  ------  ------
DSO, sales of 90 days (1)                          days               -       -
DSO, counted back month by month                   days            32.5    92.0
best possible DSO, 90 days (1)                     days               -       -
average days delinquent (ADD), 90 days (1)         days               -       -
collection effectiveness (CEI), monthly sales (1)  %             -186.1  -145.4
collection effectiveness (CEI), all sales (1)      %               11.8    16.7
collected of what was to be collected              %               11.8     0.0
turnover of receivables (1)                        times a year    9.18    9.78
past due of what is open                           %               94.9   100.0
past due over 90 days                              %                0.0     0.0
owed by the 10 largest debtors                     %              100.0   100.0
days late, early counts below 0 (2)                days            -1.0       -
days late, early counts as 0 (2)                   days             0.0       -
paid on time                                       %               11.8     0.0
disputed of what is open                           %               31.6     0.0
days to resolve a dispute (3)                      days               -       -
(1) the ledger begins later than this time
(2) GBP: nothing was paid in this time
(3) no dispute was resolved in this time

Most past due - EUR
debtor  past due  share  over 90      open
------  --------  -----  -------  --------
D42     1,000.00  66.7%           1,080.00
D7        500.00  33.3%             500.00

Most past due - GBP
debtor  past due   share  over 90   open
------  --------  ------  -------  -----
D9         60.00  100.0%           60.00

Expected cash, by week
week from                      EUR    GBP
------------------------  --------  -----
2 February 2026           1,000.00  50.00
16 February 2026             80.00
sum                       1,080.00  50.00
not expected: in dispute    500.00
from promises, payment plans and how late each debtor has paid so far
"""


@pytest.fixture
def paid(shell: "Shell") -> "Shell":
    shell.write("ledger/payments.csv", PAYMENTS)
    return shell


def test_the_text_is_a_report_of_one_page(paid: "Shell") -> None:
    ran = paid.run(METRICS)

    assert (ran.code, ran.err, ran.out) == (0, "", TEXT)


def test_the_text_is_the_same_without_rich(paid: "Shell", monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("rich", "rich.console", "rich.text"):
        monkeypatch.setitem(sys.modules, module, None)

    assert paid.run(METRICS).out == TEXT


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("de", ("Forderungen am 5. Februar 2026", "nicht fällig", "überfällig", "94,9\u00a0%")),
        ("es", ("Antigüedad de saldos", "no vencido", "veces al año", "94,9\u00a0%")),
        ("fr", ("Balance âgée", "non échu", "DSO échu (ADD), 90 jours", "94,9\u00a0%")),
        ("it", ("Scadenziario", "a scadere", "DSO a esaurimento", "94,9%")),
        ("nl", ("Ouderdomsanalyse", "niet vervallen", "keer per jaar", "94,9%")),
    ],
)
def test_the_report_speaks_the_words_of_the_trade(
    paid: "Shell", language: str, told: tuple[str, ...]
) -> None:
    out = paid.run(f"{METRICS} --language {language}").out

    assert [each for each in told if each not in out] == []


def test_each_figure_of_a_report_has_a_name_to_be_shown_under() -> None:
    figures = reckon_figures(RememberedBooks([]), QUESTION)

    assert set(metrics_sentences.NAMES) == set(figures)
    assert set(metrics_sentences.SHORT) | set(metrics_sentences.UNDEFINED) <= set(figures)
    assert {each.unit for each in figures.values()} <= set(metrics_sentences.UNITS)


def test_the_period_can_be_told_from_the_window_of_sales(paid: "Shell") -> None:
    out = paid.run(f"{METRICS} --first 2026-02-01 --days 30").out

    assert "collected and paid: 1 February 2026 to 5 February 2026" in out
    assert "DSO, sales of 30 days" in out


def test_ages_are_counted_from_issue_on_demand(paid: "Shell") -> None:
    out = paid.run(f"{METRICS} --basis issue").out

    assert "What is owed, by days since issue\ndays       invoices" in out
    assert "past due\n" not in out.partition("\nFigures\n")[0]


def test_buckets_before_the_due_date_are_named(paid: "Shell") -> None:
    out = paid.run(f"{METRICS} --edges=-30,0,30").out

    assert "\ndue in 30 or more " in out
    assert "\ndue in 0-29 " in out
    assert "\nover 30 " in out


def test_netted_credit_pays_what_is_oldest(paid: "Shell") -> None:
    rows = csv.DictReader(io.StringIO(paid.run(f"{METRICS} --credit netted --format csv").out))

    assert [(row["currency"], row["open"], row["unapplied"]) for row in rows] == [
        ("EUR", "1580.00", "0.00"),
        ("GBP", "50.00", "0.00"),
    ]


def test_csv_is_the_ageing_with_amounts_as_decimals(paid: "Shell") -> None:
    ran = paid.run(f"{METRICS} --by debtor --format csv")

    assert ran.out == (
        "currency,debtor,open,not_due,days_1_30,days_31_60,days_61_90,over_90,"
        "unapplied,net,receivables\n"
        "EUR,D42,1080.00,80.00,1000.00,0.00,0.00,0.00,0.00,1080.00,2\n"
        "EUR,D7,500.00,0.00,500.00,0.00,0.00,0.00,0.00,500.00,1\n"
        "GBP,D9,60.00,0.00,0.00,60.00,0.00,0.00,10.00,50.00,1\n"
    )


def test_json_is_one_object_with_units_in_its_names(paid: "Shell") -> None:
    found = paid.run(f"{METRICS} --days 30 --by debtor --format json").json
    accounts = load_ledger("ledger").accounts
    dso = days_sales_outstanding(accounts, as_of=DAY, days=30)

    assert list(found) == [
        "as_of",
        "first",
        "days",
        "basis",
        "credit",
        "edges",
        "ledger",
        "debtors",
        "invoices",
        "left_out",
        "ageing",
        "figures",
        "by",
        "ageing_by",
        "figures_by",
        "most_past_due",
        "paying_later",
        "expected_cash",
        "findings",
    ]
    assert found["findings"] is None
    assert found["as_of"] == "2026-02-05"
    assert found["first"] == "2026-01-07"
    assert found["ageing"] == age_receivables(accounts, as_of=DAY).table().dicts()
    assert found["ageing_by"] == age_receivables(accounts, as_of=DAY, by="debtor").table().dicts()
    assert found["figures"]["days_sales_outstanding"] == {
        "convention": dict(dso.convention),
        "rows": dso.table().dicts(),
    }
    assert found["most_past_due"][0] == {
        "currency": "EUR",
        "debtor": "D42",
        "overdue_minor": 100000,
        "over_90_minor": 0,
        "open_minor": 108000,
        "overdue_share_ratio": 2 / 3,
    }


def test_each_name_in_the_json_is_in_the_reference(paid: "Shell") -> None:
    found = paid.run(f"{METRICS} --format json").json
    reference = (Path(__file__).parents[3] / "docs/reference/cli.md").read_text(encoding="utf-8")

    names = [*found, *found["figures"], *found["most_past_due"][0]]
    names += [list(each["rows"][0])[1] for each in found["figures"].values() if each["rows"]]
    assert [name for name in names if f"`{name}`" not in reference] == []


def test_a_split_report_has_a_row_a_group_and_the_whole_ledger(paid: "Shell") -> None:
    out = paid.run(f"{METRICS} --by debtor").out

    assert (
        "What is owed, by days past due, by debtor - EUR\n"
        "debtor  not due      1-30  31-60  61-90  over 90      open\n"
        "------  -------  --------  -----  -----  -------  --------\n"
        "D42       80.00  1,000.00                         1,080.00\n"
        "D7                 500.00                           500.00\n"
    ) in out
    assert "\nFigures by debtor - GBP\n" in out
    assert "\nopen                      1,580.00" in out


def test_a_debtor_with_a_bad_row_is_left_out_and_told(shell: "Shell") -> None:
    shell.write("led.csv", BROKEN)

    ran = shell.run("metrics led.csv --as-of 2026-02-05")

    assert ran.code == 1
    assert "led.csv: 1 debtors, 1 invoices" in ran.out
    assert "left out of all figures, for rows that can't be read: 1" in ran.out
    assert ran.err.startswith("led.csv:3: due_date: `2026-02-30` is a day that doesn't exist")
    assert ran.err.endswith("left out until their rows are mended: D2\n")


def test_where_no_account_can_be_read_the_report_says_so(shell: "Shell") -> None:
    shell.write("led.csv", "id,debtor,due_date,amount,currency\nF-1,D1,,5.00,EUR\n")

    ran = shell.run("metrics led.csv --as-of 2026-02-05")

    assert ran.code == 1
    assert ran.out.endswith("No account can be read: there is nothing to report.\n")


def test_a_ledger_that_is_settled_says_that_nothing_is_open(shell: "Shell") -> None:
    shell.write(
        "led.csv",
        "id,debtor,issue_date,due_date,amount,currency,paid_on\n"
        "F-1,D1,2026-01-04,2026-02-04,100.00,EUR,2026-02-01\n",
    )

    ran = shell.run("metrics led.csv --as-of 2026-02-05 --days 30")

    assert (ran.code, ran.err) == (0, "")
    assert "\nNothing is open.\n" in ran.out
    assert "days late, early counts below 0" in ran.out


def test_strict_reports_nothing_where_a_row_is_bad(shell: "Shell") -> None:
    shell.write("led.csv", BROKEN)

    ran = shell.run("metrics led.csv --as-of 2026-02-05 --strict")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err.endswith("dunnix: nothing was reported\n")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("", "a report is about a day, and none is given"),
        ("--as-of 2025-01-01", "`--as-of` is 2025-01-01, before the first invoice"),
        ("--as-of 2026-02-05 --by debter", "did you mean `debtor`?"),
        ("--as-of 2026-02-05 --by currency", "leave `currency` out of `--by`"),
        ("--as-of 2026-02-05 --by debtor,", "`debtor,` isn't a list of names as country,owner"),
        ("--as-of 2026-02-05 --edges 30,60", "`--edges` must rise and hold 0"),
        ("--as-of 2026-02-05 --edges 0;30", "`0;30` isn't a list of days as 0,30,60,90"),
        ("--as-of 2026-02-05 --days 0", "`0` is no number of days from 1 to 36500"),
        ("--as-of 0001-02-05", "`--days 90` begins before the year 1"),
        ("--as-of 2026-02-05 --first 2026-02-06", "before it begins on 2026-02-06"),
        ("--as-of 2026-02-05 --first 1799-12-31", "begins on 1799-12-31, before 1800-01-01"),
        ("--as-of 2026-02-05 --language pt", "invalid choice: 'pt'"),
        ("--as-of 2026-02-05 --html nowhere/page.html", "`nowhere/page.html` can't be written"),
        ("--as-of 2026-02-05 --html ledger", "`ledger` can't be written"),
    ],
)
def test_a_report_that_cannot_be_gives_2_and_says_why(
    shell: "Shell", options: str, message: str
) -> None:
    ran = shell.run(f"metrics ledger {options}")

    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_a_split_by_a_column_that_is_called_like_a_figure_gives_2(shell: "Shell") -> None:
    invoices = "id,debtor,due_date,amount,currency,flags\nF-1,D1,2026-02-04,100.00,EUR,new\n"
    shell.write("invoices.csv", invoices)

    ran = shell.run("metrics invoices.csv --as-of 2026-02-05 --by flags --format json")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("two columns are called `flags`; split by a fact of another name\n")


class Page(HTMLParser):
    """A page read again: the tags left open, what it would fetch, and its texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.fetched: list[str] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append(tag)
        self.fetched += [f"{tag} {name}" for name, _ in attrs if name in {"src", "href"}]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.mark.parametrize("language", languages_of("dunnix.cli"))
def test_the_page_holds_all_it_shows_in_each_language(paid: "Shell", language: str) -> None:
    ran = paid.run(f"{METRICS} --days 30 --html report.html --language {language}")

    text = (paid.folder / "report.html").read_text(encoding="utf-8")
    page = Page(text)
    assert (ran.code, page.open, page.fetched) == (0, [], [])
    assert "url(" not in text
    assert "@import" not in text
    assert f'<html lang="{language}">' in text
    assert text.count("<svg ") == 2
    for line in ran.out.splitlines()[:3]:
        assert line in page.texts
    assert ran.out.endswith(" report.html\n")


def test_a_hostile_name_is_only_a_text_on_the_page(shell: "Shell") -> None:
    shell.write("ledger/debtors.csv", "id,name\nD42,<script>alert(1)</script>\n")

    shell.run(f"{METRICS} --html report.html")

    text = (shell.folder / "report.html").read_text(encoding="utf-8")
    assert "<script" not in text
    assert "<script>alert(1)</script>" in Page(text).texts


def test_a_page_takes_the_place_of_the_one_before_and_leaves_nothing_beside(
    shell: "Shell",
) -> None:
    shell.write("out/report.html", "the one before")

    shell.run(f"{METRICS} --html out/report.html")

    assert [each.name for each in (shell.folder / "out").iterdir()] == ["report.html"]
    assert (shell.folder / "out/report.html").read_text(encoding="utf-8").startswith("<!DOCTYPE")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_page_is_written_into_a_pipe_and_leaves_it_in_place(shell: "Shell") -> None:
    pipe = shell.folder / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    ran = shell.run(f"{METRICS} --html pipe")

    assert ran.code == 0
    assert pipe.is_fifo()
    assert os.read(reader, 9) == b"<!DOCTYPE"
    os.close(reader)


def test_the_same_ledger_gives_the_same_page(paid: "Shell") -> None:
    for name in ("a.html", "b.html"):
        paid.run(f"{METRICS} --html {name} --format json")

    assert (paid.folder / "a.html").read_bytes() == (paid.folder / "b.html").read_bytes()


@pytest.mark.skipif(not IBM.exists(), reason="the sample ledger isn't here")
@pytest.mark.long
def test_a_real_ledger_has_the_figures_that_were_reckoned_by_hand(shell: "Shell") -> None:
    found = shell.run(
        f"metrics {IBM} --map id=invoiceNumber debtor=customerID amount=InvoiceAmount"
        " issue_date=InvoiceDate due_date=DueDate paid_on=SettledDate --dates M/D/YYYY"
        " --currency USD --as-of 2012-12-31 --first 2012-10-01 --format json"
    ).json["figures"]

    wanted = {
        ("days_sales_outstanding", "days_sales_outstanding_days"): 26.8407,
        ("days_sales_outstanding_count_back", "days_sales_outstanding_days"): 27.3299,
        ("best_possible_dso", "best_possible_dso_days"): 23.1428,
        ("average_days_delinquent", "average_days_delinquent_days"): 3.6978,
        ("collection_effectiveness_per_month", "collection_effectiveness_percent"): 89.6815,
        ("collection_effectiveness", "collection_effectiveness_percent"): 96.1981,
        ("overdue_ratio", "overdue_ratio"): 0.1378,
    }
    shown = {(name, column): found[name]["rows"][0][column] for name, column in wanted}
    assert {key: round(value, 4) for key, value in shown.items()} == wanted
