import datetime as dt
import io
import sys

import pytest

from dunnix.cli.inputs import decided
from dunnix.cli.problems import print_problems
from dunnix.errors import Problem, Severity
from dunnix.model import Account, Debtor
from dunnix.scenario import load_scenario


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.long
def test_long_work_shows_on_a_terminal_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    accounts = [Account(debtor=Debtor(id=f"D{number}")) for number in range(2100)]

    decisions = list(decided(load_scenario("fr-b2b"), accounts, dt.date(2026, 2, 5)))

    assert len(decisions) == 2100
    assert terminal.getvalue().split("\r")[1:3] == ["500 / 2100", "1000 / 2100"]
    assert terminal.getvalue().endswith("\r2100 / 2100\n")


def test_a_flood_of_problems_is_cut_on_a_terminal_and_said_to_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal, file = Terminal(), io.StringIO()
    problems = [Problem(code="bad-row", message=f"row {number}") for number in range(60)]

    monkeypatch.setattr(sys, "stderr", terminal)
    is_bad = print_problems(problems)
    monkeypatch.setattr(sys, "stderr", file)
    print_problems(problems)

    assert is_bad
    assert terminal.getvalue().endswith("row 49 [bad-row]\nand 10 more: add `2> problems.txt`\n")
    assert file.getvalue().endswith("row 59 [bad-row]\n")


def test_warnings_alone_are_not_bad(capsys: pytest.CaptureFixture[str]) -> None:
    warning = Problem(code="odd", message="odd", severity=Severity.WARNING)

    assert not print_problems([warning])
    assert capsys.readouterr().err == "warning: odd [odd]\n"
