"""A report as one page that needs nothing else: its style and pictures stand in it."""

from collections.abc import Iterator, Sequence
from html import escape
from importlib import resources
from typing import Final

from dunnix.cli.metrics import sentences as texts
from dunnix.cli.metrics.findings import count_of
from dunnix.cli.metrics.report import Report
from dunnix.cli.metrics.shown import Shown
from dunnix.cli.metrics.text import heading_of, tables_of, title_of
from dunnix.cli.streams import clean
from dunnix.cli.table import Column
from dunnix.figures import draw_ageing, draw_trend
from dunnix.ledger import Finding, QualityReport
from dunnix.metrics import Trend
from dunnix.words import Words

_WIDE: Final = 3


def page_of(report: Report, dso: Trend, say: Words) -> str:
    """Give a report as HTML: light and dark as the reader's system is, and fit for A4."""
    title = _text(title_of(report, say))
    lines = "".join(f"<p>{_text(line)}</p>\n" for line in heading_of(report, say))
    style = resources.files("dunnix.cli").joinpath("data/report.css").read_text(encoding="utf-8")
    parts = [*_pictures(report, dso, say), *map(_section, tables_of(report, say))]
    if report.findings is not None:
        parts.append(_findings(report.findings, say))
    return (
        f'<!DOCTYPE html>\n<html lang="{say.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"<header>\n<h1>{title}</h1>\n{lines}</header>\n"
        f"<main>\n{''.join(parts)}</main>\n</body>\n</html>\n"
    )


def _pictures(report: Report, dso: Trend, say: Words) -> Iterator[str]:
    """Draw what is owed by age, and how the DSO went where it has gone anywhere."""
    if report.ageing.lines:
        ageing = report.ageing if report.split is None else report.split.ageing
        yield f"<figure>\n{draw_ageing(ageing, language=say.language)}</figure>\n"
    defined = [day for day in dso.days if any(each.value is not None for each in day)]
    if len(defined) > 1:
        yield f"<figure>\n{draw_trend(dso, language=say.language)}</figure>\n"


def _section(shown: Shown) -> str:
    plain = shown.rows[: len(shown.rows) - shown.sums]
    sums = shown.rows[len(plain) :]
    head = _row(shown.columns, [each.head for each in shown.columns], "th")
    wide = ' class="wide"' if sum(each.right for each in shown.columns) >= _WIDE else ""
    notes = "".join(f'<p class="note">{_text(note)}</p>\n' for note in shown.notes)
    return (
        f"<section{wide}>\n<h2>{_text(shown.title)}</h2>\n"
        f"<table>\n<thead>{head}</thead>\n"
        f"{_body(shown.columns, plain)}{_body(shown.columns, sums, ' class=sums')}"
        f"</table>\n{notes}</section>\n"
    )


def _body(columns: Sequence[Column], rows: Sequence[Sequence[str]], known_by: str = "") -> str:
    lines = "\n".join(_row(columns, row, "td") for row in rows)
    return f"<tbody{known_by}>\n{lines}\n</tbody>\n" if rows else ""


def _row(columns: Sequence[Column], cells: Sequence[str], tag: str) -> str:
    written: list[str] = []
    for column, cell in zip(columns, cells, strict=True):
        known_by = " class=number" if column.right else ""
        written.append(f"<{tag}{known_by}>{_text(cell)}</{tag}>")
    return f"<tr>{''.join(written)}</tr>"


def _findings(found: QualityReport, say: Words) -> str:
    listed = "".join(_finding(each) for each in found)
    return (
        f'<section class="wide findings">\n<h2>{_text(say.say(texts.FINDINGS))}</h2>\n'
        f'<p>{_text(count_of(found, say))}</p>\n<div lang="en">\n{listed}</div>\n</section>\n'
    )


def _finding(finding: Finding) -> str:
    first, *below = (_text(line.strip()) for line in str(finding).splitlines())
    items = "".join(f"<li>{line}</li>\n" for line in below)
    return f"<h3>{first}</h3>\n<ul>\n{items}</ul>\n"


def _text(text: str) -> str:
    return escape(clean(text))
