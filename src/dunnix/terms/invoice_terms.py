"""The terms an electronic invoice carries: the date it gives, its text, and what both mean."""

import datetime as dt
from collections.abc import Iterable

import attrs

from dunnix.terms.discount import Discount
from dunnix.terms.due_rule import DueRule
from dunnix.terms.errors import InvoiceTextError, TermsError
from dunnix.terms.operations import OnDate, Operation
from dunnix.terms.parse import parse_terms
from dunnix.terms.payment_terms import Instalment, PaymentTerms
from dunnix.terms.skonto import parse_skonto


@attrs.frozen(kw_only=True, order=False)
class InvoiceTerms:
    """What an invoice says of its payment, as it says it.

    `due_date` is BT-9 and `note` BT-20, both as given. `terms` is what the structured elements
    and the text say, None where neither says anything that can be read; `unread` then tells why
    the text couldn't be. Both are kept: where a date is given, it is the date.
    """

    issue_date: dt.date | None
    due_date: dt.date | None
    note: str | None
    terms: PaymentTerms | None
    unread: str | None


@attrs.frozen(kw_only=True, order=False)
class Told:
    """What was found in an invoice, before text and structure are brought together."""

    issue_date: dt.date | None
    due_date: dt.date | None
    notes: tuple[str, ...]
    instalments: tuple[Instalment, ...]
    discounts: tuple[Discount, ...]


def on_date(day: dt.date) -> DueRule:
    """Give the rule that names a date."""
    return DueRule(steps=[OnDate(day)])


def counted_from(
    start: dt.date | None, issued: dt.date | None, period: tuple[Operation, ...]
) -> DueRule:
    """Give the rule that counts a period from a date, or from the invoice if that is its day."""
    if start is None or start == issued:
        return DueRule(steps=period)
    return DueRule(steps=[OnDate(start), *period])


def invoice_terms(
    told: Told, where: str, *, language: str | None, reading: str | None
) -> InvoiceTerms:
    """Bring together what text and structure say; `where` names the element of the text."""
    if told.issue_date and told.due_date and told.due_date < told.issue_date:
        raise InvoiceTextError(
            f"the due date {told.due_date} lies before the issue date {told.issue_date}"
        )
    note = "\n".join(told.notes) or None
    try:
        skonto = parse_skonto(note or "")
    except TermsError as error:
        raise InvoiceTextError(f"{where}: {error}") from None
    said, unread = _read(skonto.text, language, reading)
    discounts = _agreeing(where, told.discounts, skonto.discounts, said.discounts if said else ())
    lines = told.instalments or (said.instalments if said else ())
    without = bool(said and said.no_discount and not discounts)
    return InvoiceTerms(
        issue_date=told.issue_date,
        due_date=told.due_date,
        note=note,
        terms=_terms(lines, discounts, without, where),
        unread=unread,
    )


def _read(
    text: str, language: str | None, reading: str | None
) -> tuple[PaymentTerms | None, str | None]:
    if not text:
        return None, None
    try:
        return parse_terms(text, language, reading), None
    except LookupError:
        # An unknown language or reading is the caller's fault, and none of the invoice.
        raise
    except TermsError as error:
        return None, str(error)


def _agreeing(where: str, *sources: Iterable[Discount]) -> tuple[Discount, ...]:
    """Give the discounts of whichever says any; where several do, they must say the same."""
    told = [tuple(each) for each in sources]
    told = [each for each in told if each]
    if any(each != told[0] for each in told):
        raise InvoiceTextError(f"{where}: text and structure name different discounts")
    return told[0] if told else ()


def _terms(
    lines: Iterable[Instalment],
    discounts: Iterable[Discount],
    without: bool,  # noqa: FBT001  # of one caller
    where: str,
) -> PaymentTerms | None:
    found = tuple(lines), tuple(discounts)
    if not (any(found) or without):
        return None
    try:
        return PaymentTerms(instalments=found[0], discounts=found[1], no_discount=without)
    except TermsError as error:
        raise InvoiceTextError(f"{where}: {error}") from None
