"""The commands, each with its options; what one does stands in a module of its own."""

import argparse
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final, TypeAlias

from dunnix.cli.arguments import (
    capacity_of,
    count_of_days,
    count_of_jobs,
    country,
    currency,
    iso_day,
    named,
    new_id,
    step_of,
)
from dunnix.cli.draw_options import add_draw_options
from dunnix.cli.examples import EXAMPLES, LEDGER, SCENARIO
from dunnix.cli.metrics.options import add_metrics_options
from dunnix.cli.shared_options import add_language, add_ledger_by_rules, add_reading
from dunnix.schema import FileKind

Add: TypeAlias = Callable[..., argparse.ArgumentParser]


def _command(add: Add, name: str, text: str) -> argparse.ArgumentParser:
    parser = add(
        name,
        help=text,
        description=f"{text[0].upper()}{text[1:]}.",
        epilog=EXAMPLES[name],
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.set_defaults(run=_runner(name), parser=parser)
    return parser


def _runner(module: str) -> Callable[[argparse.Namespace], bool]:
    """Import a command only when it is run: `--help` is quick then."""

    def run(arguments: argparse.Namespace) -> bool:
        found: bool = import_module(f"dunnix.cli.{module}").run(arguments)
        return found

    return run


def _demo(add: Add) -> None:
    demo = _command(add, "demo", "see it work on a ledger that comes with dunnix")
    demo.add_argument("--as-of", type=iso_day, metavar="DAY", help="another day of that ledger")
    demo.add_argument(
        "--write", type=named, metavar="FOLDER", help="write the ledger and scenario as files"
    )
    add_language(demo)


def _init(add: Add) -> None:
    init = _command(add, "init", "a scenario to begin with, and its tests")
    init.set_defaults(run=_runner("beginning.command"))
    init.add_argument("id", nargs="?", type=new_id, metavar="ID", help="what it is called")
    init.add_argument(
        "--country", type=country, metavar="CC", help="where the customers are: FR, DE, US, ..."
    )
    init.add_argument(
        "--currency", type=currency, metavar="CODE", help="of the invoices: EUR, USD, ..."
    )
    init.add_argument(
        "--party", choices=("company", "consumer", "public"), help="what the customers are"
    )
    init.add_argument(
        "--end",
        choices=("agency", "court", "person"),
        help="what comes after the notice; person: somebody decides",
    )
    init.add_argument("--no-calls", action="store_true", help="nobody is called")
    init.add_argument(
        "--folder",
        type=Path,
        default=Path(),
        metavar="FOLDER",
        help="where to write (default: the folder you are in)",
    )


def _plan(add: Add) -> None:
    plan = _command(add, "plan", "today's actions, what is held and why")
    add_ledger_by_rules(plan)
    plan.add_argument("--debtor", type=named, metavar="ID", help="this debtor only")
    plan.add_argument(
        "--format",
        choices=("text", "json", "csv"),
        default="text",
        help="text (default); json: a list of decisions; csv: a row an action and invoice",
    )
    add_language(plan)


def _agenda(add: Add) -> None:
    agenda = _command(add, "agenda", "what is late, for today and coming, by day")
    add_ledger_by_rules(agenda)
    agenda.add_argument(
        "--days", type=count_of_days, default=14, metavar="N", help="how far to look (default 14)"
    )
    agenda.add_argument("--owner", metavar="NAME", help="the entries of one owner only")
    agenda.add_argument(
        "--format",
        choices=("text", "json", "ics"),
        default="text",
        help="text (default); json; ics: a file that calendars read",
    )
    add_language(agenda)


def _worklist(add: Add) -> None:
    worklist = _command(add, "worklist", "what people do today, and what is put off until when")
    add_ledger_by_rules(worklist)
    worklist.add_argument(
        "--capacity",
        nargs="+",
        action="extend",
        type=capacity_of,
        default=[],
        metavar="OWNER=N",
        help="how many actions an owner does in a day; several, and may be repeated",
    )
    worklist.add_argument("--format", choices=("text", "json"), default="text")
    add_language(worklist)


def _explain(add: Add) -> None:
    explain = _command(add, "explain", "one debtor's decision in words, and what would stop it")
    add_ledger_by_rules(explain)
    explain.add_argument("--debtor", type=named, metavar="ID", required=True, help="whose decision")
    explain.add_argument("--step", metavar="STEP", help="say why this step isn't taken today")
    add_language(explain)


def _check(add: Add) -> None:
    check = _command(add, "check", "all that is wrong with scenarios and strategies")
    check.add_argument("scenarios", nargs="+", type=named, metavar="SCENARIO", help=SCENARIO)
    check.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="text (default); json: a list of what is found; github: commands of a workflow",
    )
    check.add_argument(
        "--registry",
        type=Path,
        metavar="FILE",
        help="the versions published so far: none may stand for another text",
    )
    check.add_argument(
        "--register", action="store_true", help="add to it what no error refuses, once it is fine"
    )


def _test(add: Add) -> None:
    test = _command(add, "test", "tests of scenarios: what must happen against what does")
    test.set_defaults(run=_runner("scenario_tests.command"))
    test.add_argument(
        "tests", nargs="+", metavar="TESTS", help="files of tests, or folders of *.test.toml"
    )
    test.add_argument("--coverage", action="store_true", help="what the tests came to, and didn't")
    test.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="text (default); json; github: notes of a build",
    )
    test.add_argument(
        "--accept", action="store_true", help="write what happens where `expect` is missing"
    )
    test.add_argument(
        "--accept-changes", action="store_true", help="the same where it differs as well"
    )
    test.add_argument(
        "--jobs", type=count_of_jobs, metavar="N", help="processes for many tests (default: all)"
    )


def _print(add: Add) -> None:
    printed = _command(add, "print", "a scenario as a procedure in prose, to be read and signed")
    printed.set_defaults(run=_runner("procedure"))
    printed.add_argument("source", type=named, metavar="SCENARIO", help=SCENARIO)
    printed.add_argument(
        "--format",
        choices=("text", "html", "json"),
        default="text",
        help="text (default); html: a page to be printed; json: sentences with their lines",
    )
    printed.add_argument("--output", type=named, metavar="FILE", help="write it to a file")
    add_language(printed)


def _diff(add: Add) -> None:
    diff = _command(add, "diff", "what changes between two scenarios, and for whom")
    diff.set_defaults(run=_runner("difference"))
    diff.add_argument("old", type=named, metavar="OLD", help=SCENARIO)
    diff.add_argument("new", type=named, metavar="NEW", help="the scenario in its place")
    diff.add_argument("--ledger", type=named, metavar="LEDGER", help=f"decide on it: {LEDGER}")
    add_reading(diff, "decided about", "compare", must="given with `--ledger`")
    diff.add_argument(
        "--steps",
        nargs="+",
        action="extend",
        type=step_of,
        default=[],
        metavar="STEP=NEW",
        help="what a step is called in the new scenario; several, and may be repeated",
    )
    diff.add_argument("--format", choices=("text", "json"), default="text")
    add_language(diff)


def _draw(add: Add) -> None:
    draw = _command(add, "draw", "a scenario, or a debtor's account, as a picture or a page")
    draw.add_argument("scenario", type=named, metavar="SCENARIO", help=SCENARIO)
    add_draw_options(draw)
    add_reading(draw, "of an account's picture", "draw", must="given with `--ledger`")
    add_language(draw)


def _import(add: Add) -> None:
    rules = _command(add, "import", "the dunning rules of another system, made a scenario")
    rules.set_defaults(run=_runner("import_rules"))
    rules.add_argument(
        "system",
        choices=("business-central", "odoo", "sap", "tryton"),
        metavar="SYSTEM",
        help="whose rules they are: business-central, odoo, sap or tryton",
    )
    rules.add_argument("file", type=named, metavar="FILE", help="the exported .csv or .json file")
    rules.add_argument(
        "--id", type=named, metavar="ID", help="of the scenario, if not what the rules are called"
    )
    rules.add_argument(
        "--currency", type=currency, metavar="CODE", help="of the scenario: EUR, USD, ..."
    )
    rules.add_argument(
        "--output", type=named, metavar="FILE", help="where to write the scenario, as a .toml file"
    )


def _metrics(add: Add) -> None:
    metrics = _command(add, "metrics", "the figures of a ledger: ageing, DSO, who pays late")
    metrics.set_defaults(run=_runner("metrics.command"))
    metrics.add_argument("ledger", type=named, metavar="LEDGER", help=LEDGER)
    add_reading(metrics, "reported on", "report")
    add_metrics_options(metrics)
    add_language(metrics)


def _schema(add: Add) -> None:
    schema = _command(add, "schema", "what editors complete and check files by, as JSON Schema")
    kinds = tuple(map(str, FileKind))
    schema.add_argument("kind", choices=kinds, metavar="KIND", help=", ".join(kinds))
    schema.add_argument("--output", type=named, metavar="FILE", help="write it instead to a file")


COMMANDS: Final = (
    _demo,
    _init,
    _plan,
    _agenda,
    _worklist,
    _explain,
    _check,
    _test,
    _print,
    _diff,
    _draw,
    _import,
    _metrics,
    _schema,
)
"""What adds each command to the parser, in the order of the help."""
