"""How Python's plain texts become the values of a scenario.

A converter that can't read what it was given lets it through: the value refuses itself once it
is whole, and then names everything wrong with it at once.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar, cast

from dunnix.calendars import OnClosedDay
from dunnix.conditions import Condition
from dunnix.facts import Fact
from dunnix.model import Channel, FrozenMap, Netting, Role, StepId
from dunnix.scenario.choices import (
    Concession,
    DeadlineFrom,
    Do,
    Goal,
    IfBehind,
    OnPartPayment,
    Per,
    Phase,
    Tone,
    Travels,
)
from dunnix.scenario.contact_keys import read_contact_rules
from dunnix.scenario.contact_rules import ContactRules
from dunnix.scenario.faults import Faulty
from dunnix.scenario.late_payment import LatePayment, read_late_payment
from dunnix.scenario.parts import (
    Mode,
    PhaseRule,
    PromisePause,
    Repeat,
    Statement,
    Summary,
    ToneRules,
)
from dunnix.scenario.pause_keys import read_pauses, read_promise
from dunnix.scenario.pause_rules import PauseRules
from dunnix.scenario.reaction_keys import REACTION
from dunnix.scenario.readers import Reader
from dunnix.scenario.scenario_keys import SCENARIO
from dunnix.scenario.step_keys import STEP
from dunnix.scenario.timing import After, Duration, Timing
from dunnix.scenario.triggers import Then, Trigger

_Choice = TypeVar("_Choice", bound=StrEnum)


def _lenient(read: Reader, value: object) -> object:
    if value is None:
        return None
    try:
        return read(value)
    except Faulty:
        return value


def _choice(kind: type[_Choice], value: str) -> _Choice:
    # A wrong word stays as it is: the whole value names it among its faults.
    return kind(value) if value in list(kind) else value  # type: ignore[return-value]


def to_step_id(value: str) -> StepId:
    """Take a text as the id of a step."""
    return StepId(value)


def to_timing(value: Timing | str | None) -> Timing | None:
    """Read `due + 5d`."""
    return cast("Timing | None", _lenient(STEP["at"].read, value))


def to_duration(value: Duration | str) -> Duration:
    """Read `8d`."""
    return cast("Duration", _lenient(STEP["deadline"].read, value))


def to_duration_or_none(value: Duration | str | None) -> Duration | None:
    """Read `8d`, or nothing."""
    return cast("Duration | None", _lenient(STEP["deadline"].read, value))


def to_afters(value: After | str | Iterable[After | str]) -> tuple[After, ...]:
    """Read one step to come after, or several of which any will do."""
    several = value if isinstance(value, After | str) else tuple(value)
    return cast("tuple[After, ...]", _lenient(STEP["after"].read, several))


def to_condition(value: Condition | str | None) -> Condition | None:
    """Parse a condition."""
    return cast("Condition | None", _lenient(STEP["when"].read, value))


def to_mode(value: Mode | str | None) -> Mode | None:
    """Read `confirm:credit-manager`."""
    return cast("Mode | None", _lenient(STEP["mode"].read, value))


def to_repeat(value: Repeat | Mapping[str, object] | None) -> Repeat | None:
    """Read `{"every": "5d", "until": "due + 28d"}`."""
    return cast("Repeat | None", _lenient(STEP["repeat"].read, value))


def to_channel(value: str | None) -> Channel | None:
    """Read the name of a channel."""
    return cast("Channel | None", _lenient(STEP["channel"].read, value))


def to_channels(value: Iterable[str]) -> tuple[Channel, ...]:
    """Read names of channels."""
    return cast("tuple[Channel, ...]", _lenient(STEP["fallback"].read, _listed(value)))


def to_roles(value: Iterable[str]) -> tuple[Role, ...]:
    """Read roles of contacts."""
    return cast("tuple[Role, ...]", _lenient(STEP["to"].read, _listed(value)))


def to_effects(value: Iterable[str]) -> tuple[str, ...]:
    """Read effects."""
    return cast("tuple[str, ...]", _lenient(STEP["effects"].read, _listed(value)))


def to_names(value: Iterable[str]) -> tuple[str, ...]:
    """Freeze a list of names."""
    return cast("tuple[str, ...]", _listed(value))


def to_summary(value: Summary | Mapping[str, object] | None) -> Summary | None:
    """Read `{"channel": "email"}`."""
    return cast("Summary | None", _lenient(STEP["summary"].read, value))


def to_allow(value: Mapping[str, str]) -> FrozenMap[str]:
    """Read the codes of warnings, each with a reason."""
    return cast("FrozenMap[str]", _lenient(STEP["allow"].read, value))


def to_trigger(value: Trigger | str) -> Trigger:
    """Read `reply:not-received`."""
    return cast("Trigger", _lenient(REACTION["on"].read, value))


def to_then(value: Then | str) -> Then:
    """Read `go-to:formal-notice`."""
    return cast("Then", _lenient(REACTION["then"].read, value))


def to_contact(value: ContactRules | Mapping[str, object]) -> ContactRules:
    """Read the rules of contact."""
    return cast("ContactRules", _lenient(read_contact_rules, value))


def to_pauses(value: PauseRules | Mapping[str, object]) -> PauseRules:
    """Read how pauses end."""
    return cast("PauseRules", _lenient(read_pauses, value))


def to_phases(
    value: Iterable[PhaseRule] | Mapping[str, Mapping[str, object]],
) -> tuple[PhaseRule, ...]:
    """Read how long phases last."""
    several: object = tuple(value) if isinstance(value, list) else value
    return cast("tuple[PhaseRule, ...]", _lenient(SCENARIO["phases"].read, several))


def to_statements(
    value: Iterable[Statement | Mapping[str, object]],
) -> tuple[Statement, ...]:
    """Read statements of account."""
    return cast("tuple[Statement, ...]", _lenient(SCENARIO["statement"].read, _listed(value)))


def to_tones(value: ToneRules | Mapping[str, object]) -> ToneRules:
    """Read when steps speak softer or firmer."""
    return cast("ToneRules", _lenient(SCENARIO["tone"].read, value))


def to_people(value: Mapping[str, str]) -> FrozenMap[str]:
    """Read our own roles."""
    return cast("FrozenMap[str]", _lenient(SCENARIO["people"].read, value))


def to_declared_channels(value: Mapping[str, str]) -> FrozenMap[str]:
    """Read the channels a scenario declares."""
    return cast("FrozenMap[str]", _lenient(SCENARIO["channels"].read, value))


def to_declared_effects(value: Mapping[str, str]) -> FrozenMap[str]:
    """Read the effects a scenario declares."""
    return cast("FrozenMap[str]", _lenient(SCENARIO["effects"].read, value))


def to_goals(value: Iterable[str]) -> tuple[Goal, ...]:
    """Read goals."""
    return cast("tuple[Goal, ...]", _lenient(STEP["goal"].read, _listed(value)))


def to_concessions(value: Iterable[str]) -> tuple[Concession, ...]:
    """Read concessions."""
    return cast("tuple[Concession, ...]", _lenient(STEP["concede"].read, _listed(value)))


def _listed(value: Iterable[object]) -> object:
    # A lone text would fall apart into letters.
    return value if isinstance(value, str) or not isinstance(value, Iterable) else tuple(value)


def to_title(value: Mapping[str, str]) -> FrozenMap[str]:
    """Read a text in several languages."""
    return cast("FrozenMap[str]", _lenient(STEP["title"].read, value))


def to_amounts(value: Mapping[str, str | Mapping[str, str]]) -> FrozenMap[FrozenMap[str]]:
    """Read named amounts."""
    return cast("FrozenMap[FrozenMap[str]]", _lenient(SCENARIO["amounts"].read, value))


def to_facts(value: Iterable[Fact] | Mapping[str, object]) -> tuple[Fact, ...]:
    """Read the facts a host supplies: values, or the tables a file would hold."""
    several: object = tuple(value) if isinstance(value, list) else value
    return cast("tuple[Fact, ...]", _lenient(SCENARIO["facts"].read, several))


def to_late_payment(
    value: LatePayment | Mapping[str, object] | None,
) -> LatePayment | None:
    """Read by which law late payment is reckoned."""
    return cast("LatePayment | None", _lenient(read_late_payment, value))


def to_promise(value: PromisePause | Mapping[str, object]) -> PromisePause:
    """Read what a promise pauses."""
    return cast("PromisePause", _lenient(read_promise, value))


def to_do(value: str) -> Do:
    """Read what a step does."""
    return _choice(Do, value)


def to_phase(value: str | None) -> Phase | None:
    """Read a phase."""
    return None if value is None else _choice(Phase, value)


def to_tone(value: str | None) -> Tone | None:
    """Read a tone."""
    return None if value is None else _choice(Tone, value)


def to_deadline_from(value: str) -> DeadlineFrom:
    """Read the day a deadline runs from."""
    return _choice(DeadlineFrom, value)


def to_on_closed_day(value: str) -> OnClosedDay:
    """Read where a step moves from a closed day."""
    return _choice(OnClosedDay, value)


def to_on_closed_day_or_none(value: str | None) -> OnClosedDay | None:
    """Read where a step moves from a closed day, or leave it to the scenario."""
    return None if value is None else _choice(OnClosedDay, value)


def to_per(value: str) -> Per:
    """Read what owns a ladder."""
    return _choice(Per, value)


def to_travels(value: str) -> Travels:
    """Read which receivables go along."""
    return _choice(Travels, value)


def to_if_behind(value: str) -> IfBehind:
    """Read what to do when several steps are eligible."""
    return _choice(IfBehind, value)


def to_netting(value: str) -> Netting:
    """Read what happens to unapplied money."""
    return _choice(Netting, value)


def to_on_part_payment(value: str) -> OnPartPayment:
    """Read what a part payment does to the step reached."""
    return _choice(OnPartPayment, value)
