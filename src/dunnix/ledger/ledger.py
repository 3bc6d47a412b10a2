"""A ledger: the accounts of one source, and all that was wrong with it."""

from collections.abc import Mapping

import attrs

from dunnix.errors import Problem
from dunnix.model import Account
from dunnix.model.checks import as_tuple
from dunnix.model.rows import Origin


@attrs.frozen(kw_only=True, order=False)
class Ledger:
    """Accounts sorted by their debtor's id, as read from `source`.

    `problems` holds everything found in the order of the files, warnings included; what holds an
    account is among its own `problems` as well. `origins` says where each invoice and payment
    stands in the files: by debtor, `invoice` or `payment`, and id.
    """

    accounts: tuple[Account, ...] = attrs.field(converter=as_tuple)
    problems: tuple[Problem, ...] = attrs.field(default=(), converter=as_tuple)
    source: str = ""
    origins: Mapping[tuple[str, str, str], Origin] = attrs.field(
        factory=dict[tuple[str, str, str], Origin], eq=False, repr=False
    )

    @property
    def held(self) -> tuple[Account, ...]:
        """The accounts a bad row holds: nothing is decided on them."""
        return tuple(account for account in self.accounts if account.problems)
