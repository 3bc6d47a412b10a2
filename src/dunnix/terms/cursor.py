"""A place in the symbols of a text, moved on by what is accepted."""

from collections.abc import Sequence

from dunnix.terms.symbols import Symbol


class Cursor:
    """Where reading stands; `furthest` is the furthest it ever stood, in any attempt."""

    def __init__(self, symbols: Sequence[Symbol]) -> None:
        self._symbols = symbols
        self._at = 0
        self.furthest = 0

    @property
    def at(self) -> int:
        """The symbol to be read next; set it to try another way from there."""
        return self._at

    @at.setter
    def at(self, at: int) -> None:
        self._at = at
        self.furthest = max(self.furthest, at)

    @property
    def is_at_end(self) -> bool:
        """Whether nothing is left to read."""
        return self._at == len(self._symbols)

    @property
    def is_last(self) -> bool:
        """Whether one symbol is left to read."""
        return self._at == len(self._symbols) - 1

    def sees(self, *kinds: str, ahead: int = 0) -> bool:
        """Tell whether a symbol may be one of some kinds, without moving on."""
        at = self._at + ahead
        return 0 <= at < len(self._symbols) and any(map(self._symbols[at].may_be, kinds))

    def accept_joined(self, kind: str) -> bool:
        """Move past a symbol of a kind that is written together with the one before it."""
        if not self.sees(kind) or self._symbols[self._at].start != self._symbols[self._at - 1].end:
            return False
        return self.accept(kind)

    def accept(self, *kinds: str) -> bool:
        """Move past a symbol of one of some kinds, if it is next."""
        if not self.sees(*kinds):
            return False
        self.at += 1
        return True

    def skip(self, *kinds: str) -> bool:
        """Move past any number of symbols of some kinds, and tell whether there was one."""
        start = self._at
        while self.accept(*kinds):
            pass
        return self._at > start

    def take(self, kind: str) -> int | str | None:
        """Move past a symbol of a kind and give its value, None where another is next."""
        if not self.sees(kind):
            return None
        value = self._symbols[self._at].value(kind)
        self.at += 1
        return value

    def number(self) -> str | None:
        """Move past a number and give it with a point for its decimals."""
        value = self.take("number")
        return None if value is None else str(value).replace(",", ".")

    def whole(self) -> int | None:
        """Move past a whole number and give it."""
        start, text = self._at, self.number()
        if text is None or not text.isdecimal():
            self._at = start
            return None
        return int(text)
