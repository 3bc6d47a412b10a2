"""The commands and their options, with a help that one can learn from."""

import argparse
import difflib
from collections.abc import Callable, Sequence
from importlib import import_module, metadata
from pathlib import Path
from typing import Final, NoReturn, TypeAlias

from dunnix.cli.arguments import (
    capacity_of,
    column_of,
    count_of_days,
    count_of_jobs,
    country,
    currency,
    date_format,
    delimiter,
    iso_day,
    named,
    new_id,
    step_of,
)
from dunnix.cli.draw_options import DRAW_EXAMPLES, add_draw_options
from dunnix.cli.metrics.options import METRICS_EXAMPLES, add_metrics_options
from dunnix.cli.usage import UsageError
from dunnix.schema import FileKind
from dunnix.words import languages_of

_INTRODUCTION: Final = """\
What to do next to get an invoice paid: for each debtor, on a day you name, the
next action, why, and when to ask again; and the figures of a whole ledger.
"""
_START: Final = """\
examples:
  dunnix demo
  dunnix plan ledger/ --scenario fr-b2b --as-of 2026-02-05
  dunnix explain ledger/ --scenario fr-b2b --as-of 2026-02-05 --debtor D42
  dunnix metrics ledger/ --as-of 2026-02-05
  dunnix plan --help
"""
_EXIT_CODES: Final = """\
exit codes: 0 fine, 1 something is wrong with the data or the scenario (it is
listed on standard error), 2 the command itself can't be, 3 a fault of dunnix
"""
_LEDGER: Final = "a .json, .jsonl or .csv file, or a folder of CSV files"
_SCENARIO: Final = "the path of a .toml file, or the id of one that ships: fr-b2b, gentle, ..."
_STRATEGY: Final = "the path of a .toml file that gives each debtor its scenario"
_COLUMNS: Final = """\
A ledger is a folder of CSV files (invoices.csv and what else there is:
payments.csv, debtors.csv, promises.csv, ...), the same as JSON, or a single CSV
file of invoices. The fields of an invoice are id, debtor, due_date, amount,
currency, and where you have them issue_date and paid_on. Name the columns where
they are called otherwise, and say how the dates are written:

  dunnix plan invoices.csv --scenario fr-b2b --as-of 2026-02-05 \\
      --map id=Number debtor=Customer amount=Total due_date=Due \\
      --dates D/M/YYYY --currency EUR

The same as JSON has an account for each debtor, and amounts in quotes:

  {"accounts": [{"debtor": {"id": "D42"}, "invoices": [{"id": "F-101",
    "due_date": "2026-02-04", "amount": "1200.00", "currency": "EUR"}]}]}
"""
_EXAMPLES: Final = {
    "demo": """\
examples:
  dunnix demo
  dunnix demo --language fr
  dunnix demo --write playground      the ledger and the scenario, to play with
""",
    "init": """\
examples:
  dunnix init                        asks what it needs to know
  dunnix init own --country FR
  dunnix init own --country US --party consumer --end person --folder rules

Two files are written, own.toml and own.test.toml; none is overwritten.
""",
    "plan": f"""\
{_COLUMNS}
examples:
  dunnix plan ledger/ --scenario fr-b2b --as-of 2026-02-05
  dunnix plan ledger.json --scenario my.toml --as-of 2026-02-05 \\
      --format json > decisions.json
  dunnix plan ledger/ --scenario fr-b2b --as-of 2026-02-05 --debtor D42
  dunnix plan ledger/ --strategy strategy.toml --as-of 2026-02-05

A row that can't be read holds its debtor's account; the others are planned, and
the exit code is 1. --strict plans nothing then.
""",
    "agenda": """\
examples:
  dunnix agenda ledger/ --scenario fr-b2b --as-of 2026-02-05
  dunnix agenda ledger/ --scenario fr-b2b --as-of 2026-02-05 --days 30 --owner lea
  dunnix agenda ledger/ --scenario fr-b2b --as-of 2026-02-05 --format ics > agenda.ics
  dunnix agenda ledger/ --strategy strategy.toml --as-of 2026-02-05

What comes is what would come if nobody did anything but us. `--format ics` needs
the extra `agenda`. What a ledger is: dunnix plan --help
""",
    "worklist": """\
examples:
  dunnix worklist ledger/ --scenario fr-b2b --as-of 2026-02-05
  dunnix worklist ledger/ --scenario fr-b2b --as-of 2026-02-05 --capacity lea=40 max=25
  dunnix worklist ledger/ --strategy strategy.toml --as-of 2026-02-05

What a ledger is, and how its columns are named: dunnix plan --help
""",
    "explain": """\
examples:
  dunnix explain ledger/ --scenario fr-b2b --as-of 2026-02-05 --debtor D42
  dunnix explain ledger/ --scenario fr-b2b --as-of 2026-02-05 --debtor D42 \\
      --step formal-notice

What a ledger is, and how its columns are named: dunnix plan --help
""",
    "print": """\
examples:
  dunnix print fr-b2b
  dunnix print my.toml --language fr --format html --output procedure.html

A number in the margin is the line of the file that a sentence tells of. The page
is made to be printed on A4, and to be signed.
""",
    "diff": """\
examples:
  dunnix diff fr-b2b@2026.0 fr-b2b
  dunnix diff mine.toml mine-2.toml --ledger ledger/ --as-of 2026-02-05
  dunnix diff mine.toml mine-2.toml --ledger ledger/ --as-of 2026-02-05 \\
      --steps call=first-call reminder=

With a ledger, accounts are decided under both, moved to the new scenario as they
stand. `--steps` says what becomes of steps whose id changes, nothing for one that
has no counterpart. What a ledger is: dunnix plan --help

Exit codes are those of diff: 0 nothing differs, 1 something does, 2 they can't be
compared.
""",
    "check": """\
examples:
  dunnix check my.toml
  dunnix check scenarios/*.toml --format json
  dunnix check my.toml --format github     as annotations of a workflow

What is found by trying a scenario is shown with an account, day by day. What is
accepted on purpose goes into `allow`, with the reason. Warnings are shown and
don't count for the exit code; "not proved" says what was looked for in vain.
""",
    "test": """\
examples:
  dunnix test my-first.test.toml
  dunnix test scenarios/ --coverage
  dunnix test new.test.toml --accept       write what happens where nothing is expected yet

A file of tests holds an account, what happens to it, and all that must be done:

  scenario = "my-first.toml"
  [account]
  debtor   = { id = "D1" }
  invoices = [ { id = "F-1", due_date = 2026-02-04, amount = "90.00", currency = "EUR" } ]
  [[test]]
  name   = "silence ends at the agency"
  until  = 2026-04-30
  expect = [ { on = 2026-01-30, step = "reminder" } ]
""",
    "draw": DRAW_EXAMPLES,
    "import": """\
examples:
  dunnix import odoo followup_levels.csv --currency EUR --output my.toml
  dunnix import sap procedure.csv --id b2b --output b2b.toml
  dunnix import tryton levels.json --currency EUR > my.toml

What the system means otherwise is told in comments of the scenario, each above
the line it is about, and listed. Which fields are read, and what becomes of
them: docs, how-to "Import rules from another system".
""",
    "metrics": METRICS_EXAMPLES,
    "schema": """\
examples:
  dunnix schema scenario
  dunnix schema scenario --output scenario.schema.json

Write  #:schema ./scenario.schema.json  at the top of a scenario: editors that
read TOML by a schema then complete and explain its keys.
""",
}


class _Parser(argparse.ArgumentParser):
    """A parser whose faults are exceptions, so that one place writes and gives the exit code."""

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print; where something is missing, with all that is wanted."""
        hint = f"`{self.prog} --help` shows how it is used"
        if "required" in message:
            first, _, _ = (self.epilog or "").partition("examples:\n")[2].partition("\n")
            hint = f"write such as `{first.strip()}`; `{self.prog} --help` shows more"
        raise UsageError(message, hint=hint)

    def require_nothing(self) -> None:
        """Do without what must be given: what else was written may say why it is missing."""
        for action in self._actions:
            action.required = False
        for group in self._mutually_exclusive_groups:
            group.required = False


_Add: TypeAlias = Callable[..., _Parser]


def build_parser(*, lenient: bool = False) -> argparse.ArgumentParser:
    """Build the parser of all commands; a lenient one doesn't insist on what must be given."""
    parser = _Parser(
        prog="dunnix",
        description=_INTRODUCTION,
        epilog=f"{_START}\n{_EXIT_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"dunnix {_version()}")
    commands = parser.add_subparsers(required=not lenient, metavar="COMMAND", dest="command")
    for command in (
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
    ):
        command(commands.add_parser)
    if lenient:
        for each in commands.choices.values():
            each.require_nothing()
    return parser


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Read the arguments; what a command doesn't know is refused with what may be meant."""
    try:
        arguments, unknown = build_parser().parse_known_args(argv)
    except UsageError:
        # A misspelt option is missing under its own name; what was written says more.
        arguments, unknown = build_parser(lenient=True).parse_known_args(argv)
        unknown = [each for each in unknown if each.startswith("-")]
        if not unknown:
            raise
    if not unknown:
        return arguments
    command, wrong = f"dunnix {arguments.command or ''}".rstrip(), unknown[0].partition("=")[0]
    places = {
        "command",
        "run",
        "ledger",
        "scenarios",
        "tests",
        "source",
        "old",
        "new",
        "kind",
        "system",
        "file",
    }
    options = [f"--{name.replace('_', '-')}" for name in vars(arguments) if name not in places]
    near = difflib.get_close_matches(wrong, options, n=1, cutoff=0.7)
    hint = f"did you mean `{near[0]}`?" if near else f"`{command} --help` shows how it is used"
    raise UsageError(f"`{command}` takes no `{wrong}`", hint=hint)


def _version() -> str:
    try:
        return metadata.version("dunnix")
    except metadata.PackageNotFoundError:
        return "(run from its source)"


def _command(add: _Add, name: str, text: str) -> _Parser:
    parser = add(
        name,
        help=text,
        description=f"{text[0].upper()}{text[1:]}.",
        epilog=_EXAMPLES[name],
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.set_defaults(run=_runner(name))
    return parser


def _runner(module: str) -> Callable[[argparse.Namespace], bool]:
    """Import a command only when it is run: `--help` is quick then."""

    def run(arguments: argparse.Namespace) -> bool:
        found: bool = import_module(f"dunnix.cli.{module}").run(arguments)
        return found

    return run


def _demo(add: _Add) -> None:
    demo = _command(add, "demo", "see it work on a ledger that comes with dunnix")
    demo.add_argument("--as-of", type=iso_day, metavar="DAY", help="another day of that ledger")
    demo.add_argument(
        "--write", type=named, metavar="FOLDER", help="write the ledger and scenario as files"
    )
    _language(demo)


def _init(add: _Add) -> None:
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


def _plan(add: _Add) -> None:
    plan = _command(add, "plan", "today's actions, what is held and why")
    _ledger_by_rules(plan)
    plan.add_argument("--debtor", type=named, metavar="ID", help="this debtor only")
    plan.add_argument(
        "--format",
        choices=("text", "json", "csv"),
        default="text",
        help="text (default); json: a list of decisions; csv: a row an action and invoice",
    )
    _language(plan)


def _agenda(add: _Add) -> None:
    agenda = _command(add, "agenda", "what is late, for today and coming, by day")
    _ledger_by_rules(agenda)
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
    _language(agenda)


def _worklist(add: _Add) -> None:
    worklist = _command(add, "worklist", "what people do today, and what is put off until when")
    _ledger_by_rules(worklist)
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
    _language(worklist)


def _explain(add: _Add) -> None:
    explain = _command(add, "explain", "one debtor's decision in words, and what would stop it")
    _ledger_by_rules(explain)
    explain.add_argument("--debtor", type=named, metavar="ID", required=True, help="whose decision")
    explain.add_argument("--step", metavar="STEP", help="say why this step isn't taken today")
    _language(explain)


def _check(add: _Add) -> None:
    check = _command(add, "check", "all that is wrong with scenarios and strategies")
    check.add_argument("scenarios", nargs="+", type=named, metavar="SCENARIO", help=_SCENARIO)
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


def _test(add: _Add) -> None:
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


def _print(add: _Add) -> None:
    printed = _command(add, "print", "a scenario as a procedure in prose, to be read and signed")
    printed.set_defaults(run=_runner("procedure"))
    printed.add_argument("source", type=named, metavar="SCENARIO", help=_SCENARIO)
    printed.add_argument(
        "--format",
        choices=("text", "html", "json"),
        default="text",
        help="text (default); html: a page to be printed; json: sentences with their lines",
    )
    printed.add_argument("--output", type=named, metavar="FILE", help="write it to a file")
    _language(printed)


def _diff(add: _Add) -> None:
    diff = _command(add, "diff", "what changes between two scenarios, and for whom")
    diff.set_defaults(run=_runner("difference"))
    diff.add_argument("old", type=named, metavar="OLD", help=_SCENARIO)
    diff.add_argument("new", type=named, metavar="NEW", help="the scenario in its place")
    diff.add_argument("--ledger", type=named, metavar="LEDGER", help=f"decide on it: {_LEDGER}")
    _reading(diff, "decided about", "compare", must="given with `--ledger`")
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
    _language(diff)


def _draw(add: _Add) -> None:
    draw = _command(add, "draw", "a scenario, or a debtor's account, as a picture or a page")
    draw.add_argument("scenario", type=named, metavar="SCENARIO", help=_SCENARIO)
    add_draw_options(draw)
    _reading(draw, "of an account's picture", "draw", must="given with `--ledger`")
    _language(draw)


def _import(add: _Add) -> None:
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


def _metrics(add: _Add) -> None:
    metrics = _command(add, "metrics", "the figures of a ledger: ageing, DSO, who pays late")
    metrics.set_defaults(run=_runner("metrics.command"))
    metrics.add_argument("ledger", type=named, metavar="LEDGER", help=_LEDGER)
    _reading(metrics, "reported on", "report")
    add_metrics_options(metrics)
    _language(metrics)


def _schema(add: _Add) -> None:
    schema = _command(add, "schema", "what editors complete and check files by, as JSON Schema")
    kinds = tuple(map(str, FileKind))
    schema.add_argument("kind", choices=kinds, metavar="KIND", help=", ".join(kinds))
    schema.add_argument("--output", type=named, metavar="FILE", help="write it instead to a file")


def _ledger_by_rules(parser: _Parser) -> None:
    """Add what says which ledger is decided about, and by which scenario or strategy."""
    parser.add_argument("ledger", type=named, metavar="LEDGER", help=_LEDGER)
    _reading(parser, "decided about", "plan")
    rules = parser.add_mutually_exclusive_group(required=True)
    rules.add_argument("--scenario", type=named, metavar="SCENARIO", help=_SCENARIO)
    rules.add_argument("--strategy", type=named, metavar="STRATEGY", help=_STRATEGY)


def _reading(parser: _Parser, day_is: str, verb: str, must: str = "given") -> None:
    """Add what says how a ledger is read, and as of which day."""
    parser.add_argument(
        "--as-of",
        type=iso_day,
        metavar="DAY",
        help=f"the day {day_is}, as 2026-02-05; must be {must}",
    )
    parser.add_argument(
        "--map",
        nargs="+",
        action="extend",
        type=column_of,
        default=[],
        metavar="FIELD=COLUMN",
        help="which column of a CSV file holds a field; several, and may be repeated",
    )
    parser.add_argument(
        "--dates",
        type=date_format,
        metavar="FORMAT",
        help="how all dates are written, if not as 2026-02-05: D/M/YYYY, M/D/YYYY, %%d.%%m.%%Y",
    )
    parser.add_argument(
        "--currency", type=currency, metavar="CODE", help="of rows that name none: EUR, USD, ..."
    )
    parser.add_argument(
        "--delimiter", type=delimiter, metavar="SIGN", help="of CSV cells: , ; | or tab"
    )
    parser.add_argument("--strict", action="store_true", help=f"{verb} nothing if any row is bad")


def _language(parser: _Parser) -> None:
    parser.add_argument(
        "--language",
        choices=languages_of("dunnix.cli"),
        default="en",
        help="of the text (default en)",
    )
