"""Every sentence of a comparison, in English: the keys of its catalogues."""

from collections.abc import Mapping
from typing import Final

FROM_TO: Final = "From {old} to {new}"
ALIKE: Final = "They say the same."
GONE: Final = "{title} (gone)"
COME: Final = "{title} (new)"
MERGED: Final = "{title} (merged into {into})"
KEYS: Final = "Other keys"

COUNTED: Final = "{day}: accounts asked {asked}, the same {same}, something else {different}"
UNREAD: Final = "Not compared, rows can't be read: {debtors}"
UNMOVED: Final = "Not compared, it can't be moved: {debtor}"
NOTHING: Final = "nothing"
OTHERWISE: Final = "{step}, otherwise"
BEFORE: Final = "before: {actions}"
AFTER: Final = "after: {actions}"
ACTION: Final = "{action}: {amount}"
NOT_BY: Final = "not by {scenario}: {why}"
NOT_CALLED_FOR: Final = "{receivable}: {step} isn't called for"
FIELD_CHANGES: Final = "{step}, {field}: {before} → {after}"
FIELD: Final[Mapping[str, str]] = {
    "do": "what is done",
    "channel": "channel",
    "contact": "contact",
    "tone": "tone",
    "mode": "confirmation",
    "sender": "in whose name",
    "owner": "in charge",
    "cc": "in copy",
    "copies": "further channels",
    "template": "text",
    "goal": "aim",
    "concede": "concessions",
    "deadline_on": "deadline",
    "effects": "effects",
    "amount_due": "amount",
    "claimed": "claimed",
    "fee": "fee",
}
