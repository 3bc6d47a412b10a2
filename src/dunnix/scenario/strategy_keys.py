"""The keys of a strategy file, and of the tables within it."""

from collections.abc import Iterable, Mapping
from typing import Final, cast

from dunnix.forms import Formed, formed, forms
from dunnix.scenario import readers
from dunnix.scenario.faults import Fault, Faulty
from dunnix.scenario.readers import as_table, wrong_type
from dunnix.scenario.scenario_keys import SCENARIO
from dunnix.scenario.sources import scenario_names
from dunnix.scenario.strategy_parts import ASSIGN_READERS, PRIORITY_READERS, READ_PERCENT, Switch
from dunnix.scenario.tables import MUST, NONE, Level, key, words

_SPLIT_HINT: Final = 'write such as { "fr-b2b" = 90, "gentle" = 10 }'


@formed(forms.named(READ_PERCENT.form))
def _read_split(value: object) -> tuple[tuple[str, int], ...]:
    """Read scenarios and their shares, in the order they are written in."""
    arms: list[tuple[str, int]] = []
    faults: list[Fault] = []
    for name, percent in as_table(value, "a table of scenarios", _SPLIT_HINT).items():
        try:
            arms.append((name, READ_PERCENT(percent)))
        except Faulty as error:
            faults += [fault.under(name) for fault in error.faults]
    if faults:
        raise Faulty(*faults)
    return tuple(arms)


def _tables(name: str, level: Level) -> Formed[[object], tuple[Mapping[str, object], ...]]:
    """Give a reader of a list of tables, whose keys are read one by one later."""
    hint = f"start each rule with [[{name}]], in two brackets"

    @formed(lambda: forms.listed(level.form, once=False))
    def read(value: object, /) -> tuple[Mapping[str, object], ...]:
        if not isinstance(value, list | tuple):
            raise wrong_type(value, "a list of rules", hint)
        return tuple(as_table(each, "a rule", hint) for each in cast("Iterable[object]", value))

    return read


_READ_SCENARIO: Final = Formed(
    readers.read_text.read, lambda: forms.suggested(scenario_names(), readers.TEXT)
)
ASSIGN: Final = Level(
    name="an `[[assign]]` rule",
    keys={
        "when": key(
            ASSIGN_READERS["when"],
            "condition",
            "always; only the last rule has none",
            "the rule fits only where this surely holds; where it is unknown the account is held",
        ),
        "scenario": key(
            _READ_SCENARIO,
            "id of one that ships, `id@version`, or path of a file, from the folder of this one",
            "must be given, or `experiment` and `split`",
            "the scenario the account gets",
        ),
        "switch": key(
            ASSIGN_READERS["switch"],
            words(Switch),
            "`new-receivables`",
            "whether receivables under way stay with their scenario until settled, or go on in "
            "the new one at once",
        ),
        "experiment": key(
            ASSIGN_READERS["experiment"],
            "id",
            NONE,
            "the name of an experiment; with the debtor's id it decides the share",
        ),
        "split": key(
            _read_split,
            "table of scenarios, each with a whole percentage",
            NONE,
            "the scenarios of the experiment and their shares, 100 in all",
        ),
    },
)
PRIORITY: Final = Level(
    name="a `[[priority]]` rule",
    keys={
        "points": key(
            PRIORITY_READERS["points"],
            "whole number from -1000 to 1000",
            MUST,
            "what is added to the priority of an action",
            required=True,
        ),
        "when": key(
            PRIORITY_READERS["when"],
            "condition",
            MUST,
            "it is added only where this surely holds",
            required=True,
        ),
        "reason": key(
            PRIORITY_READERS["reason"],
            "text",
            MUST,
            "what people are told about the points",
            required=True,
        ),
    },
)
STRATEGY: Final = Level(
    name="a strategy",
    keys={
        "dunnix": SCENARIO["dunnix"],
        "id": key(SCENARIO["id"].read, "id", MUST, "what the strategy is called", required=True),
        "version": SCENARIO["version"],
        "title": SCENARIO["title"],
        "currency": key(
            SCENARIO["currency"].read,
            "ISO 4217 code",
            "must be given where a condition compares an amount, or `[amounts]` by currency",
            "the currency of amounts written without one",
        ),
        "amounts": key(
            SCENARIO["amounts"].read,
            SCENARIO["amounts"].takes,
            NONE,
            "amounts that conditions name",
        ),
        "facts": SCENARIO["facts"],
        "assign": key(
            _tables("assign", ASSIGN),
            "list of tables `[[assign]]`",
            MUST,
            "the rules that give an account its scenario: the first that fits counts, the last has "
            "no `when`",
            required=True,
        ),
        "priority": key(
            _tables("priority", PRIORITY),
            "list of tables `[[priority]]`",
            "every action has priority 0",
            "what makes an action urgent: the points of all that fit add up",
        ),
    },
    elsewhere={
        "step": "a strategy chooses among scenarios: the steps stand in their files",
        "if_behind": "`if_behind` belongs to a scenario: write it in its file",
    },
)
