"""How a procedure says conditions, in English: keys of its catalogues.

They always follow an "if", so that German and Dutch may put their verbs last.
"""

from collections.abc import Mapping
from typing import Final

EITHER: Final = "either {parts}"
OR_ELSE: Final = "{first}, or {next}"
FACT: Final[Mapping[str, str]] = {
    "amount_due": "the amount due",
    "days_past_due": "the delay",
    "step": "the last step reached",
    "times_contacted": "the number of contacts so far",
    "outcome": "the outcome of the previous step",
    "interest_due": "the late interest due",
    "fees_due": "the amount of fees due",
    "invoice.amount": "the amount of the leading invoice",
    "invoice.open": "the open amount of the leading invoice",
    "invoice.days_past_due": "the delay of the leading invoice",
    "invoice.days_since_issue": "the age of the leading invoice",
    "invoice.creditor": "the creditor of the leading invoice",
    "debtor.party": "the debtor",
    "debtor.country": "the debtor's country",
    "debtor.language": "the debtor's language",
    "debtor.overdue": "the total overdue",
    "debtor.open": "the total open",
    "debtor.open_invoices": "the number of open invoices",
    "debtor.overdue_invoices": "the number of overdue invoices",
    "debtor.average_days_late": "the debtor's average delay",
    "debtor.paid_late_percent": "the share of invoices paid late",
    "debtor.broken_promises": "the number of broken promises",
    "debtor.kept_promises": "the number of kept promises",
    "debtor.days_since_contact": "the time since the last contact",
    "debtor.contacts_30d": "the number of contacts in the last 30 days",
    "debtor.last_reason": "the last reason for not paying",
    "debtor.days_to_payment_run": "the time to the debtor's next payment run",
}
FLAG: Final[Mapping[str, str]] = {
    "answered": "the debtor has replied since the previous step",
    "debtor.over_credit_limit": "the debtor is over the credit limit",
    "debtor.has_portal": "the debtor takes invoices through a portal",
    "debtor.purchase_order_required": "the debtor requires a purchase order",
}
FLAG_NOT: Final[Mapping[str, str]] = {
    "answered": "the debtor hasn't replied since the previous step",
    "debtor.over_credit_limit": "the debtor isn't over the credit limit",
    "debtor.has_portal": "the debtor takes no invoices through a portal",
    "debtor.purchase_order_required": "the debtor requires no purchase order",
}
DECLARED: Final[Mapping[str, str]] = {
    "debtor": "{name} of the debtor",
    "invoice": "{name} of the invoice",
}
HOLDS: Final[Mapping[str, str]] = {
    "debtor": "{name} holds for the debtor",
    "invoice": "{name} holds for the invoice",
}
HOLDS_NOT: Final[Mapping[str, str]] = {
    "debtor": "{name} doesn't hold for the debtor",
    "invoice": "{name} doesn't hold for the invoice",
}
ASKS: Final[Mapping[str, str]] = {
    "==": "{fact} is {value}",
    "!=": "{fact} isn't {value}",
    "<": "{fact} is below {value}",
    "<=": "{fact} is at most {value}",
    ">": "{fact} is above {value}",
    ">=": "{fact} is at least {value}",
    "known": "{fact} is known",
    "not known": "{fact} is unknown",
}
WORD_IS: Final = "{fact} is {words}"
WORD_IS_NOT: Final = "{fact} isn't {words}"
PARTY: Final[Mapping[str, str]] = {
    "company": "a company",
    "consumer": "a consumer",
    "public": "a public body",
}
REASON: Final[Mapping[str, str]] = {
    "not-received": "the invoice not being received",
    "information-missing": "missing information",
    "difficulty": "a difficulty to pay",
    "refusal": "a refusal",
    "paid-already": "a payment made already",
    "vague": "a vague reply",
    "wrong-contact": "a wrong contact",
    "other": "another reason",
}
