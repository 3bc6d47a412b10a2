"""One test of a file, read with its account."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from dunnix.engine.compiled import compile_scenario
from dunnix.engine.schedule import NEVER
from dunnix.errors import Place, Problem, did_you_mean
from dunnix.model import LISTS, Account, Invoice, recorded_day
from dunnix.model.rows import Origin, ReadAccount, Reading, build_account, gather_account
from dunnix.planning.project import LONGEST
from dunnix.scenario import Scenario, Strategy
from dunnix.scenario.faults import Fault, Path
from dunnix.scenario.readers import shown
from dunnix.scenario.tables import Found, read_level, words
from dunnix.testing.asked import ASKS
from dunnix.testing.expectation import ExpectedAction, ExpectedHold, ScenarioTest
from dunnix.testing.happens import Happens
from dunnix.testing.keys import EXPECT, HELD, TEST, tables_in
from dunnix.testing.names import TASKS, scenarios_of, steps_of
from dunnix.testing.outcomes import OUTCOMES, REPORTED, outcomes_of
from dunnix.testing.sheet import Sheet, Table

Placing: TypeAlias = Callable[[Fault], Place]

_IN_THE_TEST: Final = "move the day, or `from` and `until`"
_NO_ACCOUNT: Final = "write the account below [account], or as `account` of the test"


class ReadingOfTest:
    """The tables of one test read key by key; `test` is None where something is wrong."""

    def __init__(
        self,
        table: Mapping[str, object],
        shared: Sheet,
        rules: Scenario | Strategy | None,
        number: int,
        place: Placing,
    ) -> None:
        self._rules, self._path, self._place = rules, ("test", number), place
        self.faults: list[Fault] = []
        found = read_level(TEST, table)
        self._add(found.faults)
        self._values: dict[str, Any] = dict(found.values)
        self.name: str | None = self._values.get("name")
        self._sheet = shared.copy()
        if "account" in self._values:
            self._sheet.lay(self._values["account"], (*self._path, "account"))
        self._happens = self._read_happens()
        self._expect = tuple(self._expectations())
        self._held = tuple(self._holds())
        self._check_outcomes()
        account = self._account()
        first = self._first(account)
        self._check_days(first)
        if account is None or rules is None or first is None:
            self.test = None
        else:
            self.test = self._made(account, rules, first, number)

    def _add(self, faults: Iterable[Fault], *path: str | int) -> None:
        self.faults += [fault.under(*self._path, *path) for fault in faults]

    def _read_happens(self) -> Happens:
        happens = Happens(self._sheet)
        for at, entry in self._tables("happens"):
            happens.read(entry, self._at("happens", at))
        self.faults += happens.faults
        return happens

    def _tables(self, name: str) -> list[tuple[int, Table]]:
        faults: list[Fault] = []
        found = list(tables_in(self._values.get(name, ()), faults))
        self._add(faults, name)
        return found

    def _account(self) -> Account | None:
        """Read the account as a ledger is read; its problems are told where the cells stand."""
        if self._sheet.debtor is None and not self._sheet.other and not self._sheet.lists:
            message = "the test has no account"
            self._add([Fault(code="missing-key", message=message, hint=_NO_ACCOUNT)])
            return None
        raw = gather_account(self._sheet.json(), Origin(file=""))
        read = build_account(raw, Reading(currency=self._currency()))
        self.faults += self._told(read)
        return None if read.account.problems else read.account

    def _currency(self) -> str | None:
        """Give the currency of what names none: the one of all invoices, else the scenario's."""
        cells = [row.cells.get("currency") for row in self._sheet.lists.get("invoices", ())]
        named = {each for each in cells if isinstance(each, str)}
        own = None if self._rules is None else self._rules.currency
        return named.pop() if len(named) == 1 else own

    def _told(self, read: ReadAccount) -> Iterator[Fault]:
        for problem in (*read.account.problems, *read.warnings):
            yield self._fault(problem)

    def _fault(self, problem: Problem) -> Fault:
        field = None if problem.place is None else problem.place.field
        return Fault(
            code=problem.code,
            message=problem.message,
            hint=problem.hint,
            severity=problem.severity,
            path=self._sheet.home_of(field),
            at_key=problem.code in {"unknown-field", "near-field"},
        )

    def _expectations(self) -> Iterator[ExpectedAction]:
        for at, entry in self._tables("expect"):
            found = read_level(EXPECT, entry)
            self._add(found.faults, "expect", at)
            what = self._what(found, at)
            if what is not None and "on" in found.values:
                values: dict[str, Any] = found.values
                yield ExpectedAction(
                    on=values["on"],
                    what=what,
                    is_task="task" in values,
                    asks={name: values[name] for name in entry if name in ASKS and name in values},
                    place=self._place(Fault(code="", message="", path=self._at("expect", at))),
                )

    def _at(self, *path: str | int) -> Path:
        return (*self._path, *path)

    def _what(self, found: Found, at: int) -> str | None:
        """Give the step or task that is expected, known to the scenario."""
        given = [key for key in ("step", "task") if key in found.values]
        if len(given) == 1:
            (key,) = given
            name = str(found.values[key])
            known = TASKS if key == "task" else self._steps()
            self._check_known(name, known, "task" if key == "task" else "step", "expect", at, key)
            return name
        if not given and found.wrong.isdisjoint({"step", "task"}):
            hint = "add `step` with its id, or `task` with its kind"
            fault = Fault(code="missing-key", message="an expectation needs `step`", hint=hint)
            self._add([fault], "expect", at)
        elif given:
            message, hint = "`step` and `task` in one expectation", "write one for each"
            self._add(
                [Fault(code="contradiction", message=message, hint=hint)], "expect", at, "task"
            )
        return None

    def _steps(self) -> tuple[str, ...]:
        return () if self._rules is None else steps_of(self._rules)

    def _check_known(
        self, name: str, known: tuple[str, ...], noun: str, *path: str | int, at_key: bool = False
    ) -> None:
        if self._rules is None or name in known:
            return
        message = f"there is no {noun} `{shown(name)}` in `{self._rules.ref}`"
        if noun == "task":
            message = f"no task of ours is called `{shown(name)}`"
        hint = did_you_mean(name, known) or "see the scenario's steps and reactions"
        fault = Fault(code="unknown-step", message=message, hint=hint, at_key=at_key)
        self._add([fault], *path)

    def _holds(self) -> Iterator[ExpectedHold]:
        for at, entry in self._tables("held"):
            found = read_level(HELD, entry)
            self._add(found.faults, "held", at)
            if "step" in found.values:
                self._check_known(
                    str(found.values["step"]), self._steps(), "step", "held", at, "step"
                )
            if {"on", "invoice", "reason"} <= found.values.keys():
                values: dict[str, Any] = found.values
                place = self._place(Fault(code="", message="", path=self._at("held", at)))
                yield ExpectedHold(**values, place=place)

    def _check_outcomes(self) -> None:
        """Refuse a step or task there isn't, and a word that can't be said of the one there is."""
        known = (*self._steps(), *TASKS)
        for name, tries in self._values.get("outcomes", {}).items():
            self._check_known(name, known, "step or task", "outcomes", name, at_key=True)
            for place, word in enumerate(tries):
                self._check_outcome(word, name, "outcomes", name, place)
        for report, path in self._happens.reports:
            where = path[len(self._path) :]
            self._check_known(report.what, known, "step or task", *where)
            self._check_outcome(report.status, report.what, *where, among=REPORTED)

    def _check_outcome(
        self, word: str, name: str, *path: str | int, among: Collection[str] = OUTCOMES
    ) -> None:
        found = () if self._rules is None else outcomes_of(name, self._rules)
        known = [each for each in found if each in among]
        if known and word not in known:
            message = f"`{word}` is no outcome of `{name}`"
            hint = f"what can come of it is {words(known)}"
            self._add([Fault(code="unknown-value", message=message, hint=hint)], *path)

    def _first(self, account: Account | None) -> dt.date | None:
        """Give the first day played, if it can be told.

        It is that of the last action recorded, or else the earliest on which anything can happen.
        """
        given: dt.date | None = self._values.get("from")
        if given is not None or account is None or self._rules is None:
            return given
        if account.actions:
            return max(row.date for row in account.actions)
        until: dt.date | None = self._values.get("until")
        asked = (*(each.on for each in self._expect), *(each.on for each in self._held))
        happens = (day for day, _ in self._happens.days)
        ends = () if until is None else (until,)
        starts = (*ends, *asked, *happens, *_first_days(account, self._rules))
        return min(starts, default=None)

    def _made(
        self, account: Account, rules: Scenario | Strategy, first: dt.date, number: int
    ) -> ScenarioTest | None:
        if self.name is None or "until" not in self._values:
            return None
        return ScenarioTest(
            name=self.name,
            rules=rules,
            account=account,
            first=first,
            until=self._values["until"],
            expect=self._expect if "expect" in self._values else None,
            held=self._held,
            outcomes=self._values.get("outcomes", {}),
            reports=[report for report, _ in self._happens.reports],
            place=self._place(Fault(code="", message="", path=self._path)),
            number=number,
        )

    def _check_days(self, first: dt.date | None) -> None:
        """Refuse a test that ends before it begins, and what is asked of a day not played."""
        until: dt.date | None = self._values.get("until")
        if until is None or (first is not None and not self._spans(first, until)):
            return
        asked: list[tuple[dt.date, Path]] = [
            *((each.on, ("expect", at, "on")) for at, each in enumerate(self._expect)),
            *((each.on, ("held", at, "on")) for at, each in enumerate(self._held)),
        ]
        happens = [(day, path[len(self._path) :]) for day, path in self._happens.days]
        outside = [each for each in asked if first is not None and each[0] < first]
        outside += [each for each in (*asked, *happens) if each[0] > until]
        for day, path in outside:
            since = "" if first is None else f"from {first} "
            message = f"{day} isn't played: the test goes {since}until {until}"
            fault = Fault(code="day-outside-test", message=message, hint=_IN_THE_TEST)
            self._add([fault], *path)

    def _spans(self, first: dt.date, until: dt.date) -> bool:
        """Check that the test ends after it begins, and not too long after."""
        if until < first:
            hint = f"the first day played is {first}: write a later day, or an earlier `from`"
            message, code = "`until` is before the first day", "dates-reversed"
        elif (until - first).days > LONGEST:
            hint = f"the first day played is {first}: write `from`, or an earlier day"
            message, code = f"a test of more than {LONGEST} days", "out-of-range"
        else:
            return True
        self._add([Fault(code=code, message=message, hint=hint)], "until")
        return False


def _first_days(account: Account, rules: Scenario | Strategy) -> Iterator[dt.date]:
    """Give the days rows become known, and of each receivable those of its first step and due."""
    for row in (row for name in LISTS for row in getattr(account, name)):
        day = recorded_day(row)
        if day is not None:
            yield day
    for compiled in map(compile_scenario, scenarios_of(rules)):
        for invoice in account.invoices:
            issue = None if invoice.issue_date is None else invoice.issue_date.toordinal()
            for due in _due_days(invoice):
                schedule = compiled.schedule(due.toordinal(), issue)
                firsts = [day for day in schedule.firsts if day is not None and day < NEVER]
                yield dt.date.fromordinal(min(firsts, default=due.toordinal()))
                yield due


def _due_days(invoice: Invoice) -> Iterator[dt.date]:
    yield invoice.due_date
    yield from (part.due_date for part in invoice.instalments)
