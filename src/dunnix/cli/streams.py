"""Output that any terminal can take: colours where they are wanted, letters it can show."""

import codecs
import contextlib
import io
import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO, TypeAlias

if TYPE_CHECKING:
    from rich.console import Console

Span: TypeAlias = tuple[str, str]
Line: TypeAlias = tuple[Span, ...]

_ERRORS: Final = "dunnix-nearest"
_STYLES: Final = {"": "", "title": "bold", "head": "bold dim", "dim": "dim", "bad": "red"}
_NAMES: Final = {"€": "EUR", "£": "GBP"}
_WIDTH_WHEN_PIPED: Final = 100
_NARROWEST: Final = 40
_WIDEST: Final = 100


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """Write `é` as `e` and `€` as `EUR` where the encoding lacks them."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_plain, error.object[error.start : error.end])), error.end


def _plain(letter: str) -> str:
    if letter in _NAMES:
        return _NAMES[letter]
    parts = unicodedata.normalize("NFKD", letter)
    return "".join(part for part in parts if part.isascii()) or "?"


codecs.register_error(_ERRORS, _nearest)


@contextlib.contextmanager
def encodable(stream: TextIO) -> Generator[None]:
    """Let a stream write what it can't encode as the nearest it can."""
    if not isinstance(stream, io.TextIOWrapper):
        yield
        return
    before = stream.errors
    stream.reconfigure(errors=_ERRORS)
    try:
        yield
    finally:
        with contextlib.suppress(ValueError, OSError):  # closed, or nobody reads it any more
            stream.reconfigure(errors=before)


def open_or_nowhere(stream: TextIO | None) -> TextIO:
    """Give a stream; one that was closed before we started is written to nowhere."""
    if stream is not None:
        return stream
    return Path(os.devnull).open("w", encoding="utf-8")


def machine_output() -> TextIO:
    """Give standard output for JSON and CSV: UTF-8 wherever a file or a program reads it."""
    _write_utf8(sys.stdout)
    return sys.stdout


def print_json(data: object) -> None:
    """Write data for other programs on standard output."""
    machine_output().write(json_text(data))


def json_text(data: object) -> str:
    """Give data as JSON that people can read too."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _write_utf8(stream: TextIO) -> None:
    if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
        stream.reconfigure(encoding="utf-8", errors=_ERRORS, newline="\n")


def clean(text: str) -> str:
    """Take out what would move the cursor or colour the rest: a ledger is not to be trusted."""
    return "".join(each if each.isprintable() or each == "\u00a0" else " " for each in text)


class Screen:
    """Where a command writes for people; `rich`, where there, adds colours and changes no text."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = sys.stdout if stream is None else stream
        self._console = _console(self._stream)

    @property
    def width(self) -> int:
        """How many columns there are; no narrower text is wanted where nobody looks."""
        if self._stream.isatty() or "COLUMNS" in os.environ:
            return shutil.get_terminal_size().columns
        return _WIDTH_WHEN_PIPED

    @property
    def reading_width(self) -> int:
        """How wide prose is written: as the terminal, and no wider than one reads with ease."""
        return max(_NARROWEST, min(self.width, _WIDEST))

    def put(self, *spans: Span | str) -> None:
        """Write one line of spans, each a text or a text with its style."""
        line = [(each, "") if isinstance(each, str) else each for each in spans]
        if self._console is None:
            print("".join(text for text, _ in line).rstrip(), file=self._stream)
            return
        from rich.text import Text  # an extra

        text = Text()
        for piece, style in line:
            text.append(piece, _STYLES[style])
        text.rstrip()
        # Written by us: rich would end the program by itself where nobody reads any more.
        with self._console.capture() as written:
            self._console.print(text, soft_wrap=True)
        self._stream.write(written.get())

    def title(self, text: str) -> None:
        """Write a heading, with room before it."""
        self.put()
        self.put((text, "title"))


def _console(stream: TextIO) -> "Console | None":
    try:
        from rich.console import Console  # an extra
    except ImportError:
        return None
    return Console(file=stream, highlight=False, markup=False, emoji=False)
