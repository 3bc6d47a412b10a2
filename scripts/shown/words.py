"""Values as a reader wants them: no default, no quotes around days and money, always the same."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Final

import attrs

from dunnix.engine import Decision, Held, NextAction
from dunnix.model import LISTS, Account
from dunnix.money import Money
from dunnix.scenario import (
    EscalationStep,
    Scenario,
    Strategy,
    load_scenario,
    scenario_names,
)

WIDEST: Final = 150
LONGEST: Final = 320
MADE: Final = "made-for-tests"  # the folder for what tests write
_ROOT: Final = f"{Path(__file__).resolve().parents[2]}/"
_MADE_PATH: Final = re.compile(rf"[^\s'(]*/{MADE}/[^/\s']+/?")
_ADDRESS: Final = re.compile(r" at 0x[0-9a-f]+")
_ALWAYS: Final = {"id", "at", "after", "channel", "currency", "do", "step"}
_LADDERS: Final = ("step", "reaction", "statement")
_TITLES: Final = {"dunnix", "title", "version"}


def text(value: object) -> str:
    """Write a value on one line."""
    match value:
        case Enum():
            said = str(value.value)
        case str():
            said = repr(placeless(value))
        case Path():
            said = placeless(str(value)) or "."
        case dt.date() | dt.time():  # a moment is a day as well
            said = value.isoformat()
        case Mapping():
            said = f"{{{', '.join(f'{text(key)}: {text(each)}' for key, each in value.items())}}}"
        case AbstractSet():
            said = f"{{{', '.join(sorted(map(text, value)))}}}"
        case tuple() | list():
            said = f"[{', '.join(map(text, value))}]"
        case _:
            said = _thing(value)
    return said


def _thing(value: object) -> str:
    if isinstance(value, Money):
        return str(value)
    if isinstance(value, Scenario | Strategy):
        return f"{type(value).__name__.lower()} {value.id}"
    if isinstance(value, Account):
        return f"account {value.debtor.id}"
    if attrs.has(type(value)):
        fields = ", ".join(f"{name}={text(each)}" for name, each in _told_fields(value))
        return f"{type(value).__name__}({fields})"
    if callable(value):
        return str(getattr(value, "__name__", type(value).__name__))
    return _ADDRESS.sub("", str(value))


def _told_fields(value: object) -> Iterator[tuple[str, object]]:
    kind: Any = type(value)
    for field in attrs.fields(kind):
        held = getattr(value, field.name)
        empty = held is None or (isinstance(held, Sequence | Mapping) and not held)
        if field.repr and not empty and held != field.default:
            yield field.name.removeprefix("_"), held


def placeless(said: str) -> str:
    """Leave out where on this machine the project is, and where a test wrote its files."""
    return _MADE_PATH.sub("", said).replace(_ROOT, "")


def lines(value: object) -> list[str]:
    """Write a value, long ones with a line for each of their parts."""
    if isinstance(value, str):
        return placeless(value).splitlines() or ["''"]
    if isinstance(value, Decision):
        return decision_lines(value)
    short = text(value)
    if len(short) <= WIDEST:
        return [short]
    return [cut(part) for part in _parts(value)]


def _parts(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from (f"{text(key)}: {text(each)}" for key, each in value.items())
    elif isinstance(value, tuple | list):
        yield from (f"- {text(each)}" for each in value)
    elif attrs.has(type(value)):
        yield type(value).__name__
        for name, held in _told_fields(value):
            short = f"  {name}: {text(held)}"
            if len(short) <= WIDEST or not isinstance(held, tuple | list | Mapping):
                yield short
            else:
                yield f"  {name}:"
                yield from (f"    {part}" for part in _parts(held))
    else:
        yield text(value)


def cut(line: str) -> str:
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def row(value: object) -> str:
    """Write a row of an account: its kind, its id, and what it says."""
    fields = dict(_told_fields(value))
    name = fields.pop("id", fields.get("key", ""))
    said = ", ".join(f"{key} {text(each)}" for key, each in fields.items())
    return cut(f"{type(value).__name__} {name}{': ' if said else ''}{said}")


def account_rows(account: Account) -> list[str]:
    """Write an account: its debtor, its rows, and the history that stands for older ones."""
    rows = [row(account.debtor)]
    rows += [row(each) for name in LISTS for each in getattr(account, name)]
    if account.history != type(account.history)():
        rows.append(cut(text(account.history)))
    return rows


def decision_lines(decision: Decision) -> list[str]:
    """Write what a decision says: actions, what is held and why, what to call off."""
    said = [_action(action) for action in decision.next_actions]
    said += [_held(each) for each in decision.held]
    said += [f"call off {each.step}: {each.reason}" for each in decision.withdraw]
    said += [
        f"in force: {each.name} for {each.receivable} since {each.since}"
        for each in decision.effects
    ]
    return said or ["nothing to do"]


def _action(action: NextAction) -> str:
    about = ", ".join(line.id for line in action.receivables)
    by = f" by {action.channel}" if action.channel else ""
    to = f" to {action.contact.role}" if action.contact else ""
    days = "1 day" if action.days_late == 1 else f"{action.days_late} days"
    late = f", {days} after its day" if action.days_late else ""
    return cut(f"{action.do} {action.step or action.reason}{by}{to} for {about}{late}")


def _held(held: Held) -> str:
    rest = [f"until {held.until}"] if held.until else []
    rest += [f"next {held.step}"] if held.step else []
    return f"{held.receivable} held, {held.amount}: {', '.join([held.reason.value, *rest])}"


def scenario_rules(scenario: Scenario) -> list[str]:
    """Write a scenario as TOML, without what it leaves at its default."""
    if scenario.id in scenario_names() and load_scenario(scenario.id) == scenario:
        return [f'# the shipped scenario "{scenario.id}"']
    said = tomllib.loads(scenario.to_toml())
    plain = _plain()
    inherited = {key: said.get(key) for key in ("on_closed_day", "attempts")}
    told: list[str] = []
    for key, value in _unusual(said, plain).items():
        if key in _LADDERS:
            usual = plain["step"][0] | inherited
            told += [f"{key} = [", *(f"  {_toml(_unusual(step, usual))}," for step in value), "]"]
        else:
            told.append(f"{key} = {_toml(value)}")
    return told


def _unusual(table: Mapping[str, Any], usual: Mapping[str, Any]) -> dict[str, Any]:
    """Give a table without its titles and what stands at its default."""
    return {
        key: value
        for key, value in table.items()
        if key not in _TITLES and (key in _ALWAYS or value != usual.get(key))
    }


@cache
def _plain() -> dict[str, Any]:
    step = EscalationStep(id="plain", at="due", channel="email")
    keys: dict[str, Any] = {"if_behind": "skip-to-latest", "on_closed_day": "keep"}
    bare = Scenario(id="plain", version="1", currency="EUR", steps=[step], **keys)
    return tomllib.loads(bare.to_toml())


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_toml(each)}' for key, each in value.items())} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else text(value)


def accounts_in(value: object) -> Iterable[Account]:
    """Find the accounts an argument is or holds."""
    if isinstance(value, Account):
        return (value,)
    held = getattr(value, "accounts", value)
    if isinstance(held, Sequence) and all(isinstance(each, Account) for each in held):
        return tuple(held)
    return ()
