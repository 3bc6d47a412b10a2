"""`dunnix draw`: a scenario or an account as a picture, or as a page that needs nothing else."""

import argparse
from typing import Final

from dunnix.cli.coverage_file import coverage_in
from dunnix.cli.inputs import account_of, day_asked, ledger_asked
from dunnix.cli.problems import print_problems
from dunnix.cli.streams import clean
from dunnix.cli.usage import UsageError, as_typed
from dunnix.cli.whole_file import write_output
from dunnix.figures import (
    draw_account,
    draw_account_page,
    draw_page,
    draw_reactions,
    draw_scenario,
)
from dunnix.planning.project import last_day
from dunnix.scenario import Scenario, Strategy, load_source

_DAYS: Final = 60
_OF_ACCOUNT: Final = ("as_of", "debtor", "days", "map", "dates", "currency", "delimiter", "strict")


def run(arguments: argparse.Namespace) -> bool:
    """Draw what is asked; whether something is wrong with the account's data."""
    found = False
    if arguments.ledger is None:
        drawn = _scenario_drawn(arguments)
    else:
        drawn, found = _account_drawn(arguments)
    write_output(drawn, arguments.output)
    return found


def _scenario_drawn(arguments: argparse.Namespace) -> str:
    for name in _OF_ACCOUNT:
        if getattr(arguments, name):
            raise UsageError(
                f"`--{name.replace('_', '-')}` is about an account, and no ledger is given",
                hint="add `--ledger` and the path of the ledger",
            )
    scenario, language = _scenario_asked(arguments.scenario), arguments.language
    coverage = None if arguments.coverage is None else coverage_in(arguments.coverage, scenario)
    if arguments.format == "html":
        _refuse_part(arguments, "a page holds the timeline and the reactions")
        return draw_page(scenario, language=language, coverage=coverage)
    draw = draw_reactions if arguments.part == "reactions" else draw_scenario
    return draw(scenario, language=language, coverage=coverage)


def _refuse_part(arguments: argparse.Namespace, why: str) -> None:
    if arguments.part is not None:
        raise UsageError(f"`--part {arguments.part}` isn't needed: {why}", hint="leave it out")


def _scenario_asked(name: str) -> Scenario:
    """Give the scenario to draw; a strategy chooses one only for an account."""
    rules, _ = load_source(name)
    if isinstance(rules, Strategy):
        known = ", ".join(f"`{clean(each.id)}`" for each in rules.scenarios)
        raise UsageError(
            f"`{clean(name)}` is a strategy, and a strategy has no timeline",
            hint=f"draw one of its scenarios ({known}), or an account with `--ledger`",
        )
    return rules


def _account_drawn(arguments: argparse.Namespace) -> tuple[str, bool]:
    _refuse_part(arguments, "an account has one picture")
    if arguments.coverage is not None:
        raise UsageError("`--coverage` is about a scenario, not an account", hint="leave it out")
    if arguments.debtor is None:
        raise UsageError(
            "an account is one debtor's, and none is given",
            hint="add `--debtor` and its id, as in `--debtor D42`",
        )
    day = day_asked(arguments, "an account's picture")
    rules, _ = load_source(arguments.scenario)
    account = account_of(ledger_asked(arguments).accounts, arguments.debtor)
    days = _DAYS if arguments.days is None else arguments.days
    try:
        last_day(day, days)
    except ValueError as error:
        raise as_typed(error) from None
    draw = draw_account_page if arguments.format == "html" else draw_account
    drawn = draw(rules, account, as_of=day, days=days, language=arguments.language)
    return drawn, print_problems(account.problems)
