"""Which accounts would get something else under another scenario on a day, and why."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping

import attrs

from dunnix.calendars import Calendar
from dunnix.comparison.reasons import Reason, reasons_of
from dunnix.engine import Decision, NextAction, decide
from dunnix.engine.wire import action_to_dict
from dunnix.errors import Problem
from dunnix.migration import MigrationError, StepMap, step_map
from dunnix.migration.migrate import AccountChange
from dunnix.model import Account, FrozenMap
from dunnix.scenario import Scenario


@attrs.frozen(kw_only=True, order=False)
class ChangedAccount:
    """A debtor that would get something else: what it gets, what it would get, and why."""

    debtor: str
    before: tuple[NextAction, ...]
    after: tuple[NextAction, ...]
    why: tuple[Reason, ...]


@attrs.frozen(kw_only=True, order=False)
class UnmovedAccount:
    """A debtor that isn't compared, since its account can't go on under the other scenario."""

    debtor: str
    problems: tuple[Problem, ...]


@attrs.frozen(kw_only=True, order=False)
class DecisionChanges:
    """What a change of scenario would do to accounts on a day; false if nothing.

    Of the accounts `asked`, `same` get the same and those in `different` something else. `unread`
    are debtors with rows that can't be read, and `unmoved` those that can't be moved: neither is
    compared. `steps` are the ids that change, old to new.
    """

    old: Scenario = attrs.field(repr=lambda scenario: scenario.ref)
    new: Scenario = attrs.field(repr=lambda scenario: scenario.ref)
    as_of: dt.date
    asked: int
    same: int
    different: tuple[ChangedAccount, ...]
    unread: tuple[str, ...] = ()
    unmoved: tuple[UnmovedAccount, ...] = ()
    steps: FrozenMap[str] = attrs.field(factory=FrozenMap[str])

    def __bool__(self) -> bool:
        return bool(self.different)

    @property
    def moves(self) -> dict[tuple[str, str], int]:
        """How many accounts get which steps now and would get which; the most first.

        Steps go by their new ids. Steps and tasks are joined by ` + `, and `""` stands for nothing.
        """
        found = Counter(
            (_joined(each.before, self.steps), _joined(each.after, {})) for each in self.different
        )
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))

    def say(self, language: str = "en") -> str:
        """Say in words how many would get something else, which, and why.

        Raises `ValueError` for a language there are no sentences in.
        """
        from dunnix.comparison.told import decisions_text  # words are made on demand

        return decisions_text(self, language)

    def to_dict(self) -> dict[str, object]:
        """Give it as plain data; the names are stable."""
        return {
            "old": self.old.ref,
            "new": self.new.ref,
            "as_of": self.as_of.isoformat(),
            "asked": self.asked,
            "same": self.same,
            "different": [_changed_row(each) for each in self.different],
            "unread": list(self.unread),
            "unmoved": [
                {"debtor": each.debtor, "codes": [problem.code for problem in each.problems]}
                for each in self.unmoved
            ],
        }


def _joined(actions: Iterable[NextAction], names: Mapping[str, str]) -> str:
    steps = (action.step or action.reason for action in actions)
    return " + ".join(names.get(step, step) for step in steps)


def _changed_row(changed: ChangedAccount) -> dict[str, object]:
    return {
        "debtor": changed.debtor,
        "before": [action_to_dict(each) for each in changed.before],
        "after": [action_to_dict(each) for each in changed.after],
        "why": [each.to_dict() for each in changed.why],
    }


def compare_decisions(
    old: Scenario,
    new: Scenario,
    accounts: Iterable[Account],
    *,
    as_of: dt.date,
    steps: Mapping[str, str] | None = None,
    calendar: Calendar | None = None,
) -> DecisionChanges:
    """Decide each account under both scenarios, moved to the new one by `migrate`, and compare.

    `steps` says what becomes of steps whose id changes, `""` for one without a counterpart; a mere
    other id isn't something else. Compared is what would be done that day: the step, its
    receivables, channel, contact, tone and amounts; not how late or urgent it is.

    Raises `MigrationError` where a step would be lost or turned into something else. An account
    that can't be moved by itself is in `unmoved`.

    >>> from dunnix.model import Contact, Debtor, Invoice
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
    >>> new = parse_scenario(text.replace("1d", "9d").replace('"1"', '"2"'), name="short.toml")
    >>> desk = Contact(role="accounts-payable", phone="+33 1 99 00 00 00")
    >>> invoice = Invoice(id="F-1", due_date=dt.date(2026, 2, 4), amount=Money("90.00", "EUR"))
    >>> account = Account(debtor=Debtor(id="D1", contacts=[desk]), invoices=[invoice])
    >>> changes = compare_decisions(old, new, [account], as_of=dt.date(2026, 2, 9))
    >>> changes.moves
    {('call', ''): 1}
    >>> print(changes.different[0].why[0])
    not by short@2: F-1: `call` is not reached; becomes true on 13 February 2026
    """
    mapped = step_map(old, new, steps)
    change = AccountChange.by(mapped, as_of, calendar)
    comparison = _Comparison(mapped, change, as_of, calendar)
    found = [comparison.of(account) for account in accounts]
    return DecisionChanges(
        old=old,
        new=new,
        as_of=as_of,
        asked=len(found),
        same=sum(each is None for each in found),
        different=tuple(each for each in found if isinstance(each, ChangedAccount)),
        unread=tuple(each for each in found if isinstance(each, str)),
        unmoved=tuple(each for each in found if isinstance(each, UnmovedAccount)),
        steps=mapped.renamed,
    )


@attrs.frozen(eq=False, order=False)
class _Comparison:
    """One change of scenario, asked of one account after another."""

    map: StepMap
    change: AccountChange
    day: dt.date
    calendar: Calendar | None

    def of(self, account: Account) -> ChangedAccount | UnmovedAccount | str | None:
        """Give what changes for an account: None for nothing, its debtor's id if it is unread."""
        debtor = account.debtor.id
        if account.problems:
            return debtor
        try:
            moved = self._moved(account)
        except MigrationError as error:
            return UnmovedAccount(debtor=debtor, problems=error.problems)
        before, after = self._decision(self.map.old, account), self._decision(self.map.new, moved)
        why = reasons_of(before, after, self.map)
        if not why:
            return None
        return ChangedAccount(
            debtor=debtor, before=before.next_actions, after=after.next_actions, why=why
        )

    def _decision(self, scenario: Scenario, account: Account) -> Decision:
        return decide(scenario, account, as_of=self.day, calendar=self.calendar)

    def _moved(self, account: Account) -> Account:
        """Give an account as it goes on under the new scenario, by what is known that day."""
        known = account.as_of(self.day)
        try:
            rows = self.change.rows(known)
        except MigrationError as error:
            codes = {problem.code for problem in error.problems}
            if codes == {"recorded-already"} and not self._is_concerned(known):
                return account  # nothing would be recorded: that day's rows are in nobody's way
            raise
        return account.record(*rows)

    def _is_concerned(self, account: Account) -> bool:
        """Whether any action of an account has a step that is called otherwise."""
        steps = {step for row in account.actions for _, step in row.covered}
        steps |= {row.step for row in account.actions}
        return not steps.isdisjoint(self.map.renamed)
