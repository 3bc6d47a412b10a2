"""A scenario as plain tables, as its one canonical text, and as TOML."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

import attrs

from dunnix.conditions import Condition
from dunnix.facts import Fact, FactKind
from dunnix.model import FrozenMap
from dunnix.scenario.contact_rules import WEEKDAYS, ContactRules, DayHours, Quiet
from dunnix.scenario.drafts import ReactionKeys, ScenarioKeys, StepKeys
from dunnix.scenario.late_payment import LatePayment
from dunnix.scenario.parts import PhaseRule, PromisePause, Repeat, Statement, Summary, ToneRules
from dunnix.scenario.pause_rules import PauseRule, PauseRules
from dunnix.scenario.reaction_keys import NOT_OF_A_REACTION

Table = dict[str, Any]

_Part = (
    StepKeys
    | Repeat
    | PromisePause
    | Summary
    | Statement
    | ToneRules
    | PhaseRule
    | ContactRules
    | PauseRule
)
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_SPELLED_OUT: Final = frozenset(
    {
        *("dunnix", "timezone", "calendar", "on_closed_day", "per", "travels", "netting", "gap"),
        *("stale_after", "attempts", "on_part_payment", "promise", "tolerance", "at_most_broken"),
        *("do", "mandatory", "deadline_from", "then", "on_release", "limit", "afterwards"),
    }
)
"""The fields of the first language that have a default: another default is another text.

Fields added later are left out where they hold theirs, so a default of theirs is for good.
"""
_KEYS: Final[Mapping[str, str]] = {
    "sender": "from",
    "tones": "tone",
    "statements": "statement",
    "late_payment": "late-payment",
}
"""What a field is called in a file, where the two differ."""
_FACT_TYPES: Final = {
    FactKind.FLAG: "bool",
    FactKind.INTEGER: "integer",
    FactKind.MONEY: "money",
    FactKind.TEXT: "text",
    FactKind.CHOICE: "choice",
}


def as_table(scenario: ScenarioKeys) -> Table:
    """Give a scenario as the tables a file would hold, every default spelled out.

    What isn't there is left out, and so is a key added to the language later where it holds its
    default: it changes no older hash.
    """
    table = _fields(scenario)
    table["contact"] = {"gap": table.pop("gap"), **_contact(scenario.contact)}
    table["pause"] = _pauses(scenario.pauses, table.pop("promise"))
    table["step"] = table.pop("steps", [])
    reactions = [_reaction(reaction) for reaction in scenario.reactions]
    phases = {str(rule.phase): _phase(rule) for rule in scenario.phases}
    facts = table.pop("facts", None)
    others = {"facts": facts, "phases": phases, "reaction": reactions}
    return table | {name: given for name, given in others.items() if given}


_NOT_OF_A_REACTION: Final = frozenset(NOT_OF_A_REACTION)
_APART: Final = frozenset({"contact", "pauses", "phases", "reactions"})


def _fields(value: ScenarioKeys | _Part, apart: frozenset[str] = _APART) -> Table:
    table: Table = {}
    for field in attrs.fields(type(value)):
        given: object = getattr(value, field.name)
        if field.name not in apart and not _is_left_out(field, given):
            name: str = field.name
            table[_KEYS.get(name, name)] = plain(given)
    return table


def _reaction(reaction: ReactionKeys) -> Table:
    table = _fields(reaction, _NOT_OF_A_REACTION)
    times = table.pop("times", None)
    return table | ({} if times is None else {"repeat": {"times": times}})


def _phase(rule: PhaseRule) -> Table:
    return _fields(rule, frozenset({"phase"}))


def _contact(rules: ContactRules) -> Table:
    table = _fields(rules, frozenset({"hours", "run_on", "quiet"}))
    if rules.hours is not None:
        table["hours"] = {WEEKDAYS[day.weekday]: _spans(day) for day in rules.hours}
    if rules.run_on:
        table["run_on"] = [WEEKDAYS[day] for day in rules.run_on]
    if rules.quiet:
        table["quiet"] = {str(quiet.after): _quiet(quiet) for quiet in rules.quiet}
    return table


def _spans(day: DayHours) -> list[str]:
    return [str(span) for span in day.spans]


def _quiet(quiet: Quiet) -> object:
    if not quiet.channels:
        return str(quiet.time)
    return {"time": str(quiet.time), "channels": [str(each) for each in quiet.channels]}


def _pauses(rules: PauseRules, promise: Table) -> Table:
    kinds = {name: _pause(rule) for name, rule in rules.by_kind.items()}
    reasons = {name: _pause(rule) for name, rule in rules.by_dispute_reason.items()}
    if reasons:
        kinds["dispute"] = {**kinds.get("dispute", {}), **reasons}
    return {**kinds, "promise": {**promise, **kinds.get("promise", {})}}


def _pause(rule: PauseRule) -> Table:
    return {**_fields(rule), "afterwards": f"task:{rule.afterwards}"}


def _is_left_out(field: "attrs.Attribute[Any]", given: object) -> bool:
    """Say whether a key has nothing to write: no value, or the default of one added later."""
    return given is None or (field.name not in _SPELLED_OUT and given == _default(field))


def _default(field: "attrs.Attribute[Any]") -> object:
    factory = getattr(field.default, "factory", None)
    return field.default if factory is None else factory()


def plain(value: object) -> object:
    """Give a value as TOML and JSON hold it: texts, numbers, lists and tables."""
    match value:
        case bool() | int():
            found: object = value
        case StepKeys() | Repeat() | PromisePause() | Summary() | Statement() | ToneRules():
            found = _fields(value)
        case LatePayment():
            found = {"law": value.id}
        case Condition():
            found = value.canonical()
        case FrozenMap():
            names = cast("Mapping[str, object]", value)
            found = {name: plain(each) for name, each in names.items()}
        case tuple():
            found = _list(cast("tuple[object, ...]", value))
        case _:
            found = str(value)
    return found


def _list(values: tuple[object, ...]) -> object:
    if values and isinstance(values[0], Fact):
        return _facts(cast("tuple[Fact, ...]", values))
    return [plain(each) for each in values]


def _facts(facts: Iterable[Fact]) -> Table:
    tables: Table = {}
    for fact in facts:
        owner, _, name = fact.name.partition(".")
        declared: Table = {"type": _FACT_TYPES[fact.kind]}
        if fact.choices:
            declared["values"] = list(fact.choices)
        if fact.nullable:
            declared["nullable"] = True
        if fact.if_missing is not None:
            declared["if_missing"] = fact.if_missing
        tables.setdefault(owner, {})[name] = declared
    return tables


def canonical_text(scenario: ScenarioKeys) -> str:
    """Give the one JSON text of a scenario: keys sorted, no spaces, ASCII only."""
    import json

    return json.dumps(as_table(scenario), sort_keys=True, separators=(",", ":"))


_TABLES: Final = (
    *("amounts", "facts.debtor", "facts.invoice", "people", "channels", "effects"),
    *("late-payment", "contact", "phases", "tone", "allow"),
)


def toml_text(scenario: ScenarioKeys) -> str:
    """Give a scenario as a TOML file, every default spelled out; loads as an equal scenario."""
    table = as_table(scenario)
    apart = {"step", "pause", "reaction", "statement"}
    nested = {*apart, *(path.partition(".")[0] for path in _TABLES)}
    blocks = [toml_lines((name, value) for name, value in table.items() if name not in nested)]
    for path in _TABLES:
        found = table
        for part in path.split("."):
            found = found.get(part, {})
        if found:
            blocks.append([f"[{path}]", *toml_lines(found.items())])
    blocks += _listed(table, "step")
    blocks += [
        [f"[pause.{name}]", *toml_lines(each.items())] for name, each in table["pause"].items()
    ]
    blocks += [*_listed(table, "reaction"), *_listed(table, "statement")]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _listed(table: Table, name: str) -> list[list[str]]:
    return [[f"[[{name}]]", *toml_lines(each.items())] for each in table.get(name, ())]


def toml_lines(items: Iterable[tuple[str, object]]) -> list[str]:
    """Give the lines of a TOML table: a key and its value each."""
    return [f"{_name(name)} = {_toml(value)}" for name, value in items]


def _name(name: str) -> str:
    return name if _BARE.fullmatch(name) else _toml(name)


def _toml(value: object) -> str:
    import json

    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Mapping():
            return "{ " + ", ".join(toml_lines(cast("Table", value).items())) + " }"
        case list():
            return "[" + ", ".join(_toml(each) for each in cast("list[object]", value)) + "]"
        case _:
            # A JSON text is a TOML text, but for the one control character JSON leaves alone.
            return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
