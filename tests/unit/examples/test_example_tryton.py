"""The Tryton example against a small model of the rule, written from Tryton's own description.

`account_dunning/dunning.py`: https://foss.heptapod.net/tryton/tryton
"""

import datetime as dt
import importlib.util
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dunnix
from dunnix import Account, Debtor, EscalationStep, Invoice, Money, Payment, Scenario

START = dt.date(2026, 1, 1)


def _example() -> ModuleType:
    path = Path(__file__).parents[3] / "examples" / "tryton" / "tryton.py"
    spec = importlib.util.spec_from_file_location("example_tryton", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tryton = _example()


@dataclass
class Dunning:
    """Tryton's record: the level it stands at, and whether it is draft, waiting or final."""

    level: int
    state: str = "draft"


@dataclass
class Books:
    """A procedure with its levels' delays, lines with their due dates, and their dunnings."""

    delays: list[int]
    due: dict[str, dt.date]
    dunnings: dict[str, Dunning] = field(default_factory=dict)

    def generate(self, day: dt.date, blocked: set[str], reconciled: set[str]) -> None:
        for line, dunning in self.dunnings.items():
            if dunning.state == "waiting" and line not in blocked | reconciled:
                after = list(range(dunning.level + 1, len(self.delays)))
                passing = [level for level in after if self._passes(level, line, day)]
                if passing:
                    dunning.level, dunning.state = passing[0], "draft"
                elif not after:
                    dunning.state = "final"
        for line, due in self.due.items():
            if line not in self.dunnings and line not in reconciled and due <= day:
                passing = [n for n in range(len(self.delays)) if self._passes(n, line, day)]
                if passing:
                    self.dunnings[line] = Dunning(passing[0])

    def process(self, blocked: set[str], reconciled: set[str]) -> None:
        for line, dunning in self.dunnings.items():
            if dunning.state == "draft" and line not in blocked | reconciled:
                dunning.state = "waiting"

    def _passes(self, level: int, line: str, day: dt.date) -> bool:
        return (day - self.due[line]).days >= self.delays[level]


@dataclass(frozen=True)
class Run:
    """One visit of the bookkeeper: days since the last, what is run, which flags are turned."""

    after: int
    generates: bool
    processes: bool
    turned: frozenset[str]


LINES = ("L1", "L2", "L3")
RUNS = st.lists(
    st.builds(
        Run,
        after=st.sampled_from([0, 0, 1, 1, 7, 15, 31, 64]),
        generates=st.booleans(),
        processes=st.booleans(),
        turned=st.frozensets(st.sampled_from(LINES), max_size=1),
    ),
    min_size=1,
    max_size=14,
)
PAYMENTS = st.lists(
    st.tuples(
        st.sampled_from(LINES),
        st.integers(0, 120),
        st.sampled_from([100_00, 50_00, 30_00]),
        st.none() | st.integers(0, 40),
    ),
    max_size=5,
)


def _payments(drawn: list[tuple[str, int, int, int | None]]) -> list[Payment]:
    return [
        Payment(
            id=f"P{place}",
            date=START + dt.timedelta(days=after),
            amount=Money.minor(amount, "EUR"),
            invoice=line,
            reversed_on=None if back is None else START + dt.timedelta(days=after + back),
        )
        for place, (line, after, amount, back) in enumerate(drawn)
    ]


def _reconciled(payments: list[Payment], day: dt.date) -> set[str]:
    paid = dict.fromkeys(LINES, 0)
    for each in payments:
        if each.date <= day and (each.reversed_on is None or each.reversed_on > day):
            paid[str(each.invoice)] += each.amount.minor_units
    return {line for line, amount in paid.items() if amount >= 100_00}


def _rules(delays: list[int]) -> Scenario:
    steps = [
        EscalationStep(id=f"level-{place}", at=f"due + {delay}d", channel="letter")
        for place, delay in enumerate(delays)
    ]
    scenario: Scenario = tryton.SCENARIO
    return attrs.evolve(scenario, id="levels", steps=steps)


def _draft_lines(account: Account) -> set[str]:
    return {name for each in tryton.drafts(account) for name in each.invoices}


@given(
    delays=st.lists(st.integers(0, 60), min_size=1, max_size=4),
    dues=st.lists(st.integers(-70, 70), min_size=3, max_size=3),
    paid=PAYMENTS,
    runs=RUNS,
)
def test_every_line_stands_where_tryton_would_have_it(
    delays: list[int],
    dues: list[int],
    paid: list[tuple[str, int, int, int | None]],
    runs: list[Run],
) -> None:
    due = {n: START + dt.timedelta(days=d) for n, d in zip(LINES, dues, strict=True)}
    payments, rules = _payments(paid), _rules(delays)
    lines = [Invoice(id=n, due_date=due[n], amount=Money("100.00", "EUR")) for n in LINES]
    account = Account(debtor=Debtor(id="P1"), invoices=lines, payments=payments)
    books, blocked, day = Books(delays, due), set[str](), START

    for run in runs:
        day += dt.timedelta(days=run.after)
        reconciled = _reconciled(payments, day)
        # A flag sits on a dunning, so there is none to turn before it exists.
        blocked ^= run.turned & books.dunnings.keys()
        if run.generates:
            books.generate(day, blocked, reconciled)
            account = tryton.generate(account, day, blocked=blocked, rules=rules)
        if run.processes:
            books.process(blocked, reconciled)
            account = tryton.process(account, day, blocked=blocked)

        assert tryton.levels(account) == {
            line: f"level-{dunning.level}" for line, dunning in books.dunnings.items()
        }
        assert _draft_lines(account) == {
            line for line, dunning in books.dunnings.items() if dunning.state == "draft"
        }
        final = {line for line, each in books.dunnings.items() if each.state == "final"}
        finished = {
            held.receivable
            for held in dunnix.decide(rules, account, as_of=day).held
            if held.reason == "finished"
        }
        assert final - blocked - reconciled <= finished


def test_a_line_ninety_days_old_enters_at_the_first_level() -> None:
    line = Invoice(id="L1", due_date=START, amount=Money("100.00", "EUR"))
    account = Account(debtor=Debtor(id="P1"), invoices=[line])

    after = tryton.generate(account, START + dt.timedelta(days=90))

    assert tryton.levels(after) == {"L1": "level-1"}


def test_one_run_started_three_times_on_a_day_climbs_three_levels() -> None:
    line = Invoice(id="L1", due_date=START, amount=Money("100.00", "EUR"))
    account = Account(debtor=Debtor(id="P1"), invoices=[line])
    day = START + dt.timedelta(days=90)

    for _ in range(3):
        account = tryton.process(tryton.generate(account, day), day)

    assert tryton.levels(account) == {"L1": "level-3"}


def test_a_draft_nobody_processes_freezes_its_line() -> None:
    line = Invoice(id="L1", due_date=START, amount=Money("100.00", "EUR"))
    account = tryton.generate(Account(debtor=Debtor(id="P1"), invoices=[line]), START)

    later = tryton.generate(account, START + dt.timedelta(days=400))

    assert tryton.levels(later) == {"L1": "level-1"}
    assert len(tryton.drafts(later)) == 1


def test_the_tryton_script_shows_monthly_runs(capsys: pytest.CaptureFixture[str]) -> None:
    tryton.main()

    printed = capsys.readouterr().out
    assert "2026-03-31  LINE-00 level-3  LINE-20 level-3  LINE-90 level-3" in printed
    assert printed.count("2026-01-31") == 4
