"""The keys of a scenario, and of the tables within it."""

from collections.abc import Iterable, Mapping
from typing import Final, cast

from dunnix.calendars import OnClosedDay
from dunnix.forms import Formed, formed, forms
from dunnix.model import Netting
from dunnix.scenario import readers
from dunnix.scenario.allowances import read_allow
from dunnix.scenario.choices import IfBehind, OnPartPayment, Per, Travels
from dunnix.scenario.contact_keys import read_contact
from dunnix.scenario.declarations import (
    read_amount_or_name,
    read_amounts,
    read_currency,
    read_facts,
)
from dunnix.scenario.declared_names import read_channels, read_effects, read_people
from dunnix.scenario.identifiers import (
    read_calendar,
    read_id,
    read_language_version,
    read_timezone,
    read_version,
)
from dunnix.scenario.late_payment import read_late_payment
from dunnix.scenario.pause_keys import read_pause
from dunnix.scenario.phase_keys import read_phases, read_tones
from dunnix.scenario.reaction_keys import REACTION
from dunnix.scenario.readers import as_table, choice, count, wrong_type
from dunnix.scenario.statement_keys import read_statements
from dunnix.scenario.step_keys import DEFAULTS, ON_CLOSED_DAY, STEP
from dunnix.scenario.tables import MUST, NONE, Level, key, words


def _tables(what: str, level: Level) -> Formed[[object], tuple[Mapping[str, object], ...]]:
    """Give a reader of a list of tables, whose keys are read one by one later."""
    hint = f"start each {what} with [[{what}]], in two brackets"

    @formed(lambda: forms.listed(level.form, once=False))
    def read(value: object, /) -> tuple[Mapping[str, object], ...]:
        if not isinstance(value, list | tuple):
            raise wrong_type(value, f"a list of {what}s", hint)
        several = cast("Iterable[object]", value)
        return tuple(as_table(each, f"a {what}", hint) for each in several)

    return read


@formed(lambda: DEFAULTS.form)
def _read_defaults(value: object) -> Mapping[str, object]:
    return as_table(value, "a table of keys of a step", 'write such as { channel = "email" }')


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
            read_amount_or_name,
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
        "late_after": key(
            readers.read_duration,
            "duration",
            "`0d`",
            "how long after its day a step that isn't done counts as late",
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
            "amounts that conditions, `ignore_below` and `fee` name",
        ),
        "facts": key(
            read_facts,
            "tables `[facts.debtor]` and `[facts.invoice]`",
            NONE,
            "what the host supplies beyond the built-in facts",
        ),
        "people": key(
            read_people,
            "table of roles, each with what it is called",
            "any role may be named",
            "our own roles, for `from`, `cc`, `mode` and `afterwards`; `collector` is always one",
        ),
        "channels": key(
            read_channels,
            "table of names, each with a shipped channel",
            NONE,
            "further channels, each with the one whose address it uses",
        ),
        "effects": key(
            read_effects,
            "table of names, each with what it is called",
            NONE,
            "further effects a step can bring with it",
        ),
        "late-payment": key(
            read_late_payment,
            "table",
            "effects stay names, without amounts",
            "by which law late interest and fixed sums are reckoned",
        ),
        "contact": key(read_contact, "table", "as below", "rules of contact"),
        "phases": key(
            read_phases, "tables, one a phase", NONE, "how long the phases of dunning last"
        ),
        "tone": key(read_tones, "table", NONE, "when steps speak softer or firmer than they say"),
        "pause": key(read_pause, "table", "as below", "what keeps a receivable from being dunned"),
        "defaults": key(
            _read_defaults,
            "table of keys of a step",
            NONE,
            "what every step has that doesn't say otherwise; what is about channels only where "
            "the debtor is contacted",
        ),
        "step": key(
            _tables("step", STEP),
            "list of tables `[[step]]`",
            "no step: nothing is dunned",
            "the ladder, in order",
        ),
        "reaction": key(
            _tables("reaction", REACTION),
            "list of tables `[[reaction]]`",
            "nothing is answered",
            "what is done when something happens",
        ),
        "statement": key(
            read_statements,
            "list of tables `[[statement]]`",
            NONE,
            "regular statements of account, beside the ladder",
        ),
        "allow": key(
            read_allow,
            "table of codes, each with a reason",
            NONE,
            "warnings that are accepted on purpose, and why",
        ),
    },
    elsewhere={
        "assign": "`assign` belongs to a strategy: a file of its own that chooses the scenario",
        "priority": "`priority` belongs to a strategy: a file of its own that chooses the scenario",
        "rules": "`rules` belongs to the rules of contact: write it below [contact]",
    },
)
