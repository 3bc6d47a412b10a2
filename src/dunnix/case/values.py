"""A case file and its parts: values that exist are complete, and cut to their reader."""

import datetime as dt
import json
from enum import StrEnum
from fractions import Fraction

import attrs

from dunnix.case.audience import Audience
from dunnix.engine import EffectInForce
from dunnix.errors import Problem
from dunnix.metrics import PaymentProfile
from dunnix.model import Debtor, FactValue, FrozenMap, PaidInvoices, Standing, Task
from dunnix.model.frozen_map import to_facts
from dunnix.money import Money


class EntryKind(StrEnum):
    """What a line of the timeline tells; on one day they come in this order."""

    ISSUED = "issued"
    CREDITED = "credited"
    DUE = "due"
    ACTION = "action"
    REPLY = "reply"
    CALL_BACK = "call-back"
    DISPUTE = "dispute"
    DISPUTE_RESOLVED = "dispute-resolved"
    ACKNOWLEDGMENT = "acknowledgment"
    PROMISE = "promise"
    PLAN = "plan"
    EXTENSION = "extension"
    WAIVER = "waiver"
    BLOCK = "block"
    BLOCK_LIFTED = "block-lifted"
    PAYMENT = "payment"
    CLEARED = "cleared"
    REVERSED = "reversed"
    PROMISE_ENDED = "promise-ended"
    PLAN_BROKEN = "plan-broken"
    TASK_DONE = "task-done"
    INSOLVENCY = "insolvency"
    HAND_OVER = "hand-over"


class AgreementKind(StrEnum):
    """What was agreed."""

    PROMISE = "promise"
    PLAN = "plan"
    EXTENSION = "extension"


@attrs.frozen(kw_only=True, order=False)
class CaseReceivable:
    """A receivable as it stands: what is open of it, and what of that is contested or promised.

    `days_past_due` is below 0 before the due date; `step` the highest done for it, where a
    scenario was given.
    """

    id: str
    creditor: str | None
    issue_date: dt.date | None
    due_date: dt.date
    days_past_due: int
    amount: Money
    open: Money
    disputed: Money
    promised: Money
    standing: Standing
    step: str | None = None
    facts: FrozenMap[FactValue] = attrs.field(factory=FrozenMap[FactValue], converter=to_facts)


@attrs.frozen(kw_only=True, order=False)
class CaseTotal:
    """What a creditor is owed in a currency: sums over the receivables of the file.

    `unapplied` is money received that pays none of them yet.
    """

    creditor: str | None
    currency: str
    amount: Money
    open: Money
    overdue: Money
    disputed: Money
    promised: Money
    unapplied: Money


@attrs.frozen(kw_only=True, order=False)
class TimelineEntry:
    """Something that happened on a day; None for what its kind doesn't have, or isn't shared.

    `receivables` is empty for what spoke of all that was owed. `reason` is that of a reply, a
    dispute or a block, the kind of a task, the outcome of an action, or what was waived; `share`
    how much of that, of one; `status` that of an action, a plan, a promise or a payment; `side`
    whose fault a dispute is.
    """

    on: dt.date
    kind: EntryKind
    receivables: tuple[str, ...] = ()
    amount: Money | None = None
    until: dt.date | None = None
    time: dt.time | None = None
    step: str | None = None
    title: str | None = None
    channel: str | None = None
    contact: str | None = None
    status: str | None = None
    reason: str | None = None
    share: Fraction | None = None
    side: str | None = None
    given_to: str | None = None
    by: str | None = None
    note: str | None = None


@attrs.frozen(kw_only=True, order=False)
class CaseHistory:
    """How the debtor paid: a profile a currency, what the account's history sums, and promises."""

    profiles: tuple[PaymentProfile, ...]
    earlier: tuple[PaidInvoices, ...]
    promises_kept: int
    promises_broken: int


@attrs.frozen(kw_only=True, order=False)
class PastReason:
    """A reason the debtor gave: in a reply, or by a dispute; `on` is None for one left out."""

    on: dt.date | None
    reason: str
    receivables: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, order=False)
class Agreement:
    """What is in force: an open promise, a written or signed plan, more time granted."""

    kind: AgreementKind
    since: dt.date
    until: dt.date
    receivables: tuple[str, ...]
    amount: Money | None = None
    status: str | None = None


@attrs.frozen(kw_only=True, order=False)
class Announcement:
    """A step that set a deadline or announced consequences, and what followed it.

    `followed` holds (step, day) of the steps it announced, or that come after it, once done.
    """

    on: dt.date
    step: str
    title: str
    receivables: tuple[str, ...]
    announces: tuple[str, ...]
    deadline_on: dt.date | None
    followed: tuple[tuple[str, dt.date], ...]


@attrs.frozen(kw_only=True, order=False)
class CaseFile:
    """All that is known of a case on a day, cut to what its reader may see.

    The debtor holds the contacts that are shared. `unread` counts rows that couldn't be read:
    what they said is in no figure. `history` is None where it isn't shared.
    """

    as_of: dt.date
    audience: Audience
    language: str
    debtor: Debtor
    receivables: tuple[CaseReceivable, ...]
    totals: tuple[CaseTotal, ...]
    timeline: tuple[TimelineEntry, ...]
    history: CaseHistory | None
    reasons: tuple[PastReason, ...]
    agreements: tuple[Agreement, ...]
    announcements: tuple[Announcement, ...]
    effects: tuple[EffectInForce, ...]
    tasks: tuple[Task, ...]
    unread: int
    problems: tuple[Problem, ...]

    def to_dict(self) -> dict[str, object]:
        """Give the file as plain data; the names are stable, amounts are decimal texts."""
        from dunnix.case.wire import case_to_dict  # made on demand

        return case_to_dict(self)

    def to_json(self) -> str:
        """Give the file as JSON: the same values in, the same text out."""
        return json.dumps(self.to_dict(), ensure_ascii=False, separators=(",", ":"))

    def to_text(self) -> str:
        """Give the file in words, in its language, for a terminal or a mail."""
        from dunnix.case.text import text_of

        return text_of(self)

    def to_html(self) -> str:
        """Give the file as one page that needs nothing else and prints on A4."""
        from dunnix.case.page import page_of

        return page_of(self)

    def __str__(self) -> str:
        return self.to_text()
