"""What a procedure says of a step, in English: keys of its catalogues.

Names of roles are never put after a preposition: languages join it to their articles.
"""

from collections.abc import Mapping
from typing import Final

TO: Final[Mapping[str, str]] = {
    "accounts-payable": "to accounts payable",
    "manager": "to the manager",
    "executive": "to the executives",
    "procurement": "to procurement",
    "legal": "to the legal department",
    "agency": "to the collection agency",
}
OURS: Final[Mapping[str, str]] = {
    "collector": "the person in charge of the account",
    "credit-manager": "the credit manager",
    "account-manager": "the account manager",
    "disputes": "whoever settles disputes",
    "legal": "our legal department",
    "management": "our management",
    "manager": "our manager",
    "sales-manager": "the sales manager",
    "salesperson": "the salesperson",
}
TONE: Final[Mapping[str, str]] = {
    "friendly": "in a friendly tone",
    "neutral": "in a neutral tone",
    "firm": "in a firm tone",
    "formal": "in a formal tone",
}
GOAL: Final[Mapping[str, str]] = {
    "reason": "the reason",
    "promise": "a promise to pay",
    "full-payment": "full payment",
    "date": "a date of payment",
    "plan": "a payment plan",
    "acceptance": "acceptance of the invoice",
}
CONCESSION: Final[Mapping[str, str]] = {
    "date": "a later date",
    "plan": "payment by instalments",
    "penalties": "penalties waived",
    "discount": "a part of the debt waived",
    "in-kind": "payment in goods or services",
    "assignment": "an assigned claim in place of payment",
}

SEND: Final[Mapping[str, str]] = {
    "email": "{when}, we send an email {to}, {tone}",
    "phone": "{when}, we make a phone call {to}, {tone}",
    "sms": "{when}, we send a text message {to}, {tone}",
    "letter": "{when}, we send a letter {to}, {tone}",
    "registered-letter": "{when}, we send a registered letter {to}, {tone}",
    "fax": "{when}, we send a fax {to}, {tone}",
    "visit": "{when}, we pay a visit {to}, {tone}",
    "portal": "{when}, we write through the debtor's portal {to}, {tone}",
    "preferred": "{when}, we turn {to} by the channel the debtor prefers, {tone}",
}
SEND_BY: Final = "{when}, we send a message by {channel} {to}, {tone}"
TO_OBTAIN: Final = "{said}, to obtain {goals}"
NAMED: Final = "{title}: {said}"
TASK: Final = "{when}, {role} takes care of it"
HAND_OVER: Final = "{when}, the claim is handed over {to}"
COURT: Final = "{when}, the claim goes to court"
COURT_BY: Final = "{when}, the claim goes to court: {path}"
NOTHING: Final = "{when}, nothing is sent"
SPEAKS: Final = "It speaks {tone}."
AIMS: Final = "It is to obtain {goals}."
MEANT_FOR: Final = "It is addressed {to}."
ENDS: Final = "{said}."

ONLY_IF: Final = "Only if {condition}."
MAY_BE_TAKEN: Final = "It may be done {until}."
IN_TIME: Final = "It is in time {until}."
FALLBACK: Final = "If that fails: {channels}."
TRIES: Final[Mapping[str, str]] = {
    "one": "Another way is tried after {count} failed try.",
    "many": "Another way is tried after {count} failed tries.",
}
COPY: Final = "The same also goes out {channels}."
SUMMARY: Final = "What was said is summed up {channel} on the same day."
SUMMARY_TEXT: Final = "What was said is summed up {channel} on the same day, with the text {text}."
IN_COPY: Final = "In copy: {roles}."
IN_NAME: Final = "{role} sees to it."
CONFIRM: Final = "{role} confirms it first."
BY_HAND: Final = "It is done by hand."
BY_ITSELF: Final = "It goes out by itself."
MANDATORY: Final = "No later step comes before it was done."
DEADLINE: Final[Mapping[str, str]] = {
    "done": "It sets a deadline of {duration}, from the day it is done.",
    "delivered": "It sets a deadline of {duration}, from the day it is delivered.",
}
EFFECTS: Final = "From then on: {effects}."
FEE: Final = "It costs the debtor a fee of {amount}."
FEE_WAIVED: Final = (
    "It costs the debtor a fee of {amount}, waived if all is paid in {duration} at most."
)
ANNOUNCES: Final = "It announces: {steps}."
TEXT: Final = "Its text is {text}."
CONCEDE: Final = "May be granted without asking: {concessions}."
REPEATED: Final = "It is repeated {every}."
REPEATS: Final[Mapping[str, str]] = {
    "one": "At most {count} repeat.",
    "many": "At most {count} repeats.",
}
REPEATED_UNTIL: Final = "It is repeated {until}."
REPEAT_LATEST: Final = "A repeat counts as late {duration} after the last time."
TIMES: Final[Mapping[str, str]] = {
    "one": "At most {count} time for an invoice.",
    "many": "At most {count} times for an invoice.",
}
THEN_STOP: Final = "After that no further step is taken, until a later answer says otherwise."
THEN_GO_TO: Final = "Once it is done, {step} comes at once."
ACCEPTED: Final = "Accepted on purpose: {code}, since: {reason}."
