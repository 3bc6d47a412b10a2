"""`dunnix metrics`: the figures of a ledger on a day, as text, JSON, CSV or a page."""

import argparse
import csv
import json
from pathlib import Path

from dunnix.cli import metrics_sentences as texts
from dunnix.cli.inputs import ledger_asked
from dunnix.cli.metrics_question import question_asked
from dunnix.cli.metrics_report import Report, dso_trend, reckon_report
from dunnix.cli.metrics_rows import ageing_rows, report_object
from dunnix.cli.metrics_text import show_report
from dunnix.cli.problems import print_debtors, print_problems
from dunnix.cli.streams import Screen, clean, machine_output
from dunnix.cli.whole_file import write_whole
from dunnix.cli.words import report_words


def run(arguments: argparse.Namespace) -> bool:
    """Report on a ledger; whether something is wrong with its data."""
    question = question_asked(arguments)
    ledger = ledger_asked(arguments)
    report = reckon_report(ledger, question)
    say = report_words(arguments.language)
    if arguments.html is not None:
        from dunnix.cli.metrics_page import page_of  # pictures are drawn for a page only

        page = page_of(report, dso_trend(ledger, question), say)
        write_whole(Path(arguments.html), page)
    if arguments.format == "json":
        json.dump(report_object(report), machine_output(), ensure_ascii=False, indent=1)
        print(file=machine_output())
    elif arguments.format == "csv":
        _write_csv(report)
    else:
        screen = Screen()
        show_report(screen, report, say)
        if arguments.html is not None:
            screen.put()
            screen.put(say.say(texts.PAGE, file=clean(arguments.html)))
    is_bad = print_problems(ledger.problems)
    print_debtors("left out", report.left_out)
    return is_bad


def _write_csv(report: Report) -> None:
    fields, *rows = ageing_rows(report)
    writer = csv.writer(machine_output(), lineterminator="\n")
    writer.writerows([fields, *rows])
