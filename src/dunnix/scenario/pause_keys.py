"""The keys of `[pause]`: how each kind of pause ends, and what a promise pauses."""

import contextlib
from collections.abc import Mapping
from typing import Any, Final, cast

import attrs

from dunnix.errors import did_you_mean
from dunnix.forms import Form, formed, forms
from dunnix.model import FrozenMap
from dunnix.scenario import readers
from dunnix.scenario.declared_names import WORD, read_role
from dunnix.scenario.faults import Fault, Faulty, Path
from dunnix.scenario.parts import PromisePause
from dunnix.scenario.pause_rules import DEFAULT_PAUSE, OnRelease, PauseKind, PauseRule, PauseRules
from dunnix.scenario.readers import Reader, as_table, choice, count, shown, wrong_type
from dunnix.scenario.tables import Level, key, read_again, read_level, read_part, words

_HINT: Final = 'write such as { limit = "45d", afterwards = "task:disputes" }'
_TASK_HINT: Final = "write `task:` and a role of ours, such as `task:disputes`"


@formed(forms.text(f"task:(?:{WORD})", "task:disputes"))
def _read_afterwards(value: object) -> str:
    """Read `task:disputes` as the role that gets the task."""
    if not isinstance(value, str):
        raise wrong_type(value, "a quoted task", _TASK_HINT)
    task, _, role = value.partition(":")
    if task == "task":
        with contextlib.suppress(Faulty):
            return str(read_role(role))
    message = f"`{shown(value)}` names no task"
    raise Faulty(Fault(code="bad-afterwards", message=message, hint=_TASK_HINT))


PAUSE_RULE: Final = Level(
    name="a pause",
    keys={
        "on_release": key(
            choice(OnRelease, "value of `on_release`"),
            words(OnRelease),
            "`continue`",
            "whether the dates of the steps move by the days paused, stay as if never paused, "
            "or are counted from the day of release",
        ),
        "limit": key(
            readers.read_duration,
            "duration",
            "`60d`",
            "how long a pause without an end of its own may last before a person is asked",
        ),
        "afterwards": key(
            _read_afterwards,
            "`task:<role>`",
            "`task:collector`",
            "who is asked then; what is paused stays paused until somebody ends it",
        ),
    },
)
_OF_A_PROMISE: Final = {
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
}
_PROMISE_PAUSE: Final = Level(name="`promise`", keys=_OF_A_PROMISE)
PROMISE: Final = Level(name="`pause.promise`", keys={**_OF_A_PROMISE, **PAUSE_RULE.keys})
_GIVEN_RULE: Final[Mapping[str, Reader]] = {**PAUSE_RULE.readers, "afterwards": read_role}


@formed(lambda: _PROMISE_PAUSE.form)
def read_promise(value: object) -> PromisePause:
    """Read what a promise pauses: its tolerance, and how many broken ones are borne."""
    return read_part(PromisePause, _PROMISE_PAUSE, value, 'write such as { tolerance = "2bd" }')


def _pauses_form() -> Form:
    """Give a table a kind; that of disputes may hold a table a reason."""
    rule = PAUSE_RULE.form
    kinds: dict[str, Form] = {
        **dict.fromkeys(PauseKind, rule),
        PauseKind.DISPUTE: forms.told(rule, additionalProperties=rule),
        PauseKind.PROMISE: PROMISE.form,
    }
    return forms.table({str(kind): form for kind, form in kinds.items()})


@formed(_pauses_form)
def read_pause(value: object) -> dict[str, object]:
    """Read `[pause]` of a file: what a promise pauses, and how each kind of pause ends."""
    tables = dict(as_table(value, "a table"))
    pause, faults = _promise_of(tables)
    pauses = PauseRules()
    try:
        pauses = read_pauses({name: given for name, given in tables.items() if given != {}})
    except Faulty as error:
        faults += error.faults
    values: dict[str, object] = {"promise": pause, "pauses": pauses}
    if faults:
        raise Faulty(*faults, partial=values)
    return values


def _promise_of(tables: dict[str, object]) -> tuple[PromisePause, list[Fault]]:
    """Read `[pause.promise]`, and leave in it what every pause has and could be read."""
    given = tables.get(PauseKind.PROMISE)
    if not isinstance(given, Mapping):
        return PromisePause(), []
    table = cast("Mapping[str, object]", given)
    found = read_level(PROMISE, table)
    own = {key: each for key, each in found.values.items() if key in _OF_A_PROMISE}
    tables[PauseKind.PROMISE] = {key: table[key] for key in found.values if key in PAUSE_RULE.keys}
    faults = [fault.under(PauseKind.PROMISE) for fault in found.faults]
    return PromisePause(**cast("dict[str, Any]", own)), faults


def read_pauses(value: object) -> PauseRules:
    """Read how each kind of pause ends; a reason of a dispute takes the rest from all disputes."""
    if isinstance(value, PauseRules):
        return _given(value)
    by_kind: dict[str, PauseRule] = {}
    by_reason: dict[str, PauseRule] = {}
    faults: list[Fault] = []
    for name, given in as_table(value, "a table of pauses", _HINT).items():
        try:
            _is_kind(name)
            table = as_table(given, "a table", _HINT)
        except Faulty as error:
            faults += [fault.under(name) for fault in error.faults]
            continue
        reasons = _reasons(table) if name == PauseKind.DISPUTE else {}
        general = {key: each for key, each in table.items() if key not in reasons}
        by_kind[name] = _rule(general, PauseRule(), faults, (name,))
        for reason, own in reasons.items():
            by_reason[reason] = _rule(own, by_kind[name], faults, (name, reason))
    if faults:
        raise Faulty(*faults)
    return _said(by_kind, by_reason)


def _rule(
    table: Mapping[str, object], otherwise: PauseRule, faults: list[Fault], path: Path
) -> PauseRule:
    """Read one rule; what is wrong with it joins the faults."""
    found = read_level(PAUSE_RULE, table)
    faults += [fault.under(*path) for fault in found.faults]
    return attrs.evolve(otherwise, **cast("dict[str, Any]", found.values))


def _said(by_kind: Mapping[str, PauseRule], by_reason: Mapping[str, PauseRule]) -> PauseRules:
    """Leave out what only spells out a default; an insolvency has no limit unless one is given."""
    kinds = {
        name: rule
        for name, rule in by_kind.items()
        if rule != DEFAULT_PAUSE or name == PauseKind.INSOLVENCY
    }
    otherwise = kinds.get(PauseKind.DISPUTE, DEFAULT_PAUSE)
    reasons = {name: rule for name, rule in by_reason.items() if rule != otherwise}
    return PauseRules(by_kind=FrozenMap(kinds), by_dispute_reason=FrozenMap(reasons))


def _is_kind(name: str) -> None:
    if name not in list(PauseKind):
        raise Faulty(
            Fault(
                code="unknown-key",
                message=f"there is no pause `{shown(name)}`",
                hint=did_you_mean(name, PauseKind),
                at_key=True,
            )
        )


def _reasons(table: Mapping[str, object]) -> dict[str, Mapping[str, object]]:
    """Give the tables within `[pause.dispute]`: each is named after a reason."""
    return {
        name: cast("Mapping[str, object]", given)
        for name, given in table.items()
        if name not in PAUSE_RULE.keys and isinstance(given, Mapping)
    }


def _given(rules: PauseRules) -> PauseRules:
    """Read rules made in Python again."""
    for name in rules.by_kind:
        _is_kind(name)
    for name, rule in (*rules.by_kind.items(), *rules.by_dispute_reason.items()):
        found = read_again(rule, _GIVEN_RULE)
        if found.faults:
            raise Faulty(*(fault.under(name) for fault in found.faults))
    return _said(rules.by_kind, rules.by_dispute_reason)
