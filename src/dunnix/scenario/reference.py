"""The reference of keys, written from the tables the loader reads by."""

from dunnix.scenario.declarations import FACT
from dunnix.scenario.scenario_keys import CONTACT, PROMISE, SCENARIO
from dunnix.scenario.step_keys import REPEAT, STEP
from dunnix.scenario.tables import Key, Level

_SECTIONS = (
    ("The scenario", SCENARIO),
    ("`[contact]`", CONTACT),
    ("`[pause.promise]`", PROMISE),
    ("`[facts.debtor]` and `[facts.invoice]`: one declared fact", FACT),
    ("`[[step]]`", STEP),
    ("`repeat` of a step", REPEAT),
)


def keys_reference() -> str:
    """Give every key of a scenario file as Markdown: a table a level, with all defaults.

    >>> print(keys_reference().splitlines()[0])
    ### The scenario
    """
    return "\n\n".join(f"### {title}\n\n{_table(level)}" for title, level in _SECTIONS) + "\n"


def _table(level: Level) -> str:
    rows = [_row(name, key) for name, key in level.keys.items()]
    table = "\n".join(["| key | takes | default | meaning |", "|---|---|---|---|", *rows])
    later = ", ".join(f"`{name}`" for name in sorted(level.later))
    return f"{table}\n\nNot built yet, and refused: {later}." if later else table


def _row(name: str, key: Key) -> str:
    return f"| `{name}` | {key.takes} | {key.default} | {key.meaning} |"
