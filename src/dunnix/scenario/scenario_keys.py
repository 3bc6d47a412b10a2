"""The keys of a scenario, and of the tables within it."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

from dunnix.calendars import OnClosedDay
from dunnix.model import Netting
from dunnix.scenario import readers
from dunnix.scenario.choices import IfBehind, OnPartPayment, Per, Travels
from dunnix.scenario.declarations import read_amounts, read_currency, read_facts
from dunnix.scenario.identifiers import (
    read_calendar,
    read_id,
    read_language_version,
    read_timezone,
    read_version,
)
from dunnix.scenario.parts import PromisePause
from dunnix.scenario.readers import as_table, choice, count, wrong_type
from dunnix.scenario.step_keys import ON_CLOSED_DAY
from dunnix.scenario.tables import MUST, NONE, Level, key, read_whole, words

PROMISE: Final = Level(
    name="`pause.promise`",
    keys={
        "tolerance": key(
            readers.read_duration,
            "duration",
            "`1bd`",
            "how long after the promised day money still keeps the promise",
        ),
        "at_most_broken": key(
            count(0, 1000),
            "whole number",
            "`2`",
            "how many broken promises are borne before a new one no longer pauses",
        ),
    },
    later=frozenset({"on_release", "limit", "afterwards"}),
)


def read_promise(value: object) -> PromisePause:
    """Read `[pause.promise]`."""
    if isinstance(value, PromisePause):
        return value
    values = read_whole(PROMISE, as_table(value, "a table", 'write such as { tolerance = "2bd" }'))
    return PromisePause(**cast("dict[str, Any]", values))


CONTACT: Final = Level(
    name="`contact`",
    keys={
        "gap": key(
            readers.read_duration,
            "duration",
            "`1d`",
            "the least time between two steps of a receivable; `0d` allows several on a day",
        ),
    },
    later=frozenset({"rules", "at_most", "silence_at_most", "hours", "run_on", "quiet", "waiting"}),
)
PAUSE: Final = Level(
    name="`pause`",
    keys={"promise": key(read_promise, "table", "as below", "how a promise to pay pauses")},
    later=frozenset(
        {"dispute", "plan", "block", "extension", "insolvency", "hand-over", "uncleared"}
    ),
)


def _read_contact(value: object) -> dict[str, object]:
    return _within(CONTACT, value)


def _read_pause(value: object) -> dict[str, object]:
    return _within(PAUSE, value)


def _within(level: Level, value: object) -> dict[str, object]:
    return read_whole(level, as_table(value, "a table"))


def _read_steps(value: object) -> tuple[Mapping[str, object], ...]:
    """Read the list of step tables, whose keys are read one by one later."""
    hint = "start each step with [[step]], in two brackets"
    if not isinstance(value, list | tuple):
        raise wrong_type(value, "a list of steps", hint)
    steps = cast("Iterable[object]", value)
    return tuple(as_table(step, "a step", hint) for step in steps)


def read_ignore_below(value: object) -> str:
    """Read a decimal text, or the name of an amount."""
    if isinstance(value, str) and value[:1].isalpha():
        return value
    return readers.read_amount(value)


SCENARIO: Final = Level(
    name="a scenario",
    keys={
        "dunnix": key(
            read_language_version,
            "`1`",
            "`1`",
            "the version of the language the file is written in",
        ),
        "id": key(read_id, "id", MUST, "what the scenario is called", required=True),
        "version": key(
            read_version,
            "text",
            MUST,
            "which version this is; a published id and version never change meaning",
            required=True,
        ),
        "title": key(
            readers.read_title, "table of languages", NONE, "what people call it, by language"
        ),
        "currency": key(
            read_currency,
            "ISO 4217 code",
            "must be given, or `[amounts]` by currency",
            "the currency of amounts written without one",
        ),
        "timezone": key(
            read_timezone, "IANA name", "`UTC`", "the time zone in which a day begins and ends"
        ),
        "calendar": key(
            read_calendar,
            "name of a calendar",
            "`weekends`",
            "which days are closed, and what a business day is",
        ),
        "on_closed_day": key(
            ON_CLOSED_DAY,
            words(OnClosedDay),
            "`next`",
            "where a step moves when its day is closed",
        ),
        "per": key(
            choice(Per, "value of `per`"),
            words(Per),
            "`debtor`",
            "whether a debtor's receivables share one cadence or each has its own",
        ),
        "travels": key(
            choice(Travels, "value of `travels`"),
            words(Travels),
            "`overdue`",
            "which receivables go along with the leading one",
        ),
        "if_behind": key(
            choice(IfBehind, "value of `if_behind`"),
            words(IfBehind),
            MUST,
            "`one-at-a-time` climbs step by step, `skip-to-latest` jumps to the latest step due",
            required=True,
        ),
        "netting": key(
            choice(Netting, "value of `netting`"),
            words(Netting),
            "`oldest-first`",
            "what unapplied money and free credit notes pay",
        ),
        "ignore_below": key(
            read_ignore_below,
            "amount, or the name of one",
            NONE,
            "less than this in all is not dunned",
        ),
        "stale_after": key(
            readers.read_duration,
            "duration",
            "`7d`",
            "how long an action may be in flight before a person is asked",
        ),
        "attempts": key(
            count(1, 100),
            "whole number",
            "`2`",
            "how many failed tries on one channel before the next one is tried",
        ),
        "on_part_payment": key(
            choice(OnPartPayment, "value of `on_part_payment`"),
            words(OnPartPayment),
            "`keep`",
            "whether a part payment keeps the step reached or starts again",
        ),
        "amounts": key(
            read_amounts,
            "table of amounts, each a text or a table by currency",
            NONE,
            "amounts that conditions and `ignore_below` name",
        ),
        "facts": key(
            read_facts,
            "tables `[facts.debtor]` and `[facts.invoice]`",
            NONE,
            "what the host supplies beyond the built-in facts",
        ),
        "contact": key(_read_contact, "table", "as below", "rules of contact"),
        "pause": key(_read_pause, "table", "as below", "what keeps a receivable from being dunned"),
        "step": key(
            _read_steps,
            "list of tables `[[step]]`",
            "no step: nothing is dunned",
            "the ladder, in order",
        ),
    },
    later=frozenset(
        {
            *("phases", "reaction", "statement", "people", "defaults", "channels", "effects"),
            *("allow", "late_after", "rules", "assign", "priority"),
        }
    ),
)
