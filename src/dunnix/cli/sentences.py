"""Every sentence of the command line, in English: the keys of its catalogues."""

from typing import Final

PLAN: Final = "{day}, {scenario} - debtors {debtors}, actions {actions}, held {held}"
DEMO: Final = "A made-up maker of workbenches on {day}: {debtors} customers, {invoices} invoices"
OWED: Final = "What is owed, by days past due"
ACTIONS: Final = "Actions"
NO_ACTIONS: Final = "No action today."
FIRST_ACTIONS: Final = "Actions, the first {shown} of {count}"
HELD: Final = "Held"
WITHDRAW: Final = "To call off"
TOTAL: Final = "{currency}: {acted} in actions + {held} held = {open} open"
UNREAD: Final = "debtors with rows that can't be read: {debtors}; what these rows say is in no sum"
UNREAD_HERE: Final = (
    "Some rows of this account can't be read: nothing is decided about them until they are mended."
)
NOTHING_OPEN: Final = "Nothing is open."
EXPLAINED: Final = "One decision explained: {debtor}"
STOPS: Final = "What would stop {key}"
STOPS_NOTHING: Final = "No single fact was found that would."
WHY_NOT: Final = "Why not {step} today"
DATA_FIRST: Final = "its data must be mended first"
NEXT: Final = "Next, try"
NOT_DUE: Final = "not due"
OVER: Final = "over {days}"
OPEN: Final = "open"
UNAPPLIED: Final = "unapplied"
AGE: Final = "days"
HEADS: Final = {
    "debtor": "debtor",
    "step": "step",
    "way": "by",
    "amount_due": "amount due",
    "overdue": "overdue",
    "late": "late",
    "contact": "contact",
    "key": "key",
    "reason": "reason",
    "receivables": "invoices",
    "on": "day",
    "time": "time",
    "owner": "in charge",
    "what": "what",
    "amount": "amount",
    "about": "about",
}
LEGEND: Final = "overdue: days since the due date; late: days since the action was to be done"

AGENDA: Final = "{day} to {until}, {scenario} - entries {count}"
NOTHING_PLANNED: Final = "Nothing is on the agenda."
STATES: Final = {"late": "Late", "today": "Today", "coming": "Coming"}
ENTRIES: Final = {
    "call-back": "call back",
    "call-off": "call off: {what}",
    "promise": "promise to pay",
    "instalment": "plan instalment",
    "deadline": "deadline ends: {what}",
}
WORK: Final = "{day} - to do {today}, put off {pushed}, by itself {automatic}"
WORK_OF: Final = "{owner}: {count}"
WORK_OF_ROOM: Final = "{owner}: {count} (capacity {room} a day)"
NOBODY: Final = "nobody in charge"
PUT_OFF: Final = "Put off: {owner}"
PUT_OFF_UNTIL: Final = "put off until"
NO_ROOM: Final = "no room"
BY_ITSELF: Final = "Goes by itself"
