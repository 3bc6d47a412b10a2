"""`dunnix agenda`: what is late, for today and coming, by day and owner."""

import argparse
import datetime as dt

from dunnix.cli import sentences
from dunnix.cli.inputs import day_asked, ledger_asked, rules_asked
from dunnix.cli.problems import print_debtors, print_problems, print_unknown_owners
from dunnix.cli.streams import Screen, machine_output, print_json
from dunnix.cli.table import Column, lay_out_filled
from dunnix.cli.usage import UsageError, as_typed
from dunnix.cli.words import words
from dunnix.planning import Agenda, AgendaEntry, AgendaState, agenda, to_ical
from dunnix.planning.project import last_day
from dunnix.words import Words


def run(arguments: argparse.Namespace) -> bool:
    """Show an agenda; whether something is wrong with the ledger's data."""
    day = day_asked(arguments, "an agenda")
    _check_days(day, arguments.days)
    scenario = rules_asked(arguments)
    ledger = ledger_asked(arguments)
    found = agenda(scenario, ledger.accounts, as_of=day, days=arguments.days)
    if arguments.owner is not None:
        owner: str = arguments.owner
        print_unknown_owners("--owner", [owner], ledger.accounts, found.owners)
        found = found.of(owner)
    if arguments.format == "json":
        print_json(found.to_dict())
    elif arguments.format == "ics":
        machine_output().write(_ical(found))
    else:
        show_agenda(Screen(), found, words(arguments.language))
    is_bad = print_problems(ledger.problems)
    print_debtors("held", ledger.accounts)
    return is_bad


def _check_days(day: dt.date, days: int) -> None:
    try:
        last_day(day, days)
    except ValueError as error:
        raise as_typed(error) from None


def _ical(found: Agenda) -> str:
    try:
        return to_ical(found).replace("\r\n", "\n")
    except ModuleNotFoundError as error:
        raise UsageError(str(error)) from None


def show_agenda(screen: Screen, found: Agenda, say: Words) -> None:
    """Show an agenda: what is late, then today, then what comes."""
    screen.put(
        say.say(
            sentences.AGENDA,
            day=say.day(found.as_of),
            until=say.day(found.until),
            scenario=found.scenario,
            count=len(found.entries),
        )
    )
    if not found.entries:
        screen.title(say.say(sentences.NOTHING_PLANNED))
    heads = {name: say.say(text) for name, text in sentences.HEADS.items()}
    columns = [
        Column(heads["on"]),
        Column(heads["time"]),
        Column(heads["owner"]),
        Column(heads["debtor"], style="title"),
        Column(heads["what"]),
        Column(heads["way"]),
        Column(heads["amount"], right=True),
        Column(heads["about"], below=True),
        Column(heads["key"], below=True, style="dim"),
    ]
    for state in AgendaState:
        entries = found.in_state(state)
        if entries:
            screen.title(say.say(sentences.STATES[state]))
            rows = [_row(entry, say) for entry in entries]
            for line in lay_out_filled(columns, rows, screen.width):
                screen.put(*line)


def _row(entry: AgendaEntry, say: Words) -> list[str]:
    known = sentences.ENTRIES.get(entry.kind)
    return [
        entry.on.isoformat(),
        "" if entry.time is None else f"{entry.time:%H:%M}",
        entry.owner or "",
        entry.debtor,
        entry.what if known is None else say.say(known, what=entry.what),
        entry.channel or "",
        say.money(entry.amount) if entry.amount and entry.amount.minor_units else "",
        " ".join(entry.receivables),
        entry.key,
    ]
