"""What to do next to get an invoice paid: a pure function with a small language around it.

`import dunnix` is the one way in. Names are loaded when they are first used, so that importing
costs next to nothing; nothing but attrs and the standard library is loaded until words, files or
pictures are asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dunnix.calendars import Calendar, OnClosedDay, calendar_names, load_calendar
    from dunnix.engine import (
        ActionLine,
        CalledFor,
        Decision,
        EffectInForce,
        Guard,
        Held,
        HeldReason,
        NextAction,
        Window,
        Withdrawal,
        decide,
        decide_many,
    )
    from dunnix.engine.explain import Stopper, WhyNot
    from dunnix.errors import (
        DunnixError,
        LedgerError,
        Place,
        Problem,
        RecordError,
        ScenarioError,
        Severity,
        UnknownCalendarError,
        UnknownCurrencyError,
    )
    from dunnix.figures import draw_decision, draw_scenario
    from dunnix.ledger import Ledger, dump_ledger, load_ledger
    from dunnix.metrics import Ageing, age_receivables
    from dunnix.model import (
        Account,
        Acknowledgment,
        Action,
        ActionStatus,
        Allocation,
        Block,
        CallBack,
        CausedBy,
        Contact,
        Debtor,
        Dispute,
        Extension,
        HandOver,
        Insolvency,
        Instalment,
        InvalidValueError,
        Invoice,
        Netting,
        PaidInvoices,
        Party,
        Payment,
        PaymentHistory,
        PaymentPlan,
        PlanStatus,
        PromiseStanding,
        PromiseToPay,
        Reply,
        ReplyReason,
        Role,
        Standing,
        Task,
    )
    from dunnix.money import Money
    from dunnix.scenario import EscalationStep, Scenario, load_scenario, parse_scenario

_HOMES: Final = {
    "calendars": ("Calendar", "OnClosedDay", "calendar_names", "load_calendar"),
    "engine": (
        "ActionLine",
        "CalledFor",
        "Decision",
        "EffectInForce",
        "Guard",
        "Held",
        "HeldReason",
        "NextAction",
        "Window",
        "Withdrawal",
        "decide",
        "decide_many",
    ),
    "engine.explain": ("Stopper", "WhyNot"),
    "errors": (
        "DunnixError",
        "LedgerError",
        "Place",
        "Problem",
        "RecordError",
        "ScenarioError",
        "Severity",
        "UnknownCalendarError",
        "UnknownCurrencyError",
    ),
    "figures": ("draw_decision", "draw_scenario"),
    "ledger": ("Ledger", "dump_ledger", "load_ledger"),
    "metrics": ("Ageing", "age_receivables"),
    "model": (
        "Account",
        "Acknowledgment",
        "Action",
        "ActionStatus",
        "Allocation",
        "Block",
        "CallBack",
        "CausedBy",
        "Contact",
        "Debtor",
        "Dispute",
        "Extension",
        "HandOver",
        "Insolvency",
        "Instalment",
        "InvalidValueError",
        "Invoice",
        "Netting",
        "PaidInvoices",
        "Party",
        "Payment",
        "PaymentHistory",
        "PaymentPlan",
        "PlanStatus",
        "PromiseStanding",
        "PromiseToPay",
        "Reply",
        "ReplyReason",
        "Role",
        "Standing",
        "Task",
    ),
    "money": ("Money",),
    "scenario": ("EscalationStep", "Scenario", "load_scenario", "parse_scenario"),
}
_HOME_OF: Final = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Account",
    "Acknowledgment",
    "Action",
    "ActionLine",
    "ActionStatus",
    "Ageing",
    "Allocation",
    "Block",
    "Calendar",
    "CallBack",
    "CalledFor",
    "CausedBy",
    "Contact",
    "Debtor",
    "Decision",
    "Dispute",
    "DunnixError",
    "EffectInForce",
    "EscalationStep",
    "Extension",
    "Guard",
    "HandOver",
    "Held",
    "HeldReason",
    "Insolvency",
    "Instalment",
    "InvalidValueError",
    "Invoice",
    "Ledger",
    "LedgerError",
    "Money",
    "Netting",
    "NextAction",
    "OnClosedDay",
    "PaidInvoices",
    "Party",
    "Payment",
    "PaymentHistory",
    "PaymentPlan",
    "Place",
    "PlanStatus",
    "Problem",
    "PromiseStanding",
    "PromiseToPay",
    "RecordError",
    "Reply",
    "ReplyReason",
    "Role",
    "Scenario",
    "ScenarioError",
    "Severity",
    "Standing",
    "Stopper",
    "Task",
    "UnknownCalendarError",
    "UnknownCurrencyError",
    "WhyNot",
    "Window",
    "Withdrawal",
    "age_receivables",
    "calendar_names",
    "decide",
    "decide_many",
    "draw_decision",
    "draw_scenario",
    "dump_ledger",
    "load_calendar",
    "load_ledger",
    "load_scenario",
    "parse_scenario",
]


def __getattr__(name: str) -> object:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module `dunnix` has no attribute `{name}`")
    value = getattr(import_module(f"dunnix.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
