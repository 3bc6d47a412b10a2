"""What is said about late interest, in English: the catalogues translate these sentences."""

from typing import Final

TITLE: Final = "Late interest up to {day}: {place}"
ITEM: Final = "{receivable}: due on {due}, interest since {first}: {amount}"
NOTHING: Final = "{receivable}: due on {due}, no interest: {why}"
LINE: Final = "{first} to {last}: {days} days on {balance} at {rate} % a year: {amount}"
LINE_ADDED: Final = (
    "{first} to {last}: {days} days on {balance} and {added} of interest"
    " at {rate} % a year: {amount}"
)
REFERENCE: Final = "{reference} % ({table}) plus {points} points"
ALONE: Final = "{points} % by the law or the contract"
ROUNDED_UP: Final = "rounded up to the next {step}"
BOUNDED: Final = {
    "floor": "raised to the least rate allowed",
    "cap": "lowered to the greatest rate allowed",
}
SOURCE: Final = "source: {source} ({certainty})"
NO_SOURCE: Final = "source: {certainty}"
CERTAINTY: Final = {
    "source": "read there",
    "derived": "follows from what was read",
    "from memory": "from memory, not checked",
}
NOT_KNOWN: Final = "{first} to {last}: not known, {why}"
UNKNOWN: Final = {
    "rate-unknown": "the table {table} says nothing of these days",
    "floor-unknown": "the least rate allowed isn't known for these days",
    "cap-unknown": "the greatest rate allowed isn't known for these days",
    "rule-unknown": "the rule says nothing of these days",
    "contract-wanted": "the law names no rate, the contract has to",
}
ZERO: Final = {
    "not-late": "it isn't late",
    "no-notice": "a formal notice is wanted first",
    "before-start": "interest starts later",
    "paid-in-time": "it was paid before interest began",
    "insolvent": "insolvency proceedings stopped it",
    "stopped": "it stands still while contested, extended or on a plan",
    "zero-rate": "the rate is zero",
    "too-small": "it is less than the smallest unit",
    "waived": "it was waived",
    "paid": "part payments have paid it",
}
WAIVED: Final = "waived: {amount}"
PAID: Final = "paid by part payments: {amount}"
TOTAL: Final = "Total in {currency}: {amount}"
INCOMPLETE: Final = "Days without a known rate are in no total."
DAY_COUNT: Final = "Days are counted as {day_count}."
SIMPLE: Final = "Interest bears no interest."
YEARLY: Final = "Interest of a whole year bears interest."
AT_START: Final = "The rate of the first day holds for all days."
ROUNDING: Final = {
    "per-receivable": "Rounded once for each receivable.",
    "per-line": "Rounded for each line.",
    "yearly": "Rounded once a year for each receivable.",
}
LAW: Final = "Law: {law}"
HEADS: Final = {
    "period": "Period",
    "days": "Days",
    "balance": "Balance",
    "rate": "Rate",
    "source": "Where from",
    "amount": "Interest",
}
