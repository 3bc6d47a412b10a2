"""The keys of a regular statement of account, beside the ladder."""

from collections.abc import Iterable
from typing import Final, cast

from dunnix.forms import formed, forms
from dunnix.model import CHANNELS
from dunnix.scenario.choices import PREFERRED, Travels
from dunnix.scenario.faults import Fault, Faulty
from dunnix.scenario.identifiers import read_id
from dunnix.scenario.parts import Statement
from dunnix.scenario.readers import choice, wrong_type
from dunnix.scenario.step_keys import STEP, read_every
from dunnix.scenario.tables import MUST, Level, key, read_part, words

STATEMENT: Final = Level(
    name="a statement",
    keys={
        "id": key(read_id, "id", MUST, "what the statement is called", required=True),
        "every": key(
            read_every,
            "duration",
            MUST,
            "how long after the last one the next goes out",
            required=True,
        ),
        "channel": key(
            STEP["channel"].read,
            f"{words([*CHANNELS, PREFERRED])}, or a name of `[channels]`",
            MUST,
            "how it is sent",
            required=True,
        ),
        "to": key(
            STEP["to"].read,
            STEP["to"].takes,
            "`accounts-payable`, `manager`, `executive`",
            STEP["to"].meaning,
        ),
        "template": STEP["template"],
        "when": key(STEP["when"].read, "condition", "always", "it goes out only while this holds"),
        "travels": key(
            choice(Travels, "value of `travels`"),
            words(Travels),
            "`all`",
            "which open receivables it lists",
        ),
    },
)
_HINT: Final = "start each statement with [[statement]], in two brackets"


@formed(lambda: forms.listed(STATEMENT.form, once=False))
def read_statements(value: object) -> tuple[Statement, ...]:
    """Read `[[statement]]`, or statements made in Python."""
    if not isinstance(value, list | tuple):
        raise wrong_type(value, "a list of statements", _HINT)
    statements: list[Statement] = []
    faults: list[Fault] = []
    for place, each in enumerate(cast("Iterable[object]", value)):
        try:
            statements.append(read_part(Statement, STATEMENT, each, _HINT))
        except Faulty as error:
            faults += [fault.under(place) for fault in error.faults]
    if faults:
        raise Faulty(*faults)
    return tuple(statements)
