"""Every sentence of a report on a ledger, in English: keys of the catalogues of the command line.

What other commands say too is in `sentences`.
"""

from collections.abc import Mapping
from typing import Final

REPORT: Final = "Receivables on {day}"
LEDGER: Final = "{ledger}: {debtors} debtors, {invoices} invoices"
PERIOD: Final = "collected and paid: {first} to {last}"
LEFT_OUT: Final = "left out of all figures, for rows that can't be read: {debtors}"
NO_FIGURES: Final = "No account can be read: there is nothing to report."
OWED_SINCE_ISSUE: Final = "What is owed, by days since issue"
CREDIT: Final[Mapping[str, str]] = {
    "separate": "Unapplied money and free credit notes stand apart.",
    "aged": "Unapplied money and free credit notes are in the bucket of their own day.",
    "netted": "Unapplied money and free credit notes pay first what is oldest.",
}
NO_DATE: Final = "no date"
DUE_IN: Final = "due in {days}"
DUE_IN_OR_MORE: Final = "due in {days} or more"
SHARE: Final = "share"
PAST_DUE: Final = "of it past due"
PAST_DUE_AMOUNT: Final = "past due"
NET: Final = "net"
FIGURES: Final = "Figures"
SPLIT_FIGURES: Final = "Figures by {names}"
SPLIT_OWED: Final = "{owed}, by {names}"
FIGURE: Final = "figure"
UNIT: Final = "in"
UNITS: Final[Mapping[str, str]] = {
    "days": "days",
    "percent": "%",
    "ratio": "%",
    "times": "times a year",
}
NAMES: Final[Mapping[str, str]] = {
    "days_sales_outstanding": "DSO, sales of {days} days",
    "days_sales_outstanding_count_back": "DSO, counted back month by month",
    "best_possible_dso": "best possible DSO, {days} days",
    "average_days_delinquent": "average days delinquent (ADD), {days} days",
    "collection_effectiveness_per_month": "collection effectiveness (CEI), monthly sales",
    "collection_effectiveness": "collection effectiveness (CEI), all sales",
    "collection_rate": "collected of what was to be collected",
    "receivables_turnover": "turnover of receivables",
    "overdue_ratio": "past due of what is open",
    "over_90_ratio": "past due over 90 days",
    "concentration": "owed by the 10 largest debtors",
    "average_days_late": "days late, early counts below 0",
    "average_days_late_clipped": "days late, early counts as 0",
    "paid_on_time": "paid on time",
    "promises_kept": "promises kept, by number",
    "promises_kept_value": "promises kept, by value",
    "dispute_rate": "disputed of what is open",
    "days_to_resolve": "days to resolve a dispute",
}
BY: Final[Mapping[str, str]] = {
    "debtor": "debtor",
    "creditor": "creditor",
    "country": "country",
    "language": "language",
    "owner": "owner",
}
SHORT: Final[Mapping[str, str]] = {
    "days_sales_outstanding": "DSO",
    "overdue_ratio": "past due (%)",
    "over_90_ratio": "over 90 days (%)",
    "average_days_late": "days late",
    "paid_on_time": "on time (%)",
}
NO_BASIS: Final = "there is nothing to reckon it from"
UNDEFINED: Final[Mapping[str, str]] = {
    "overdue_ratio": "nothing is open",
    "over_90_ratio": "nothing is open",
    "concentration": "nothing is open",
    "dispute_rate": "nothing is open",
    "average_days_late": "nothing was paid in this time",
    "average_days_late_clipped": "nothing was paid in this time",
    "collection_rate": "nothing fell due in this time",
    "paid_on_time": "nothing fell due in this time",
    "promises_kept": "no promise was due in this time",
    "promises_kept_value": "no promise was due in this time",
    "days_to_resolve": "no dispute was resolved in this time",
}
FLAGS: Final[Mapping[str, str]] = {
    "no-sales": "nothing was billed in this time",
    "zero-sales": "a month has no sales",
    "negative-sales": "credit notes outweigh what was billed",
    "short-history": "the ledger begins later than this time",
    "open-items-only": "the ledger seems to hold open items only, none that was paid",
    "history-exhausted": "more is open than was billed on known days",
    "negative-receivables": "unapplied money outweighs what is open",
    "credits-exceed-overdue": "unapplied money outweighs what is past due",
}
TOP: Final = "Most past due"
NAME: Final = "name"
SLOWER: Final = "Paying later and later"
EARLIER: Final = "before"
RECENTLY: Final = "recently"
CHANGE: Final = "days later"
PAYMENTS: Final = "payments"
SLOWER_NOTE: Final = "average days late of the last six payments, and of the six before"
CASH: Final = "Expected cash, by week"
WEEK: Final = "week from"
BEYOND: Final = "later"
NOT_EXPECTED: Final = "not expected: {why}"
CASH_NOTE: Final = "from promises, payment plans and how late each debtor has paid so far"
WHY_NOT_EXPECTED: Final[Mapping[str, str]] = {
    "disputed": "in dispute",
    "blocked": "blocked",
    "handed-over": "handed over",
    "stayed": "in insolvency",
}
SUM: Final = "sum"
FINDINGS: Final = "Findings"
FINDINGS_COUNT: Final = "errors: {errors}, warnings: {warnings}, worth knowing: {infos}"
NOTHING_FOUND: Final = "Nothing was found that makes a figure doubtful."
PAGE: Final = "written: {file}"
