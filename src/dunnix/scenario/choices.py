"""The closed lists a scenario chooses from."""

from enum import StrEnum


class Per(StrEnum):
    """What owns a ladder: the debtor as a whole, or each receivable for itself."""

    DEBTOR = "debtor"
    INVOICE = "invoice"


class Travels(StrEnum):
    """Which receivables go along with the leader's action."""

    OVERDUE = "overdue"
    REACHED = "reached"
    ALL = "all"


class IfBehind(StrEnum):
    """What to do when several steps are eligible: climb one, or jump to the latest."""

    ONE_AT_A_TIME = "one-at-a-time"
    SKIP_TO_LATEST = "skip-to-latest"


class OnPartPayment(StrEnum):
    """What a part payment does to the step reached."""

    KEEP = "keep"
    RESTART = "restart"


class Phase(StrEnum):
    """The four phases of dunning, in order."""

    PRE_DUE = "pre-due"
    AMICABLE = "amicable"
    PRE_LITIGATION = "pre-litigation"
    LITIGATION = "litigation"

    @property
    def rank(self) -> int:
        """The place of the phase in their order, from 0."""
        return tuple(Phase).index(self)


class Tone(StrEnum):
    """How firm a step speaks, in order; polite at every level."""

    FRIENDLY = "friendly"
    NEUTRAL = "neutral"
    FIRM = "firm"
    FORMAL = "formal"

    @property
    def rank(self) -> int:
        """The place of the tone in their order, from 0."""
        return tuple(Tone).index(self)


class Do(StrEnum):
    """What a step does: writes or calls, asks a person, hands over, goes to court, or nothing."""

    SEND = "send"
    TASK = "task"
    HAND_OVER = "hand-over"
    COURT = "court"
    NONE = "none"

    @property
    def is_legal(self) -> bool:
        """Whether the receivable leaves amicable hands by it: to an agency, or to court."""
        return self in {Do.HAND_OVER, Do.COURT}


class DeadlineFrom(StrEnum):
    """The day a step's deadline runs from."""

    DONE = "done"
    DELIVERED = "delivered"


class ModeKind(StrEnum):
    """Who lets an action go: nobody, a person who confirms it, or a person who does it."""

    AUTO = "auto"
    CONFIRM = "confirm"
    MANUAL = "manual"


class Effect(StrEnum):
    """What a step puts in force for the receivables that reached it."""

    LATE_INTEREST = "late-interest"
    RECOVERY_INDEMNITY = "recovery-indemnity"
    STOP_DELIVERIES = "stop-deliveries"
    STOP_CREDIT = "stop-credit"
    STOP_WORK = "stop-work"


class Goal(StrEnum):
    """What a contact is to obtain; `acceptance`: that nothing of the invoice is contested."""

    REASON = "reason"
    PROMISE = "promise"
    FULL_PAYMENT = "full-payment"
    DATE = "date"
    PLAN = "plan"
    ACCEPTANCE = "acceptance"


class Concession(StrEnum):
    """What may be conceded to the debtor: a later day, instalments, penalties, or a part.

    Or another way to pay: goods or services in place of money, or a claim it has itself, assigned.
    """

    DATE = "date"
    PLAN = "plan"
    PENALTIES = "penalties"
    DISCOUNT = "discount"
    IN_KIND = "in-kind"
    ASSIGNMENT = "assignment"


PREFERRED = "preferred"
"""The channel a step names when the debtor's own preference is to be followed."""
