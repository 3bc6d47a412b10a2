"""Names for ids that say nothing of who or what they stood for, and keep their links and order."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

import attrs

if TYPE_CHECKING:
    from dunnix.model.account import Account

_PSEUDONYM: Final = re.compile(r"x(?:[0-9]{4,})?-([0-9a-f]{16})")
_PART: Final = re.compile(r"(.+)(#[0-9]+)")
# What an action answers may have no row: a receivable was settled, so many contacts went unheard.
_OF_RECEIVABLE: Final = re.compile(r"(settled|hand-over):(.+)", re.DOTALL)
_UNHEARD: Final = re.compile(r"no-reply:[0-9]+:[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WIDTH: Final = 4


@attrs.frozen(eq=False, order=False)
class Pseudonyms:
    """The pseudonym of each id of an account; without a salt ids stay what they are.

    What stands after the dash comes from the id and the salt alone, so it is the same wherever
    the id stands. The number before it keeps the order the ids had within the account: what is
    due on one day and equally large is decided by it.
    """

    salt: str | None
    rows: dict[str, str]
    creditors: dict[str, str]

    def debtor(self, name: str) -> str:
        """Give that of the debtor; nothing in an account goes by its order."""
        return name if self.salt is None else f"x-{_digest(name, self.salt)}"

    def creditor(self, name: str | None) -> str | None:
        """Give that of a creditor, numbered among those of the account."""
        return None if name is None else self.creditors.get(name, name)

    def row(self, name: str) -> str:
        """Give that of a row, or of what it names: `F-1#2` stays the second part of `F-1`."""
        found = self.rows.get(name)
        if found is not None:
            return found
        part = _PART.fullmatch(name)
        return name if part is None else f"{self.rows.get(part[1], part[1])}{part[2]}"

    def event(self, name: str) -> str:
        """Give that of what an action answers: a row, or what follows from rows."""
        of = None if name in self.rows else _OF_RECEIVABLE.fullmatch(name)
        return self.row(name) if of is None else f"{of[1]}:{self.row(of[2])}"


def pseudonyms_of(account: "Account", salt: str | None) -> Pseudonyms:
    """Give the pseudonyms of an account's ids; a pseudonym keeps what stands after its dash."""
    if salt is None:
        return Pseudonyms(None, {}, {})
    rows = set(_whole_names(account))
    for name in _mentioned(account):
        part = _PART.fullmatch(name)
        rows.add(name if part is None or name in rows else part[1])
    creditors = {
        *(each.creditor for each in account.invoices),
        *(each.creditor for each in account.payments),
    }
    return Pseudonyms(salt, _numbered(rows, salt), _numbered(filter(None, creditors), salt))


def _numbered(names: Iterable[str], salt: str) -> dict[str, str]:
    ordered = sorted(names)
    width = max(_WIDTH, len(str(len(ordered))))
    return {
        name: f"x{place:0{width}}-{_digest(name, salt)}"
        for place, name in enumerate(ordered, start=1)
    }


def _digest(name: str, salt: str) -> str:
    """Give 64 bits of a keyed hash; who doesn't know the salt can't try ids out."""
    already = _PSEUDONYM.fullmatch(name)
    if already is not None:
        return already[1]
    import hashlib  # only who redacts has to load it

    key = hashlib.sha256(salt.encode("utf-8", "surrogatepass")).digest()
    text = name.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, key=key, digest_size=8).hexdigest()


def _whole_names(account: "Account") -> Iterator[str]:
    for name in ("invoices", "payments", "promises", "plans", "disputes", "blocks", "tasks"):
        yield from (row.id for row in getattr(account, name))
    for action in account.actions:
        yield action.id
        if action.key is not None:
            yield action.key
    yield from (each.id for each in account.happenings)
    for debtor in (account.debtor, *account.former):
        yield from (each.id for each in debtor.contacts if each.id is not None)


def _mentioned(account: "Account") -> Iterator[str]:
    """Give what rows name; some of it may have been left out of the account."""
    for name in ("promises", "plans", "tasks"):
        for row in getattr(account, name):
            yield from row.invoices
    for name in ("payments", "disputes", "blocks", "happenings"):
        yield from (row.invoice for row in getattr(account, name) if row.invoice is not None)
    yield from (part.invoice for each in account.payments for part in each.allocations)
    yield from (each.credits for each in account.invoices if each.credits is not None)
    for action in account.actions:
        yield from (name for name, _ in action.covered)
        if action.answers is not None and not _UNHEARD.fullmatch(action.answers):
            of = _OF_RECEIVABLE.fullmatch(action.answers)
            yield action.answers if of is None else of[2]
