from html import escape
from typing import TYPE_CHECKING

import pytest

from dunnix.ledger import check_ledger, load_ledger
from dunnix.words import languages_of

if TYPE_CHECKING:
    from conftest import Shell

CHECK = "metrics led.csv --as-of 2026-02-28 --check"
TWICE = """\
id,debtor,issue_date,due_date,amount,currency
F-1,D1,2026-01-05,2026-02-04,1200.00,EUR
F-2,D1,2026-01-05,2026-02-04,1200.00,EUR
"""
TWO_CURRENCIES = """\
id,debtor,issue_date,due_date,amount,currency
F-1,D1,2026-01-05,2026-02-04,1200.00,EUR
F-2,D1,2026-01-08,2026-02-07,700.00,GBP
"""
FOUND_TWICE = """\

Findings
errors: 0, warnings: 1, worth knowing: 0
warning: invoices of one debtor have the same amount and the same dates: 1 [duplicate-invoice]
  debtor `D1`; `F-1`, `F-2`; issued on 2026-01-05, due on 2026-02-04; at led.csv:2, led.csv:3
  matters: sales and receivables are counted twice: DSO, ageing, everything in money
  hint: compare the papers; cancel one by a credit note if it is the same sale
"""


def test_what_makes_figures_doubtful_stands_below_them(shell: "Shell") -> None:
    shell.write("led.csv", TWICE)

    ran = shell.run(CHECK)

    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith("Receivables on 28 February 2026\n")
    assert ran.out.endswith(FOUND_TWICE)


def test_nothing_is_checked_unasked(shell: "Shell") -> None:
    shell.write("led.csv", TWICE)

    ran = shell.run(CHECK.removesuffix(" --check"))

    assert ran.code == 0
    assert "Findings" not in ran.out


def test_a_ledger_without_a_finding_says_so(shell: "Shell") -> None:
    ran = shell.run("metrics ledger --as-of 2026-02-28 --check")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("\nFindings\nNothing was found that makes a figure doubtful.\n")


def test_what_is_only_worth_knowing_leaves_the_exit_code_at_0(shell: "Shell") -> None:
    shell.write("led.csv", TWO_CURRENCIES)

    ran = shell.run(CHECK)

    assert ran.code == 0
    assert "\nFindings\nerrors: 0, warnings: 0, worth knowing: 1\ninfo: debtors have" in ran.out


def test_a_row_that_cannot_be_read_is_a_finding_too(shell: "Shell") -> None:
    shell.write("led.csv", TWICE.replace("F-2,D1,2026-01-05", "F-2,D2,2026-01-32"))

    ran = shell.run(CHECK)

    assert ran.code == 1
    assert "\nerror: accounts hold rows that can't be read: 1 [held-account]\n" in ran.out
    assert ran.err.startswith("led.csv:3: issue_date: `2026-01-32`")


def test_json_lists_a_finding_for_each_place_it_was_seen(shell: "Shell") -> None:
    shell.write("led.csv", TWICE)

    ran = shell.run(f"{CHECK} --format json")

    assert ran.code == 1
    assert ran.json["findings"] == check_ledger(load_ledger("led.csv")).table().dicts()


def test_csv_stays_the_ageing_and_what_was_found_is_told_beside(shell: "Shell") -> None:
    shell.write("led.csv", TWICE)

    ran = shell.run(f"{CHECK} --format csv")

    assert ran.code == 1
    assert ran.out == shell.run(f"{CHECK.removesuffix(' --check')} --format csv").out
    assert ran.err == FOUND_TWICE


@pytest.mark.parametrize("language", languages_of("dunnix.cli"))
def test_a_page_shows_what_was_found_in_english_below_its_own_words(
    shell: "Shell", language: str
) -> None:
    shell.write("led.csv", TWICE.replace("F-1", "<b>F-1</b>"))

    ran = shell.run(f"{CHECK} --html report.html --language {language}")

    text = (shell.folder / "report.html").read_text(encoding="utf-8")
    shown = ran.out[: ran.out.index("\nwarning: ")].splitlines()[-2:]
    lines = [*shown, *str(check_ledger(load_ledger("led.csv"))).splitlines()]
    assert [line for line in lines if f">{escape(line.strip())}<" not in text] == []
    assert '<div lang="en">\n<h3>warning: ' in text
    assert "<b>" not in text
