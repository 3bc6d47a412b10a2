"""The keys of a step, and of the tables within it."""

from collections.abc import Mapping
from typing import Final

from dunnix.calendars import OnClosedDay
from dunnix.forms import formed, forms
from dunnix.model import CHANNELS, Role
from dunnix.scenario import readers
from dunnix.scenario.allowances import read_allow
from dunnix.scenario.choices import (
    PREFERRED,
    Concession,
    DeadlineFrom,
    Do,
    Effect,
    Goal,
    Phase,
    Tone,
)
from dunnix.scenario.declarations import read_amount_or_name
from dunnix.scenario.declared_names import read_channel, read_effect, read_role
from dunnix.scenario.faults import Fault, Faulty
from dunnix.scenario.identifiers import read_id
from dunnix.scenario.legal_paths import read_path
from dunnix.scenario.parts import Repeat, Summary
from dunnix.scenario.readers import choice, count, list_of
from dunnix.scenario.tables import MUST, NONE, Level, key, read_part, words
from dunnix.scenario.timing import Duration, Unit

ON_CLOSED_DAY: Final = choice(OnClosedDay, "value of `on_closed_day`")
_CHANNELS: Final = list_of(read_channel, "channels")


@formed(forms.unlike(readers.read_duration.form, "^0"))
def read_every(value: object) -> Duration:
    """Read how long after the last time something is done again."""
    every = readers.read_duration(value)
    if every.count == 0:
        raise Faulty(
            Fault(
                code="endless-repeat",
                message=f"a repeat every `{every}` would never end its day",
                hint='give at least one day, such as "5d"',
            )
        )
    return every


REPEAT: Final = Level(
    name="`repeat`",
    keys={
        "every": key(
            read_every,
            "duration",
            MUST,
            "how long after the last time the step is done again",
            required=True,
        ),
        "latest": key(
            readers.read_duration,
            "duration",
            NONE,
            "how long after the last time doing it again counts as late",
        ),
        "until": key(
            readers.read_timing, "date of a step", "no end", "the last day it is done again"
        ),
        "times": key(
            count(1, 100), "whole number", "no limit", "how many repeats follow the first time"
        ),
    },
)


@formed(lambda: REPEAT.form)
def read_repeat(value: object) -> Repeat:
    """Read `{ every = "5d", until = "due + 28d" }`."""
    end = f"times = {value}" if type(value) is int else 'until = "due + 28d"'
    return read_part(Repeat, REPEAT, value, f'write such as {{ every = "5d", {end} }}')


@formed(forms.unlike(readers.read_duration.form, "(?:bd|m)$"))
def read_days(value: object) -> Duration:
    """Read a duration that is a number of days, weeks counted as seven."""
    found = readers.read_duration(value)
    if found.unit not in {Unit.DAY, Unit.WEEK}:
        message = f"`{found}` isn't a number of days"
        hint = f'write such as "{found.count}d"'
        raise Faulty(Fault(code="bad-duration", message=message, hint=hint))
    return found


SUMMARY: Final = Level(
    name="`summary`",
    keys={
        "channel": key(
            read_channel, words(CHANNELS), MUST, "how the summary is sent", required=True
        ),
        "template": key(readers.read_text, "text", NONE, "the host's name for its text"),
    },
)


@formed(lambda: SUMMARY.form)
def read_summary(value: object) -> Summary:
    """Read `{ channel = "email", template = "call-summary" }`."""
    return read_part(Summary, SUMMARY, value, 'write such as { channel = "email" }')


STEP: Final = Level(
    name="a step",
    keys={
        "id": key(
            read_id,
            "id",
            MUST,
            "what the step is called, the same in every scenario",
            required=True,
        ),
        "title": key(
            readers.read_title, "table of languages", NONE, "what people call it, by language"
        ),
        "at": key(
            readers.read_timing,
            "date of a step",
            "any day, once `after` allows it",
            "the day from which the step may be taken",
        ),
        "after": key(
            list_of(readers.read_after, "ids of steps", lone=True),
            "id of a step, `previous + 7d`, or a list of which any will do",
            NONE,
            "what must have been done before: without a wait, its `deadline` must have passed",
        ),
        "until": key(
            readers.read_timing,
            "date of a step",
            "`due` for a pre-due step, else none",
            "the last day the step may be taken; it is lost after that",
        ),
        "latest": key(
            readers.read_timing,
            "date of a step",
            "none; `late_after` of the scenario holds",
            "the last day on which the step is in time; it is late after that, and still taken",
        ),
        "when": key(
            readers.read_condition, "condition", "always", "the step is taken only if this holds"
        ),
        "do": key(
            choice(Do, "value of `do`"),
            words(Do),
            "`send`",
            "contact the debtor, ask a person of ours, hand over, go to court, or nothing",
        ),
        "channel": key(
            read_channel,
            f"{words([*CHANNELS, PREFERRED])}, or a name of `[channels]`",
            "must be given for `send`",
            "how the debtor is contacted; only for `send`",
        ),
        "fallback": key(
            _CHANNELS,
            "list of channels",
            NONE,
            "channels tried in order when the first is not possible",
        ),
        "copy": key(
            _CHANNELS, "list of channels", NONE, "channels by which the same goes out as well"
        ),
        "summary": key(
            read_summary,
            "table",
            NONE,
            "what is sent after a call or a visit, on its day, to sum it up in writing",
        ),
        "to": key(
            list_of(choice(Role, "role of a contact", code="unknown-role"), "roles"),
            f"list of {words(Role)}",
            "`accounts-payable`, `manager`, `executive` for `send`, else none",
            "whom to contact: the first of these roles that is there",
        ),
        "cc": key(
            list_of(read_role, "roles of ours"),
            "list of roles of ours",
            NONE,
            "who of ours is told as well",
        ),
        "from": key(
            read_role,
            "role of ours",
            "the collector of the account",
            "in whose name the step is taken, such as `account-manager`",
        ),
        "phase": key(
            choice(Phase, "phase"),
            words(Phase),
            "pre-due before due, amicable after it, pre-litigation from the first mandatory step, "
            "litigation from the first hand-over or court",
            "the phase of dunning the step belongs to",
        ),
        "tone": key(
            choice(Tone, "tone"),
            words(Tone),
            "friendly, neutral, firm, formal by phase",
            "how firm the step speaks",
        ),
        "mode": key(
            readers.read_mode,
            "`auto`, `manual` or `confirm:<role>`",
            "`auto`, but `confirm:collector` for `hand-over` and `court`",
            "whether it goes by itself, waits for a role of ours to confirm it, or is done by hand",
        ),
        "mandatory": key(
            readers.read_flag,
            "true or false",
            "`false`",
            "no later step is proposed before it was done",
        ),
        "deadline": key(
            readers.read_duration,
            "duration",
            NONE,
            "the time the debtor is given; `after` this step waits for it to pass",
        ),
        "deadline_from": key(
            choice(DeadlineFrom, "value of `deadline_from`"),
            words(DeadlineFrom),
            "`done`",
            "whether the deadline runs from the day it was done or delivered",
        ),
        "effects": key(
            list_of(read_effect, "effects"),
            f"list of {words(Effect)}, or names of `[effects]`",
            NONE,
            "what is in force for the receivables that reached the step",
        ),
        "fee": key(
            read_amount_or_name,
            "amount, or the name of one",
            NONE,
            "what it costs the debtor: named once, billed by the host, and never in `amount_due`",
        ),
        "fee_waived_if_paid_within": key(
            read_days,
            "duration in days",
            "never waived",
            "the fee is credited where all it was for is paid within so many days",
        ),
        "announces": key(
            list_of(readers.read_text, "steps or effects"),
            "list of later steps, or of effects of later steps",
            NONE,
            "what the debtor is told will follow once the `deadline` has passed; "
            "then it is proposed",
        ),
        "path": key(
            read_path,
            "name of a legal path",
            NONE,
            "which way to court is taken, of those that ship; only for `court`",
        ),
        "repeat": key(read_repeat, "table", NONE, "how the step is done again"),
        "on_closed_day": key(
            ON_CLOSED_DAY,
            words(OnClosedDay),
            "the scenario's, but `keep` for `at` on the anchor `due` itself",
            "where the day moves when it falls on a closed one",
        ),
        "attempts": key(
            count(1, 100),
            "whole number",
            "the scenario's",
            "how many failed tries on one channel before the next one is tried",
        ),
        "template": key(readers.read_text, "text", NONE, "the host's name for the text to be sent"),
        "goal": key(
            list_of(choice(Goal, "goal", code="unknown-goal"), "goals"),
            f"list of {words(Goal)}",
            NONE,
            "what the contact is to obtain, in order",
        ),
        "concede": key(
            list_of(choice(Concession, "concession", code="unknown-concession"), "concessions"),
            f"list of {words(Concession)}",
            "nothing: full payment at once",
            "what whoever contacts the debtor may grant without asking",
        ),
        "allow": key(
            read_allow,
            "table of codes, each with a reason",
            NONE,
            "warnings about the step that are accepted on purpose, and why",
        ),
    },
    elsewhere={
        "on": "`on` belongs to a [[reaction]]: a step waits for its day, not for an event",
        "then": "`then` belongs to a [[reaction]]",
    },
)

FIELDS: Final[Mapping[str, str]] = {"from": "sender"}
"""What a key is called as the field of a value, where `from` would be a word of Python."""

_OWN: Final = {
    "id": "give each step an id of its own",
    "allow": "write it above the first header for the whole scenario, or below a [[step]]",
}
DEFAULTS: Final = Level(
    name="`defaults`",
    keys={name: key for name, key in STEP.keys.items() if name not in _OWN},
    elsewhere={**STEP.elsewhere, **_OWN},
)
