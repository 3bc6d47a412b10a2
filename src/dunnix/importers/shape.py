"""What the rules of a system are as a whole, beside their levels."""

from collections.abc import Mapping
from typing import Final

import attrs

from dunnix.model.rows import one_line

_NO_CHANNELS: Final[Mapping[str, str]] = {}
_LONGEST_TITLE: Final = 120


@attrs.frozen(kw_only=True, order=False)
class Shape:
    """The keys of a scenario that an import sets.

    `name` is what the system calls the rules, `title` what people call them.
    """

    name: str | None
    title: str | None = None
    per: str
    gap: str
    netting: str = "oldest-first"
    stale_after: str | None = None
    ignore_below: str | None = None
    channels: Mapping[str, str] = _NO_CHANNELS


def titled(text: str | None) -> Mapping[str, str]:
    """Give a name as the title of a step; nobody knows its language, and English stands for all."""
    found = one_line(text).strip()[:_LONGEST_TITLE] if text else ""
    return {"en": found} if found else {}
