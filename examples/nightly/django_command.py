"""A command of Django: what your models know is taken over, and the night is run.

`settings.DUNNING` says where the tables are (`DATABASE`, a URL), which function gives the accounts
(`ACCOUNTS`, a dotted name), by which scenario they are dunned (`SCENARIO`), and where letters go
(`POST`, a folder).
"""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.module_loading import import_string

from dunnix import Ledger, load_scenario
from nightly.accounts import load
from nightly.night import Night
from nightly.post import PostFolder
from nightly.tables import open_database


class Command(BaseCommand):
    """Dun all customers once; safe to kill and to run again."""

    help = "Ask about every debtor whose day has come, and send each letter once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as-of", metavar="DAY", type=dt.date.fromisoformat)

    def handle(self, *_: object, as_of: dt.date | None, **__: object) -> None:
        given: dict[str, Any] = settings.DUNNING
        ledger = Ledger(accounts=import_string(given["ACCOUNTS"])())
        engine = open_database(given["DATABASE"], create=True)
        try:
            loaded = load(engine, ledger)
            night = Night(
                engine=engine,
                scenario=load_scenario(given["SCENARIO"]),
                post=PostFolder(given["POST"]),
                day=as_of or timezone.localdate(),
            )
            done = night.run()
        finally:
            engine.dispose()
        self.stdout.write(f"{night.day}: asked {done.counts['asked']}, sent {done.counts['sent']}")
        bad = [str(problem) for account in ledger.held for problem in account.problems]
        findings = [*bad, *loaded.findings, *done.problems]
        if findings:
            raise CommandError("\n".join(findings))
