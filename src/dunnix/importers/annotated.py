"""A TOML text with comments above the lines they are about."""

import re
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from dunnix.model.rows import one_line

Note = tuple[str, Sequence[str]]
"""The path of a key, as `contact.gap` or `step.level-2.fee`, and what is to be told there."""

_WIDTH: Final = 96
_HEADER: Final = re.compile(r"\[+([\w.-]+)\]+")
_KEY: Final = re.compile(r"([\w-]+) = ")
_ID: Final = re.compile(r'id = "([^"]+)"')


def annotated(toml: str, first: Iterable[str], notes: Iterable[Note]) -> str:
    """Put notes into a TOML text, `first` at its top.

    What is about a key stands above its line; what is about a key that isn't written, above the
    table it would be in.
    """
    blocks = [block.splitlines() for block in toml.rstrip("\n").split("\n\n")]
    above: dict[tuple[int, int], list[str]] = defaultdict(list)
    for where, lines in notes:
        above[_line_of(blocks, where)] += _comment(lines)
    told = [f"# {one_line(line)}" for line in first]
    written = [
        "\n".join(part for line, text in enumerate(block) for part in (*above[at, line], text))
        for at, block in enumerate(blocks)
    ]
    return "\n".join([*told, ""]) + "\n" + "\n\n".join(written) + "\n"


def _line_of(blocks: Sequence[Sequence[str]], where: str) -> tuple[int, int]:
    """Give the block and the line of a key: of its table, if it isn't written."""
    table, _, key = where.rpartition(".")
    for at, block in enumerate(blocks):
        if _name(block) in {where, table} and (table or _name(block) == where):
            return at, _key_line(block, key) if _name(block) == table else 0
    return 0, _key_line(blocks[0], where)


def _name(block: Sequence[str]) -> str:
    """Give the path of a block: a step is named after its id."""
    header = _HEADER.fullmatch(block[0])
    if header is None:
        return ""
    named = _ID.fullmatch(block[1]) if block[0].startswith("[[") else None
    return f"{header[1]}.{named[1]}" if named else header[1]


def _key_line(block: Sequence[str], key: str) -> int:
    for line, text in enumerate(block):
        found = _KEY.match(text)
        if found and found[1] == key:
            return line
    return 0


def _comment(lines: Sequence[str]) -> list[str]:
    return [
        f"# {part}"
        for line in lines
        for part in textwrap.wrap(
            line, _WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
        )
    ]
