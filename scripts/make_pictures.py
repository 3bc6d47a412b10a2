"""Draw the pictures of the README and of the documentation, the floors among them.

With `--check` nothing is written; the exit code is 1 when a picture isn't what would be drawn.
"""

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path

from floors import draw_floors

from dunnix.cli.demo import FIRST_DAY, LAST_DAY, demo_ledger
from dunnix.engine import Decision, decide
from dunnix.figures import (
    draw_account,
    draw_ageing,
    draw_collection_curves,
    draw_decision,
    draw_payment_profile,
    draw_reactions,
    draw_scenario,
    draw_trend,
)
from dunnix.metrics import (
    age_receivables,
    collection_curves,
    days_sales_outstanding,
    payment_profile,
    trend,
)
from dunnix.model import (
    Account,
    Action,
    Contact,
    Debtor,
    Dispute,
    Invoice,
    Payment,
    PromiseToPay,
    Reply,
)
from dunnix.money import Money
from dunnix.scenario import load_scenario, scenario_names

PROJECT = Path(__file__).parent.parent
FOLDER = PROJECT / "docs" / "assets"
NEWCOMER = PROJECT / "examples" / "my-first" / "scenario.toml"
AS_OF = dt.date(2026, 3, 4)
# As on the page that shows the picture.
COVERAGE = {
    "steps": {"courtesy": 2, "call": 5, "reminder": 4, "firm-reminder": 3, "formal-notice": 2},
    "atoms": [{"owner": "courtesy", "text": "amount_due >= small", "true": True, "false": False}],
}


def pictures() -> Iterator[tuple[str, str]]:
    for name in scenario_names():
        scenario = load_scenario(name)
        yield f"scenario-{name}.svg", draw_scenario(scenario)
        if scenario.reactions:
            yield f"reactions-{name}.svg", draw_reactions(scenario)
    yield "scenario-my-first.svg", draw_scenario(load_scenario(NEWCOMER))
    yield "coverage.svg", draw_scenario(load_scenario("fr-b2b"), coverage=COVERAGE)
    yield "decision.svg", draw_decision(a_decision())
    scenario = load_scenario("fr-b2b@2026.1")
    yield "account.svg", draw_account(scenario, an_account(), as_of=AS_OF, days=60)
    yield "floors.svg", floors()
    accounts = demo_ledger().accounts
    yield "ageing.svg", draw_ageing(age_receivables(accounts, as_of=LAST_DAY))
    dso = trend(days_sales_outstanding, accounts, month_ends(), method="count-back")
    yield "dso-trend.svg", draw_trend(dso)
    yield (
        "collection-curve.svg",
        draw_collection_curves(collection_curves(accounts, as_of=LAST_DAY)),
    )
    yield "payment-profile.svg", draw_payment_profile(payment_profile(accounts, as_of=LAST_DAY))


def floors() -> str:
    package = PROJECT / "src" / "dunnix"
    built = {each.parent.name for each in package.glob("*/__init__.py")}
    built |= {each.stem for each in package.glob("*.py")}
    return draw_floors((PROJECT / "pyproject.toml").read_text(encoding="utf-8"), built)


def month_ends() -> Iterator[dt.date]:
    """Give the ends of the months of the demo, but for its first three: too few sales yet."""
    for months in range(3, 12):
        year, month = divmod(FIRST_DAY.month + months, 12)
        yield dt.date(FIRST_DAY.year + year, month + 1, 1) - dt.timedelta(1)


def a_decision() -> Decision:
    return decide(load_scenario("fr-b2b@2026.0"), a_known_account(), as_of=AS_OF)


def an_account() -> Account:
    """Give an account that said something and paid a part."""
    return a_known_account().record(
        Reply(id="R1", date=dt.date(2026, 2, 18), reason="difficulty", invoice="F-101"),
        Payment(id="P1", date=dt.date(2026, 2, 27), amount=Money("200.00", "EUR"), invoice="F-101"),
    )


def a_known_account() -> Account:
    """Give a debtor who was called, promised to pay one invoice and disputes another."""
    called = Action(
        id="A1", step="call", date=dt.date(2026, 2, 5), status="done", channel="phone",
        invoices=["F-101"],
    )  # fmt: skip
    reminded = Action(
        id="A2", step="reminder", date=dt.date(2026, 2, 16), status="done", channel="email",
        invoices=["F-101", "F-102=call"],
    )  # fmt: skip
    return Account(
        debtor=Debtor(
            id="D42",
            contacts=[Contact(role="accounts-payable", email="ap@martin.example", phone="+33 1")],
        ),
        invoices=[
            invoice("F-101", dt.date(2026, 2, 4), "1200.00"),
            invoice("F-102", dt.date(2026, 2, 12), "640.00"),
            invoice("F-103", dt.date(2026, 2, 25), "310.00"),
            invoice("F-104", dt.date(2026, 3, 20), "95.00"),
        ],
        actions=[called, reminded],
        disputes=[
            Dispute(id="X1", opened_on=dt.date(2026, 2, 20), reason="quality", invoice="F-102")
        ],
        promises=[
            PromiseToPay(
                id="P1", made_on=dt.date(2026, 2, 27), due_by=dt.date(2026, 3, 9),
                amount=Money("310.00", "EUR"), invoices=["F-103"],
            )
        ],
    )  # fmt: skip


def invoice(name: str, due: dt.date, amount: str) -> Invoice:
    return Invoice(
        id=name, issue_date=due - dt.timedelta(30), due_date=due, amount=Money(amount, "EUR")
    )


def main() -> int:
    behind = [
        name
        for name, drawn in pictures()
        if not (FOLDER / name).exists() or (FOLDER / name).read_text(encoding="utf-8") != drawn
    ]
    if "--check" in sys.argv[1:]:
        for name in behind:
            print(f"docs/assets/{name} isn't what would be drawn", file=sys.stderr)
        return 1 if behind else 0
    for name, drawn in pictures():
        (FOLDER / name).write_text(drawn, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
