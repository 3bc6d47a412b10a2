"""The choices and identities of the trade, each a word that can't be misspelt."""

from enum import Enum, StrEnum
from typing import Final, NewType

StepId = NewType("StepId", str)
Channel = NewType("Channel", str)

CHANNELS: Final = tuple(
    Channel(name)
    for name in ("email", "phone", "sms", "letter", "registered-letter", "fax", "visit", "portal")
)


class Role(StrEnum):
    """What a contact does at the debtor's, or who takes a case over."""

    ACCOUNTS_PAYABLE = "accounts-payable"
    MANAGER = "manager"
    EXECUTIVE = "executive"
    PROCUREMENT = "procurement"
    LEGAL = "legal"
    AGENCY = "agency"


class ContactPlace(StrEnum):
    """Where a contact is reached: some laws forbid one of them."""

    WORK = "work"
    HOME = "home"


class Party(StrEnum):
    """What kind of party owes: the law differs."""

    COMPANY = "company"
    CONSUMER = "consumer"
    PUBLIC = "public"


class CausedBy(StrEnum):
    """On whose side the cause of a dispute lies."""

    US = "us"
    DEBTOR = "debtor"
    THIRD = "third"


class PlanStatus(StrEnum):
    """How far a payment plan is agreed; only a written or signed one replaces what it covers."""

    PROPOSED = "proposed"
    WRITTEN = "written"
    SIGNED = "signed"
    ENDED = "ended"


class ReplyReason(StrEnum):
    """What the debtor answered."""

    NOT_RECEIVED = "not-received"
    INFORMATION_MISSING = "information-missing"
    DIFFICULTY = "difficulty"
    REFUSAL = "refusal"
    PAID_ALREADY = "paid-already"
    VAGUE = "vague"
    WRONG_CONTACT = "wrong-contact"
    OTHER = "other"


class Penalty(StrEnum):
    """What late payment costs, and may be waived: interest, fixed sums, fees."""

    INTEREST = "interest"
    FIXED_SUM = "fixed-sum"
    FEES = "fees"


class ContactOutcome(StrEnum):
    """What came of a call or a visit; another word may stand in an action, and says less."""

    REACHED = "reached"
    PROMISE = "promise"
    DISPUTE = "dispute"
    REASON = "reason"
    REFUSAL = "refusal"
    VAGUE = "vague"
    NO_ANSWER = "no-answer"
    WRONG_CONTACT = "wrong-contact"

    @property
    def is_conversation(self) -> bool:
        """Whether the right person was spoken to."""
        return self not in {ContactOutcome.NO_ANSWER, ContactOutcome.WRONG_CONTACT}


class ActionStatus(StrEnum):
    """How far an action got, in the order in which a day's statuses follow each other."""

    PLANNED = "planned"
    QUEUED = "queued"
    AWAITING_APPROVAL = "awaiting-approval"
    SENT = "sent"
    DELIVERED = "delivered"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    REFUSED = "refused"


class Stage(Enum):
    """What a status comes to: on its way, done so that it counts, or missed."""

    IN_FLIGHT = 1
    COUNTED = 2
    MISSED = 3


STATUS_ORDER: Final = {status: place for place, status in enumerate(ActionStatus)}
COUNTED: Final = frozenset({ActionStatus.SENT, ActionStatus.DELIVERED, ActionStatus.DONE})
IN_FLIGHT: Final = frozenset(
    {ActionStatus.PLANNED, ActionStatus.QUEUED, ActionStatus.AWAITING_APPROVAL}
)
MISSED: Final = frozenset({ActionStatus.FAILED, ActionStatus.CANCELLED, ActionStatus.REFUSED})
STAGE_OF: Final = {
    **dict.fromkeys(IN_FLIGHT, Stage.IN_FLIGHT),
    **dict.fromkeys(COUNTED, Stage.COUNTED),
    **dict.fromkeys(MISSED, Stage.MISSED),
}


class Netting(StrEnum):
    """What happens to unapplied money and free credit notes."""

    OLDEST_FIRST = "oldest-first"
    NONE = "none"


class Standing(StrEnum):
    """Where a receivable stands on a day: the first that applies, in this order."""

    SETTLED = "settled"
    STAYED = "stayed"
    HANDED_OVER = "handed-over"
    BLOCKED = "blocked"
    DISPUTED = "disputed"
    ON_PLAN = "on-plan"
    UNCLEARED = "uncleared"
    PROMISED = "promised"
    EXTENDED = "extended"
    NOT_DUE = "not-due"
    OVERDUE = "overdue"


class PromiseStanding(StrEnum):
    """What became of a promise: always derived from the money, never stored."""

    OPEN = "open"
    KEPT = "kept"
    PARTLY_KEPT = "partly-kept"
    BROKEN = "broken"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
