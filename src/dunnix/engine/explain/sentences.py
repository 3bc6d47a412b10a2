"""Every sentence of an explanation, in English: the keys of the catalogues."""

from typing import Final

from dunnix.engine import tasks
from dunnix.engine.groups import HeldReason
from dunnix.engine.ladder import Guard
from dunnix.model import Role

TITLE: Final = "{debtor} on {day}, by {scenario}"
TO_DO: Final = "To do now"
NOTHING: Final = "Nothing to do now."
BAD_ROWS: Final = "Rows that can't be read: {count}. Nothing is decided until they are mended."
HELD: Final = "Held"
TO_WITHDRAW: Final = "To call off"
IN_FORCE: Final = "In force"
REVIEW: Final = "Ask again on {day}."
NO_REVIEW: Final = "Nothing is open: ask again when something new is known."

ACTION: Final = "{title} ({step}), {way}: {amount}"
ACTION_UNTITLED: Final = "{step}, {way}: {amount}"
WAY: Final = {
    "send": "{channel} to {contact}",
    "send-to-nobody": "{channel}",
    "task": "a task for {owner}",
    "hand-over": "hand-over",
    "court": "claim at court",
    "none": "nothing is sent",
}
CHANNEL: Final = {
    "email": "by email",
    "phone": "by phone",
    "sms": "by text message",
    "letter": "by letter",
    "registered-letter": "by registered letter",
    "fax": "by fax",
    "visit": "by a visit",
    "portal": "through the debtor's portal",
}
ROLE: Final = {
    Role.ACCOUNTS_PAYABLE: "accounts payable",
    Role.MANAGER: "the manager",
    Role.EXECUTIVE: "the executive",
    Role.PROCUREMENT: "procurement",
    Role.LEGAL: "the legal department",
    Role.AGENCY: "the agency",
}
TASK: Final = {
    tasks.FIND_CONTACT: "Find a contact that can be reached",
    tasks.CHECK_IN_FLIGHT: "Find out what became of the action under way",
    tasks.MANDATORY_MISSING: "See to a mandatory step that can't come by itself",
}
TASK_LINE: Final = "{title}: {amount}"
ON_TIME: Final = "Planned for today."
LATE: Final = "Planned for {day}, {count} days ago."
LATE_ONE: Final = "Planned for yesterday."
LEADER: Final = "{receivable} leads: due on {due}, {days} days past due."
LEADER_ONE: Final = "{receivable} leads: due on {due}, 1 day past due."
LEADER_NOT_DUE: Final = "{receivable} leads: due on {due}."
OWN_STEP: Final = "{receivable} takes its own step {step}."
TRAVELS: Final = "{receivable} goes along."
CONFIRM: Final = "{role} must confirm it."
MANUAL: Final = "It is done by hand."
DEADLINE: Final = "It sets a deadline: {day}."
AGAIN: Final = "It is a repeat of a step done before."

HELD_LINE: Final = "{receivable}, {amount}: {why}"
HELD_WHY: Final = {
    HeldReason.INSOLVENCY: "insolvency proceedings stay it",
    HeldReason.HANDED_OVER: "handed over",
    HeldReason.BLOCK: "blocked",
    HeldReason.DISPUTE: "disputed",
    HeldReason.PLAN: "an instalment of a payment plan, not yet due",
    HeldReason.UNCLEARED: "money is on its way and hasn't cleared",
    HeldReason.PROMISE: "promised",
    HeldReason.EXTENSION: "more time was granted",
    HeldReason.NOT_DUE: "not due",
    HeldReason.WAITING: "waits for the next step",
    HeldReason.NOTICE_MISSING: "waits for its own notice, behind others that had theirs",
    HeldReason.CONTACT_RULES: "the gap between contacts isn't over",
    HeldReason.IN_FLIGHT: "an action is under way",
    HeldReason.TASK: "a task is open for it",
    HeldReason.REFUSED: "its confirmation was refused",
    HeldReason.FACT_MISSING: "a fact is missing that a condition reads",
    HeldReason.AMOUNT_MISSING: "the scenario gives no amounts in its currency",
    HeldReason.BELOW_MINIMUM: "below the amount the scenario ignores",
    HeldReason.FINISHED: "the scenario has no step left for it",
    HeldReason.DATA_PROBLEM: "a row of its account can't be read",
}
SINCE: Final = "since {day}"
UNTIL: Final = "until {day}"
NEXT_STEP: Final = "next {step} on {day}"
OF_STEP: Final = "step {step}"
UNDELIVERED: Final = "the delivery of {step} isn't reported"

WITHDRAW_LINE: Final = "{step} ({key}): {why}"
EFFECT_LINE: Final = "{name} on {receivable} since {day}"

WHY_NOT: Final = {
    Guard.ELIGIBLE: "{receivable}: {step} is allowed today",
    Guard.NOT_REACHED: "{receivable}: {step} is not reached",
    Guard.EXPIRED: "{receivable}: {step} could be taken until {wanted}",
    Guard.TOO_SOON: "{receivable}: {step} comes after {wanted}",
    Guard.CONDITION: "{receivable}: {step} wants {wanted}, found {found}",
    Guard.FACT_MISSING: "{receivable}: {step} reads {wanted}, which is unknown",
    Guard.DONE: "{receivable}: {step} was done on {found}",
    Guard.PASSED: "{receivable}: {step} lies below {found}, which was done already",
    Guard.MANDATORY_FIRST: "{receivable}: {step} can't come before {wanted} was done",
}
WHY_NOT_HELD: Final = "{receivable}: {step} waits: {why}"
WHY_NOT_OTHER: Final = "{receivable}: {step} gives way to {found}"
AND_THEN: Final = "{first}; {second}"
BECOMES_TRUE: Final = "becomes true on {day}"
CHANGES_WITH: Final = "it would with {change}"

STOP: Final = {
    "payment": "a payment of {amount}",
    "promise": "a promise of {amount} by {day}",
    "dispute": "a dispute of {receivables}",
    "block": "a block of the account",
    "extension": "an extension until {day}",
    "insolvency": "insolvency proceedings",
    "done": "the action being done",
    "part-payment": "a part payment of {amount}, which leaves less than the scenario chases",
}

_GUARD_GONE: Final = {
    Guard.NOT_REACHED: "its day has moved",
    Guard.EXPIRED: "its last day has passed",
    Guard.TOO_SOON: "what it comes after no longer holds",
    Guard.CONDITION: "its condition no longer holds",
    Guard.FACT_MISSING: "a fact is missing that its condition reads",
    Guard.DONE: "it was done already",
    Guard.PASSED: "a firmer step was done",
    Guard.MANDATORY_FIRST: "a mandatory step is missing before it",
}
WITHDRAW_WHY: Final = {
    **{str(guard): sentence for guard, sentence in _GUARD_GONE.items()},
    "settled": "nothing is open any more",
}
