"""What is said about legal paths, in English: the catalogues translate these sentences."""

from typing import Final

POSSIBLE: Final = "{path}: possible"
NOT_POSSIBLE: Final = "{path}: not possible"
UNKNOWN: Final = "{path}: can't be told"

FACT: Final = {
    "claim.amount": "the amount overdue",
    "claim.undisputed": "what of it isn't seriously disputed",
    "claim.party": "the kind of debtor",
    "claim.country": "the country",
    "claim.creditor_country": "the creditor's country",
    "claim.days_past_due": "the days since the oldest due date",
    "claim.months_since_due": "the months since the oldest due date",
    "claim.days_since_notice": "the days since the formal notice",
    "claim.disputed": "whether it is seriously disputed",
    "claim.acknowledged": "whether the debtor acknowledged it in writing",
    "claim.insolvent": "whether the debtor is insolvent",
    "claim.cross_border": "whether creditor and debtor are in two countries",
    "claim.amicable_done": "whether the amicable steps are done",
    "claim.formal_notice": "whether a formal notice was sent",
    "claim.title": "whether there is an enforceable title",
    "claim.seizure_fruitless": "whether a seizure found nothing",
}
IS_SO: Final = {
    "claim.disputed": "some of it is seriously disputed",
    "claim.acknowledged": "the debtor acknowledged it in writing",
    "claim.insolvent": "the debtor is insolvent",
    "claim.cross_border": "creditor and debtor are in two countries",
    "claim.amicable_done": "the amicable steps are done",
    "claim.formal_notice": "a formal notice was sent for all of it",
    "claim.title": "there is an enforceable title",
    "claim.seizure_fruitless": "a seizure found nothing",
}
IS_NOT_SO: Final = {
    "claim.disputed": "none of it is seriously disputed",
    "claim.acknowledged": "the debtor didn't acknowledge all of it in writing",
    "claim.insolvent": "the debtor isn't insolvent",
    "claim.cross_border": "creditor and debtor are in one country",
    "claim.amicable_done": "the amicable steps aren't done",
    "claim.formal_notice": "a formal notice wasn't sent for all of it",
    "claim.title": "there is no enforceable title",
    "claim.seizure_fruitless": "no seizure was tried in vain",
}
WANTED: Final = {
    "==": "{fact}: {found}, {wanted} is wanted",
    "!=": "{fact}: {found}, another is wanted",
    "<": "{fact}: {found}, less than {wanted} is wanted",
    "<=": "{fact}: {found}, at most {wanted} is wanted",
    ">": "{fact}: {found}, more than {wanted} is wanted",
    ">=": "{fact}: {found}, at least {wanted} is wanted",
    "in": "{fact}: {found}, one of {wanted} is wanted",
    "not in": "{fact}: {found}, none of {wanted} is wanted",
}
NOT_KNOWN: Final = "not known: {fact}"

TAKES: Final = {
    "claim.disputed": "settle the dispute, or claim only what isn't disputed",
    "claim.undisputed": "settle the dispute, or get a written acknowledgment",
    "claim.acknowledged": "get a written acknowledgment",
    "claim.amicable_done": "finish the amicable steps",
    "claim.formal_notice": "send a formal notice for each receivable",
    "claim.days_since_notice": "let the time of the formal notice pass",
    "claim.title": "get an enforceable title",
    "claim.seizure_fruitless": "have a bailiff enforce the title first",
}
SAY: Final = "say it: {fact}"
FROM: Final = "possible from {day} if nothing changes"
