"""A ledger: the accounts of one source, and all that was wrong with it."""

import attrs

from dunnix.errors import Problem
from dunnix.model import Account
from dunnix.model.checks import as_tuple


@attrs.frozen(kw_only=True, order=False)
class Ledger:
    """Accounts sorted by their debtor's id, as read from `source`.

    `problems` holds everything found in the order of the files, warnings included; what holds an
    account is among its own `problems` as well.
    """

    accounts: tuple[Account, ...] = attrs.field(converter=as_tuple)
    problems: tuple[Problem, ...] = attrs.field(default=(), converter=as_tuple)
    source: str = ""

    @property
    def held(self) -> tuple[Account, ...]:
        """The accounts a bad row holds: nothing is decided on them."""
        return tuple(account for account in self.accounts if account.problems)
