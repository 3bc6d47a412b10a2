"""A strategy as plain tables, as its one canonical text, and as TOML."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from dunnix.scenario.canonical import Table, plain, toml_lines
from dunnix.scenario.strategy_parts import AssignRule, PriorityRule, Switch

if TYPE_CHECKING:
    from dunnix.scenario.strategy import Strategy


def strategy_table(strategy: "Strategy") -> Table:
    """Give a strategy as the tables a file would hold; what isn't there is left out."""
    table: Table = {
        "dunnix": strategy.dunnix,
        "id": strategy.id,
        "version": strategy.version,
        "title": plain(strategy.title),
        "currency": strategy.currency,
        "amounts": plain(strategy.amounts),
        "facts": plain(strategy.facts) if strategy.facts else {},
        "assign": [_assign(rule) for rule in strategy.assign],
        "priority": [_priority(rule) for rule in strategy.priority],
    }
    return {name: value for name, value in table.items() if value}


def _assign(rule: AssignRule) -> Table:
    table: Table = {
        "when": None if rule.when is None else rule.when.canonical(),
        "scenario": None if rule.scenario is None else rule.scenario.ref,
        "switch": None if rule.switch is Switch.NEW_RECEIVABLES else str(rule.switch),
        "experiment": rule.experiment,
        "split": {arm.scenario.ref: arm.percent for arm in rule.split},
    }
    return {name: value for name, value in table.items() if value}


def _priority(rule: PriorityRule) -> Table:
    return {"points": rule.points, "when": rule.when.canonical(), "reason": rule.reason}


def canonical_text(strategy: "Strategy") -> str:
    """Give the one JSON text of a strategy: keys sorted, no spaces, ASCII only.

    The order of a split decides who gets what, so it is a list here.
    """
    table: dict[str, Any] = strategy_table(strategy)
    for rule in table["assign"]:
        if "split" in rule:
            rule["split"] = list(rule["split"].items())
    table["scenarios"] = {each.ref: each.hash for each in strategy.scenarios}
    return json.dumps(table, sort_keys=True, separators=(",", ":"))


def toml_text(strategy: "Strategy") -> str:
    """Give a strategy as a TOML file."""
    table = strategy_table(strategy)
    lists = {name: table.pop(name, []) for name in ("assign", "priority")}
    amounts, facts = table.pop("amounts", {}), table.pop("facts", {})
    blocks = [toml_lines(table.items())]
    blocks += _tables({"amounts": amounts, **{f"facts.{name}": facts[name] for name in facts}})
    blocks += [[f"[[{name}]]", *toml_lines(e.items())] for name in lists for e in lists[name]]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _tables(tables: dict[str, Table]) -> Iterable[list[str]]:
    return [[f"[{name}]", *toml_lines(each.items())] for name, each in tables.items() if each]
