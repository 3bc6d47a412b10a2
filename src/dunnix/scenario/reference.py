"""The reference of keys, written from the tables the loader reads by."""

from dunnix.scenario.contact_keys import CONTACT, QUIET
from dunnix.scenario.declarations import FACT
from dunnix.scenario.late_payment import LATE_PAYMENT
from dunnix.scenario.pause_keys import PAUSE_RULE, PROMISE
from dunnix.scenario.phase_keys import PHASE, TONE
from dunnix.scenario.reaction_keys import REACTION, REPEAT_OF_A_REACTION
from dunnix.scenario.scenario_keys import SCENARIO
from dunnix.scenario.statement_keys import STATEMENT
from dunnix.scenario.step_keys import REPEAT, STEP, SUMMARY
from dunnix.scenario.strategy_keys import ASSIGN, PRIORITY, STRATEGY
from dunnix.scenario.tables import Key, Level

_SECTIONS = (
    ("The scenario", SCENARIO),
    ("`[facts.debtor]` and `[facts.invoice]`: one declared fact", FACT),
    ("`[late-payment]`", LATE_PAYMENT),
    ("`[contact]`", CONTACT),
    ("`quiet` of `[contact]`, spelled out", QUIET),
    ("`[phases]`: one phase", PHASE),
    ("`[tone]`", TONE),
    ("`[[step]]`", STEP),
    ("`repeat` of a step", REPEAT),
    ("`summary` of a step", SUMMARY),
    (
        "`[pause.<kind>]`, and `[pause.dispute.<reason>]`",
        PAUSE_RULE,
    ),
    ("`[pause.promise]`", PROMISE),
    ("`[[reaction]]`", REACTION),
    ("`repeat` of a reaction", REPEAT_OF_A_REACTION),
    ("`[[statement]]`", STATEMENT),
    ("A strategy, in a file of its own", STRATEGY),
    ("`[[assign]]` of a strategy", ASSIGN),
    ("`[[priority]]` of a strategy", PRIORITY),
)


def keys_reference() -> str:
    """Give every key of a scenario file as Markdown: a table a level, with all defaults.

    >>> print(keys_reference().splitlines()[0])
    ### The scenario
    """
    return "\n\n".join(f"### {title}\n\n{level_table(level)}" for title, level in _SECTIONS) + "\n"


def level_table(level: Level) -> str:
    """Give the keys of one table of a file as a table of Markdown."""
    rows = [_row(name, key) for name, key in level.keys.items()]
    return "\n".join(["| key | takes | default | meaning |", "|---|---|---|---|", *rows])


def _row(name: str, key: Key) -> str:
    return f"| `{name}` | {key.takes} | {key.default} | {key.meaning} |"
