"""Where each key and value of a TOML text stands, by its path.

The standard library's parser gives no positions. This one reads only texts which that parser
took: it has to find the parts, not to judge them.
"""

import bisect
import re
from typing import Final

import attrs

from dunnix.errors import Place
from dunnix.scenario.faults import Fault, Path

Stretch = tuple[int, int]

_LONGEST_LINE: Final = 160
_GAP: Final = re.compile(r"(?:[ \t\n]+|#[^\n]*)*")
_SPACES: Final = re.compile(r"[ \t]*")
_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR: Final = re.compile(r"[^,\]}#\n]*")
_BASIC: Final = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_LITERAL: Final = re.compile(r"'[^'\n]*'")
_STRINGS: Final = (
    re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}', re.DOTALL),
    re.compile(r"'''.*?'{3,5}", re.DOTALL),
    _BASIC,
    _LITERAL,
)


@attrs.frozen(order=False)
class Spot:
    """The stretches of the text that a key and its value take: offsets, the end not included."""

    key: Stretch
    value: Stretch


class Positions:
    """The lines of a text, and the spots of its keys."""

    def __init__(self, text: str, spots: dict[Path, Spot] | None = None) -> None:
        self.text = text
        self._spots = spots or {}
        self._starts = [0, *(at + 1 for at, sign in enumerate(text) if sign == "\n")]

    @classmethod
    def of_toml(cls, text: str) -> "Positions":
        """Find every key and value of a valid TOML text."""
        return cls(text, _Scanner(text).scan())

    def spot(self, *path: str | int) -> Spot | None:
        """Give the stretches of a key and its value, or of a header."""
        return self._spots.get(path)

    def pairs(self, *path: str | int) -> tuple[Spot, ...]:
        """Give those of the keys that stand in a table itself, not below a header of their own."""
        inside = (spot for each, spot in self._spots.items() if each[:-1] == path)
        return tuple(spot for spot in inside if spot.key != spot.value)

    def place_of(self, fault: Fault, file: str) -> Place:
        """Give the place of a fault: its key or value, or the nearest table that holds it."""
        spot = self._spots.get(fault.path)
        path = fault.path
        while spot is None and path:
            path = path[:-1]
            spot = self._spots.get(path)
        if spot is None:
            return self.place_at(file, 0, 0)
        if fault.span:
            return self.place_at(file, *self._within(spot, fault.span))
        missing = path != fault.path
        return self.place_at(file, *(spot.key if missing or fault.at_key else spot.value))

    def line_of(self, path: Path) -> int | None:
        """Give the line of a key, or None where the text doesn't give it."""
        spot = self._spots.get(path)
        return None if spot is None else bisect.bisect_right(self._starts, spot.key[0])

    def _within(self, spot: Spot, span: Stretch) -> Stretch:
        """Give a part of a text value; all of it where signs are written otherwise than meant."""
        start, end = spot.value
        written = self.text[start:end]
        plain = written[:1] == "'" or "\\" not in written
        if not plain or "\n" in written or written[:3] in {'"""', "'''"}:
            return spot.value
        return min(start + 1 + span[0], end - 1), start + 1 + max(span[1], span[0] + 1)

    def place_at(self, file: str, start: int, end: int) -> Place:
        """Give the place of a stretch of the text, with its first line as the excerpt."""
        line = bisect.bisect_right(self._starts, start) - 1
        begin = self._starts[line]
        stop = self.text.find("\n", begin)
        text = self.text[begin:] if stop < 0 else self.text[begin:stop]
        column = start - begin
        width = max(1, min(end - start, len(text) - column))
        shown = "".join(sign if sign.isprintable() or sign == "\t" else "?" for sign in text)
        return Place(
            file=file,
            line=line + 1,
            column=column + 1,
            excerpt=shown if len(shown) <= _LONGEST_LINE else None,
            width=width,
        )

    def line_start(self, offset: int) -> int:
        """Give the offset of the first sign of a line that isn't a space."""
        begin = self._starts[bisect.bisect_right(self._starts, offset) - 1]
        found = _SPACES.match(self.text, begin)
        return min(found.end() if found else begin, offset)

    def offset_of(self, line: int, column: int) -> int:
        """Give the offset of a line and column that count from 1."""
        return self._starts[min(line, len(self._starts)) - 1] + column - 1


@attrs.frozen(order=False, eq=False)
class Places:
    """Where the keys of a file stand, by their paths."""

    file: str
    positions: Positions

    def of(self, path: Path, *, at_key: bool = False) -> Place:
        """Give the place of a value, or of its key; the nearest table where it isn't written."""
        fault = Fault(code="", message="", path=path, at_key=at_key)
        return self.positions.place_of(fault, self.file)


class _Scanner:
    """One walk over a text; `at` is where it has got to."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.spots: dict[Path, Spot] = {}
        self.counts: dict[Path, int] = {}

    def scan(self) -> dict[Path, Spot]:
        table: Path = ()
        self._skip(_GAP)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(_GAP)
        return self.spots

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _header(self) -> Path:
        start = self.at
        listed = self.text.startswith("[[", start)
        self.at += 2 if listed else 1
        parts: list[str | int] = []
        keys = self._dotted_key()
        for place, (name, _) in enumerate(keys):
            parts.append(name)
            path = tuple(parts)
            if listed and place == len(keys) - 1:
                self.counts[path] = self.counts.get(path, -1) + 1
            if path in self.counts:
                parts.append(self.counts[path])
        path = tuple(parts)
        self.at += 2 if listed else 1
        stretch = (start, self.at)
        self.spots[path] = Spot(stretch, stretch)
        if listed:
            self.spots.setdefault(path[:-1], Spot(stretch, stretch))
        return path

    def _dotted_key(self) -> list[tuple[str, Stretch]]:
        keys = [self._key()]
        while self.text[self.at] == ".":
            self.at += 1
            keys.append(self._key())
        return keys

    def _key(self) -> tuple[str, Stretch]:
        self._skip(_SPACES)
        start = self.at
        self._skip({'"': _BASIC, "'": _LITERAL}.get(self.text[start], _BARE_KEY))
        stretch = (start, self.at)
        self._skip(_SPACES)
        return _meant(self.text[start : stretch[1]]), stretch

    def _pair(self, table: Path) -> None:
        keys = self._dotted_key()
        self.at += 1  # the equals sign
        self._skip(_SPACES)
        path = (*table, *(name for name, _ in keys))
        value = self._value(path)
        for depth in range(len(keys)):
            inner = path[: len(table) + depth + 1]
            self.spots.setdefault(inner, Spot(keys[depth][1], value))

    def _value(self, path: Path) -> Stretch:
        start = self.at
        match self.text[start]:
            case "[":
                self._array(path)
            case "{":
                self._inline_table(path)
            case '"' | "'":
                for pattern in _STRINGS:
                    self._skip(pattern)
                    if self.at > start:
                        break
            case _:
                self._skip(_SCALAR)
                return start, start + len(self.text[start : self.at].rstrip())
        return start, self.at

    def _array(self, path: Path) -> None:
        self.at += 1
        self._skip(_GAP)
        place = 0
        while self.text[self.at] != "]":
            value = self._value((*path, place))
            self.spots[(*path, place)] = Spot(value, value)
            place += 1
            self._skip_comma()
        self.at += 1

    def _inline_table(self, path: Path) -> None:
        self.at += 1
        self._skip(_GAP)
        while self.text[self.at] != "}":
            self._pair(path)
            self._skip_comma()
        self.at += 1

    def _skip_comma(self) -> None:
        self._skip(_GAP)
        if self.text[self.at] == ",":
            self.at += 1
            self._skip(_GAP)


def _meant(written: str) -> str:
    """Give the key that is meant by its spelling, quotes and escapes resolved."""
    if written[0] not in "\"'":
        return written
    import tomllib

    return str(next(iter(tomllib.loads(f"{written} = 0"))))
