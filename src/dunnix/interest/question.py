"""What is asked about late interest: by whose rules, on which day, of which receivables."""

import datetime as dt
from collections.abc import Collection

from dunnix.interest.jurisdiction import Jurisdiction
from dunnix.interest.jurisdiction_file import jurisdiction as shipped
from dunnix.interest.running import Running
from dunnix.model import Account


def rules_asked(account: object, jurisdiction: object, as_of: object) -> Jurisdiction:
    """Give the rules to reckon by; refuse what would only fail further in.

    Raises `TypeError` for what isn't an account, a jurisdiction and a day, `ValueError` for an
    account with rows that can't be read, and `UnknownJurisdictionError`.
    """
    if type(as_of) is not dt.date:
        raise TypeError(f"`as_of` must be a date, not a {type(as_of).__name__}")
    if not isinstance(account, Account):
        raise TypeError(f"`account` must be one Account, not a {type(account).__name__}")
    if account.problems:
        raise ValueError(
            "the account has rows that can't be read; mend them before asking about late payment"
        )
    if isinstance(jurisdiction, str):
        return shipped(jurisdiction)
    if not isinstance(jurisdiction, Jurisdiction):
        kind = type(jurisdiction).__name__
        raise TypeError(f"`jurisdiction` must be an id or a Jurisdiction, not a {kind}")
    return jurisdiction


def chosen_receivables(found: list[Running], names: Collection[str]) -> list[Running]:
    """Give the receivables named, all where none is; `ValueError` for one that isn't there."""
    if not names:
        return found
    known = {name for each in found for name in each.names}
    for name in names:
        if name not in known:
            raise ValueError(f"`{name}` is no receivable of the account on that day")
    wanted = set(names)
    return [each for each in found if not wanted.isdisjoint(each.names)]
