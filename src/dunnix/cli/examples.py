"""What the help says beside the options: what a command is for, and examples to learn from."""

from typing import Final

from dunnix.cli.draw_options import DRAW_EXAMPLES
from dunnix.cli.metrics.options import METRICS_EXAMPLES

INTRODUCTION: Final = """\
What to do next to get an invoice paid: for each debtor, on a day you name, the
next action, why, and when to ask again; and the figures of a whole ledger.
"""
START: Final = """\
examples:
  dunnix demo
  dunnix plan ledger/ --scenario fr-b2b --as-of 2026-02-05
  dunnix explain ledger/ --scenario fr-b2b --as-of 2026-02-05 --debtor D42
  dunnix metrics ledger/ --as-of 2026-02-05
  dunnix plan --help
"""
EXIT_CODES: Final = """\
exit codes: 0 fine, 1 something is wrong with the data or the scenario (it is
listed on standard error), 2 the command itself can't be, 3 a fault of dunnix
"""
LEDGER: Final = "a .json, .jsonl or .csv file, or a folder of CSV files"
SCENARIO: Final = "the path of a .toml file, or the id of one that ships: fr-b2b, gentle, ..."
STRATEGY: Final = "the path of a .toml file that gives each debtor its scenario"
_COLUMNS: Final = """\
A ledger is a folder of CSV files (invoices.csv and what else there is:
payments.csv, debtors.csv, promises.csv, ...), the same as JSON, or a single CSV
file of invoices. The fields of an invoice are id, debtor, due_date, amount,
currency, and where you have them issue_date and paid_on. Name the columns where
they are called otherwise, and say how the dates are written:

  dunnix plan invoices.csv --scenario fr-b2b --as-of 2026-02-05 \\
      --map id=Number debtor=Customer amount=Total due_date=Due \\
      --dates D/M/YYYY --currency EUR

The same as JSON has an account for each debtor, and amounts in quotes:

  {"accounts": [{"debtor": {"id": "D42"}, "invoices": [{"id": "F-101",
    "due_date": "2026-02-04", "amount": "1200.00", "currency": "EUR"}]}]}
"""
EXAMPLES: Final = {
    "demo": """\
examples:
  dunnix demo
  dunnix demo --language fr
  dunnix demo --write playground      the ledger and the scenario, to play with
""",
    "init": """\
examples:
  dunnix init                        asks what it needs to know
  dunnix init own --country FR
  dunnix init own --country US --party consumer --end person --folder rules

Two files are written, own.toml and own.test.toml; none is overwritten.
""",
    "plan": f"""\
{_COLUMNS}
examples:
  dunnix plan ledger/ --scenario fr-b2b --as-of 2026-02-05
  dunnix plan ledger.json --scenario my.toml --as-of 2026-02-05 \\
      --format json > decisions.json
  dunnix plan ledger/ --scenario fr-b2b --as-of 2026-02-05 --debtor D42
  dunnix plan ledger/ --strategy strategy.toml --as-of 2026-02-05

A row that can't be read holds its debtor's account; the others are planned, and
the exit code is 1. --strict plans nothing then.
""",
    "agenda": """\
examples:
  dunnix agenda ledger/ --scenario fr-b2b --as-of 2026-02-05
  dunnix agenda ledger/ --scenario fr-b2b --as-of 2026-02-05 --days 30 --owner lea
  dunnix agenda ledger/ --scenario fr-b2b --as-of 2026-02-05 --format ics > agenda.ics
  dunnix agenda ledger/ --strategy strategy.toml --as-of 2026-02-05

What comes is what would come if nobody did anything but us. `--format ics` needs
the extra `agenda`. What a ledger is: dunnix plan --help
""",
    "worklist": """\
examples:
  dunnix worklist ledger/ --scenario fr-b2b --as-of 2026-02-05
  dunnix worklist ledger/ --scenario fr-b2b --as-of 2026-02-05 --capacity lea=40 max=25
  dunnix worklist ledger/ --strategy strategy.toml --as-of 2026-02-05

What a ledger is, and how its columns are named: dunnix plan --help
""",
    "explain": """\
examples:
  dunnix explain ledger/ --scenario fr-b2b --as-of 2026-02-05 --debtor D42
  dunnix explain ledger/ --scenario fr-b2b --as-of 2026-02-05 --debtor D42 \\
      --step formal-notice

What a ledger is, and how its columns are named: dunnix plan --help
""",
    "print": """\
examples:
  dunnix print fr-b2b
  dunnix print my.toml --language fr --format html --output procedure.html

A number in the margin is the line of the file that a sentence tells of. The page
is made to be printed on A4, and to be signed.
""",
    "diff": """\
examples:
  dunnix diff fr-b2b@2026.0 fr-b2b
  dunnix diff mine.toml mine-2.toml --ledger ledger/ --as-of 2026-02-05
  dunnix diff mine.toml mine-2.toml --ledger ledger/ --as-of 2026-02-05 \\
      --steps call=first-call reminder=

With a ledger, accounts are decided under both, moved to the new scenario as they
stand. `--steps` says what becomes of steps whose id changes, nothing for one that
has no counterpart. What a ledger is: dunnix plan --help

Exit codes are those of diff: 0 nothing differs, 1 something does, 2 they can't be
compared.
""",
    "check": """\
examples:
  dunnix check my.toml
  dunnix check scenarios/*.toml --format json
  dunnix check my.toml --format github     as annotations of a workflow

What is found by trying a scenario is shown with an account, day by day. What is
accepted on purpose goes into `allow`, with the reason. Warnings are shown and
don't count for the exit code; "not proved" says what was looked for in vain.
""",
    "test": """\
examples:
  dunnix test my-first.test.toml
  dunnix test scenarios/ --coverage
  dunnix test new.test.toml --accept       write what happens where nothing is expected yet

A file of tests holds an account, what happens to it, and all that must be done:

  scenario = "my-first.toml"
  [account]
  debtor   = { id = "D1" }
  invoices = [ { id = "F-1", due_date = 2026-02-04, amount = "90.00", currency = "EUR" } ]
  [[test]]
  name   = "silence ends at the agency"
  until  = 2026-04-30
  expect = [ { on = 2026-01-30, step = "reminder" } ]
""",
    "draw": DRAW_EXAMPLES,
    "import": """\
examples:
  dunnix import odoo followup_levels.csv --currency EUR --output my.toml
  dunnix import sap procedure.csv --id b2b --output b2b.toml
  dunnix import tryton levels.json --currency EUR > my.toml

What the system means otherwise is told in comments of the scenario, each above
the line it is about, and listed. Which fields are read, and what becomes of
them: docs, how-to "Import rules from another system".
""",
    "metrics": METRICS_EXAMPLES,
    "schema": """\
examples:
  dunnix schema scenario
  dunnix schema scenario --output scenario.schema.json

Write  #:schema ./scenario.schema.json  at the top of a scenario: editors that
read TOML by a schema then complete and explain its keys.
""",
}
