"""A statement of late interest as plain data, for JSON: texts, whole numbers and dates as texts."""

from dunnix.interest.percent import percent_text
from dunnix.interest.statement import InterestLine, InterestStatement, ReceivableInterest


def statement_to_dict(statement: InterestStatement) -> dict[str, object]:
    """Give a statement; amounts are texts in major units, rates texts in percent."""
    return {
        "as_of": statement.as_of.isoformat(),
        "jurisdiction": statement.jurisdiction.id,
        "party": str(statement.party),
        "complete": statement.is_complete,
        "totals": {
            currency: statement.total(currency).amount_text() for currency in statement.currencies
        },
        "receivables": [_item(item) for item in statement],
    }


def _item(item: ReceivableInterest) -> dict[str, object]:
    gap = item.unknown
    return {
        "receivable": item.receivable,
        "currency": item.currency,
        "due_date": item.due_date.isoformat(),
        "first_day": None if item.first_day is None else item.first_day.isoformat(),
        "amount": item.amount.amount_text(),
        "accrued_minor": item.accrued,
        "waived_minor": item.waived,
        "paid_minor": item.paid,
        "zero": None if item.zero is None else str(item.zero),
        "unknown": None
        if gap is None
        else {
            "first_day": gap.first_day.isoformat(),
            "last_day": gap.last_day.isoformat(),
            "reason": str(gap.reason),
            "balance": gap.balance.amount_text(),
            "table": gap.table,
            "known_until": None if gap.known_until is None else gap.known_until.isoformat(),
        },
        "lines": [_line(line) for line in item.lines],
    }


def _line(line: InterestLine) -> dict[str, object]:
    return {
        "first_day": line.first_day.isoformat(),
        "last_day": line.last_day.isoformat(),
        "days": line.days,
        "balance": line.balance.amount_text(),
        "added": line.added.amount_text(),
        "percent": percent_text(line.percent),
        "table": line.span.table,
        "source": line.rate_source,
        "amount": line.amount.amount_text(),
    }
