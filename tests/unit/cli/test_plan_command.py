import csv
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dunnix.cli.totals import totals
from dunnix.engine import decide
from dunnix.ledger import load_ledger
from dunnix.money import Money
from dunnix.scenario import load_scenario

if TYPE_CHECKING:
    from conftest import Shell

PLAN = "plan ledger --scenario b2b-international --as-of 2026-02-05"
IBM = Path(
    os.environ.get(
        "DUNNIX_IBM_LEDGER",
        Path(__file__).parents[4] / "shared" / "data" / "ibm_receivables.csv",
    )
)
MAPPED = """\
Number,Customer,Total,Due
F-1,D1,100.00,2/4/2026
"""
MAP = "--map id=Number debtor=Customer amount=Total due_date=Due"
READ = "--dates M/D/YYYY --currency EUR --scenario fr-b2b --as-of 2026-02-05"


TEXT = """\
5 February 2026, b2b-international@2026.0 - debtors 3, actions 1, held 3

Actions
debtor  step        by     amount due  overdue  late  contact  key
------  ----------  -----  ----------  -------  ----  -------  ------------------------------------
D9      management  email      £60.00       37     7           b2b-international:F-301:management:1
overdue: days since the due date; late: days since the action was to be done

Held
reason                   invoices       EUR
-----------------------  --------  --------
disputed                        1    500.00
not due                         1     80.00
waits for the next step         1  1,200.00

EUR: €0.00 in actions + €1,780.00 held = €1,780.00 open
GBP: £60.00 in actions + £0.00 held = £60.00 open
"""


@pytest.mark.requirement("M37")
def test_the_text_shows_actions_what_is_held_and_that_both_make_up_what_is_open(
    shell: "Shell",
) -> None:
    ran = shell.run(PLAN)

    assert ran.out == TEXT


def test_the_text_is_in_french_on_demand(shell: "Shell") -> None:
    out = shell.run(f"{PLAN} --language fr").out

    assert "5 février 2026" in out
    assert "en litige" in out
    assert "60,00\u00a0£GB en actions" in out


def test_json_is_one_list_of_decisions_with_the_names_other_programs_read(shell: "Shell") -> None:
    ran = shell.run(f"{PLAN} --format json")
    scenario = load_scenario("b2b-international")
    accounts = load_ledger("ledger").accounts
    day = accounts[0].invoices[0].due_date.replace(day=5)

    assert ran.json == [decide(scenario, each, as_of=day).to_dict() for each in accounts]
    assert ran.err == ""


def test_json_of_one_debtor_is_a_list_of_one(shell: "Shell") -> None:
    ran = shell.run(f"{PLAN} --format json --debtor D9")

    assert [each["debtor"] for each in ran.json] == ["D9"]


def test_csv_has_a_row_for_each_action_and_receivable(shell: "Shell") -> None:
    ran = shell.run("plan ledger --scenario fr-b2b@2026.0 --as-of 2026-02-20 --format csv")

    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [(row["debtor"], row["receivable"], row["key"]) for row in rows] == [
        ("D42", "F-101", "fr-b2b:F-101:reminder:1"),
        ("D42", "F-102", "fr-b2b:F-101:reminder:1"),
    ]
    assert [row["days_past_due"] for row in rows] == ["16", "1"]


@pytest.mark.parametrize(
    "command",
    [
        f"plan led.csv {MAP} {READ}",
        f"plan {MAP} {READ} led.csv",
        f"plan {READ} {MAP} -- led.csv",
        f"plan led.csv --map id=Number debtor=Customer {READ} --map amount=Total due_date=Due",
    ],
)
def test_columns_are_named_in_any_order_of_the_arguments(shell: "Shell", command: str) -> None:
    shell.write("led.csv", MAPPED)

    ran = shell.run(command)

    assert (ran.code, ran.err) == (0, "")
    assert "fr-b2b:F-1:call:1" in ran.out


def test_a_bad_row_holds_its_account_and_the_rest_is_planned(shell: "Shell") -> None:
    shell.write(
        "led.csv",
        "id,debtor,due_date,amount,currency\n"
        "F-1,D1,2026-02-04,100.00,EUR\n"
        "F-2,D2,2026-02-30,50.00,EUR\n"
        "F-3,D2,2026-02-01,70.00,EUR\n",
    )

    ran = shell.run("plan led.csv --scenario fr-b2b --as-of 2026-02-05")

    assert ran.code == 1
    assert "fr-b2b:F-1:call:1" in ran.out
    assert "a row of its account can't be read" in ran.out
    assert "€100.00 in actions + €70.00 held = €170.00 open" in ran.out
    assert "led.csv:3: due_date: `2026-02-30` is a day that doesn't exist" in ran.err
    assert ran.err.endswith("held until their rows are mended: D2\n")
    assert ran.out.endswith(
        "debtors with rows that can't be read: 1; what these rows say is in no sum\n"
    )


def test_where_no_row_can_be_read_the_text_doesnt_say_that_nothing_is_open(shell: "Shell") -> None:
    shell.write("led.csv", "id,debtor,due_date,amount,currency\nF-1,D1,,5.00,EUR\n")

    ran = shell.run("plan led.csv --scenario fr-b2b --as-of 2026-02-05")

    assert "Nothing is open." not in ran.out
    assert "debtors with rows that can't be read: 1" in ran.out


def test_strict_plans_nothing_where_a_row_is_bad(shell: "Shell") -> None:
    shell.write(
        "led.csv", "id,debtor,due_date,amount,currency\nF-1,D1,,5.00,EUR\nF-2,D2,2026-02-04,5,EUR\n"
    )

    ran = shell.run("plan led.csv --scenario fr-b2b --as-of 2026-02-05 --strict --format json")

    assert (ran.code, ran.out) == (1, "")
    assert "led.csv:2" in ran.err


def test_a_problem_of_one_debtor_is_not_told_of_another(shell: "Shell") -> None:
    shell.write(
        "led.csv", "id,debtor,due_date,amount,currency\nF-1,D1,,5.00,EUR\nF-2,D2,2026-02-04,5,EUR\n"
    )

    ran = shell.run("plan led.csv --scenario fr-b2b --as-of 2026-02-05 --debtor D2")

    assert (ran.code, ran.err) == (0, "")


def test_a_warning_alone_is_told_and_is_no_finding(shell: "Shell") -> None:
    shell.write(
        "led.csv",
        "id,debtor,issue_date,due_date,amount,currency\nF-1,D1,2026-02-10,2026-02-04,5.00,EUR\n",
    )

    ran = shell.run("plan led.csv --scenario fr-b2b --as-of 2026-02-05")

    assert ran.code == 0
    assert "[due-before-issue]" in ran.err


def test_what_is_under_way_and_no_longer_called_for_is_listed(shell: "Shell") -> None:
    shell.write(
        "ledger/payments.csv",
        "id,debtor,date,amount,currency,invoice\nP1,D9,2026-02-04,60.00,GBP,F-301\n",
    )
    shell.write(
        "ledger/actions.csv",
        "id,debtor,step,date,status,key,scenario,invoices\n"
        "A1,D9,management,2026-02-03,queued,b2b-international:F-301:management:1,"
        "b2b-international@2026.0,F-301\n",
    )

    out = shell.run(PLAN).out

    assert "To call off\nD9  b2b-international:F-301:management:1: nothing is open any more" in out


def test_the_text_is_the_same_without_rich(shell: "Shell", monkeypatch: pytest.MonkeyPatch) -> None:
    with_rich = shell.run(PLAN).out
    monkeypatch.setitem(sys.modules, "rich", None)
    monkeypatch.setitem(sys.modules, "rich.console", None)
    monkeypatch.setitem(sys.modules, "rich.text", None)

    assert shell.run(PLAN).out == with_rich


@pytest.mark.skipif(not IBM.exists(), reason="the sample ledger isn't here")
@pytest.mark.parametrize(
    ("day", "open_amount"),
    [("2012-12-31", "5,725.06"), ("2013-06-30", "5,119.85"), ("2013-11-15", "4,672.84")],
)
@pytest.mark.long
def test_every_cent_of_a_real_ledger_is_in_an_action_or_held(
    shell: "Shell", day: str, open_amount: str
) -> None:
    ran = shell.run(
        f"plan {IBM} --map id=invoiceNumber debtor=customerID amount=InvoiceAmount"
        " issue_date=InvoiceDate due_date=DueDate paid_on=SettledDate"
        f" --dates M/D/YYYY --currency USD --scenario b2b-international --as-of {day}"
    )

    assert ran.code == 0
    assert ran.out.endswith(f"held = US${open_amount} open\n")


def test_sums_are_counted_from_the_accounts_themselves(shell: "Shell") -> None:
    account = load_ledger(shell.folder / "ledger").accounts[0]
    decision = decide(
        load_scenario("fr-b2b"), account, as_of=account.invoices[0].due_date.replace(day=20)
    )

    [total] = totals([decision])

    assert total.in_actions == total.open == Money("1280.00", "EUR")


def test_what_asks_for_no_money_shows_no_amount(shell: "Shell") -> None:
    ran = shell.run("plan ledger --scenario gentle --as-of 2026-04-15 --debtor D7")

    (line,) = [line for line in ran.out.splitlines() if "pause-limit" in line and "D7" in line]
    assert line.split()[:3] == ["D7", "pause-limit", "task"]
    assert "0.00" not in line.partition("task")[2].partition(":")[0]
