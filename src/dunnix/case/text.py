"""A case file as plain text: headings, and columns parted by two spaces."""

from collections.abc import Iterator, Sequence
from typing import Final

from dunnix.case.layout import Section, heading_of, sections_of, title_of
from dunnix.case.values import CaseFile
from dunnix.case.words import words

_PLAIN_SPACES: Final = str.maketrans("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}", "  ")


def text_of(case: CaseFile) -> str:
    """Write a case file in its language."""
    say = words(case.language)
    title = title_of(case, say)
    parts = ["\n".join([title, "=" * len(title), *heading_of(case, say)])]
    parts += ["\n".join(_section(each)) for each in sections_of(case, say)]
    return "\n\n".join(parts) + "\n"


def _section(section: Section) -> Iterator[str]:
    yield section.title
    yield "-" * len(section.title)
    lines = [section.heads, *section.rows] if section.heads else section.rows
    widths = [max(len(row[place]) for row in lines) for place in range(len(lines[0]))]
    for row in lines:
        yield _line(row, widths, section.right)


def _line(row: Sequence[str], widths: Sequence[int], right: frozenset[int]) -> str:
    cells = (
        cell.rjust(width) if place in right else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    # Columns don't wrap, so the spaces that keep amounts together on a page aren't wanted.
    return "  ".join(cells).rstrip().translate(_PLAIN_SPACES)
