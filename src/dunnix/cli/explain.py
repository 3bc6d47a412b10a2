"""`dunnix explain`: one debtor's decision in words, what would stop it, and why not more."""

import argparse

from dunnix.cli import sentences
from dunnix.cli.inputs import account_of, day_asked, ledger_asked, rules_asked
from dunnix.cli.problems import print_problems
from dunnix.cli.streams import Screen, clean
from dunnix.cli.usage import UsageError
from dunnix.cli.words import words
from dunnix.engine import Decision, decide
from dunnix.errors import did_you_mean
from dunnix.scenario import Scenario, Strategy
from dunnix.words import Words


def run(arguments: argparse.Namespace) -> bool:
    """Explain a decision; whether something is wrong with the account's data."""
    day = day_asked(arguments)
    scenario = rules_asked(arguments)
    step: str | None = arguments.step
    if step is not None:
        _check_step(scenario, step)
    account = account_of(ledger_asked(arguments).accounts, arguments.debtor)
    decision = decide(scenario, account, as_of=day)
    screen, say = Screen(), words(arguments.language)
    show_decision(screen, decision, say)
    if step is not None:
        show_why_not(screen, decision, step, say)
    return print_problems(account.problems)


def _check_step(rules: Scenario | Strategy, step: str) -> None:
    scenarios = rules.scenarios if isinstance(rules, Strategy) else (rules,)
    known = [name for scenario in scenarios for name in scenario.step_ids]
    if step not in known:
        raise UsageError(
            f"`{rules.ref}` has no step `{clean(step)}`", hint=did_you_mean(step, known)
        )


def show_decision(screen: Screen, decision: Decision, say: Words) -> None:
    """Show a decision in full, and what would stop each of its actions."""
    for line in decision.explain(say.language).splitlines():
        screen.put(clean(line))
    if decision.account.problems:
        screen.put()
        screen.put((say.say(sentences.UNREAD_HERE), "bad"))
    for action in decision.next_actions:
        screen.title(say.say(sentences.STOPS, key=clean(action.key)))
        stoppers = decision.what_would_stop(action)
        for stopper in stoppers:
            screen.put(f"  - {clean(stopper.say(say.language))}")
        if not stoppers:
            screen.put(f"  {say.say(sentences.STOPS_NOTHING)}")


def show_why_not(screen: Screen, decision: Decision, step: str, say: Words) -> None:
    """Show for each receivable why a step isn't taken."""
    screen.title(say.say(sentences.WHY_NOT, step=f"`{step}`"))
    if decision.account.problems:
        screen.put(f"  - {say.say(sentences.DATA_FIRST)}")
        return
    for why in decision.why_not(step):
        screen.put(f"  - {clean(why.say(say.language))}")
