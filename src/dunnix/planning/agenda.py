"""The agenda: what is late, what is for today, and what comes, debtor by debtor and by owner."""

import datetime as dt
from collections.abc import Iterable, Iterator

import attrs

from dunnix.calendars import Calendar
from dunnix.engine import Decision, decide
from dunnix.engine.tasks import CALL_BACK
from dunnix.metrics.table import Table, Tabular
from dunnix.model import Account
from dunnix.planning.account_entries import to_watch
from dunnix.planning.action_entries import action_entry, under_way
from dunnix.planning.agenda_entry import ENTRY_COLUMNS, AgendaEntry, AgendaKind, AgendaState
from dunnix.planning.page import with_page
from dunnix.planning.project import last_day, project
from dunnix.scenario import Scenario, Strategy


@attrs.frozen(kw_only=True, order=False)
class Agenda(Tabular):
    """What is late, for today or coming, in the order of days.

    What is late comes first, for its day has passed. `until` is the last day looked at, `owner`
    whose agenda it is; None means everybody's. Whether it was kept to, `agenda_respect` tells.
    """

    as_of: dt.date
    until: dt.date
    owner: str | None
    scenario: str
    entries: tuple[AgendaEntry, ...]

    @property
    def owners(self) -> tuple[str | None, ...]:
        """Who has entries, in order; None last, for what nobody owns."""
        found = {each.owner for each in self.entries}
        return tuple(sorted(found, key=lambda owner: (owner is None, owner or "")))

    def of(self, owner: str | None) -> "Agenda":
        """Give the agenda of one owner; None for what nobody owns."""
        entries = tuple(each for each in self.entries if each.owner == owner)
        return attrs.evolve(self, owner=owner, entries=entries)

    def in_state(self, state: AgendaState) -> tuple[AgendaEntry, ...]:
        """Give the entries that are late, for today, or that come."""
        return tuple(each for each in self.entries if each.state is state)

    def to_dict(self) -> dict[str, object]:
        """Give the agenda as plain data; the names are stable."""
        return {
            "as_of": self.as_of.isoformat(),
            "until": self.until.isoformat(),
            "owner": self.owner,
            "scenario": self.scenario,
            "entries": [each.to_dict() for each in self.entries],
        }

    def table(self) -> Table:
        """Give one row an entry: its day, state, owner, debtor, what is to be done, the amount."""
        return Table(ENTRY_COLUMNS, tuple(each.row() for each in self.entries))

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return with_page(self)


def agenda(
    scenario: Scenario | Strategy,
    accounts: Account | Iterable[Account],
    *,
    as_of: dt.date,
    days: int,
    owner: str | None = None,
    calendar: Calendar | None = None,
) -> Agenda:
    """Give what is late, what is for today, and what comes within so many days.

    Late and today are the actions of the decision, open tasks, and what is under way. Coming are
    tasks by the day they are due, and the actions that `project` finds under silence: what would
    come if nobody did anything but us. Beside them stand what is to be watched: the days that
    promises and plan instalments are due, calls agreed on, and the last days of deadlines set. An
    account with rows that can't be read has one entry: to mend them.

    It misleads as a forecast, for debtors pay and answer. Raises `ValueError` for days below none,
    above ten years or beyond the year 9999, and what `decide` raises.

    >>> from dunnix.model import Contact, Debtor, Invoice
    >>> from dunnix.money import Money
    >>> from dunnix.scenario import load_scenario
    >>> invoice = Invoice(id="F-1", due_date=dt.date(2026, 2, 4), amount=Money("90.00", "EUR"))
    >>> desk = Contact(role="accounts-payable", phone="+33 1 00 00 00 00")
    >>> debtor = Debtor(id="D1", owner="lea", contacts=[desk])
    >>> account = Account(debtor=debtor, invoices=[invoice])
    >>> found = agenda(load_scenario("fr-b2b"), account, as_of=dt.date(2026, 2, 5), days=9)
    >>> [(str(each.on), str(each.state), each.what, each.owner) for each in found.entries]
    [('2026-02-05', 'today', 'call', 'lea')]
    """
    until = last_day(as_of, days)
    held = (accounts,) if isinstance(accounts, Account) else accounts
    entries = [
        entry
        for account in held
        for entry in _of_account(decide(scenario, account, as_of=as_of, calendar=calendar), until)
        if owner is None or entry.owner == owner
    ]
    return Agenda(
        as_of=as_of,
        until=until,
        owner=owner,
        scenario=scenario.ref,
        entries=tuple(sorted(entries, key=lambda entry: entry.order)),
    )


def _of_account(decision: Decision, until: dt.date) -> Iterator[AgendaEntry]:
    """Give the entries of one account: a call that is agreed on is listed once."""
    acted = list(_of_actions(decision, until))
    calls = {each.answers for each in acted if each.kind is AgendaKind.CALL_BACK}
    yield from acted
    yield from under_way(decision, until)
    for entry in to_watch(decision, until):
        if not (entry.kind is AgendaKind.CALL_BACK and entry.answers in calls):
            yield entry


def _of_actions(decision: Decision, until: dt.date) -> Iterator[AgendaEntry]:
    as_of = decision.as_of
    for action in decision.next_actions:
        yield action_entry(action, decision.account, as_of, as_of)
    played = project(
        decision.strategy or decision.rules,
        decision.account,
        as_of=as_of,
        days=(until - as_of).days,
        calendar=decision.calendar,
    )
    for day, action in played.actions:
        if day > as_of and action.reason != CALL_BACK:  # it stands under its own id until then
            yield action_entry(action, decision.account, day, as_of)
