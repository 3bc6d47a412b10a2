"""What the commands decide on: the ledger, the scenario and the day, as the arguments name them."""

import argparse
import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from dunnix.cli.streams import clean
from dunnix.cli.usage import UsageError, as_typed
from dunnix.engine import Decision, decide
from dunnix.errors import ScenarioError, did_you_mean
from dunnix.ledger import Ledger, load_ledger
from dunnix.model import Account
from dunnix.scenario import Scenario, Strategy, load_scenario, load_strategy, parse_scenario
from dunnix.scenario.load import scenario_text
from dunnix.scenario.strategy_load import is_strategy

_MANY: Final = 2000
_EVERY: Final = 500


def rules_asked(arguments: argparse.Namespace) -> Scenario | Strategy:
    """Give the scenario or the strategy to decide by."""
    if arguments.strategy is not None:
        return _strategy(arguments.strategy)
    name: str = arguments.scenario
    try:
        return load_scenario(name)
    except ScenarioError:
        if is_strategy(name):
            raise _mistaken(name, "a strategy, no scenario", "--strategy") from None
        raise


def _strategy(name: str) -> Strategy:
    try:
        return load_strategy(name)
    except ScenarioError as error:
        if is_strategy(Path(name)) is False:
            raise _mistaken(name, "a scenario, no strategy", "--scenario") from None
        if error.problems[0].code == "missing-file" and is_strategy(name) is False:
            raise _mistaken(name, "a scenario that ships, no strategy", "--scenario") from None
        raise


def _mistaken(name: str, found: str, option: str) -> UsageError:
    message = f"`{clean(name)}` is {found}"
    return UsageError(message, hint=f"give it as `{option} {clean(name)}`")


def scenario_asked(source: str) -> tuple[Scenario, bytes]:
    """Give a scenario and its text; a strategy is refused as what it is."""
    try:
        name, text = scenario_text(source)
        return parse_scenario(text, name=name), text
    except ScenarioError:
        if is_strategy(source):
            hint = "give one of the scenarios it names"
            raise UsageError(f"`{clean(source)}` is a strategy, no scenario", hint=hint) from None
        raise


def day_asked(arguments: argparse.Namespace, of: str = "a decision") -> dt.date:
    """Give the day decided or reported about; it is never today by default."""
    day: dt.date | None = arguments.as_of
    if day is None:
        raise UsageError(
            f"{of} is about a day, and none is given",
            hint="add `--as-of` and the day, as in `--as-of 2026-02-05`",
        )
    return day


def ledger_asked(arguments: argparse.Namespace) -> Ledger:
    """Read the ledger; columns named twice are refused rather than one of them forgotten."""
    columns: dict[str, str] = {}
    for field, column in arguments.map:
        if columns.setdefault(field, column) != column:
            raise UsageError(f"`--map` names two columns for `{field}`")
    try:
        return load_ledger(
            arguments.ledger,
            columns=columns,
            currency=arguments.currency,
            dates=arguments.dates,
            strict=arguments.strict,
            delimiter=arguments.delimiter,
        )
    except ValueError as error:
        raise as_typed(error) from None


def account_of(accounts: Sequence[Account], debtor: str) -> Account:
    """Give a debtor's account; one that isn't there is named with its nearest."""
    for account in accounts:
        if account.debtor.id == debtor:
            return account
    known = [account.debtor.id for account in accounts]
    hint = did_you_mean(debtor, known) or f"give an id as the ledger has it, such as `{known[0]}`"
    raise UsageError(f"the ledger has no debtor `{clean(debtor)}`", hint=clean(hint))


def decided(
    scenario: Scenario | Strategy, accounts: Sequence[Account], day: dt.date
) -> Iterator[Decision]:
    """Decide for each account, and show on a terminal how far it is."""
    return (decide(scenario, account, as_of=day) for account in watched(accounts))


def watched(accounts: Sequence[Account]) -> Iterator[Account]:
    """Give each account, and show on a terminal how many were seen to."""
    is_watched = len(accounts) >= _MANY and sys.stderr.isatty()
    for place, account in enumerate(accounts, 1):
        yield account
        if is_watched and (place % _EVERY == 0 or place == len(accounts)):
            end = "\n" if place == len(accounts) else ""
            print(f"\r{place} / {len(accounts)}", end=end, file=sys.stderr, flush=True)
