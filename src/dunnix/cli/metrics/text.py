"""A report as people read it: what stands in it, in order, and how a terminal shows it."""

from collections.abc import Iterator

from dunnix.cli import sentences
from dunnix.cli.metrics import sentences as texts
from dunnix.cli.metrics.ageing import ageing_tables, split_ageing_tables
from dunnix.cli.metrics.cash_table import cash_tables
from dunnix.cli.metrics.debtor_tables import debtor_tables
from dunnix.cli.metrics.figure_tables import figure_tables, split_figure_tables
from dunnix.cli.metrics.findings import show_findings
from dunnix.cli.metrics.report import Report
from dunnix.cli.metrics.shown import Shown
from dunnix.cli.streams import Screen, clean
from dunnix.cli.table import lay_out
from dunnix.words import Words


def show_report(screen: Screen, report: Report, say: Words) -> None:
    """Show a report in full."""
    screen.put((title_of(report, say), "title"))
    for text in heading_of(report, say):
        screen.put(clean(text))
    for shown in tables_of(report, say):
        screen.title(clean(shown.title))
        for line in lay_out(shown.columns, shown.rows, screen.width):
            screen.put(*line)
        for note in shown.notes:
            screen.put((clean(note), "dim"))
    if report.findings is not None:
        show_findings(screen, report.findings, say)


def title_of(report: Report, say: Words) -> str:
    """Name a report by its day."""
    return say.say(texts.REPORT, day=say.day(report.question.as_of))


def heading_of(report: Report, say: Words) -> Iterator[str]:
    """Say what a report is about, and what is not in it."""
    question = report.question
    yield say.say(
        texts.LEDGER, ledger=report.source, debtors=report.debtors, invoices=report.invoices
    )
    yield say.say(texts.PERIOD, first=say.day(question.first), last=say.day(question.as_of))
    if report.left_out:
        yield say.say(texts.LEFT_OUT, debtors=len(report.left_out))
    if not report.ageing.lines:
        yield say.say(sentences.NOTHING_OPEN if report.debtors else texts.NO_FIGURES)


def tables_of(report: Report, say: Words) -> Iterator[Shown]:
    """Give the tables of a report in the order they are read; those without a row are left out."""
    yield from ageing_tables(report.ageing, say)
    if report.split is not None:
        yield from split_ageing_tables(report.split.ageing, say)
    yield from figure_tables(report, say)
    if report.split is not None:
        yield from split_figure_tables(report.split, say)
    yield from debtor_tables(report, say)
    yield from cash_tables(report.cash, say)
