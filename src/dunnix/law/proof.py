"""What an account proves of a receivable: the row that tells of a piece, and its day."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from dunnix.law.claim import LegalClaim
from dunnix.law.owed import acknowledged_on, names
from dunnix.model import Acknowledgment, Claim, PlanStatus, known_rows

Found = tuple[str, dt.date | None]
Finder = Callable[[LegalClaim, Claim], Found | None]


def _invoice(_: LegalClaim, receivable: Claim) -> Found:
    return receivable.invoice.id, receivable.invoice.issue_date


def _notice(claim: LegalClaim, receivable: Claim) -> Found | None:
    sent = [each for each in claim.done[receivable.id] if each.step in (claim.notices or ())]
    return (sent[-1].action, sent[-1].on) if sent else None


def _receipt(claim: LegalClaim, receivable: Claim) -> Found | None:
    arrived = [
        (each.action, each.arrived_on)
        for each in claim.done[receivable.id]
        if each.step in (claim.notices or ()) and each.arrived_on is not None
    ]
    return arrived[-1] if arrived else None


def _acknowledgment(claim: LegalClaim, receivable: Claim) -> Found | None:
    days = acknowledged_on(claim.account, claim.as_of, receivable)
    if not days:
        return None
    rows = [
        each.id
        for each in known_rows(claim.account.happenings, claim.as_of)
        if isinstance(each, Acknowledgment) and each.date == days[-1]
        if names(each.invoice, receivable)
    ]
    return rows[-1], days[-1]


def _promise(claim: LegalClaim, receivable: Claim) -> Found | None:
    made = [
        (each.made_on, each.id)
        for each in known_rows(claim.account.promises, claim.as_of)
        if each.made_on <= claim.as_of and each.amount.currency == receivable.currency
        if not each.invoices or any(name in receivable.names for name in each.invoices)
    ]
    return _newest(made)


def _signed_plan(claim: LegalClaim, receivable: Claim) -> Found | None:
    signed = [
        (each.agreed_on, each.id)
        for each in known_rows(claim.account.plans, claim.as_of)
        if each.status is PlanStatus.SIGNED and each.agreed_on <= claim.as_of
        if each.id in receivable.names
    ]
    return _newest(signed)


def _answer(claim: LegalClaim, receivable: Claim) -> Found | None:
    """Give the last dispute that was answered; one still open leaves the answer missing."""
    if _is_disputed(claim, receivable):
        return None
    resolved = [
        (each.resolved_on, each.id)
        for each in known_rows(claim.account.disputes, claim.as_of)
        if each.resolved_on is not None and each.resolved_on <= claim.as_of
        if names(each.invoice, receivable)
    ]
    return _newest(resolved)


def was_disputed(claim: LegalClaim, receivable: Claim) -> bool:
    """Tell whether a receivable was ever disputed, so that an answer is wanted."""
    return any(
        each.opened_on <= claim.as_of and names(each.invoice, receivable)
        for each in known_rows(claim.account.disputes, claim.as_of)
    )


def _is_disputed(claim: LegalClaim, receivable: Claim) -> bool:
    return any(
        each.opened_on <= claim.as_of and names(each.invoice, receivable)
        for each in known_rows(claim.account.disputes, claim.as_of)
        if each.resolved_on is None or each.resolved_on > claim.as_of
    )


def _newest(rows: Iterable[tuple[dt.date, str]]) -> Found | None:
    newest = max(rows, default=None)
    return None if newest is None else (newest[1], newest[0])


ANSWER: Final = "dispute-answer"
STATEMENT: Final = "statement"  # printed from the account whenever it is wanted
OF_NOTICES: Final = frozenset({"formal-notice", "notice-receipt"})
FINDERS: Final[Mapping[str, Finder]] = {
    "invoice": _invoice,
    "formal-notice": _notice,
    "notice-receipt": _receipt,
    "acknowledgment": _acknowledgment,
    "promise": _promise,
    "signed-plan": _signed_plan,
    ANSWER: _answer,
}
