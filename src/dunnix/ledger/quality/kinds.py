"""The kinds of faults: their codes, and what is told of each."""

from typing import Final, NamedTuple

from dunnix.ledger.quality.finding import FindingSeverity, Sighting

_ERROR, _WARNING, _INFO = FindingSeverity


class Kind(NamedTuple):
    """A kind of fault, without the places where it was seen."""

    code: str
    severity: FindingSeverity
    what: str
    matters: str
    hint: str


class Seen(NamedTuple):
    """A fault of some kind seen in one place."""

    kind: Kind
    sighting: Sighting


HELD_ACCOUNT: Final = Kind(
    "held-account",
    _ERROR,
    "accounts hold rows that can't be read",
    "no figure counts these debtors",
    "mend the rows, they are told of when the ledger is read",
)
TOTALS_DIFFER: Final = Kind(
    "totals-differ",
    _ERROR,
    "currencies whose balance isn't the total given",
    "every figure is of another ledger than the books of account",
    "look for an export cut short, payments not exported, another closing day",
)
OPEN_ITEMS_ONLY: Final = Kind(
    "open-items-only",
    _WARNING,
    "ledgers that seem to hold open items only",
    "DSO, CEI, turnover, days late, curves and loss rates need what was paid as well",
    "export cleared items and payments too; ageing and overdue ratio are right without them",
)
MISSING_ISSUE_DATE: Final = Kind(
    "missing-issue-date",
    _ERROR,
    "invoices have no issue date",
    "DSO, CEI and terms leave their sales out but not what is open of them",
    "export the invoice date as well",
)
FAR_DATE: Final = Kind(
    "far-date",
    _ERROR,
    "dates lie years away from all others",
    "a period begins or ends with them: DSO since the first invoice, trends, days late",
    "look for a mistyped year, or a date that stands for `none`",
)
SWAPPED_DATE: Final = Kind(
    "swapped-date",
    _WARNING,
    "dates fit their invoice only with day and month swapped",
    "ages, days late and the month of a sale are off by months",
    "look at how the file's dates were written and read; a spreadsheet swaps only days up to 12",
)
DUE_BEFORE_ISSUE: Final = Kind(
    "due-before-issue",
    _WARNING,
    "invoices are due before their issue date",
    "they are born late: ageing, days late and average terms",
    "check both dates; a corrected invoice may keep the due date of the first one",
)
UNUSUAL_TERMS: Final = Kind(
    "unusual-terms",
    _WARNING,
    "invoices have terms of over a year, or far beyond the debtor's others",
    "they are never late: overdue ratio, best possible DSO, average terms",
    "check the due date; agree a payment plan if it is to be paid in parts",
)
DUE_DATE_AGAINST_TERMS: Final = Kind(
    "due-date-against-terms",
    _WARNING,
    "invoices are due on another day than their terms say",
    "the due date counts: ageing, days late and reminders go by a day that may not be agreed",
    "correct the due date or the terms; leave it where the day was agreed for that invoice",
)
DUPLICATE_INVOICE: Final = Kind(
    "duplicate-invoice",
    _WARNING,
    "invoices of one debtor have the same amount and the same dates",
    "sales and receivables are counted twice: DSO, ageing, everything in money",
    "compare the papers; cancel one by a credit note if it is the same sale",
)
SIMILAR_INVOICE_IDS: Final = Kind(
    "similar-invoice-ids",
    _WARNING,
    "ids of invoices differ only by zeros in front, capitals or spaces",
    "one invoice may be counted twice, or its payment be booked on the other",
    "write ids one way in all exports; keep a column of ids as text in spreadsheets",
)
SIMILAR_DEBTOR_IDS: Final = Kind(
    "similar-debtor-ids",
    _WARNING,
    "ids of debtors differ only by zeros in front, capitals or spaces",
    "one debtor counts as two: concentration, payment profiles, money of one for the other",
    "write ids one way in all exports; keep a column of ids as text in spreadsheets",
)
SAME_NAME: Final = Kind(
    "same-name",
    _WARNING,
    "debtors with different ids have the same name",
    "one debtor may count as several: concentration, payment profiles, credit limits",
    "join them, or leave them apart if they are two companies or sites",
)
DUPLICATE_PAYMENT: Final = Kind(
    "duplicate-payment",
    _WARNING,
    "payments have the same debtor, day, amount and invoice",
    "money is counted twice: what is open is too low, collection rate and CEI too high",
    "compare the bank statement; record the second as reversed if it came once",
)
PAID_TWICE: Final = Kind(
    "invoice-paid-twice",
    _WARNING,
    "invoices were paid in full more than once",
    "collection rate and CEI are too high; the money isn't yours to keep",
    "look which invoice the second payment meant, or refund it",
)
PAID_BEYOND: Final = Kind(
    "paid-beyond-amount",
    _WARNING,
    "invoices were paid more than their amount",
    "collection rate can go beyond 1, and the excess stands as unapplied money",
    "allocate the excess to what it was meant for",
)
UNNAMED_PAYMENT: Final = Kind(
    "payment-names-nothing",
    _WARNING,
    "payments name no invoice",
    "debts look older than they are in the ageing, and days late leave this money out",
    "allocate them, or let the ageing net them oldest first",
)
OUT_OF_SCALE: Final = Kind(
    "amount-out-of-scale",
    _WARNING,
    "amounts are on another scale than the debtor's other invoices in the currency",
    "one amount moves every figure in money: DSO, concentration, ageing",
    "check the currency, and whether the amount was read in cents or with a lost decimal sign",
)
SEVERAL_CURRENCIES: Final = Kind(
    "several-currencies",
    _INFO,
    "debtors have invoices in several currencies",
    "figures are given a currency at a time: no line holds all they owe",
    "convert with dated exchange rates for one figure",
)
PAID_BEFORE_ISSUE: Final = Kind(
    "paid-before-issue",
    _INFO,
    "payments came before the issue date of their invoice",
    "days to pay are below 0; it is right for deposits",
    "check the dates where no deposit was asked for",
)
ZERO_AMOUNT: Final = Kind(
    "zero-amount",
    _INFO,
    "invoices or payments have an amount of zero",
    "they say nothing in money, and are in nothing that is open",
    "leave them out, or look for an amount that was lost",
)
UNREADABLE_TERMS: Final = Kind(
    "unreadable-terms",
    _INFO,
    "invoices have terms that can't be read",
    "nothing shows whether their due dates are those agreed; the due dates stand",
    "write terms as `30 days net`; a note on them may go into a field of your own",
)
KINDS: Final = (
    HELD_ACCOUNT,
    TOTALS_DIFFER,
    MISSING_ISSUE_DATE,
    FAR_DATE,
    OPEN_ITEMS_ONLY,
    SWAPPED_DATE,
    DUE_BEFORE_ISSUE,
    UNUSUAL_TERMS,
    DUE_DATE_AGAINST_TERMS,
    DUPLICATE_INVOICE,
    SIMILAR_INVOICE_IDS,
    SIMILAR_DEBTOR_IDS,
    SAME_NAME,
    DUPLICATE_PAYMENT,
    PAID_TWICE,
    PAID_BEYOND,
    UNNAMED_PAYMENT,
    OUT_OF_SCALE,
    SEVERAL_CURRENCIES,
    PAID_BEFORE_ISSUE,
    ZERO_AMOUNT,
    UNREADABLE_TERMS,
)
