"""Who reads a case file, and what each of them may see."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from dunnix.errors import did_you_mean


class Audience(StrEnum):
    """Who a case file is for: one of us, or somebody the case is given to."""

    COLLEAGUE = "colleague"
    AGENCY = "agency"
    LAWYER = "lawyer"


class Item(StrEnum):
    """What not everybody may see."""

    OWNER = "owner"
    CREDIT_LIMIT = "credit-limit"
    FACTS = "facts"
    FORMER_CONTACTS = "former-contacts"
    SETTLED = "settled"
    OUR_PEOPLE = "our-people"
    UNFINISHED = "unfinished"
    NOTES = "notes"
    RECORDS = "records"
    CAUSES = "causes"
    BLOCKS = "blocks"
    TASKS = "tasks"
    HISTORY = "history"
    PROBLEMS = "problems"


_US: Final = frozenset({Audience.COLLEAGUE})
_COUNSEL: Final = _US | {Audience.LAWYER}

# Who isn't named doesn't get it. What no item speaks of everybody gets: the case needs it.
RULES: Final[Mapping[Item, frozenset[Audience]]] = {
    Item.OWNER: _US,
    Item.CREDIT_LIMIT: _US,
    Item.FACTS: _US,
    Item.FORMER_CONTACTS: _US,
    Item.SETTLED: _US,
    Item.OUR_PEOPLE: _US,
    Item.UNFINISHED: _US,
    Item.NOTES: _US,
    Item.RECORDS: _COUNSEL,
    Item.CAUSES: _COUNSEL,
    Item.BLOCKS: _US,
    Item.TASKS: _US,
    Item.HISTORY: _US,
    Item.PROBLEMS: _US,
}


def may_see(audience: Audience, item: Item) -> bool:
    """Tell whether a reader may see something.

    >>> may_see(Audience.LAWYER, Item.CAUSES), may_see(Audience.AGENCY, Item.CAUSES)
    (True, False)
    """
    return audience in RULES[item]


def to_audience(audience: str) -> Audience:
    """Read who a case file is for; `ValueError` names those there are."""
    if audience not in list(Audience):
        hint = did_you_mean(audience, list(Audience))
        raise ValueError(f"`{audience}` is no audience of a case file; {hint}")
    return Audience(audience)
