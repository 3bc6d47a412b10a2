"""An account without the people in it: figures, days and statuses stay, and what links them."""

import re
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, TypeVar, assert_never

import attrs

from dunnix.errors import Problem
from dunnix.model.action import Action, Task
from dunnix.model.agreement import PaymentPlan, PromiseToPay
from dunnix.model.debtor import Contact, Debtor
from dunnix.model.frozen_map import FactValue
from dunnix.model.happening import (
    Acknowledgment,
    CallBack,
    Extension,
    HandOver,
    Insolvency,
    Reply,
    Waiver,
)
from dunnix.model.history import PaymentHistory
from dunnix.model.invoice import Invoice
from dunnix.model.obstacle import Block, Dispute
from dunnix.model.payment import Payment
from dunnix.model.pseudonyms import Pseudonyms, pseudonyms_of
from dunnix.model.versions import AnyRow

if TYPE_CHECKING:
    from dunnix.model.account import Account

REDACTED: Final = "redacted"
# What is written as a code says what kind of thing it is; anything else may tell of somebody.
_CODE: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SCENARIO: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:@[0-9][0-9a-z.-]*)?")
_Row = TypeVar("_Row", bound=AnyRow)


def redacted(
    account: "Account", *, salt: str | None, keep_ids: bool, facts: Iterable[str]
) -> "Account":
    """Give the account as `Account.redact` promises it."""
    from dunnix.model.account import LISTS  # an account redacts itself

    if isinstance(facts, str):
        raise TypeError("`facts` is a list of names, not one text")
    if not keep_ids and not salt:
        raise ValueError("`salt` is missing (give a secret text, or `keep_ids=True`)")
    names = pseudonyms_of(account, None if keep_ids else salt)
    redaction = _Redaction(
        names=names, facts=frozenset(facts), contacts=_contacts_reached(account, names)
    )
    lists: dict[str, Any] = {
        name: tuple(map(redaction.row, getattr(account, name))) for name in LISTS
    }
    return attrs.evolve(
        account,
        debtor=redaction.debtor(account.debtor),
        former=tuple(map(redaction.debtor, account.former)),
        history=_history(account.history),
        problems=tuple(map(_problem, account.problems)),
        **lists,
    )


def _contacts_reached(account: "Account", names: Pseudonyms) -> Mapping[str, str]:
    """Give what stands for each contact in actions: they name it by its id, or else its name."""
    versions = (*account.former, account.debtor)
    by_name = {
        contact.name: _nameless(place)
        for debtor in versions
        for place, contact in enumerate(_in_order(debtor.contacts), start=1)
        if contact.name
    }
    ids = (contact.id for debtor in versions for contact in debtor.contacts)
    return by_name | {name: names.row(name) for name in ids if name is not None}


@attrs.frozen(kw_only=True, eq=False, order=False)
class _Redaction:
    """What ids and contacts of one account become, and which facts survive."""

    names: Pseudonyms
    facts: frozenset[str]
    contacts: Mapping[str, str]

    def debtor(self, debtor: Debtor) -> Debtor:
        contacts = enumerate(_in_order(debtor.contacts), start=1)
        return attrs.evolve(
            debtor,
            id=self.names.debtor(debtor.id),
            name="",
            owner=None,
            account_manager=None,
            portal=debtor.portal and REDACTED,
            contacts=tuple(self.contact(contact, place) for place, contact in contacts),
            facts=self.kept(debtor.facts),
        )

    def contact(self, contact: Contact, place: int) -> Contact:
        """Keep whether and how somebody can be reached, and who comes before whom."""
        # Contacts without a name stay so, for they come later: their addresses keep their order.
        lost = REDACTED if contact.name else f"{REDACTED}-{place:04}"
        return attrs.evolve(
            contact,
            id=None if contact.id is None else self.names.row(contact.id),
            name=_nameless(place) if contact.name else None,
            email=contact.email and lost,
            phone=contact.phone and lost,
            opted_out=tuple(map(_code, contact.opted_out)),
            preferred=_optional_code(contact.preferred),
        )

    def row(self, row: AnyRow) -> AnyRow:
        match row:
            case Invoice():
                return self.invoice(row)
            case Payment():
                return self.payment(row)
            case Action():
                return self.action(row)
            case PaymentPlan():
                return self.renamed(row, document=None)
            case _:
                return self.renamed(row, **_without_people(row))

    def renamed(self, row: _Row, **changes: object) -> _Row:
        """Change what a row is called and what it names, beside its own changes."""
        of: Any = row
        changes["id"] = self.names.row(row.id)
        if getattr(of, "invoice", None) is not None:
            changes["invoice"] = self.names.row(of.invoice)
        if hasattr(of, "invoices"):
            changes["invoices"] = tuple(map(self.names.row, of.invoices))
        found: _Row = attrs.evolve(of, **changes)
        return found

    def invoice(self, invoice: Invoice) -> Invoice:
        return self.renamed(
            invoice,
            creditor=self.names.creditor(invoice.creditor),
            credits=None if invoice.credits is None else self.names.row(invoice.credits),
            terms=_terms(invoice),
            facts=self.kept(invoice.facts),
        )

    def payment(self, payment: Payment) -> Payment:
        parts = (
            attrs.evolve(part, invoice=self.names.row(part.invoice)) for part in payment.allocations
        )
        creditor = self.names.creditor(payment.creditor)
        return self.renamed(payment, creditor=creditor, allocations=tuple(parts))

    def action(self, action: Action) -> Action:
        scenario = action.scenario
        return attrs.evolve(
            action,
            id=self.names.row(action.id),
            key=None if action.key is None else self.names.row(action.key),
            step=_code(action.step),
            scenario=scenario if scenario and _SCENARIO.fullmatch(scenario) else None,
            invoices=tuple(map(self.covered, action.invoices)),
            channel=_optional_code(action.channel),
            contact=self.contacts.get(action.contact or ""),
            by=None,
            outcome=_optional_code(action.outcome),
            note=None,
            answers=None if action.answers is None else self.names.event(action.answers),
        )

    def covered(self, named: str) -> str:
        name, mark, step = named.partition("=")
        return f"{self.names.row(name)}{mark}{_code(step) if step else ''}"

    def kept(self, facts: Mapping[str, FactValue]) -> dict[str, FactValue]:
        return {name: value for name, value in facts.items() if name in self.facts}


def _without_people(row: AnyRow) -> dict[str, object]:
    """Give what a row loses beside its ids; one that speaks of no people loses nothing."""
    match row:
        case Dispute():
            return {"reason": _code(row.reason)}
        case Block():
            return {"reason": _code(row.reason), "by": None}
        case Task():
            return {"kind": _code(row.kind), "owner": None, "note": None}
        case HandOver():
            return {"note": None, "given_to": None}
        case Reply() | Extension() | CallBack() | Acknowledgment() | Insolvency() | Waiver():
            return {"note": None}
        case Invoice() | Payment() | PromiseToPay() | PaymentPlan() | Action():
            return {}
        case _:
            assert_never(row)


def _in_order(contacts: Iterable[Contact]) -> list[Contact]:
    """Order contacts as a decision does, for whom it reaches hangs on it."""
    return sorted(contacts, key=attrgetter("order"))


def _nameless(place: int) -> str:
    return f"contact-{place:04}"


def _history(history: PaymentHistory) -> PaymentHistory:
    """Keep counts and sums as they are, and channels that are codes."""
    contacts = (
        attrs.evolve(each, channel=_optional_code(each.channel)) for each in history.contacts
    )
    return attrs.evolve(history, contacts=contacts)


def _code(text: str) -> str:
    return text if _CODE.fullmatch(text) else REDACTED


def _optional_code(text: str | None) -> str | None:
    return None if text is None else _code(text)


def _terms(invoice: Invoice) -> str | None:
    """Keep terms that can be read: each of their words is known, so none is about a person."""
    if invoice.payment_terms is not None:
        return invoice.terms
    return _optional_code(invoice.terms)


def _problem(problem: Problem) -> Problem:
    """Keep what kind of problem it is: its words and its place may quote what was read."""
    return Problem(
        code=problem.code,
        message="a row couldn't be read; what it said was redacted",
        severity=problem.severity,
    )
