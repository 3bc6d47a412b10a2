"""Payment terms of UBL 2.1 invoices and credit notes."""

import datetime as dt
from typing import Final

from dunnix.terms.discount import Discount
from dunnix.terms.due_rule import DueRule
from dunnix.terms.errors import InvoiceTextError
from dunnix.terms.invoice_terms import InvoiceTerms, Told, counted_from, invoice_terms, on_date
from dunnix.terms.invoice_xml import Node, root_of
from dunnix.terms.payment_terms import Instalment
from dunnix.terms.shares import Fixed, Percent, Remainder, Share

_SCHEMA: Final = "urn:oasis:names:specification:ubl:schema:xsd:"
_PREFIXES: Final = {
    "cac": f"{_SCHEMA}CommonAggregateComponents-2",
    "cbc": f"{_SCHEMA}CommonBasicComponents-2",
}
_ROOTS: Final = {f"{{{_SCHEMA}Invoice-2}}Invoice", f"{{{_SCHEMA}CreditNote-2}}CreditNote"}
_NOTE: Final = "cac:PaymentTerms/cbc:Note"
_FULL: Final = 100


def terms_from_ubl(
    text: str, language: str | None = None, reading: str | None = None
) -> InvoiceTerms:
    """Read the payment terms of a UBL 2.1 Invoice or CreditNote, given as XML text.

    BT-9 is `cbc:DueDate`, or `cac:PaymentMeans/cbc:PaymentDueDate`; BT-20 is
    `cac:PaymentTerms/cbc:Note`, read as XRechnung's discounts and by `parse_terms`. Shares,
    dates and discounts that UBL has elements for are read too, though EN 16931 allows none.
    `InvoiceTextError` names the element; a DTD is refused.
    """
    root = root_of(text, _PREFIXES)
    if root.tag not in _ROOTS:
        raise InvoiceTextError(f"`{root.tag}` is no Invoice or CreditNote of UBL 2.1")
    blocks = list(root.all("cac:PaymentTerms"))
    issued = _day(root, "cbc:IssueDate")
    told = Told(
        issue_date=issued,
        due_date=_due_date(root),
        notes=tuple(note.raw for block in blocks for note in block.all("cbc:Note")),
        instalments=tuple(line for block in blocks for line in _lines(block)),
        discounts=tuple(each for block in blocks for each in _discounts(block, issued)),
    )
    return invoice_terms(told, f"{root.path}/{_NOTE}", language=language, reading=reading)


def _day(node: Node, path: str) -> dt.date | None:
    found = node.one(path)
    return found.day() if found else None


def _due_date(root: Node) -> dt.date | None:
    nodes = [*root.all("cbc:DueDate"), *root.all("cac:PaymentMeans/cbc:PaymentDueDate")]
    days = {node.day() for node in nodes}
    if len(days) > 1:
        raise nodes[-1].fault("the invoice names several due dates")
    return next(iter(days), None)


def _lines(block: Node) -> list[Instalment]:
    day = _day(block, "cbc:InstallmentDueDate") or _day(block, "cbc:PaymentDueDate")
    share = _share(block)
    if day is None:
        if isinstance(share, Percent | Fixed):
            raise block.fault("a share of the amount needs a `cbc:InstallmentDueDate`")
        return []
    return [Instalment(share=share or Remainder(), due=on_date(day))]


def _share(block: Node) -> Share | None:
    percent, amount = block.one("cbc:PaymentPercent"), block.one("cbc:Amount")
    if percent is not None:
        number = percent.number()
        return Remainder() if number == _FULL else percent.made(lambda: Percent(number))
    if amount is not None:
        currency = amount.attribute("currencyID") or ""
        return amount.made(lambda: Fixed(amount.number(), currency))
    return None


def _discounts(block: Node, issued: dt.date | None) -> list[Discount]:
    percent = block.one("cbc:SettlementDiscountPercent")
    if percent is None:
        return []
    number, due = percent.number(), _settled_by(block, issued)
    return [percent.made(lambda: Discount(percent=number, due=due))]


def _settled_by(block: Node, issued: dt.date | None) -> DueRule:
    period = block.one("cac:SettlementPeriod")
    if period is None:
        raise block.fault("a discount needs a `cac:SettlementPeriod`")
    start, end = _day(period, "cbc:StartDate"), _day(period, "cbc:EndDate")
    if start is not None and end is not None and end < start:
        raise period.fault(f"it ends on {end}, before it starts on {start}")
    if end is not None:
        return on_date(end)
    measure = period.one("cbc:DurationMeasure")
    if measure is None:
        raise period.fault("an end or a measure is wanted: `cbc:EndDate` or `cbc:DurationMeasure`")
    return counted_from(start, issued, measure.period())
