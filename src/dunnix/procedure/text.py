"""A procedure as text: a line a sentence, and in the margin the line of the source it tells of."""

import textwrap
from collections.abc import Iterator
from typing import Final

from dunnix.procedure.procedure import Paragraph, Procedure, Section

_NARROWEST: Final = 40
_RULE: Final = "_" * 20


def text_of(procedure: Procedure, width: int) -> str:
    """Write a procedure in so many columns; `ValueError` for too few."""
    if width < _NARROWEST:
        raise ValueError(f"`width` must be at least {_NARROWEST}, not {width}")
    return "\n".join(_lines(procedure, width)) + "\n"


def _lines(procedure: Procedure, width: int) -> Iterator[str]:
    for line in (procedure.title, *procedure.heading):
        yield from _wrapped(line, width)
    margin = _margin(procedure)
    for section in procedure.sections:
        yield from _section(section, margin, width)
    yield ""
    for word in procedure.signing:
        yield ""
        yield f"{'':{margin}}{word:<12} {_RULE}"


def _margin(procedure: Procedure) -> int:
    """Give how wide the margin is: as the highest line, and a space on either side."""
    highest = max((each.line or 0 for each in procedure.sentences), default=0)
    return len(str(highest)) + 2 if highest else 2


def _section(section: Section, margin: int, width: int) -> Iterator[str]:
    yield ""
    yield from _wrapped(section.title.upper(), width)
    for paragraph in section.paragraphs:
        yield from _paragraph(paragraph, margin, width)


def _paragraph(paragraph: Paragraph, margin: int, width: int) -> Iterator[str]:
    yield ""
    if paragraph.title:
        yield from _wrapped(paragraph.title, width, margin)
    for sentence in paragraph.sentences:
        number = "" if sentence.line is None else str(sentence.line)
        yield from _wrapped(sentence.text, width, margin, number)


def _wrapped(text: str, width: int, margin: int = 0, number: str = "") -> list[str]:
    """Break a text into lines, with a number in the margin of the first."""
    return textwrap.wrap(
        text,
        width,
        initial_indent=f"{number:>{margin - 2}}  " if margin else "",
        subsequent_indent=" " * margin,
        break_on_hyphens=False,
    )
