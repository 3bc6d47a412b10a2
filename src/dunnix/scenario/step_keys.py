"""The keys of a step, and of the tables within it."""

from typing import Any, Final, cast

from dunnix.calendars import OnClosedDay
from dunnix.model import CHANNELS, Channel, Role
from dunnix.scenario import readers
from dunnix.scenario.choices import PREFERRED, DeadlineFrom, Do, Effect, Goal, Phase, Tone
from dunnix.scenario.faults import Fault, Faulty
from dunnix.scenario.identifiers import read_id
from dunnix.scenario.parts import Repeat
from dunnix.scenario.readers import as_table, choice, count, list_of, one_of
from dunnix.scenario.tables import MUST, NONE, Level, key, read_whole, words
from dunnix.scenario.timing import Duration

_CHANNEL: Final = one_of(CHANNELS, "channel", code="unknown-channel", convert=Channel)
_STEP_CHANNEL: Final = one_of(
    [*CHANNELS, PREFERRED], "channel", code="unknown-channel", convert=Channel
)
ON_CLOSED_DAY: Final = choice(OnClosedDay, "value of `on_closed_day`")


def _read_every(value: object) -> Duration:
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
            _read_every,
            "duration",
            MUST,
            "how long after the last time the step is done again",
            required=True,
        ),
        "until": key(
            readers.read_timing, "date of a step", "no end", "the last day it is done again"
        ),
        "times": key(
            count(1, 100), "whole number", "no limit", "how many repeats follow the first time"
        ),
    },
    later=frozenset({"latest"}),
)


def read_repeat(value: object) -> Repeat:
    """Read `{ every = "5d", until = "due + 28d" }`."""
    if isinstance(value, Repeat):
        return value
    end = f"times = {value}" if type(value) is int else 'until = "due + 28d"'
    hint = f'write such as {{ every = "5d", {end} }}'
    return Repeat(**cast("dict[str, Any]", read_whole(REPEAT, as_table(value, "a table", hint))))


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
            _STEP_CHANNEL,
            words([*CHANNELS, PREFERRED]),
            "must be given for `send`",
            "how the debtor is contacted; only for `send`",
        ),
        "fallback": key(
            list_of(_CHANNEL, "channels"),
            "list of channels",
            NONE,
            "channels tried in order when the first is not possible",
        ),
        "to": key(
            list_of(choice(Role, "role of a contact", code="unknown-role"), "roles"),
            f"list of {words(Role)}",
            "`accounts-payable`, `manager`, `executive` for `send`, else none",
            "whom to contact: the first of these roles that is there",
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
            list_of(choice(Effect, "effect", code="unknown-effect"), "effects"),
            f"list of {words(Effect)}",
            NONE,
            "what is in force for the receivables that reached the step",
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
            "what the contact is to obtain",
        ),
    },
    later=frozenset(
        {
            *("fee", "fee_waived_if_paid_within", "from", "cc", "copy", "summary", "announces"),
            *("path", "latest", "late_after", "allow", "then", "on"),
        }
    ),
)
