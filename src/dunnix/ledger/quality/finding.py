"""A finding: one kind of fault in a ledger, where it was seen, and what it does to the figures."""

from enum import StrEnum
from typing import Final

import attrs

from dunnix.errors import Place
from dunnix.model.checks import as_tuple

_SHOWN: Final = 3


class FindingSeverity(StrEnum):
    """What a fault does to the figures: makes them wrong, probably does, or is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@attrs.frozen(kw_only=True, order=False)
class Sighting:
    """One place a fault was seen: the debtor and the rows by their ids, and what they say.

    `debtor` is None for what concerns the ledger as a whole; `places` are those of the rows in the
    files, as far as the ledger knows them.
    """

    debtor: str | None = None
    ids: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    detail: str = ""
    places: tuple[Place, ...] = attrs.field(default=(), converter=as_tuple)

    def __str__(self) -> str:
        debtor = f"debtor `{self.debtor}`" if self.debtor else ""
        rows = ", ".join(f"`{each}`" for each in self.ids)
        places = f"at {', '.join(map(str, self.places))}" if self.places else ""
        return "; ".join(filter(None, (debtor, rows, self.detail, places)))


@attrs.frozen(kw_only=True, order=False)
class Finding:
    """All sightings of one kind of fault, in the order of debtors and ids.

    `code` is stable; `what` was found, which figure it `matters` for, and the `hint` what to do.
    No text holds an amount or a debtor's name.
    """

    code: str
    severity: FindingSeverity
    what: str
    matters: str
    hint: str
    sightings: tuple[Sighting, ...] = attrs.field(converter=as_tuple)

    @property
    def count(self) -> int:
        """How often it was seen."""
        return len(self.sightings)

    def __str__(self) -> str:
        places = [f"  {each}" for each in self.sightings[:_SHOWN]]
        if self.count > _SHOWN:
            places.append(f"  and {self.count - _SHOWN} more")
        return "\n".join(
            (
                f"{self.severity}: {self.what}: {self.count} [{self.code}]",
                *places,
                f"  matters: {self.matters}",
                f"  hint: {self.hint}",
            )
        )
