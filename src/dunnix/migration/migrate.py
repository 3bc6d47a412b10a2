"""A change of scenario under way: nothing done is done again, and nothing falls back."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

import attrs

from dunnix.calendars import Calendar
from dunnix.engine import Decision, decide
from dunnix.engine.compiled import CompiledScenario, compile_scenario
from dunnix.engine.unit import Situation, take_situation
from dunnix.errors import Problem
from dunnix.migration.errors import MigrationError
from dunnix.migration.migration import MigratedAccount, MigratedReceivable, Migration
from dunnix.migration.step_map import StepMap, step_map
from dunnix.model import Account, Action, FrozenMap, known_rows
from dunnix.scenario import Scenario

_BEFORE_THE_FIRST = -1


def migrate(
    accounts: Iterable[Account],
    old: Scenario,
    new: Scenario,
    *,
    as_of: dt.date,
    steps: Mapping[str, str] | None = None,
    calendar: Calendar | None = None,
) -> Migration:
    """Work out what to record so that accounts go on under another scenario where they stand.

    `steps` says what becomes of steps whose id changes, `""` for one without a counterpart; an id
    that both scenarios have is the same step. `as_of` is the first day decided under `new`, on
    which nothing is recorded yet. Nothing changes until you record the rows of the answer: it is a
    dry run that counts and lists. Past days replay as they were.

    Raises `MigrationError` where a step would be lost or turned into something else, where a
    receivable would fall back (a step it has passed would come again), and where an action is
    recorded on `as_of` already.

    >>> from dunnix.model import Debtor, Invoice
    >>> from dunnix.money import Money
    >>> from dunnix.scenario import parse_scenario
    >>> text = '''
    ... id = "short"
    ... version = "1"
    ... currency = "EUR"
    ... if_behind = "one-at-a-time"
    ... [[step]]
    ... id = "call"
    ... at = "due + 1d"
    ... channel = "phone"
    ... '''
    >>> old = parse_scenario(text, name="short.toml")
    >>> new = parse_scenario(text.replace("call", "ring").replace('"1"', '"2"'), name="short.toml")
    >>> invoice = Invoice(id="F-1", due_date=dt.date(2026, 2, 4), amount=Money("90.00", "EUR"))
    >>> called = Action(id="A1", step="call", date=dt.date(2026, 2, 5), status="done",
    ...                 invoices=["F-1"])
    >>> account = Account(debtor=Debtor(id="D1"), invoices=[invoice], actions=[called])
    >>> moved = migrate([account], old, new, as_of=dt.date(2026, 2, 9), steps={"call": "ring"})
    >>> [(row.id, row.step, str(row.recorded_on)) for row in moved.rows_of("D1")]
    [('A1', 'ring', '2026-02-09')]
    """
    mapped = step_map(old, new, steps)
    change = AccountChange.by(mapped, as_of, calendar)
    found = [change.of(account) for account in accounts]
    problems = [problem for each in found for problem in each.problems]
    if problems:
        raise MigrationError(problems)
    return Migration(
        old=old.ref,
        new=new.ref,
        as_of=as_of,
        steps=FrozenMap({step: to for step, to in mapped.becomes.items() if step != to}),
        accounts=tuple(each.migrated for each in found),
    )


@attrs.frozen(order=False)
class _Found:
    migrated: MigratedAccount
    problems: tuple[Problem, ...]


@attrs.frozen(order=False)
class _Stand:
    """Where an account stands under both scenarios, and the rows that bring it to the new one."""

    rows: tuple[Action, ...]
    after: Account
    old: Situation
    new: Situation


@attrs.frozen(order=False)
class AccountChange:
    """One change of scenario, asked of one account after another."""

    map: StepMap
    old: CompiledScenario
    new: CompiledScenario
    day: dt.date
    calendar: Calendar | None

    @classmethod
    def by(cls, steps: StepMap, day: dt.date, calendar: Calendar | None) -> "AccountChange":
        """Make a change ready to be asked, by what each step becomes."""
        old, new = (compile_scenario(each, calendar) for each in (steps.old, steps.new))
        return cls(steps, old, new, day, calendar)

    def of(self, account: Account) -> _Found:
        """Give the rows an account needs, and where each of its receivables stands then."""
        debtor = account.debtor.id
        problems = self._refused(account)
        if problems:
            return _Found(MigratedAccount(debtor=debtor), problems)
        stand = self._stand(account)
        receivables = tuple(self._receivables(stand, account))
        migrated = MigratedAccount(debtor=debtor, rows=stand.rows, receivables=receivables)
        return _Found(migrated, tuple(self._fallen_back(debtor, stand)))

    def rows(self, account: Account) -> tuple[Action, ...]:
        """Give the rows an account needs; `MigrationError` where it can't be moved."""
        problems = self._refused(account)
        if problems:
            raise MigrationError(problems)
        stand = self._stand(account)
        problems = tuple(self._fallen_back(account.debtor.id, stand))
        if problems:
            raise MigrationError(problems)
        return stand.rows

    def _refused(self, account: Account) -> tuple[Problem, ...]:
        late = [row for row in account.actions if (row.recorded_on or row.date) >= self.day]
        if late and not account.problems:
            return (self._too_late(account, late[0]),)
        return account.problems

    def _stand(self, account: Account) -> _Stand:
        rows = tuple(self._renamed(account))
        after = account.record(*rows)
        old, new = self._situation(self.old, account), self._situation(self.new, after)
        return _Stand(rows, after, old, new)

    def _situation(self, compiled: CompiledScenario, account: Account) -> Situation:
        return take_situation(compiled, account, self.day)

    def _renamed(self, account: Account) -> Iterator[Action]:
        for row in known_rows(account.actions, self.day):
            renamed = _with_steps(row, self.map.renamed)
            if renamed != row:
                yield attrs.evolve(renamed, recorded_on=self.day)

    def _too_late(self, account: Account, row: Action) -> Problem:
        day = row.recorded_on or row.date
        return Problem(
            code="recorded-already",
            message=f"`{row.identity}` of debtor `{account.debtor.id}` is recorded on {day}",
            hint=f"the first day under the new scenario comes after it: {day + dt.timedelta(1)}",
        )

    def _receivables(self, stand: _Stand, before: Account) -> Iterator[MigratedReceivable]:
        was = _next_steps(self._decision(self.map.old, before))
        becomes = _next_steps(self._decision(self.map.new, stand.after))
        renamed = self.map.renamed
        expected = {name: renamed.get(step, step) for name, step in was.items()}
        for place in stand.old.position.places:
            name = place.claim.id
            if place.claim.open > 0:
                yield MigratedReceivable(
                    id=name,
                    reached_before=_reached(stand.old, name),
                    reached=_reached(stand.new, name),
                    next_before=was.get(name),
                    next=becomes.get(name),
                    is_changed=becomes.get(name) != expected.get(name),
                )

    def _decision(self, scenario: Scenario, account: Account) -> Decision:
        return decide(scenario, account, as_of=self.day, calendar=self.calendar)

    def _fallen_back(self, debtor: str, stand: _Stand) -> Iterator[Problem]:
        """Find receivables a step of which would come again that they have passed."""
        for name, progress in sorted(stand.old.record.progress.items()):
            passed = [self._becomes(index) for index in range(progress.reached + 1)]
            highest = max(passed, default=_BEFORE_THE_FIRST)
            if highest > _index_reached(stand.new, name):
                yield Problem(
                    code="falls-back",
                    message=f"`{name}` of debtor `{debtor}` has passed"
                    f" `{self.new.rungs[highest].id}`, which would come again",
                    hint=f"let `{_reached(stand.old, name)}` become that step or a later one",
                )

    def _becomes(self, index: int) -> int:
        """Give the place in the new ladder of a step of the old one, -1 for none."""
        becomes = self.map.becomes[self.old.rungs[index].id]
        return self.new.index[becomes] if becomes else _BEFORE_THE_FIRST


def _with_steps(row: Action, renamed: Mapping[str, str]) -> Action:
    """Give an action with its steps under their new ids; one that has none travels along."""
    own = renamed.get(row.step, row.step)
    pairs = [(name, renamed.get(step, step) if step else "") for name, step in row.covered]
    names = [name if step == own else f"{name}={step}" for name, step in pairs]
    return attrs.evolve(row, step=own, invoices=names)


def _next_steps(decision: Decision) -> dict[str, str]:
    """Give by receivable the step or task it is in today."""
    return {
        line.id: line.step or action.step or action.reason
        for action in decision.next_actions
        for line in action.receivables
    }


def _index_reached(situation: Situation, name: str) -> int:
    progress = situation.record.progress.get(name)
    return _BEFORE_THE_FIRST if progress is None else progress.reached


def _reached(situation: Situation, name: str) -> str | None:
    index = _index_reached(situation, name)
    return None if index < 0 else str(situation.compiled.rungs[index].id)
