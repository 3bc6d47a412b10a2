"""`dunnix worklist`: what each owner does today, and what is put off until when."""

import argparse
from collections.abc import Sequence

from dunnix.cli import sentences
from dunnix.cli.inputs import day_asked, decided, ledger_asked, rules_asked
from dunnix.cli.problems import print_debtors, print_problems, print_unknown_owners
from dunnix.cli.streams import Screen, clean, print_json
from dunnix.cli.table import Column, lay_out_filled
from dunnix.cli.usage import UsageError
from dunnix.cli.words import words
from dunnix.engine import NextAction
from dunnix.planning import OwnerWork, Pushed, Worklist, worklist
from dunnix.words import Words


def run(arguments: argparse.Namespace) -> bool:
    """Show a worklist; whether something is wrong with the ledger's data."""
    day = day_asked(arguments, "a worklist")
    scenario = rules_asked(arguments)
    capacity = _capacity(arguments.capacity)
    ledger = ledger_asked(arguments)
    found = worklist(decided(scenario, ledger.accounts, day), capacity=capacity)
    working = [each.owner for each in found.owners]
    print_unknown_owners("--capacity", capacity, ledger.accounts, working)
    if arguments.format == "json":
        print_json(found.to_dict())
    else:
        screen, say = Screen(), words(arguments.language)
        screen.put(_headline(found, say.day(day), say))
        show_worklist(screen, found, say)
    is_bad = print_problems(ledger.problems)
    print_debtors("held", ledger.accounts)
    return is_bad


def _capacity(given: Sequence[tuple[str, int]]) -> dict[str, int]:
    """Give the capacity by owner; one named twice is refused rather than one number forgotten."""
    found: dict[str, int] = {}
    for owner, room in given:
        if found.setdefault(owner, room) != room:
            raise UsageError(f"`--capacity` gives `{clean(owner)}` two numbers")
    return found


def _headline(found: Worklist, day: str, say: Words) -> str:
    return say.say(
        sentences.WORK,
        day=day,
        today=sum(len(each.today) for each in found.owners),
        pushed=sum(len(each.pushed) for each in found.owners),
        automatic=len(found.automatic),
    )


def show_worklist(screen: Screen, found: Worklist, say: Words) -> None:
    """Show a worklist, an owner at a time, and in the end what goes by itself."""
    for work in found.owners:
        screen.title(_title(work, say))
        _show(screen, work.today, say)
        if work.pushed:
            owner = clean(work.owner or say.say(sentences.NOBODY))
            screen.title(say.say(sentences.PUT_OFF, owner=owner))
            _show(screen, [each.action for each in work.pushed], say, work.pushed)
    if found.automatic:
        screen.title(say.say(sentences.BY_ITSELF))
        _show(screen, found.automatic, say)


def _title(work: OwnerWork, say: Words) -> str:
    owner = clean(work.owner or say.say(sentences.NOBODY))
    if work.capacity is None:
        return say.say(sentences.WORK_OF, owner=owner, count=len(work.today))
    return say.say(sentences.WORK_OF_ROOM, owner=owner, count=len(work.today), room=work.capacity)


def _show(
    screen: Screen, actions: Sequence[NextAction], say: Words, pushed: Sequence[Pushed] = ()
) -> None:
    if not actions:
        return
    heads = {name: say.say(text) for name, text in sentences.HEADS.items()}
    days = [say.say(sentences.PUT_OFF_UNTIL)] if pushed else []
    columns = [
        *(Column(day) for day in days),
        Column(heads["time"]),
        Column(heads["debtor"], style="title"),
        Column(heads["what"]),
        Column(heads["way"]),
        Column(heads["amount"], right=True),
        Column(heads["contact"], below=True),
        Column(heads["key"], below=True, style="dim"),
    ]
    rows = [_row(each, say) for each in actions]
    for row, each in zip(rows, pushed, strict=False):  # none without a day
        row.insert(0, say.say(sentences.NO_ROOM) if each.until is None else each.until.isoformat())
    for line in lay_out_filled(columns, rows, screen.width):
        screen.put(*line)


def _row(action: NextAction, say: Words) -> list[str]:
    contact = action.contact
    who = "" if contact is None else f"{contact.name or ''} {contact.phone or ''}".strip()
    return [
        "" if action.time is None else f"{action.time:%H:%M}",
        action.debtor,
        action.step or action.reason,
        action.channel or str(action.do),
        say.money(action.amount_due) if action.amount_due.minor_units else "",
        who,
        action.key,
    ]
