"""The choices a rule of late interest makes, each a word that can't be misspelt."""

from enum import StrEnum


class Certainty(StrEnum):
    """Whether a figure was read in a source, follows from one that was, or is from memory."""

    SOURCE = "source"
    DERIVED = "derived"
    FROM_MEMORY = "from memory"


class DayCount(StrEnum):
    """What share of a year a day is.

    `act/act` counts a day as 1/366 in a leap year and 1/365 otherwise; `30/360` is the European
    one (30E/360): each month has 30 days, so that a 31st bears nothing.
    """

    ACT_365 = "act/365"
    ACT_360 = "act/360"
    ACT_ACT = "act/act"
    THIRTY_360 = "30/360"


class Fixing(StrEnum):
    """Whether each period of lateness has its own rate, or the first day's rate holds for good."""

    FLOATING = "floating"
    AT_START = "at-start"


class Compounding(StrEnum):
    """Whether interest due for a whole year bears interest in turn."""

    SIMPLE = "simple"
    YEARLY = "yearly"


class Starting(StrEnum):
    """What interest waits for.

    `after-due`: nothing but the due date. `after-notice`: a notice or demand. `notice-or-days`:
    a notice, or some days after the due date and the invoice, whichever is first.
    """

    AFTER_DUE = "after-due"
    AFTER_NOTICE = "after-notice"
    NOTICE_OR_DAYS = "notice-or-days"


class Accrual(StrEnum):
    """Whether interest runs on, or stops, while something else is the case."""

    ACCRUES = "accrues"
    STOPS = "stops"


class Rounding(StrEnum):
    """What is rounded to the minor unit, half up: the sum of a receivable, or each line of it."""

    PER_RECEIVABLE = "per-receivable"
    PER_LINE = "per-line"


class RoundedRate(StrEnum):
    """What is rounded up to the next step: the whole rate, or the reference alone."""

    SUM = "sum"
    REFERENCE = "reference"


class PointsBy(StrEnum):
    """Which day chooses the points: each day of lateness, or the day the debt arose."""

    LATENESS = "lateness"
    OBLIGATION = "obligation"


class Owed(StrEnum):
    """What a part payment may pay."""

    COSTS = "costs"
    INTEREST = "interest"
    PRINCIPAL = "principal"


class NoInterest(StrEnum):
    """Why nothing is due on a receivable."""

    NOT_LATE = "not-late"
    NO_NOTICE = "no-notice"
    BEFORE_START = "before-start"
    PAID_IN_TIME = "paid-in-time"
    INSOLVENT = "insolvent"
    STOPPED = "stopped"
    ZERO_RATE = "zero-rate"
    TOO_SMALL = "too-small"
    WAIVED = "waived"
    PAID = "paid"


class Unknown(StrEnum):
    """Why a rate can't be told."""

    RATE = "rate-unknown"
    FLOOR = "floor-unknown"
    CAP = "cap-unknown"
    RULE = "rule-unknown"
    CONTRACT = "contract-wanted"
