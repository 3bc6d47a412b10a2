"""`dunnix metrics`: the figures of a ledger on a day, as text, JSON, CSV or a page."""

import argparse
import csv
import sys
from pathlib import Path

from dunnix.cli.inputs import ledger_asked
from dunnix.cli.metrics import sentences as texts
from dunnix.cli.metrics.findings import is_doubtful, show_findings
from dunnix.cli.metrics.question import question_asked
from dunnix.cli.metrics.report import Report, dso_trend, reckon_report
from dunnix.cli.metrics.rows import ageing_rows, report_object
from dunnix.cli.metrics.text import show_report
from dunnix.cli.problems import print_debtors, print_problems
from dunnix.cli.streams import Screen, clean, machine_output, print_json
from dunnix.cli.whole_file import write_whole
from dunnix.cli.words import report_words
from dunnix.words import Words


def run(arguments: argparse.Namespace) -> bool:
    """Report on a ledger; whether something is wrong with its data."""
    question = question_asked(arguments)
    ledger = ledger_asked(arguments)
    report = reckon_report(ledger, question)
    say = report_words(arguments.language)
    if arguments.html is not None:
        from dunnix.cli.metrics.page import page_of  # pictures are drawn for a page only

        page = page_of(report, dso_trend(ledger, question), say)
        write_whole(Path(arguments.html), page)
    match arguments.format:
        case "json":
            print_json(report_object(report))
        case "csv":
            _write_csv(report, say)
        case _:
            _write_text(report, arguments.html, say)
    is_bad = print_problems(ledger.problems)
    print_debtors("left out", ledger.held)
    return is_bad or (report.findings is not None and is_doubtful(report.findings))


def _write_csv(report: Report, say: Words) -> None:
    """Write the ageing; what was found has no column in it, and is told beside."""
    fields, *rows = ageing_rows(report)
    writer = csv.writer(machine_output(), lineterminator="\n")
    writer.writerows([fields, *rows])
    if report.findings is not None:
        show_findings(Screen(sys.stderr), report.findings, say)


def _write_text(report: Report, page: str | None, say: Words) -> None:
    screen = Screen()
    show_report(screen, report, say)
    if page is not None:
        screen.put()
        screen.put(say.say(texts.PAGE, file=clean(page)))
