"""A procedure as one page that needs nothing else: its style stands in it."""

from html import escape
from importlib import resources

from dunnix.procedure.procedure import Paragraph, Procedure, Section, Sentence


def page_of(procedure: Procedure) -> str:
    """Give a procedure as HTML: light and dark as the reader's system is, and fit for A4."""
    title = escape(procedure.title)
    style = resources.files("dunnix.procedure").joinpath("data/procedure.css")
    heading = "".join(f"<p>{escape(line)}</p>\n" for line in procedure.heading)
    sections = "".join(map(_section, procedure.sections))
    signing = "".join(f"<p>{escape(word)}</p>\n" for word in procedure.signing)
    return (
        f'<!DOCTYPE html>\n<html lang="{procedure.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{style.read_text(encoding='utf-8')}</style>\n"
        f"</head>\n<body>\n<header>\n<h1>{title}</h1>\n{heading}</header>\n<main>\n{sections}"
        f"</main>\n<footer>\n{signing}</footer>\n</body>\n</html>\n"
    )


def _section(section: Section) -> str:
    paragraphs = "".join(map(_paragraph, section.paragraphs))
    return f"<section>\n<h2>{escape(section.title)}</h2>\n{paragraphs}</section>\n"


def _paragraph(paragraph: Paragraph) -> str:
    title = f"<strong>{escape(_ended(paragraph.title))}</strong> " if paragraph.title else ""
    first, *others = paragraph.sentences
    margin = _number(first, "margin")
    rest = "".join(f" {_number(each, 'line')}{escape(each.text)}" for each in others)
    return f"<p>{margin}{title}{escape(first.text)}{rest}</p>\n"


def _ended(title: str) -> str:
    return title if title.endswith((".", "!", "?", "\N{HORIZONTAL ELLIPSIS}")) else f"{title}."


def _number(sentence: Sentence, kind: str) -> str:
    return "" if sentence.line is None else f'<span class="{kind}">{sentence.line}</span>'
