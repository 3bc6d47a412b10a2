"""A command that can't be: what is wrong with it, and how to mend it."""

import re
from typing import Final

_OPTIONS: Final = re.compile("`(as_of|by|columns|days|delimiter|edges)`")
_CALLED_OTHERWISE: Final = {"as_of": "as-of", "columns": "map"}


class UsageError(Exception):
    """Wrong arguments; the exit code is 2."""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        start = "" if message.startswith("usage:") else "dunnix: "
        lines = [f"{start}{message}", *([f"  hint: {hint}"] if hint else [])]
        super().__init__("\n".join(lines))


def as_typed(error: ValueError) -> UsageError:
    """Say what is wrong with a question in the words it was asked in: `--as-of` for `as_of`.

    >>> print(as_typed(ValueError("`days` must be from 0 to 3660, not 4000")))
    dunnix: `--days` must be from 0 to 3660, not 4000
    """
    return UsageError(_OPTIONS.sub(_option, str(error)))


def _option(name: re.Match[str]) -> str:
    return f"`--{_CALLED_OTHERWISE.get(name[1], name[1])}`"
