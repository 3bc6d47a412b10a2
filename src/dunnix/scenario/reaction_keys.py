"""The keys of a reaction: most of a step's, what it is on, and how to go on then."""

from typing import Final, cast

import attrs

from dunnix.errors import did_you_mean
from dunnix.forms import formed, forms
from dunnix.model import ReplyReason
from dunnix.scenario.faults import Fault, Faulty
from dunnix.scenario.parts import PartError
from dunnix.scenario.readers import as_table, count, misspelled, shown, spelled, wrong_type
from dunnix.scenario.step_keys import STEP
from dunnix.scenario.tables import MUST, Key, Level, key, read_whole, words
from dunnix.scenario.triggers import KNOWN_TRIGGERS, Event, Then, Trigger

_ON_HINT: Final = 'write such as "promise-broken" or "reply:not-received"'

NOT_OF_A_REACTION: Final = {
    "after": "a reaction follows its event: give its day with `at`, such as `event + 3d`",
    "mandatory": "only steps of the ladder can be mandatory",
    "phase": "a reaction belongs to no phase: leave it out",
    "announces": "only steps of the ladder announce others",
    "deadline_from": "only steps of the ladder wait for a deadline",
    "summary": "give the summary to a step of the ladder",
}


@formed(forms.suggested(KNOWN_TRIGGERS, forms.text(Trigger.pattern)))
def read_trigger(value: object) -> Trigger:
    """Read `promise-broken` or `reply:not-received`."""
    if not isinstance(value, str | Trigger):
        raise wrong_type(value, "a quoted event", _ON_HINT)
    text = str(value)
    name, _, detail = text.partition(":")
    if name not in list(Event):
        raise Faulty(
            Fault(
                code="unknown-event",
                message=f"`{shown(name)}` is nothing a reaction can be on",
                hint=did_you_mean(name, Event) or f"write one of {words(Event)}",
            )
        )
    if name == Event.REPLY and detail and detail not in list(ReplyReason):
        raise Faulty(
            Fault(
                code="unknown-reason",
                message=f"`{shown(detail)}` is no reason of a reply: nobody could report it",
                hint=did_you_mean(detail, ReplyReason),
            )
        )
    try:
        return Trigger.parse(text)
    except PartError as error:
        raise misspelled("bad-trigger", error, text) from None


REPEAT_OF_A_REACTION: Final = Level(
    name="`repeat` of a reaction",
    keys={
        "times": key(
            count(1, 100),
            "whole number",
            MUST,
            "how often at most it is done for a receivable, the first time included",
            required=True,
        )
    },
    elsewhere=dict.fromkeys(
        ("every", "until", "latest"),
        "it is done again when its event happens again: give `times` alone",
    ),
)


@formed(lambda: REPEAT_OF_A_REACTION.form)
def _read_times(value: object) -> int:
    """Read `{ times = 2 }`."""
    times = f"{value}" if type(value) is int else "2"
    table = as_table(value, "a table", f"write such as {{ times = {times} }}")
    return cast("int", read_whole(REPEAT_OF_A_REACTION, table)["times"])


_OWN: Final = {
    "on": key(
        read_trigger,
        "event, such as `promise-broken` or `reply:not-received`",
        MUST,
        "what it answers",
        required=True,
    ),
    "then": key(
        spelled(
            Then,
            "a quoted way to go on",
            'write such as "continue"',
            code="bad-then",
            known=("continue", "stop"),
        ),
        "`continue`, `stop` or `go-to:<step>`",
        "`continue`",
        "how the ladder goes on once it is done",
    ),
    "repeat": key(
        _read_times,
        "table `{ times = 2 }`",
        "as often as its event happens",
        "how often it is done for a receivable at most",
    ),
}
_OTHER_WORDS: Final = {
    "id": ("what the reaction is called", None),
    "at": ("the day of its event, or so long after it", "`event`"),
    "until": ("the last day it may be done; the ladder goes on after that", "`event + 30d`"),
    "tone": (STEP["tone"].meaning, "neutral"),
    "on_closed_day": (STEP["on_closed_day"].meaning, "`keep`"),
    "deadline": ("the time that is given by it", None),
}


def _like_a_step(name: str) -> Key:
    meaning, default = _OTHER_WORDS[name]
    step = STEP[name]
    return attrs.evolve(step, meaning=meaning, default=default or step.default)


REACTION: Final = Level(
    name="a reaction",
    keys={
        name: each
        for name, each in {
            **STEP.keys,
            **{name: _like_a_step(name) for name in _OTHER_WORDS},
            **_OWN,
        }.items()
        if name not in NOT_OF_A_REACTION
    },
    elsewhere=NOT_OF_A_REACTION,
)
