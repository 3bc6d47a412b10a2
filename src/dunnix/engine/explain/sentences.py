"""Every sentence of an explanation, in English: the keys of the catalogues.

Tables are by code and open: a code without words is shown as it is.
"""

from collections.abc import Mapping
from typing import Final

TITLE: Final = "{debtor} on {day}, by {scenario}"
RULE_CHOSE: Final = "Rule {rule} of {strategy} chose this scenario: {condition}."
RULE_LAST: Final = "Rule {rule} of {strategy} chose this scenario: it is for all others."
RULE_UNKNOWN: Final = "Whether rule {rule} of {strategy} fits can't be told: {condition}."
EXPERIMENT: Final = "It takes part in the experiment {experiment}."
STAYS: Final = "Still by {scenario}: {receivables}."
TO_DO: Final = "To do now"
NOTHING: Final = "Nothing to do now."
BAD_ROWS: Final = "Rows that can't be read: {count}. Nothing is decided until they are mended."
HELD: Final = "Held"
TO_WITHDRAW: Final = "To call off"
IN_FORCE: Final = "In force"
REVIEW: Final = "Ask again on {day}."
NO_REVIEW: Final = "Nothing is open: ask again when something new is known."

ACTION: Final = "{action}: {amount}"
WAY: Final[Mapping[str, str]] = {
    "task": "a task",
    "hand-over": "hand-over",
    "court": "claim at court",
    "none": "nothing is sent",
}
TASK_FOR: Final = "a task for {owner}"
CHANNEL: Final[Mapping[str, str]] = {
    "email": "by email",
    "phone": "by phone",
    "sms": "by text message",
    "letter": "by letter",
    "registered-letter": "by registered letter",
    "fax": "by fax",
    "visit": "by a visit",
    "portal": "through the debtor's portal",
}
CHANNEL_TO: Final[Mapping[str, str]] = {
    "email": "by email to {contact}",
    "phone": "by phone to {contact}",
    "sms": "by text message to {contact}",
    "letter": "by letter to {contact}",
    "registered-letter": "by registered letter to {contact}",
    "fax": "by fax to {contact}",
    "visit": "by a visit to {contact}",
    "portal": "through the debtor's portal to {contact}",
}
ROLE: Final[Mapping[str, str]] = {
    "accounts-payable": "accounts payable",
    "manager": "manager",
    "executive": "executive",
    "procurement": "procurement",
    "legal": "legal department",
    "agency": "collection agency",
}
TASK: Final[Mapping[str, str]] = {
    "find-contact": "Find a contact that can be reached",
    "check-in-flight": "Find out what became of the action under way",
    "mandatory-missing": "See to a mandatory step that can't come by itself",
    "call-back": "Call the debtor back as agreed",
    "keep-in-touch": "Get in touch: there was no contact for too long",
    "phase-ended": "Decide how to go on: the phase has ended",
    "pause-limit": "Decide how to go on: a pause has reached its limit",
    "announced": "Carry out what was announced: it is due",
    "file-claim": "File the claim in the insolvency proceedings",
}
OCCASION: Final[Mapping[str, str]] = {
    "repeat": "It is a repeat of a step done before.",
    "summary": "It sums up in writing what was said.",
    "obligation": "It was announced to the debtor and is due now.",
    "statement": "It is the regular statement of account.",
}
AGREED: Final = "Agreed time: {time}."
ANSWERS: Final = "It answers {what}."
ANSWERED: Final[Mapping[str, str]] = {
    "settled": "a payment in full",
    "part-payment": "a part payment",
    "payment-reversed": "a payment that came back",
    "promise-made": "a promise to pay",
    "promise-broken": "a broken promise to pay",
    "plan-broken": "a broken payment plan",
    "dispute": "a dispute",
    "dispute-resolved": "a dispute that was resolved",
    "reply": "a reply of the debtor",
    "reply:not-received": "a reply: the invoice wasn't received",
    "reply:information-missing": "a reply: information is missing",
    "reply:difficulty": "a reply: paying is difficult",
    "reply:refusal": "a refusal to pay",
    "reply:paid-already": "a reply: it is paid already",
    "reply:vague": "a vague reply",
    "reply:wrong-contact": "a reply: the contact is the wrong one",
    "reply:other": "another reply of the debtor",
    "acknowledgment": "an acknowledgment of the debt",
    "extension": "more time granted",
    "call-back": "an agreed call-back",
    "insolvency": "the opening of insolvency proceedings",
    "hand-over": "a hand-over",
    "block-lifted": "a block that was lifted",
    "task-done": "a task that was done",
    "no-reply": "silence",
    "no-reply:1": "silence after a contact",
}
SILENCE: Final = "silence after {count} contacts"
ON_TIME: Final = "Planned for today."
LATE: Final = "Planned for {day}, {count} days ago."
LATE_ONE: Final = "Planned for yesterday."
LEADER: Final = "{receivable} leads: due on {due}, {days} days past due."
LEADER_ONE: Final = "{receivable} leads: due on {due}, 1 day past due."
ABOUT: Final = "It is about {receivables}."
LEADER_NOT_DUE: Final = "{receivable} leads: due on {due}."
PRIORITY: Final = "Priority {points}: {reasons}."
OWN_STEP: Final = "{receivable} takes its own step {step}."
TRAVELS: Final = "{receivable} goes along."
CONFIRM: Final = "{role} must confirm it."
MANUAL: Final = "It is done by hand."
OWNER: Final = "It is for {owner}."
HOURS: Final = "Hours allowed: {hours} ({zone})."
DEADLINE: Final = "It sets a deadline: {day}."
INTEREST: Final = "Late interest ({place}): {amount} since {day}, now at {rate} % a year."
INTEREST_RATES: Final = "Late interest ({place}): {amount} since {day}, at several rates."
INTEREST_NONE: Final = "Late interest ({place}): {amount}."
NO_RATE: Final = "No rate is known from {day} on: the interest is that of the days before."
INDEMNITY: Final = "Recovery indemnity: {amount}."
CLAIMED: Final = "Claimed in all: {amount}."
FEE: Final = "It costs the debtor a fee of {amount}, which is in none of these amounts."

HELD_LINE: Final = "{receivable}, {amount}: {why}"
CONTACT_RULE: Final[Mapping[str, str]] = {
    "gap": "the gap between contacts isn't over",
    "cap": "as many contacts were made as are allowed",
    "hours": "outside the hours for contacts",
    "closed-day": "no contact on a closed day",
    "quiet": "a quiet time after a conversation or a refusal",
    "waiting": "the waiting time after the first letter isn't over",
    "run-day": "contacts go out on other days of the week",
    "rules-unknown": "no contact rules are known for that day",
}
HELD_WHY: Final[Mapping[str, str]] = {
    "insolvency": "insolvency proceedings stay it",
    "handed-over": "handed over",
    "block": "blocked",
    "dispute": "disputed",
    "plan": "an instalment of a payment plan, not yet due",
    "uncleared-payment": "money is on its way and hasn't cleared",
    "promise": "promised",
    "extension": "more time was granted",
    "not-due": "not due",
    "waiting": "waits for the next step",
    "notice-missing": "waits for its own notice, behind others that had theirs",
    "contact-rules": "the contact rules don't allow it yet",
    "waiting-period": "the waiting time after the first letter isn't over",
    "quiet": "a quiet time after a conversation or a refusal",
    "in-flight": "an action is under way",
    "task": "a task is open for it",
    "refused": "its confirmation was refused",
    "fact-missing": "a fact is missing that a condition reads",
    "amount-missing": "the scenario gives no amounts in its currency",
    "below-minimum": "below the amount the scenario ignores",
    "finished": "the scenario has no step left for it",
    "data-problem": "a row of its account can't be read",
    "reaction": "an answer to what happened comes first",
    "stopped": "after what happened the scenario takes no further step",
    "phase-ended": "the phase of its next step has ended",
    "call-back": "a call-back is agreed",
    "no-scenario": "no scenario is assigned to it",
}
ON: Final = "on {day}"
SINCE: Final = "since {day}"
UNTIL: Final = "until {day}"
NEXT_STEP: Final = "next {step} on {day}"
OF_STEP: Final = "step {step}"
UNDELIVERED: Final = "the delivery of {step} isn't reported"

WITHDRAW_LINE: Final = "{step} ({key}): {why}"
WITHDRAW_WHY: Final[Mapping[str, str]] = {
    **HELD_WHY,
    "not-reached": "its day has moved",
    "expired": "its last day has passed",
    "too-soon": "what it comes after no longer holds",
    "condition": "its condition no longer holds",
    "fact-missing": "a fact is missing that its condition reads",
    "done": "it was done already",
    "passed": "a firmer step was done",
    "mandatory-first": "a mandatory step is missing before it",
    "phase-ended": "its phase has ended",
    "settled": "nothing is open any more",
}
EFFECT_LINE: Final = "{receivable}: {name} since {day}"
EFFECT_AMOUNT: Final = "{receivable}: {name} since {day}, {amount} so far"
EFFECT: Final[Mapping[str, str]] = {
    "late-interest": "late interest",
    "recovery-indemnity": "recovery indemnity",
    "stop-deliveries": "deliveries stopped",
    "stop-credit": "credit stopped",
    "stop-work": "work stopped",
}

WHY_NOT: Final[Mapping[str, str]] = {
    "eligible": "{receivable}: {step} is allowed today",
    "not-reached": "{receivable}: {step} is not reached",
    "expired": "{receivable}: {step} could be taken until {wanted}",
    "too-soon": "{receivable}: {step} comes after {wanted}",
    "condition": "{receivable}: {step} wants {wanted}, found {found}",
    "fact-missing": "{receivable}: {step} reads {wanted}, which is unknown",
    "done": "{receivable}: {step} was done on {found}",
    "passed": "{receivable}: {step} lies below {found}, which was done already",
    "mandatory-first": "{receivable}: {step} can't come before {wanted} was done",
    "phase-ended": "{receivable}: the phase of {step} has ended",
    "other-step": "{receivable}: {step} gives way to {found}",
    "other-scenario": "{receivable}: {step} is no step of {found}, which decides here",
}
WHY_NOT_HELD: Final = "{receivable}: {step} waits: {why}"
AND_THEN: Final = "{first}; {second}"
BECOMES_TRUE: Final = "becomes true on {day}"
CHANGES_WITH: Final = "it would with {change}"

STOP: Final[Mapping[str, str]] = {
    "payment": "a payment of {amount}",
    "promise": "a promise of {amount} by {day}",
    "dispute": "a dispute of {receivables}",
    "block": "a block of the account",
    "extension": "an extension until {day}",
    "insolvency": "insolvency proceedings",
    "done": "the action being done",
    "part-payment": "a part payment of {amount}, which leaves less than the scenario chases",
}
