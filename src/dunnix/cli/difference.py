"""`dunnix diff`: what changes between two scenarios, and who would get something else."""

import argparse
import textwrap
from collections.abc import Iterator, Mapping
from typing import Final

from dunnix.cli.inputs import day_asked, ledger_asked, scenario_asked, watched
from dunnix.cli.problems import print_debtors, print_problems
from dunnix.cli.streams import Screen, clean, print_json
from dunnix.cli.usage import UsageError
from dunnix.comparison import DecisionChanges, compare_decisions, compare_scenarios
from dunnix.errors import did_you_mean
from dunnix.migration import MigrationError
from dunnix.scenario import Scenario

_OF_A_LEDGER: Final = ("as_of", "map", "dates", "currency", "delimiter", "strict")
_STEPS: Final = (
    "name what each step becomes, such as `--steps call=first-call`, with nothing after the sign"
    " for one without a counterpart"
)


def run(arguments: argparse.Namespace) -> bool:
    """Compare two scenarios, and their decisions on a ledger; whether anything differs.

    Where the steps can't be mapped the scenarios are compared all the same, and the error is told.
    """
    _check_ledger(arguments)
    old, _ = scenario_asked(arguments.old)
    new, _ = scenario_asked(arguments.new)
    steps = _steps(arguments, old, new)
    changes = compare_scenarios(old, new, steps=steps)
    decisions, error = _decisions(arguments, old, new, steps)
    if arguments.format == "json":
        told = None if decisions is None else decisions.to_dict()
        print_json({"scenario": changes.to_dict(), "decisions": told})
    else:
        texts = [changes.say(arguments.language)]
        texts += [] if decisions is None else [decisions.say(arguments.language)]
        _show("\n\n".join(texts))
    if error is not None:
        print_problems(error.problems)
        raise UsageError(f"no account was moved from `{old.ref}` to `{new.ref}`", hint=_STEPS)
    return bool(changes) or bool(decisions) or not _is_whole(decisions)


def _check_ledger(arguments: argparse.Namespace) -> None:
    """Refuse what is only for a ledger where there is none."""
    given = (name for name in _OF_A_LEDGER if vars(arguments)[name])
    stray = next(given, None)
    if arguments.ledger is None and stray is not None:
        option = f"--{stray.replace('_', '-')}"
        hint = "add `--ledger` and the path of one"
        raise UsageError(f"`{option}` is for decisions on a ledger, and none is given", hint=hint)
    if arguments.ledger is not None:
        day_asked(arguments)


def _steps(arguments: argparse.Namespace, old: Scenario, new: Scenario) -> dict[str, str]:
    """Give what becomes of steps by the names they were given; a name nobody has is refused."""
    steps: dict[str, str] = {}
    for step, becomes in arguments.steps:
        if steps.setdefault(step, becomes) != becomes:
            raise UsageError(f"`--steps` names two steps for `{clean(step)}`")
        for scenario, name in ((old, step), (new, becomes)):
            known = [*_ids(scenario), ""]
            if name not in known:
                message = f"`{scenario.ref}` has no step `{clean(name)}`"
                raise UsageError(message, hint=did_you_mean(name, filter(None, known)))
    return steps


def _ids(scenario: Scenario) -> Iterator[str]:
    yield from scenario.step_ids
    yield from (each.id for each in scenario.reactions)
    yield from (each.id for each in scenario.statements)


def _decisions(
    arguments: argparse.Namespace, old: Scenario, new: Scenario, steps: Mapping[str, str]
) -> tuple[DecisionChanges | None, MigrationError | None]:
    if arguments.ledger is None:
        return None, None
    day, ledger = day_asked(arguments), ledger_asked(arguments)
    print_problems(problem for account in ledger.accounts for problem in account.problems)
    print_debtors("not compared", ledger.accounts)
    try:
        accounts = watched(ledger.accounts)
        return compare_decisions(old, new, accounts, as_of=day, steps=steps), None
    except MigrationError as error:
        return None, error


def _is_whole(decisions: DecisionChanges | None) -> bool:
    """Whether every account asked was compared."""
    return decisions is None or not (decisions.unread or decisions.unmoved)


def _show(text: str) -> None:
    """Write it for people; what a ledger or a scenario holds moves no cursor."""
    screen = Screen()
    width = screen.reading_width
    for line in text.splitlines():
        blank = " " * (len(line) - len(line.lstrip(" +-")))
        style = "" if blank else "title"
        for part in textwrap.wrap(clean(line), width, subsequent_indent=blank) or [""]:
            screen.put((part, style))
