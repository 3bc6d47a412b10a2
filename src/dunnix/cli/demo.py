"""`dunnix demo`: the whole thing on a ledger that ships, in a second or so."""

import argparse
import datetime as dt
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Final

from dunnix.cli import sentences
from dunnix.cli.demo_files import write_demo
from dunnix.cli.explain import show_decision
from dunnix.cli.plan_text import show_actions, show_held, show_totals
from dunnix.cli.streams import Screen
from dunnix.cli.table import Column, lay_out
from dunnix.cli.usage import UsageError
from dunnix.cli.words import words
from dunnix.engine import Decision, decide
from dunnix.ledger import Ledger, load_ledger
from dunnix.metrics import AgeBucket, Ageing, age_receivables
from dunnix.model import Netting
from dunnix.scenario import load_scenario
from dunnix.words import Words

FIRST_DAY: Final = dt.date(2025, 7, 1)
LAST_DAY: Final = dt.date(2026, 6, 30)
SCENARIO: Final = "b2b-international"
_FIRST: Final = 12


def run(arguments: argparse.Namespace) -> bool:
    """Show the demo, or write it as files; nothing can be wrong with its data."""
    if arguments.write is not None:
        write_demo(demo_ledger(), Path(arguments.write), SCENARIO, LAST_DAY)
        return False
    day: dt.date = arguments.as_of or LAST_DAY
    if day < FIRST_DAY:
        raise UsageError(
            f"the demo's ledger begins on {FIRST_DAY}",
            hint=f"give a day from then on; its last facts are of {LAST_DAY}",
        )
    show_demo(Screen(), demo_ledger(), day, words(arguments.language))
    return False


def demo_ledger() -> Ledger:
    """Read the ledger that ships: 60 customers in four countries, a year up to `LAST_DAY`."""
    file = resources.files("dunnix.cli").joinpath("data/demo.json")
    with resources.as_file(file) as path:
        return load_ledger(path)


def show_demo(screen: Screen, ledger: Ledger, day: dt.date, say: Words) -> None:
    """Show what is owed, today's actions, what is held, and one decision in full."""
    scenario = load_scenario(SCENARIO)
    decisions = [decide(scenario, account, as_of=day) for account in ledger.accounts]
    screen.put(
        say.say(
            sentences.DEMO,
            day=say.day(day),
            debtors=len(ledger.accounts),
            invoices=sum(len(account.invoices) for account in ledger.accounts),
        )
    )
    credit = "netted" if scenario.netting is Netting.OLDEST_FIRST else "separate"
    ageing = age_receivables(ledger.accounts, as_of=day, credit=credit)
    _show_ageing(screen, ageing, say)
    show_actions(screen, decisions, say, first=_FIRST)
    show_held(screen, decisions, say)
    show_totals(screen, decisions, say)
    telling = _most_telling(decisions)
    if telling is not None:
        screen.title(say.say(sentences.EXPLAINED, debtor=telling.account.debtor.name))
        screen.put()
        show_decision(screen, telling, say)
    _show_next(screen, telling, day, say)


def _show_ageing(screen: Screen, ageing: Ageing, say: Words) -> None:
    screen.title(say.say(sentences.OWED))
    parts = ageing.lines
    columns = [
        Column(say.say(sentences.AGE)),
        Column(say.say(sentences.HEADS["receivables"]), right=True),
        *(Column(part.currency, right=True) for part in parts),
    ]
    rows: list[list[str]] = []
    for buckets in zip(*(part.buckets for part in parts), strict=True):
        count = sum(bucket.receivables for bucket in buckets)
        amounts = [say.digits(bucket.amount) for bucket in buckets]
        rows.append([_label(buckets[0], say), str(count), *amounts])
    rows.append([say.say(sentences.OPEN), "", *(say.digits(part.open) for part in parts)])
    unapplied = [say.digits(part.unapplied) for part in parts]
    rows.append([say.say(sentences.UNAPPLIED), "", *unapplied])
    for line in lay_out(columns, rows, screen.width):
        screen.put(*line)


def _label(bucket: AgeBucket, say: Words) -> str:
    if bucket.from_days is None:
        return say.say(sentences.NOT_DUE)
    if bucket.to_days is None:
        return say.say(sentences.OVER, days=bucket.from_days - 1)
    return bucket.label


def _most_telling(decisions: Sequence[Decision]) -> Decision | None:
    """Choose the decision to explain: one that acts on some and holds the rest for reasons."""
    return max(
        (each for each in decisions if each.next_actions or each.held),
        key=lambda each: (
            bool(each.next_actions),
            len({held.reason for held in each.held}),
            len(each.held) + sum(len(action.receivables) for action in each.next_actions),
            each.debtor,
        ),
        default=None,
    )


def _show_next(screen: Screen, telling: Decision | None, day: dt.date, say: Words) -> None:
    debtor = "C-001" if telling is None else telling.debtor
    asked = f"--scenario play/scenario.toml --as-of {day}"
    screen.title(say.say(sentences.NEXT))
    for command in (
        "dunnix demo --write play",
        f"dunnix plan play/ledger {asked}",
        f"dunnix explain play/ledger {asked} \\",
        f"    --debtor {debtor} --step final-notice",
        f"dunnix metrics play/ledger --as-of {day}",
        "dunnix check play/scenario.toml",
    ):
        screen.put(f"  {command}")
