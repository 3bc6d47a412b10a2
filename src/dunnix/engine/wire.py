"""A decision as plain data: names that other programs read, in a fixed order."""

import datetime as dt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dunnix.engine.decision import (
        ActionLine,
        CalledFor,
        Copy,
        Decision,
        EffectInForce,
        Held,
        NextAction,
        Withdrawal,
    )
    from dunnix.engine.strategy_assignment import Assignment
    from dunnix.errors import Problem
    from dunnix.model import Contact
    from dunnix.money import Money


def decision_to_dict(decision: "Decision") -> dict[str, object]:
    """Give a decision as plain data."""
    return {
        "debtor": decision.debtor,
        "as_of": decision.as_of.isoformat(),
        "next_actions": [action_to_dict(each) for each in decision.next_actions],
        "held": [_held(each) for each in decision.held],
        "withdraw": [_withdrawal(each) for each in decision.withdraw],
        "called_for": [_called_for(each) for each in decision.called_for],
        "effects": [_effect(each) for each in decision.effects],
        "next_review": _day(decision.next_review),
        "problems": [_problem(each) for each in decision.account.problems],
        "scenario": decision.scenario,
        "assignment": None if decision.assignment is None else _assignment(decision.assignment),
        "scenario_hash": decision.scenario_hash,
        "rules_hash": decision.rules_hash,
    }


def action_to_dict(action: "NextAction") -> dict[str, Any]:
    """Give an action as plain data."""
    return {
        "key": action.key,
        "do": str(action.do),
        "step": action.step,
        "phase": None if action.phase is None else str(action.phase),
        "mode": str(action.mode),
        "channel": action.channel,
        "tone": None if action.tone is None else str(action.tone),
        "contact": None if action.contact is None else _contact(action.contact),
        "from": action.sender,
        "cc": list(action.cc),
        "copies": [_copy(each) for each in action.copies],
        "template": action.template,
        "language": action.language,
        "country": action.country,
        "goal": [str(each) for each in action.goal],
        "concede": [str(each) for each in action.concede],
        "fee": _amount(action.fee),
        "deadline_on": _day(action.deadline_on),
        "effects": [str(each) for each in action.effects],
        "owner": action.owner,
        "reason": str(action.reason),
        "creditor": action.creditor,
        "receivables": [_line(each) for each in action.receivables],
        "amount_due": action.amount_due.amount_text(),
        "interest": _amount(action.interest),
        "interest_unknown_since": _day(action.interest_unknown_since),
        "indemnity": _amount(action.indemnity),
        "claimed": action.claimed.amount_text(),
        "currency": action.amount_due.currency,
        "window": {
            "opens_on": _day(action.window.opens_on),
            "closes_on": _day(action.window.closes_on),
            "timezone": action.window.timezone,
            "hours": [str(each) for each in action.window.hours],
            "timezones": list(action.window.timezones),
        },
        "time": None if action.time is None else action.time.isoformat("minutes"),
        "answers": action.answers,
        "priority": action.priority,
        "priority_reasons": list(action.priority_reasons),
        "planned_on": _day(action.planned_on),
        "latest_on": _day(action.latest_on),
        "days_late": action.days_late,
        "is_late": action.is_late,
    }


def _assignment(assignment: "Assignment") -> dict[str, Any]:
    return {
        "strategy": assignment.strategy,
        "rule": assignment.rule,
        "scenario": assignment.scenario,
        "experiment": assignment.experiment,
        "arm": assignment.arm,
    }


def _copy(copy: "Copy") -> dict[str, Any]:
    contact = None if copy.contact is None else _contact(copy.contact)
    return {"channel": copy.channel, "contact": contact}


def _contact(contact: "Contact") -> dict[str, Any]:
    return {
        "id": contact.id,
        "role": str(contact.role),
        "name": contact.name,
        "email": contact.email,
        "phone": contact.phone,
        "language": contact.language,
    }


def _line(line: "ActionLine") -> dict[str, Any]:
    return {
        "id": line.id,
        "step": line.step,
        "key": line.key,
        "amount_due": line.amount_due.amount_text(),
        "interest": _amount(line.interest),
        "indemnity": _amount(line.indemnity),
        "claimed": line.claimed.amount_text(),
    }


def _held(held: "Held") -> dict[str, Any]:
    return {
        "receivable": held.receivable,
        "amount": held.amount.amount_text(),
        "currency": held.amount.currency,
        "reason": str(held.reason),
        "since": _day(held.since),
        "until": _day(held.until),
        "step": held.step,
        "rule": None if held.rule is None else str(held.rule),
    }


def _withdrawal(each: "Withdrawal") -> dict[str, Any]:
    return {
        "key": each.key,
        "step": each.step,
        "reason": str(each.reason),
        "receivables": list(each.receivables),
    }


def _called_for(each: "CalledFor") -> dict[str, Any]:
    return {
        "receivable": each.receivable,
        "step": each.step,
        "creditor": each.creditor,
        "currency": each.currency,
    }


def _effect(effect: "EffectInForce") -> dict[str, Any]:
    return {
        "name": str(effect.name),
        "receivable": effect.receivable,
        "step": effect.step,
        "since": _day(effect.since),
        "amount": _amount(effect.amount),
        "currency": None if effect.amount is None else effect.amount.currency,
        "unknown_since": _day(effect.unknown_since),
    }


def _problem(problem: "Problem") -> dict[str, Any]:
    where = None if problem.place is None else str(problem.place)
    return {"code": problem.code, "where": where, "message": problem.message}


def _amount(amount: "Money | None") -> str | None:
    return None if amount is None else amount.amount_text()


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
