"""The text of a file: UTF-8, with or without a mark at its start."""

import codecs
from pathlib import Path
from typing import Final

from dunnix.errors import LedgerError, Place, Problem

_MARKS: Final = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
# A zip archive, as .xlsx and .ods are, and the older .xls.
_SPREADSHEETS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def refusal(
    code: str,
    message: str,
    *,
    file: str,
    line: int | None = None,
    column: int | None = None,
    hint: str | None = None,
) -> LedgerError:
    """Give the error of a file that can't be used at all."""
    place = Place(file=file, line=line, column=column)
    return LedgerError([Problem(code=code, message=message, hint=hint, place=place)])


def read_text_file(path: Path) -> str:
    """Read a file as text; raises `LedgerError` for one that is missing or no UTF-8 text."""
    name = path.as_posix()
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        hint = "give the path of a ledger file, or of a folder with `invoices.csv`"
        raise refusal(
            "no-such-file", "there is no such file or folder", file=name, hint=hint
        ) from None
    except IsADirectoryError:
        hint = "put the file itself in its place"
        message = "this is a folder, a file is wanted"
        raise refusal("unreadable-file", message, file=name, hint=hint) from None
    except (OSError, ValueError):
        hint = "check its name and that you may read it"
        raise refusal("unreadable-file", "the file can't be read", file=name, hint=hint) from None
    return decode(content, name)


def decode(content: bytes, name: str) -> str:
    """Decode UTF-8; anything else is refused with the byte where it shows."""
    if content.startswith(_SPREADSHEETS):
        message, hint = "the file is a spreadsheet, no text", "save its sheet as `CSV UTF-8`"
        raise refusal("encoding", message, file=name, hint=hint)
    hint = "save it as UTF-8 (in a spreadsheet: `CSV UTF-8`)"
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            message = f"the file is {encoding}, UTF-8 is wanted"
            raise refusal("encoding", message, file=name, hint=hint)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"byte {error.start + 1} isn't UTF-8"
        raise refusal("encoding", message, file=name, line=line, hint=hint) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        hint = "check that it is a text file"
        raise refusal("nul-character", "a NUL in the text", file=name, line=line, hint=hint)
    return text
