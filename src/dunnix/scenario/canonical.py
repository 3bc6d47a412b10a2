"""A scenario as plain tables, as its one canonical text, and as TOML."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

import attrs

from dunnix.conditions import Condition
from dunnix.facts import Fact, FactKind
from dunnix.model import FrozenMap
from dunnix.scenario.drafts import ScenarioKeys, StepKeys
from dunnix.scenario.parts import PromisePause, Repeat

Table = dict[str, Any]

_FACT_TYPES: Final = {
    FactKind.FLAG: "bool",
    FactKind.INTEGER: "integer",
    FactKind.MONEY: "money",
    FactKind.TEXT: "text",
    FactKind.CHOICE: "choice",
}


def as_table(scenario: ScenarioKeys) -> Table:
    """Give a scenario as the tables a file would hold, every default spelled out.

    What isn't there is left out: a key added to the language later changes no older hash.
    """
    table = _fields(scenario)
    table["contact"] = {"gap": table.pop("gap")}
    table["pause"] = {"promise": table.pop("promise")}
    table["step"] = table.pop("steps", [])
    facts = table.pop("facts", None)
    return table | ({"facts": facts} if facts else {})


def _fields(value: ScenarioKeys | StepKeys | Repeat | PromisePause) -> Table:
    table: Table = {}
    for field in attrs.fields(type(value)):
        given: object = getattr(value, field.name)
        if not _is_empty(given):
            table[field.name] = _plain(given)
    return table


def _is_empty(value: object) -> bool:
    if isinstance(value, FrozenMap):
        return len(cast("FrozenMap[object]", value)) == 0
    return value is None or value == ()


def _plain(value: object) -> object:
    match value:
        case bool() | int():
            plain: object = value
        case StepKeys() | Repeat() | PromisePause():
            plain = _fields(value)
        case Condition():
            plain = value.canonical()
        case FrozenMap():
            names = cast("Mapping[str, object]", value)
            plain = {name: _plain(each) for name, each in names.items()}
        case tuple():
            plain = _list(cast("tuple[object, ...]", value))
        case _:
            plain = str(value)
    return plain


def _list(values: tuple[object, ...]) -> object:
    if isinstance(values[0], Fact):
        return _facts(cast("tuple[Fact, ...]", values))
    return [_plain(each) for each in values]


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


_TABLES: Final = ("amounts", "contact", "facts.debtor", "facts.invoice", "pause.promise")


def toml_text(scenario: ScenarioKeys) -> str:
    """Give a scenario as a TOML file, every default spelled out; loads as an equal scenario."""
    table = as_table(scenario)
    nested = {"step", *(path.partition(".")[0] for path in _TABLES)}
    blocks = [_lines((name, value) for name, value in table.items() if name not in nested)]
    for path in _TABLES:
        found = table
        for part in path.split("."):
            found = found.get(part, {})
        if found:
            blocks.append([f"[{path}]", *_lines(found.items())])
    blocks += [["[[step]]", *_lines(step.items())] for step in table["step"]]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _lines(items: Iterable[tuple[str, object]]) -> list[str]:
    return [f"{name} = {_toml(value)}" for name, value in items]


def _toml(value: object) -> str:
    import json

    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Mapping():
            return "{ " + ", ".join(_lines(cast("Table", value).items())) + " }"
        case list():
            return "[" + ", ".join(_toml(each) for each in cast("list[object]", value)) + "]"
        case _:
            # A JSON text is a TOML text, but for the one control character JSON leaves alone.
            return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
