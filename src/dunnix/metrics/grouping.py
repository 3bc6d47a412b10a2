"""What figures are split by: the debtor, the creditor, or any fact."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import attrs

from dunnix.errors import did_you_mean
from dunnix.model import Account, Claim, Debtor, Invoice

By: TypeAlias = str | Sequence[str]
Key: TypeAlias = tuple[str | None, ...]
"""A group: the currency, then the value of each name it is split by, None where not known."""

DEBTOR_FIELDS: Final = ("country", "language", "owner", "party", "timezone")


@attrs.frozen(order=False)
class Grouping:
    """Names that figures are split by, in the order asked for; the currency is always one more."""

    names: tuple[str, ...]

    def key(self, debtor: Debtor, currency: str, creditor: str | None, of: Invoice | None) -> Key:
        """Give the group of something owed; money that pays no invoice has none of its facts."""
        if not self.names:
            return (currency,)
        return (currency, *(_value(name, debtor, creditor, of) for name in self.names))

    def of_claim(self, debtor: Debtor, claim: Claim) -> Key:
        """Give the group of a receivable."""
        return self.key(debtor, claim.currency, claim.invoice.creditor, claim.invoice)


def grouping(by: By, accounts: Iterable[Account], *, way_out: str = "") -> Grouping:
    """Check what figures are to be split by; raises `ValueError` for a name that nothing has.

    `way_out` says how else such a name can come to be known.
    """
    names = split_names(by)
    strange = [name for name in names if name not in {"debtor", "creditor", *DEBTOR_FIELDS}]
    if strange:
        facts = {fact for account in accounts for facts in _facts_of(account) for fact in facts}
        for name in strange:
            if name not in facts:
                known = sorted({"debtor", "creditor", *DEBTOR_FIELDS, *facts})
                hint = did_you_mean(name, known) or "see the facts of the ledger"
                raise ValueError(f"nothing to split by is called `{name}`; {hint}{way_out}")
    return Grouping(names)


def _facts_of(account: Account) -> Iterator[Mapping[str, object]]:
    yield from (debtor.facts for debtor in (account.debtor, *account.former))
    yield from (invoice.facts for invoice in account.invoices)


def split_names(by: By) -> tuple[str, ...]:
    """Give the names figures are split by; raises `ValueError` for one given twice.

    Raises `TypeError` for what is no name, or a set: its order differs from run to run.
    """
    if not isinstance(by, Sequence):
        raise TypeError(f"`by` is a name or a list of names, not a {type(by).__name__}")
    names = (by,) if isinstance(by, str) else tuple(by)
    for name in names:
        if not isinstance(name, str):
            raise TypeError(f"`by` holds names as text, not a {type(name).__name__}")
    if "currency" in names:
        raise ValueError("figures are split by currency always; leave `currency` out of `by`")
    if len(set(names)) < len(names):
        raise ValueError("a name stands twice in `by`")
    return names


def in_order(keys: Iterable[Key]) -> list[Key]:
    """Sort groups: by currency, then by each value, what has none last."""
    return sorted(keys, key=lambda key: [(value is None, value or "") for value in key])


def _value(name: str, debtor: Debtor, creditor: str | None, of: Invoice | None) -> str | None:
    if name == "debtor":
        return debtor.id
    if name == "creditor":
        return creditor
    if name in DEBTOR_FIELDS:
        value = getattr(debtor, name)
    elif of is not None and name in of.facts:
        value = of.facts[name]
    else:
        value = debtor.facts.get(name)
    return None if value is None else str(value)
