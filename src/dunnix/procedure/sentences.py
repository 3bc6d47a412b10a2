"""What a procedure says of a scenario as a whole, in English: keys of its catalogues."""

from collections.abc import Mapping
from typing import Final

TITLE: Final = "Dunning procedure: {title}"
WRITTEN_FROM: Final = "Written from the scenario {scenario} (fingerprint {hash})."
LINES: Final = "The small numbers are the lines of its file."
DATE: Final = "Date"
NAME: Final = "Name"
SIGNATURE: Final = "Signature"

GENERAL_PART: Final = "In general"
PHASE_PART: Final[Mapping[str, str]] = {
    "pre-due": "Before the due date",
    "amicable": "Amicable phase",
    "pre-litigation": "Last warning",
    "litigation": "Litigation",
}
CONTACT_PART: Final = "Contacts"
PAUSES_PART: Final = "What makes dunning wait"
DETAILED: Final = "{what} ({detail})"
REACTIONS_PART: Final = "When something happens"
STATEMENTS_PART: Final = "Statements of account"
PEOPLE_PART: Final = "Who confirms what"

QUOTED: Final = "“{text}”"
THEN: Final = "{first}, then {next}"
FAILING: Final = "{first}, or else {next}"

DURATION: Final[Mapping[str, str]] = {
    "d:one": "{count} day",
    "d": "{count} days",
    "bd:one": "{count} business day",
    "bd": "{count} business days",
    "w:one": "{count} week",
    "w": "{count} weeks",
    "m:one": "{count} month",
    "m": "{count} months",
}
EVERY: Final[Mapping[str, str]] = {
    "d:one": "every day",
    "d": "every {count} days",
    "bd:one": "every business day",
    "bd": "every {count} business days",
    "w:one": "every week",
    "w": "every {count} weeks",
    "m:one": "every month",
    "m": "every {count} months",
}
ON: Final[Mapping[str, str]] = {
    "due": "on the due date",
    "issue": "on the date of issue",
    "event": "on the same day",
    "hand-over": "on the day of the hand-over",
    "go-to": "on the day the ladder was sent here",
}
LATER: Final[Mapping[str, str]] = {
    "due": "{duration} after the due date",
    "issue": "{duration} after the date of issue",
    "event": "{duration} later",
    "hand-over": "{duration} after the hand-over",
    "go-to": "{duration} after the ladder was sent here",
}
EARLIER: Final[Mapping[str, str]] = {
    "due": "{duration} before the due date",
    "issue": "{duration} before the date of issue",
    "event": "{duration} before that day",
    "hand-over": "{duration} before the hand-over",
    "go-to": "{duration} before the ladder was sent here",
}
MONTH_END: Final = "at the end of the month (counted: {moment})"
UNTIL_DAY: Final[Mapping[str, str]] = {
    "due": "until the due date",
    "issue": "until the date of issue",
    "event": "until the end of that day",
    "hand-over": "until the day of the hand-over",
    "go-to": "until the day the ladder was sent here",
}
UNTIL: Final = "until {moment}"
UNTIL_MONTH_END: Final = "until the end of the month (counted: {moment})"
AFTER_PREVIOUS: Final = "{duration} after the previous step"
AFTER_STEP: Final = "{duration} after {step}"
AFTER_DEADLINE: Final = "at the end of the deadline set by {step}"
AT_EARLIEST: Final = "{moment}, at the earliest {after}"
OR_CLOSED: Final[Mapping[str, str]] = {
    "next": "{moment} or on the next open day",
    "previous": "{moment} or on the open day before",
    "nearest": "{moment} or on the nearest open day",
    "keep": "{moment}, even on a closed day",
}

PER: Final[Mapping[str, str]] = {
    "debtor": "All invoices of a debtor share one series of steps, led by the oldest unpaid one.",
    "invoice": "Each invoice has a series of steps of its own.",
}
TRAVELS: Final[Mapping[str, str]] = {
    "overdue": "The other overdue invoices go along with it.",
    "reached": "Other invoices go along with it once a step is due for them.",
    "all": "All other open invoices go along with it.",
}
IF_BEHIND: Final[Mapping[str, str]] = {
    "one-at-a-time": "Steps are taken one at a time, however late an invoice is.",
    "skip-to-latest": (
        "Where several steps are due, only the latest is taken, but no mandatory one is skipped."
    ),
}
MADE_FOR: Final = "It applies to claims in {currencies}."
IGNORE_BELOW: Final = "Debts of less than {amount} in all are not dunned."
CALENDAR: Final = "Closed days are those of the calendar {calendar}."
WEEKENDS: Final = "Closed days are Saturdays and Sundays."
TIMEZONE: Final = "Days begin and end as in the time zone {timezone}."
CLOSED_DAY: Final[Mapping[str, str]] = {
    "next": "A step that falls on a closed day moves to the next open day.",
    "previous": "A step that falls on a closed day moves to the open day before.",
    "nearest": "A step that falls on a closed day moves to the nearest open day.",
    "keep": "A step is taken on its day, even on a closed one.",
}
NETTING: Final[Mapping[str, str]] = {
    "oldest-first": "Money and credit notes that name no invoice pay the oldest first.",
    "none": "Money and credit notes that name no invoice pay none.",
}
ATTEMPTS: Final[Mapping[str, str]] = {
    "one": "After {count} failed try on one channel another way is tried.",
    "many": "After {count} failed tries on one channel another way is tried.",
}
STALE_AFTER: Final = "An action still under way after {duration} is looked into by a person."
LATE_AFTER: Final = "A step counts as late {duration} after its day."
LATE_AT_ONCE: Final = "A step that isn't done on its day counts as late."
PART_PAYMENT: Final[Mapping[str, str]] = {
    "keep": "A part payment doesn't change the step reached.",
    "restart": "After a part payment the series of steps starts again.",
}
LATE_PAYMENT: Final = "Late interest and fixed sums follow the law of: {place}."
SOFTER: Final = "All but mandatory steps speak one level softer if {condition}."
FIRMER: Final = "All but mandatory steps speak one level firmer if {condition}."
SOFTER_WINS: Final = "Where both hold, they speak softer."
FACT_GIVEN: Final = "Supplied from elsewhere: {fact} ({kind})."
FACT_ASSUMED: Final = "Where it is missing, {value} is assumed."
FACT_UNKNOWN: Final = "It may stay unknown."
FACT_KIND: Final[Mapping[str, str]] = {
    "flag": "yes or no",
    "integer": "a whole number",
    "money": "an amount",
    "text": "a text",
}
YES: Final = "yes"
NO: Final = "no"
OWN_CHANNEL: Final = "{name} uses the address of a contact {channel}."

PHASE_ENDS: Final = "The steps of this phase may be taken {until}."
PHASE_AT_MOST: Final[Mapping[str, str]] = {
    "one": "An invoice gets at most {count} contact in this phase, mandatory steps aside.",
    "many": "An invoice gets at most {count} contacts in this phase, mandatory steps aside.",
}

GAP: Final = (
    "Two contacts with a debtor are at least {duration} apart; answers to the debtor's own words"
    " don't wait for that."
)
NO_GAP: Final = "Several contacts with a debtor may fall on one day."
PACKS: Final = "These rules hold as well: {packs}."
CONTACTS: Final[Mapping[str, str]] = {
    "one": "{count} contact",
    "many": "{count} contacts",
}
CAP: Final = "At most {contacts} within any {duration}."
CAP_EACH: Final = "At most {contacts} about one invoice within any {duration}."
SILENCE: Final = (
    "If an overdue invoice has {duration} without a contact, a person is asked to get in touch."
)
HOURS: Final = "Hours of contact, by the debtor's clock: {hours}."
DAYS: Final = "{first} to {last}"
RUN_ON: Final = "Contacts go out on these days only: {days}."
NOT_ON_CLOSED: Final = "Nobody is contacted on a closed day."
QUIET: Final[Mapping[str, str]] = {
    "conversation": "After a conversation nothing is sent for {duration}.",
    "refusal": "After a refusal nothing is sent for {duration}.",
}
QUIET_BY: Final[Mapping[str, str]] = {
    "conversation": "After a conversation nothing is sent {channels} for {duration}.",
    "refusal": "After a refusal nothing is sent {channels} for {duration}.",
}
WAITING: Final = "After the first letter of a claim there is silence for {duration}."
FORBIDDEN: Final = "Nobody is contacted {places}."
PLACE: Final[Mapping[str, str]] = {"work": "at work", "home": "at home"}

PAUSED: Final = (
    "What is disputed, promised, in a payment plan, blocked or given more time waits; so does what"
    " is on its way, and what insolvency or a hand-over has taken out of our hands."
)
PAUSE: Final[Mapping[str, str]] = {
    "dispute": "Dispute",
    "promise": "Promise to pay",
    "plan": "Payment plan",
    "block": "Block",
    "extension": "More time granted",
    "insolvency": "Insolvency",
    "hand-over": "Hand-over",
    "uncleared": "Money on its way",
    "other": "Otherwise",
}
RELEASE: Final[Mapping[str, str]] = {
    "continue": "Afterwards the dates of the steps move by the days it waited.",
    "catch-up": "Afterwards the dates of the steps are those they always were.",
    "restart": "Afterwards the dates of the steps are counted from the day it ends.",
}
LIMIT: Final = "If it lasts longer than {duration}, {role} decides how to go on."
TOLERANCE: Final = "Money still keeps a promise that comes {duration} after its day at the latest."
NO_TOLERANCE: Final = "Money keeps a promise on its day at the latest."
AT_MOST_BROKEN: Final[Mapping[str, str]] = {
    "one": "After more than {count} broken promise a new one no longer makes dunning wait.",
    "many": "After more than {count} broken promises a new one no longer makes dunning wait.",
}

UNTIL_ANSWERED: Final = (
    "Until what is foreseen here was done, for 30 days at most unless said otherwise,"
    " no reminder goes out for the invoices concerned."
)

STATEMENT: Final = "A statement of account goes out {every}, {channel}, {to}."
LISTS: Final[Mapping[str, str]] = {
    "overdue": "It lists the overdue invoices.",
    "reached": "It lists the overdue invoices.",
    "all": "It lists all open invoices.",
}
PREFERRED: Final = "by the channel the debtor prefers"
BY_OWN: Final = "by {channel}"

CONFIRMS: Final = "{role} confirms: {steps}."
HAND_MADE: Final = "Done by hand: {steps}."
ALL_BY_ITSELF: Final = "Everything goes out by itself; nobody has to confirm it."
REST_BY_ITSELF: Final = "Everything else goes out by itself."
