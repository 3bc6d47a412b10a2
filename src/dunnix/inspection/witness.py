"""An account that shows what is found, and the days on which it does: anybody can play it again."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import attrs

from dunnix.calendars import Calendar
from dunnix.engine import ContactRule, NextAction
from dunnix.inspection.told import Told, row_text
from dunnix.model import Account, Action, AnyRow, Debtor, Invoice
from dunnix.planning import Projection, project
from dunnix.scenario import Do, Scenario, Strategy

TIGHT: Final = frozenset({ContactRule.GAP, ContactRule.CAP})
"""The rules by which contacts come too close to each other."""
_SHOWN: Final = 12


@attrs.frozen(kw_only=True, order=False)
class Shown:
    """What a played account shows on a day: an action, or a step that a contact rule holds.

    `by` is the channel, the kind of a task, or the rule that holds; `scenario` is whose it is.
    """

    on: dt.date
    do: str
    step: str | None
    by: str | None
    tone: str | None = None
    scenario: str | None = None

    def __str__(self) -> str:
        name = f"`{self.step}`" if self.step else f"task `{self.by}`"
        if self.do == "held":
            return f"{self.on}  {name} is held by {self.by}"
        if self.step is None:
            return f"{self.on}  {name}"
        way = f" by {self.by}" if self.by else f", {self.do}"
        return f"{self.on}  {name}{way}{f', {self.tone}' if self.by and self.tone else ''}"


@attrs.frozen(kw_only=True, order=False)
class Witness:
    """An account, the day it is played from, what is told on which day, and what that shows.

    `told` holds rows by the day they are recorded on, and everything proposed is taken to be done
    on its day. `beside` is the same but for one thing, where a finding compares two.
    """

    account: Account
    as_of: dt.date
    days: int
    told: tuple[tuple[dt.date, tuple[AnyRow, ...]], ...] = ()
    shows: tuple[Shown, ...] = ()
    beside: "Witness | None" = None

    @classmethod
    def of(cls, account: Account, played: Projection, beside: "Witness | None" = None) -> "Witness":
        """Keep what was played, so that it can be played again."""
        return cls(
            account=account,
            as_of=played.as_of,
            days=(played.until - played.as_of).days,
            told=tuple((day.on, day.came) for day in played.days if day.came),
            shows=tuple(shown(played)),
            beside=beside,
        )

    def replay(
        self, scenario: Scenario | Strategy, *, calendar: Calendar | None = None
    ) -> Projection:
        """Play the account again, day by day, by `decide`."""
        return project(
            scenario,
            self.account,
            as_of=self.as_of,
            days=self.days,
            assuming=Told(dict(self.told)),
            calendar=calendar,
        )

    def holds(self, scenario: Scenario | Strategy, *, calendar: Calendar | None = None) -> bool:
        """Tell whether playing it again shows the same, its counterpart included."""
        again = tuple(shown(self.replay(scenario, calendar=calendar)))
        beside = self.beside is None or self.beside.holds(scenario, calendar=calendar)
        return beside and again == self.shows

    def to_dict(self) -> dict[str, object]:
        """Give the witness as plain data; the names are stable.

        `account` is that of a ledger, with what is told on later days in it, each row with its
        day: `Account.from_dict` reads it. What becomes of our own actions isn't in it.
        """
        return {
            "account": self._with_all_told().to_dict(),
            "as_of": self.as_of.isoformat(),
            "days": self.days,
            "told": [
                {"on": day.isoformat(), "rows": [row_text(each) for each in rows]}
                for day, rows in self.told
            ],
            "shows": [_shown_row(each) for each in self.shows],
            "beside": None if self.beside is None else self.beside.to_dict(),
        }

    def _with_all_told(self) -> Account:
        rows = (row for _, several in self.told for row in several)
        return self.account.record(*(row for row in rows if not isinstance(row, Action)))

    def lines(self) -> Iterator[str]:
        """Tell it line by line: who owes what, what comes, and what is done."""
        yield f"from {self.as_of} on: {account_text(self.account)}"
        told = [f"{day}  told: {row_text(row)}" for day, rows in self.told for row in rows]
        days = sorted([*told, *map(str, self.shows)], key=lambda line: line[:10])
        yield from days[:_SHOWN]
        if len(days) > _SHOWN:
            yield f"and {len(days) - _SHOWN} more, the last of them: {days[-1]}"
        last = self.as_of + dt.timedelta(self.days)
        yield f"nothing else until {last}" if days else f"nothing at all until {last}"
        if self.beside is not None:
            yield "beside it:"
            yield from self.beside.lines()

    def __str__(self) -> str:
        return "\n".join(self.lines())


def shown(played: Projection) -> Iterator[Shown]:
    """Give what a projection shows: each action on its day, and what the gap or a cap holds."""
    for day in played.days:
        for action in day.actions:
            yield _of_action(day.on, action)
        held = {(each.step, each.rule) for each in day.held if each.rule in TIGHT and each.step}
        for step, rule in sorted(held, key=str):
            yield Shown(on=day.on, do="held", step=step, by=str(rule))


def _of_action(day: dt.date, action: NextAction) -> Shown:
    by = action.channel if action.do is Do.SEND else None
    return Shown(
        on=day,
        do=str(action.do),
        step=action.step,
        by=str(action.reason) if action.step is None else by,
        tone=None if action.tone is None else str(action.tone),
        scenario=action.scenario,
    )


def _shown_row(each: Shown) -> dict[str, object]:
    return {**attrs.asdict(each), "on": each.on.isoformat()}


def account_text(account: Account) -> str:
    """Say who owes what, in one line; it was made up, so it may be told."""
    owed = "; ".join(_invoice_text(each) for each in account.invoices)
    about = [*_debtor_text(account.debtor), *_history_text(account)]
    return f"{owed} ({', '.join(about)})" if about else owed


def _invoice_text(invoice: Invoice) -> str:
    facts = "".join(f", {each}" for each in _facts(invoice.facts))
    creditor = f", creditor {invoice.creditor}" if invoice.creditor else ""
    return f"{invoice.id} of {invoice.amount}, due {invoice.due_date}{creditor}{facts}"


def _debtor_text(debtor: Debtor) -> Iterator[str]:
    for name in ("party", "country", "language", "portal", "purchase_order_required"):
        value = getattr(debtor, name)
        if value is not None:
            yield f"{name.replace('_', ' ')} {_plain(value)}"
    if debtor.credit_limit is not None:
        yield f"credit limit {debtor.credit_limit}"
    if debtor.payment_days:
        yield f"pays on the {', '.join(map(str, debtor.payment_days))}"
    yield from _facts(debtor.facts)


def _history_text(account: Account) -> Iterator[str]:
    history = account.history
    for paid in history.paid:
        yield f"{paid.late} of {paid.invoices} paid late"
    for name in ("promises_kept", "promises_broken"):
        if getattr(history, name):
            yield f"{getattr(history, name)} {name.replace('_', ' ')}"
    if history.last_reason:
        yield f"last reason {history.last_reason}"


def _facts(facts: Mapping[str, object]) -> Iterable[str]:
    return (f"{name} {_plain(facts[name])}" for name in sorted(facts))


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
