"""On which line of a TOML text a key of a jurisdiction stands."""

import re
from typing import Final

_REGIME: Final = "[[regime]]"


class TomlLines:
    """The lines of a jurisdiction's file, cut where each `[[regime]]` begins."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        heads = [at for at, line in enumerate(self._lines) if line.strip() == _REGIME]
        self._starts = [0, *heads, len(self._lines)]

    def of(self, regime: int | None, *keys: str | None) -> tuple[int | None, str | None]:
        """Give the line, from 1, of the first key found in a regime (None: in the head).

        Of a key that isn't there, the regime's own line.
        """
        part = 0 if regime is None else regime + 1
        if part + 1 >= len(self._starts):
            return None, None
        start, end = self._starts[part], self._starts[part + 1]
        for key in keys:
            if key is not None:
                wanted = re.compile(rf"(?:^|[\s{{,.\[])\"?{re.escape(key)}\"?\s*(?:=|\])")
                for at in range(start, end):
                    if wanted.search(self._lines[at]):
                        return at + 1, self._lines[at]
        return (start + 1, self._lines[start]) if self._lines else (None, None)
