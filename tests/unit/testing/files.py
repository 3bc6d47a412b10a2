"""Files of tests written in a few lines: a short scenario, and an account that can be reached."""

import datetime as dt
from pathlib import Path

from dunnix.testing.expectation import ScenarioTestFile
from dunnix.testing.load import load_scenario_tests
from dunnix.testing.run import ScenarioTestResult, run_scenario_tests

SHORT = """\
id = "short"
version = "1"
currency = "EUR"
if_behind = "skip-to-latest"

[amounts]
court = "500.00"

[pause.dispute]
limit = "30d"

[[step]]
id = "reminder"
at = "due + 1d"
channel = "email"

[[step]]
id = "call"
at = "due + 8d"
channel = "phone"
summary = { channel = "email" }

[[step]]
id = "formal-notice"
at = "due + 20d"
channel = "registered-letter"
mandatory = true
deadline = "8d"
deadline_from = "delivered"

[[step]]
id = "agency"
after = "formal-notice"
do = "hand-over"
when = "amount_due < court"

[[reaction]]
id = "invoice-again"
on = "reply:not-received"
channel = "email"
when = "known(debtor.credit_rating) and debtor.credit_rating <= 5 or not (amount_due >= court)"

[[reaction]]
id = "look-into-it"
on = "dispute"
do = "task"

[facts.debtor]
credit_rating = { type = "integer", nullable = true }
"""
ACCOUNT = """\
scenario = "short.toml"

[account]
debtor = { id = "D1", contacts = [
  { role = "accounts-payable", email = "ap@e.example", phone = "1" },
] }
invoices = [
  { id = "F-1", issue_date = 2026-01-05, due_date = 2026-02-02, amount = "90.00" },
]
"""


def day(number: int, month: int = 2) -> dt.date:
    return dt.date(2026, month, number)


def load(folder: Path, tests: str, *, account: str = ACCOUNT) -> ScenarioTestFile:
    """Write the short scenario and a file of tests below an account, and read it."""
    (folder / "short.toml").write_text(SHORT, encoding="utf-8")
    path = folder / "short.test.toml"
    path.write_text(account + tests, encoding="utf-8")
    return load_scenario_tests(path)


def run(folder: Path, test: str, *, account: str = ACCOUNT) -> ScenarioTestResult:
    """Run a file of one test; what stands in it begins below its name."""
    (result,) = run_scenario_tests(load(folder, f'[[test]]\nname = "a"\n{test}', account=account))
    return result


def taken(result: ScenarioTestResult) -> list[tuple[str, str]]:
    """Give what happened, as day and step or kind of task."""
    return [(str(on), action.step or f"task {action.reason}") for on, action in result.taken]
