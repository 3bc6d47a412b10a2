"""A plan as CSV: a row for each action and receivable; the names of the columns are stable."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final

from dunnix.cli.due_dates import due_dates
from dunnix.engine import ActionLine, Decision, NextAction

FIELDS: Final[tuple[str, ...]] = (
    "debtor",
    "as_of",
    "key",
    "do",
    "step",
    "reason",
    "phase",
    "mode",
    "channel",
    "contact",
    "contact_role",
    "contact_name",
    "email",
    "phone",
    "language",
    "receivable",
    "receivable_step",
    "receivable_key",
    "due_date",
    "days_past_due",
    "amount_due",
    "currency",
    "planned_on",
    "days_late",
    "deadline_on",
    "owner",
    "priority",
    "scenario",
)


def rows_of(decision: Decision) -> Iterator[Mapping[str, object]]:
    """Give the rows of a decision: none where nothing is to be done."""
    dues = due_dates(decision.account, decision.as_of)
    for action in decision.next_actions:
        shared = _shared(decision, action)
        for line in action.receivables:
            yield shared | _own(line, dues[line.id], decision.as_of)


def _shared(decision: Decision, action: NextAction) -> dict[str, object]:
    contact = action.contact
    return {
        "debtor": decision.debtor,
        "as_of": decision.as_of,
        "key": action.key,
        "do": action.do,
        "step": action.step,
        "reason": action.reason,
        "phase": action.phase,
        "mode": action.mode,
        "channel": action.channel,
        "contact": contact and contact.id,
        "contact_role": contact and contact.role,
        "contact_name": contact and contact.name,
        "email": contact and contact.email,
        "phone": contact and contact.phone,
        "language": action.language,
        "planned_on": action.planned_on,
        "days_late": action.days_late,
        "deadline_on": action.deadline_on,
        "owner": action.owner,
        "priority": action.priority,
        "scenario": action.scenario,
    }


def _own(line: ActionLine, due: dt.date, day: dt.date) -> dict[str, object]:
    return {
        "receivable": line.id,
        "receivable_step": line.step,
        "receivable_key": line.key,
        "due_date": due,
        "days_past_due": (day - due).days,
        "amount_due": line.amount_due.amount_text(),
        "currency": line.amount_due.currency,
    }
