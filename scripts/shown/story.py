"""A test told from what it did: what it gave, what it saw, in the order it happened."""

import ast
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from shown.calls import AWAITED, Call
from shown.words import account_rows, accounts_in, cut, lines, row, scenario_rules, text

from dunnix.engine import Decision
from dunnix.model import LISTS, Account
from dunnix.scenario import Scenario

MOST_GIVEN: Final = 24
MOST_SEEN: Final = 30
MOST_ANSWERED: Final = 12
WIDEST: Final = 130


class Case(NamedTuple):
    """One run of a test: its name among several, its rules, its rows, and what was observed."""

    name: str
    rules: tuple[str, ...]
    rows: tuple[str, ...]
    seen: tuple[str, ...]


class Story:
    """Gather what a test gives and sees."""

    def __init__(self) -> None:
        self._rules: list[str] = []
        self._rows: list[str] = []
        self._seen: list[str] = []
        self._scenario: Scenario | None = None
        self._accounts: dict[str, Account] = {}
        self._days: tuple[str, str, list[str]] | None = None
        self._error: BaseException | None = None

    def asked(self, call: Call) -> None:
        """Add a question and its answer."""
        if call.name == AWAITED:
            self._awaited(call.arguments["exc_val"])
            return
        for value in call.arguments.values():
            if isinstance(value, Scenario):
                self._meet_scenario(value)
            for account in accounts_in(value):
                self._meet_account(account)
        if isinstance(call.result, Decision):
            self._decided(call.result)
        else:
            self._end_days()
            self._answered(call)

    def checked(self, source: str, compared: Sequence[object] | None) -> None:
        """Add what an assertion found to be so."""
        self._end_days()
        test = ast.parse(source.strip(), mode="eval").body
        told = ast.unparse(test)
        if compared is None or not isinstance(test, ast.Compare) or "not None" in told:
            self._seen += [cut(f"holds: {told}")]
        elif isinstance(test.ops[-1], ast.Eq | ast.Is):
            self._add(f"{ast.unparse(test.left)} is", compared[0])
        else:
            self._add(f"holds: {told}, with", compared[0])

    def case(self, name: str) -> Case:
        self._end_days()
        return Case(
            name,
            _most(self._rules, MOST_GIVEN),
            _most(self._rows, MOST_GIVEN),
            _most(self._seen, MOST_SEEN),
        )

    def _meet_scenario(self, scenario: Scenario) -> None:
        if self._scenario is None:
            self._rules += scenario_rules(scenario)
        elif scenario != self._scenario:
            self._end_days()
            before = scenario_rules(self._scenario)
            changed = [line for line in scenario_rules(scenario) if line not in before]
            self._seen += ["with the rules changed:", *(f"  {line}" for line in changed)]
        self._scenario = scenario

    def _meet_account(self, account: Account) -> None:
        name = account.debtor.id
        known = self._accounts.get(name)
        if known == account:
            return
        self._accounts[name] = account
        if known is None:
            self._rows += account_rows(account)
            return
        new, gone = _new_rows(known, account), _new_rows(account, known)
        self._end_days()
        if gone:
            self._seen += [f"with the account of {name} as follows:"]
            new = account_rows(account)
        self._seen += [f"  + {line}" for line in new]

    def _decided(self, decision: Decision) -> None:
        day, said = decision.as_of.isoformat(), lines(decision)
        if self._days is not None and self._days[2] == said:
            self._days = (self._days[0], day, said)
            return
        self._end_days()
        self._days = (day, day, said)

    def _end_days(self) -> None:
        if self._days is not None:
            first, last, said = self._days
            self._days = None
            when = first if first == last else f"{first} to {last}"
            self._seen += [f"{when}: {said[0]}", *(f"  {line}" for line in said[1:])]

    def _answered(self, call: Call) -> None:
        given = ", ".join(
            text(value) if name == "self" else f"{name}={_brief(value)}"
            for name, value in call.arguments.items()
        )
        asked = f"{call.name}({given})"
        if call.error is not None:
            self._error = call.error
            told = lines(str(call.error) or type(call.error).__name__)
            self._seen += [f"{cut(asked)} is refused:", *(f"  {cut(line)}" for line in told)]
        else:
            self._add(f"{asked} gives", call.result)

    def _awaited(self, error: object) -> None:
        if error is not self._error:  # it was told with its question
            self._end_days()
            self._seen += [cut(f"refused: {line}") for line in lines(str(error))]

    def _add(self, start: str, value: object) -> None:
        first, *rest = _most(lines(value), MOST_ANSWERED)
        if rest or len(start) + len(first) > WIDEST:
            self._seen += [f"{cut(start)}:", *(f"  {line}" for line in (first, *rest))]
        else:
            self._seen += [f"{start} {first}"]


def _brief(value: object) -> str:
    found = tuple(accounts_in(value))
    if found and not isinstance(value, Account):
        return f"{len(found)} accounts" if len(found) > 1 else text(found[0])
    return text(value)


def _new_rows(before: Account, after: Account) -> list[str]:
    found = [] if before.debtor == after.debtor else [row(after.debtor)]
    for name in LISTS:
        known: Any = getattr(before, name)
        found += [row(each) for each in getattr(after, name) if each not in known]
    return found


def _most(told: Iterable[str], number: int) -> tuple[str, ...]:
    said = tuple(told)
    if len(said) <= number:
        return said
    left = len(said) - number
    return (*said[:number], f"... and {left} more {'line' if left == 1 else 'lines'}")
