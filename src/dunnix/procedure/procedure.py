"""A procedure as a value: a scenario in sentences, each with the key and the line it stands for."""

from typing import Any, TypeAlias

import attrs

Path: TypeAlias = tuple[str | int, ...]


@attrs.frozen(kw_only=True, order=False)
class Sentence:
    """One sentence, the path of the key it tells of, and that key's line, from 1.

    A path is that of the tables of a file: `("step", 4)` is the fifth step with its day, its
    channel and whom it reaches, `("step", 4, "deadline")` its deadline. No line where no source
    was given, or where the source leaves the key to its default.
    """

    text: str
    path: Path
    line: int | None = None


@attrs.frozen(kw_only=True, order=False)
class Paragraph:
    """Sentences about one thing, such as a step; `title` is empty where it needs none."""

    title: str = ""
    sentences: tuple[Sentence, ...]


@attrs.frozen(kw_only=True, order=False)
class Section:
    """A part of a procedure, such as a phase or what makes dunning wait."""

    title: str
    paragraphs: tuple[Paragraph, ...]


@attrs.frozen(kw_only=True, order=False)
class Procedure:
    """A scenario as a procedure that a person can read and sign.

    `scenario` is its id and version and `scenario_hash` its hash, so that what was signed can be
    told from what is run. `signing` are the words below the lines for a date, a name and a
    signature.
    """

    scenario: str
    scenario_hash: str
    language: str
    title: str
    heading: tuple[str, ...]
    sections: tuple[Section, ...]
    signing: tuple[str, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences, in the order they are read."""
        return tuple(
            sentence
            for section in self.sections
            for paragraph in section.paragraphs
            for sentence in paragraph.sentences
        )

    def to_text(self, width: int = 80) -> str:
        """Write it as text of so many columns, from 40, the lines of the source in its margin.

        Raises `ValueError` for a narrower one.
        """
        from dunnix.procedure.text import text_of  # words are made on demand

        return text_of(self, width)

    def to_html(self) -> str:
        """Write it as one page that needs nothing else, fit for printing on A4."""
        from dunnix.procedure.page import page_of

        return page_of(self)

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain data; the names are stable."""
        return attrs.asdict(self)

    def __str__(self) -> str:
        return self.to_text()
