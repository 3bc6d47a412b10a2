"""Accounts made up to show something: one debtor, as its facts are wanted."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from dunnix.engine.compiled import CompiledScenario
from dunnix.engine.durations import most_days
from dunnix.facts import Fact, FactKind
from dunnix.inspection.cells import Cell
from dunnix.inspection.cuts import Value
from dunnix.model import (
    Account,
    Contact,
    Debtor,
    Invoice,
    PaidInvoices,
    Payment,
    PaymentHistory,
    Role,
)
from dunnix.money import Money, currency_digits

DUE: Final = dt.date(2026, 3, 2)  # a Monday
_MOST_INVOICES: Final = 12
_HUNDRED: Final = 100
_WHOLE: Final = 1_200
_AMOUNTS: Final = (
    *("amount_due", "invoice.open", "debtor.overdue", "debtor.open", "invoice.amount"),
)
_COUNTS: Final = ("debtor.overdue_invoices", "debtor.open_invoices")
SETTABLE: Final = frozenset(
    {
        *(*_AMOUNTS, *_COUNTS, "invoice.creditor", "debtor.party", "debtor.country"),
        *("debtor.language", "debtor.average_days_late", "debtor.paid_late_percent"),
        *("debtor.broken_promises", "debtor.kept_promises", "debtor.last_reason"),
        *("debtor.over_credit_limit", "debtor.has_portal", "debtor.purchase_order_required"),
    }
)
"""The built-in facts an account has from the start; the others come of what happens."""


@attrs.frozen(kw_only=True, order=False, eq=False)
class Family:
    """What all accounts made up for a scenario have in common."""

    facts: tuple[Fact, ...]
    currency: str
    due: dt.date
    terms: int
    minimum: int

    @classmethod
    def of(cls, compiled: CompiledScenario, currency: str) -> "Family":
        """Give the accounts of a scenario in one of its currencies."""
        minimum = compiled.conditions(currency).minimum
        return cls(
            facts=tuple(compiled.scenario.facts),
            currency=currency,
            due=_due(compiled),
            terms=_terms(compiled),
            minimum=minimum or 0,
        )

    @property
    def issued(self) -> dt.date:
        """The day their invoices are issued, and they are first looked at."""
        return self.due - dt.timedelta(self.terms)

    def on(self, day: int) -> dt.date:
        """Give a day counted from the due date, which is day 0."""
        return self.due + dt.timedelta(day)

    def account(self, cell: Cell, *, due_later: int = 0) -> Account:
        """Give the account of which the facts are those of a cell; the rest is as usual.

        `due_later` moves all its days, to another weekday.
        """
        moved = attrs.evolve(self, due=self.due + dt.timedelta(due_later))
        invoices = tuple(moved.invoices(cell))
        payments = tuple(moved.payments(cell, invoices[0]))
        return Account(
            debtor=self.debtor(cell, sum(each.amount.minor_units for each in invoices)),
            invoices=invoices,
            payments=payments,
            history=self.history(cell),
        )

    def amount(self, cell: Cell) -> int:
        """Give what is owed in all."""
        given = [cell[name] for name in _AMOUNTS if name in cell]
        found = next((each for each in given if isinstance(each, int) and each > 0), None)
        usual = max(_WHOLE * 10 ** currency_digits(self.currency), 2 * self.minimum)
        return usual if found is None else found

    def invoices(self, cell: Cell) -> Iterator[Invoice]:
        """Give the invoices: one, or as many as a fact counts."""
        counts = [cell.get(name) for name in _COUNTS]
        wanted = max([each for each in counts if isinstance(each, int)], default=1)
        count = min(max(wanted, 1), _MOST_INVOICES)
        amounts = _shares(self.amount(cell), count)
        paid_before = self.paid_before(cell)
        for number, minor in enumerate(amounts, start=1):
            whole = minor + paid_before if number == 1 else minor
            creditor = cell.get("invoice.creditor")
            yield Invoice(
                id=f"F-{number}",
                issue_date=self.issued,
                due_date=self.due,
                amount=Money.minor(whole, self.currency),
                creditor=creditor if isinstance(creditor, str) else None,
                facts=self.given("invoice", cell),
            )
        yield from self.not_due(cell, sum(amounts))

    def not_due(self, cell: Cell, overdue: int) -> Iterator[Invoice]:
        """Give what is owed besides and isn't due for long."""
        open_ = cell.get("debtor.open")
        if isinstance(open_, int) and open_ > overdue:
            yield Invoice(
                id="F-later",
                issue_date=self.issued,
                due_date=self.on(3000),
                amount=Money.minor(open_ - overdue, self.currency),
                facts=self.given("invoice", cell),
            )

    def paid_before(self, cell: Cell) -> int:
        """Give what was paid on the first invoice before its due date."""
        whole, open_ = cell.get("invoice.amount"), self.amount(cell)
        return max(whole - open_, 0) if isinstance(whole, int) else 0

    def payments(self, cell: Cell, first: Invoice) -> Iterator[Payment]:
        """Give the payment that leaves of the first invoice what is to be open."""
        paid = self.paid_before(cell)
        if paid > 0:
            amount = Money.minor(paid, self.currency)
            day = first.issue_date or first.due_date
            yield Payment(id="M-0", date=day, amount=amount, invoice=first.id)

    def debtor(self, cell: Cell, owed: int) -> Debtor:
        """Give the debtor, who can be reached every way."""
        over = cell.get("debtor.over_credit_limit")
        limit = None if over is None else Money.minor(owed - 1 if over else owed, self.currency)
        fields: dict[str, Any] = {
            name.removeprefix("debtor."): cell.get(name)
            for name in ("debtor.party", "debtor.country", "debtor.language")
        }
        return Debtor(
            id="D-1",
            **fields,
            credit_limit=limit if limit is not None and limit.minor_units > 0 else None,
            payment_days=(10,) if cell.get("debtor.days_to_payment_run") is not None else (),
            portal="a portal" if cell.get("debtor.has_portal") else None,
            purchase_order_required=_flag(cell.get("debtor.purchase_order_required")),
            contacts=CONTACTS,
            facts=self.given("debtor", cell),
        )

    def history(self, cell: Cell) -> PaymentHistory:
        """Give what is known of earlier invoices and promises."""
        days, percent = cell.get("debtor.average_days_late"), cell.get("debtor.paid_late_percent")
        reason = cell.get("debtor.last_reason")
        paid: list[PaidInvoices] = []
        if isinstance(days, int) or isinstance(percent, int):
            late, average = _whole(percent), _whole(days)
            amount = Money(f"{_HUNDRED}", self.currency)
            paid.append(
                PaidInvoices(
                    amount=amount,
                    invoices=_HUNDRED,
                    late=min(late, _HUNDRED),
                    amount_days_late=average * amount.minor_units,
                )
            )
        return PaymentHistory(
            paid=paid,
            promises_broken=_whole(cell.get("debtor.broken_promises")),
            promises_kept=_whole(cell.get("debtor.kept_promises")),
            last_reason=reason if isinstance(reason, str) else None,
        )

    def given(self, scope: str, cell: Cell) -> Mapping[str, Any]:
        """Give the facts a host supplies; one that has to be given is, whatever it is."""
        found: dict[str, Any] = {}
        for fact in self.facts:
            owner, _, name = fact.name.partition(".")
            if owner != scope:
                continue
            value = cell[fact.name] if fact.name in cell else _usual(fact)
            if value is not None:
                found[name] = self.value(fact, value)
        return found

    def value(self, fact: Fact, value: Value) -> object:
        """Give a value as a host gives it."""
        if fact.kind is FactKind.MONEY and isinstance(value, int):
            return Money.minor(value, self.currency)
        return value


CONTACTS: Final = tuple(
    Contact(role=role, email=f"{role}@debtor.example", phone=str(place), preferred="email")
    for place, role in enumerate(Role, start=1)
)


def settable(facts: Mapping[str, Fact], name: str) -> bool:
    """Tell whether an account has a fact from the start."""
    return name in SETTABLE or not facts[name].builtin


def _usual(fact: Fact) -> Value:
    """Give what a host's fact usually is: nothing where it may be left out."""
    if fact.nullable or fact.if_missing is not None:
        return None
    match fact.kind:
        case FactKind.FLAG:
            return False
        case FactKind.CHOICE:
            return fact.choices[0]
        case FactKind.TEXT:
            return "usual"
        case FactKind.INTEGER | FactKind.DAYS | FactKind.MONEY:
            return 0


def _shares(whole: int, count: int) -> list[int]:
    share, rest = divmod(whole, count)
    return [share + (number < rest) for number in range(count) if share + (number < rest) > 0]


def _whole(value: Value) -> int:
    return value if isinstance(value, int) else 0


def _flag(value: Value) -> bool | None:
    return value if isinstance(value, bool) else None


def _due(compiled: CompiledScenario) -> dt.date:
    """Give a Monday on which the rule packs of a scenario are known."""
    froms = [pack.valid_from for pack in compiled.rules.packs if pack.valid_from is not None]
    first = max([DUE, *(each + dt.timedelta(60) for each in froms)])
    return first + dt.timedelta(-first.weekday() % 7)


def _terms(compiled: CompiledScenario) -> int:
    """Give terms that let the step before the due date come that comes first."""
    before = [
        most_days(at.offset)
        for at in (rung.step.at for rung in compiled.rungs)
        if at is not None and at.is_before_due and at.offset is not None
    ]
    return max([30, *(days + 7 for days in before)])
