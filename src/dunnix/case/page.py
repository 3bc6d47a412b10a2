"""A case file as one page that needs nothing else: its style stands in it."""

from collections.abc import Sequence
from html import escape
from importlib import resources

from dunnix.case.layout import Section, heading_of, sections_of, title_of
from dunnix.case.values import CaseFile
from dunnix.case.words import words


def page_of(case: CaseFile) -> str:
    """Give a case file as HTML: light and dark as the reader's system is, and fit for A4."""
    say = words(case.language)
    title = escape(title_of(case, say))
    lines = "".join(f"<p>{escape(line)}</p>\n" for line in heading_of(case, say))
    style = resources.files("dunnix.case").joinpath("data/case.css").read_text(encoding="utf-8")
    parts = "".join(map(_section, sections_of(case, say)))
    return (
        f'<!DOCTYPE html>\n<html lang="{case.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"<header>\n<h1>{title}</h1>\n{lines}</header>\n<main>\n{parts}</main>\n</body>\n</html>\n"
    )


def _section(section: Section) -> str:
    start = f"<section>\n<h2>{escape(section.title)}</h2>\n"
    if not section.heads:
        pairs = "".join(
            f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>\n" for name, value in section.rows
        )
        return f"{start}<dl>\n{pairs}</dl>\n</section>\n"
    head = _row(section, section.heads, "th")
    body = "\n".join(_row(section, row, "td") for row in section.rows)
    return (
        f"{start}<table>\n<thead>{head}</thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</section>\n"
    )


def _row(section: Section, cells: Sequence[str], tag: str) -> str:
    written: list[str] = []
    for place, cell in enumerate(cells):
        known_by = " class=number" if place in section.right else ""
        written.append(f"<{tag}{known_by}>{escape(cell)}</{tag}>")
    return f"<tr>{''.join(written)}</tr>"
