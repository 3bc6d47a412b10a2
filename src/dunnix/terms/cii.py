"""Payment terms of Cross Industry Invoices: Factur-X, ZUGFeRD, XRechnung in CII."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Final

from dunnix.terms.discount import Discount, DiscountBase
from dunnix.terms.due_rule import DueRule
from dunnix.terms.errors import InvoiceTextError, TermsError
from dunnix.terms.invoice_terms import InvoiceTerms, Told, counted_from, invoice_terms, on_date
from dunnix.terms.invoice_xml import Node, root_of
from dunnix.terms.payment_terms import Instalment
from dunnix.terms.shares import Fixed

_STANDARD: Final = "urn:un:unece:uncefact:data:standard:"
_PREFIXES: Final = {
    "rsm": f"{_STANDARD}CrossIndustryInvoice:100",
    "ram": f"{_STANDARD}ReusableAggregateBusinessInformationEntity:100",
    "udt": f"{_STANDARD}UnqualifiedDataType:100",
}
_SETTLEMENT: Final = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement"
_TERMS: Final = "ram:SpecifiedTradePaymentTerms"
_DISCOUNT: Final = "ram:ApplicableTradePaymentDiscountTerms"
_DUE: Final = "ram:DueDateDateTime"
_PART: Final = "ram:PartialPaymentAmount"
_YEAR_MONTH_DAY: Final = "102"


def terms_from_cii(
    text: str, language: str | None = None, reading: str | None = None
) -> InvoiceTerms:
    """Read the payment terms of a CII invoice, given as XML text: EN 16931 and EXTENDED.

    BT-9 is `ram:DueDateDateTime` and BT-20 `ram:Description` of
    `ram:SpecifiedTradePaymentTerms`; the text is read as XRechnung's discounts and by
    `parse_terms`. Of EXTENDED, several terms with `ram:PartialPaymentAmount` are instalments,
    the due date then being the last of theirs, and `ram:ApplicableTradePaymentDiscountTerms`
    are discounts. `InvoiceTextError` names the element; a DTD is refused.
    """
    root = root_of(text, _PREFIXES)
    if root.tag != f"{{{_PREFIXES['rsm']}}}CrossIndustryInvoice":
        raise InvoiceTextError(f"`{root.tag}` is no CrossIndustryInvoice of UN/CEFACT")
    issued = _day(root, "rsm:ExchangedDocument/ram:IssueDateTime")
    settlement = root.one(_SETTLEMENT)
    blocks = list(settlement.all(_TERMS)) if settlement else []
    currency = settlement.one("ram:InvoiceCurrencyCode") if settlement else None
    lines = tuple(_instalment(each, currency) for each in blocks if each.one(_PART))
    told = Told(
        issue_date=issued,
        due_date=_due_date(blocks),
        notes=tuple(note.raw for block in blocks for note in block.all("ram:Description")),
        instalments=lines,
        discounts=tuple(
            _discount(each, issued) for block in blocks for each in block.all(_DISCOUNT)
        ),
    )
    where = f"{root.path}/{_SETTLEMENT}/{_TERMS}/ram:Description"
    return invoice_terms(told, where, language=language, reading=reading)


def _day(node: Node, path: str) -> dt.date | None:
    found = node.one(path)
    if found is None:
        return None
    day = found.one("udt:DateTimeString")
    if day is None:
        raise found.fault("a `udt:DateTimeString` is wanted")
    if day.attribute("format") not in {None, _YEAR_MONTH_DAY}:
        raise day.fault(f"the format `{_YEAR_MONTH_DAY}` is wanted")
    return day.made(lambda: _basic_day(day.text))


def _basic_day(text: str) -> dt.date:
    try:
        if len(text) == 8 and text.isascii() and text.isdecimal():  # noqa: PLR2004  # of 20260315
            return dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        pass
    raise TermsError(f"a date such as `20260315` is wanted, found `{text}`")


def _due_date(blocks: list[Node]) -> dt.date | None:
    """Give the last due date; beside a discount a date may be that of the discount alone."""
    plain = [block for block in blocks if not list(block.all(_DISCOUNT))]
    days = [_day(block, _DUE) for block in plain]
    if not any(days):
        days = [_day(block, _DUE) for block in blocks]
    found = sorted({day for day in days if day})
    if len(found) > 1 and not any(block.one(_PART) for block in blocks):
        raise blocks[-1].fault(f"several due dates need a `{_PART}` each")
    return found[-1] if found else None


def _instalment(block: Node, currency: Node | None) -> Instalment:
    amount, day = block.one(_PART), _day(block, _DUE)
    if amount is None or day is None:
        raise block.fault(f"an instalment needs a `{_DUE}`")
    code = amount.attribute("currencyID") or (currency.text if currency else "")
    return Instalment(share=amount.made(lambda: Fixed(amount.number(), code)), due=on_date(day))


def _discount(node: Node, issued: dt.date | None) -> Discount:
    percent = node.one("ram:CalculationPercent")
    if percent is None:
        raise node.fault("a discount needs a `ram:CalculationPercent`")
    base = node.one("ram:BasisAmount")
    amount = base.number() if base else None
    number = percent.number()
    _check_actual(node, number, amount)
    due = _due(node, issued)
    return percent.made(
        lambda: Discount(
            percent=number,
            due=due,
            base=DiscountBase.GROSS if amount is None else DiscountBase.STATED,
            base_amount=amount,
        )
    )


def _due(node: Node, issued: dt.date | None) -> DueRule:
    start, measure = _day(node, "ram:BasisDateTime"), node.one("ram:BasisPeriodMeasure")
    if measure is None:
        raise node.fault("a discount needs a `ram:BasisPeriodMeasure`")
    return counted_from(start, issued, measure.period())


def _check_actual(node: Node, percent: Decimal, base: Decimal | None) -> None:
    actual = node.one("ram:ActualDiscountAmount")
    if actual is None or base is None:
        return
    stated = Fraction(actual.number())
    decimals = len(actual.text.partition(".")[2])
    if abs(Fraction(base) * Fraction(percent) / 100 - stated) > Fraction(1, 2 * 10**decimals):
        raise actual.fault(f"it isn't {percent} % of the `ram:BasisAmount`")
