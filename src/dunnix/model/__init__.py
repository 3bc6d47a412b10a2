"""The words of the trade that carry facts, as frozen values, and what follows from them."""

from dunnix.model.account import LIST_OF, LISTS, Account
from dunnix.model.action import Action, Task
from dunnix.model.agreement import PaymentPlan, PromiseToPay
from dunnix.model.balance import Balance, Claim, strike_balance
from dunnix.model.checks import InvalidValueError
from dunnix.model.debtor import Contact, Debtor
from dunnix.model.frozen_map import FactValue, FrozenMap
from dunnix.model.happening import (
    Acknowledgment,
    CallBack,
    Extension,
    HandOver,
    Happening,
    Insolvency,
    Reply,
    Waiver,
)
from dunnix.model.history import PaidInvoices, PastContact, PaymentHistory, add_paid
from dunnix.model.invoice import Instalment, Invoice
from dunnix.model.names import (
    CHANNELS,
    COUNTED,
    IN_FLIGHT,
    MISSED,
    STAGE_OF,
    STATUS_ORDER,
    ActionStatus,
    CausedBy,
    Channel,
    ContactOutcome,
    ContactPlace,
    Netting,
    Party,
    Penalty,
    PlanStatus,
    PromiseStanding,
    ReplyReason,
    Role,
    Stage,
    Standing,
    StepId,
)
from dunnix.model.obstacle import Block, Dispute
from dunnix.model.payment import Allocation, Payment, last_paid
from dunnix.model.position import Part, Place, Position, take_position
from dunnix.model.promises import Promised, judge_promises
from dunnix.model.versions import AnyRow, identity_of, known_rows, recorded_day, version_order

__all__ = [
    "CHANNELS",
    "COUNTED",
    "IN_FLIGHT",
    "LISTS",
    "LIST_OF",
    "MISSED",
    "STAGE_OF",
    "STATUS_ORDER",
    "Account",
    "Acknowledgment",
    "Action",
    "ActionStatus",
    "Allocation",
    "AnyRow",
    "Balance",
    "Block",
    "CallBack",
    "CausedBy",
    "Channel",
    "Claim",
    "Contact",
    "ContactOutcome",
    "ContactPlace",
    "Debtor",
    "Dispute",
    "Extension",
    "FactValue",
    "FrozenMap",
    "HandOver",
    "Happening",
    "Insolvency",
    "Instalment",
    "InvalidValueError",
    "Invoice",
    "Netting",
    "PaidInvoices",
    "Part",
    "Party",
    "PastContact",
    "Payment",
    "PaymentHistory",
    "PaymentPlan",
    "Penalty",
    "Place",
    "PlanStatus",
    "Position",
    "PromiseStanding",
    "PromiseToPay",
    "Promised",
    "Reply",
    "ReplyReason",
    "Role",
    "Stage",
    "Standing",
    "StepId",
    "Task",
    "Waiver",
    "add_paid",
    "identity_of",
    "judge_promises",
    "known_rows",
    "last_paid",
    "recorded_day",
    "strike_balance",
    "take_position",
    "version_order",
]
