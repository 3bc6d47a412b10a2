"""When the receivables of an account fell due."""

import datetime as dt
from collections.abc import Mapping

from dunnix.engine import NextAction
from dunnix.model import Account, known_rows


def due_dates(account: Account, day: dt.date) -> Mapping[str, dt.date]:
    """Give the due date of each invoice, instalment and instalment of a plan, as known that day."""
    found: dict[str, dt.date] = {}
    for invoice in known_rows(account.invoices, day):
        found[invoice.id] = invoice.due_date
        found |= {f"{invoice.id}#{part.number}": part.due_date for part in invoice.instalments}
    for plan in known_rows(account.plans, day):
        found |= {f"{plan.id}#{part.number}": part.due_date for part in plan.instalments}
    return found


def days_past_due(action: NextAction, dues: Mapping[str, dt.date], day: dt.date) -> int:
    """Give the age of the oldest receivable an action covers, in days after its due date."""
    return (day - min(dues[line.id] for line in action.receivables)).days
