"""`dunnix plan`: today's actions, what is held and why, for a whole ledger."""

import argparse
import csv
from collections.abc import Iterable

from dunnix.cli.inputs import account_of, day_asked, decided, ledger_asked, rules_asked
from dunnix.cli.plan_rows import FIELDS, rows_of
from dunnix.cli.plan_text import show_plan
from dunnix.cli.problems import print_debtors, print_problems
from dunnix.cli.streams import Screen, machine_output
from dunnix.cli.words import words
from dunnix.engine import Decision


def run(arguments: argparse.Namespace) -> bool:
    """Plan a ledger; whether something is wrong with its data."""
    day = day_asked(arguments)
    scenario = rules_asked(arguments)
    ledger = ledger_asked(arguments)
    accounts, problems = ledger.accounts, ledger.problems
    if arguments.debtor is not None:
        account = account_of(accounts, arguments.debtor)
        accounts = (account,)
        problems = account.problems
    decisions = decided(scenario, accounts, day)
    if arguments.format == "json":
        _write_json(decisions)
    elif arguments.format == "csv":
        _write_csv(decisions)
    else:
        show_plan(Screen(), list(decisions), words(arguments.language))
    is_bad = print_problems(problems)
    # What can't be read may be owed, and is in no sum.
    print_debtors("held", accounts)
    return is_bad


def _write_json(decisions: Iterable[Decision]) -> None:
    """Write one JSON list, a decision a line, while they are made."""
    out = machine_output()
    opening = "["
    for decision in decisions:
        out.write(f"{opening}\n{decision.to_json()}")
        opening = ","
    out.write("[]\n" if opening == "[" else "\n]\n")


def _write_csv(decisions: Iterable[Decision]) -> None:
    writer = csv.DictWriter(machine_output(), FIELDS, lineterminator="\n")
    writer.writeheader()
    for decision in decisions:
        writer.writerows(rows_of(decision))
