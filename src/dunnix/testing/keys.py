"""The keys of a file of tests, and of the tables within it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, cast

from dunnix.engine import ContactRule, HeldReason
from dunnix.forms import Form, Formed, formed, forms
from dunnix.model.rows import account_form
from dunnix.scenario.faults import Fault, Faulty
from dunnix.scenario.readers import as_table, choice, one_of, read_text, wrong_type
from dunnix.scenario.scenario_keys import SCENARIO
from dunnix.scenario.tables import MUST, NONE, Level, key, words
from dunnix.testing.asked import ASKS, read_day
from dunnix.testing.happens import happens_form
from dunnix.testing.outcomes import OUTCOMES
from dunnix.testing.sheet import Table

_TEST_HINT: Final = "start each test with [[test]], in two brackets"
_ENTRY_HINT: Final = "write such as [ { on = 2026-02-05, ... } ]"
_OUTCOME_HINT: Final = 'write such as { call = "no-answer" }'
_READ_OUTCOME: Final = one_of(OUTCOMES, "outcome")


def _entries(hint: str, entry: Callable[[], Form]) -> Formed[[object], tuple[object, ...]]:
    """Give a reader of a list of tables, which are read one by one later."""

    @formed(lambda: forms.listed(entry(), once=False))
    def read(value: object, /) -> tuple[object, ...]:
        if not isinstance(value, list | tuple):
            raise wrong_type(value, "a list of tables", hint)
        return tuple(cast("Iterable[object]", value))

    return read


def tables_in(entries: Iterable[object], faults: list[Fault]) -> Iterator[tuple[int, Table]]:
    """Give each table of a list with its place; what is none becomes a fault at its place."""
    for place, each in enumerate(entries):
        if isinstance(each, Mapping):
            yield place, cast("Table", each)
        else:
            found = wrong_type(each, "a table", "write it in braces").faults
            faults += [fault.under(place) for fault in found]


@formed(lambda: account_form(whole=False))
def _read_account(value: object) -> Mapping[str, object]:
    return as_table(value, "a table", "write the account below the header [account]")


@formed(forms.named(forms.listed(_READ_OUTCOME.form, lone=True, once=False)))
def _read_outcomes(value: object) -> dict[str, tuple[str, ...]]:
    """Read what comes of steps: a word, or a list with a word a try."""
    found: dict[str, tuple[str, ...]] = {}
    faults: list[Fault] = []
    for name, given in as_table(value, "a table of steps", _OUTCOME_HINT).items():
        tries = cast("list[object]", given) if isinstance(given, list) else [given]
        if not tries:
            hint = "leave it out: it is done then"
            faults.append(
                Fault(code="bad-text", message="no outcome at all", hint=hint, path=(name,))
            )
        try:
            found[name] = tuple(str(_READ_OUTCOME(each)) for each in tries)
        except Faulty as error:
            faults += [fault.under(name) for fault in error.faults]
    if faults:
        raise Faulty(*faults, partial=found)
    return found


FILE: Final = Level(
    name="a file of tests",
    keys={
        "dunnix": SCENARIO["dunnix"],
        "scenario": key(
            read_text,
            "path from the folder of this file, or id of one that ships",
            "must be given, or `strategy`",
            "the scenario that is tested",
        ),
        "strategy": key(
            read_text,
            "path from the folder of this file",
            NONE,
            "the strategy that is tested, in place of a scenario",
        ),
        "account": key(
            _read_account,
            "table of the lists of a [ledger](ledger-files.md)",
            "each test gives its own",
            "the account of all tests of the file",
        ),
        "test": key(
            _entries(_TEST_HINT, lambda: TEST.form),
            "list of tables `[[test]]`",
            MUST,
            "the tests",
            required=True,
        ),
    },
    elsewhere={
        name: f"`{name}` belongs to a test: write it below its [[test]]"
        for name in ("name", "from", "until", "happens", "outcomes", "expect", "held")
    },
)
TEST: Final[Level] = Level(
    name="a test",
    keys={
        "name": key(read_text, "text", MUST, "what must hold, as a sentence", required=True),
        "from": key(
            read_day,
            "day",
            "the day of the last action in the account, else the earliest on which anything can "
            "happen",
            "the first day played",
        ),
        "until": key(
            read_day, "day", MUST, "the last day played, at most 3660 later", required=True
        ),
        "account": key(
            _read_account,
            "table of the lists of a ledger",
            "that of the file",
            "what is otherwise in this test: keys of the debtor and of rows with the same id take "
            "the place of those above, other rows are added; that of another debtor stands alone",
        ),
        "happens": key(
            _entries(_ENTRY_HINT, happens_form),
            "list of [what happens](#what-happens)",
            "nothing does",
            "what becomes known on which day",
        ),
        "outcomes": key(
            _read_outcomes,
            "table of steps and tasks, each with a word or a list of them",
            "all is done at once, and arrives",
            "what comes of a step each time; the last word of a list holds for all later ones",
        ),
        "expect": key(
            _entries(_ENTRY_HINT, lambda: EXPECT.form),
            "list of [what must happen](#what-must-happen)",
            "the test fails until `dunnix test --accept` has written it",
            "all that must be done, and nothing else; an empty list says: nothing",
        ),
        "held": key(
            _entries(_ENTRY_HINT, lambda: HELD.form),
            "list of [what must be held](#what-must-be-held)",
            "nothing is asked",
            "what must be held at the end of a day, and why",
        ),
    },
    elsewhere={"scenario": "a file tests one scenario: write it above the first [[test]]"},
)
EXPECT: Final[Level] = Level(
    name="an expectation",
    keys={
        "on": key(read_day, "day", MUST, "the day it comes", required=True),
        "step": key(read_text, "id", "must be given, or `task`", "the step, reaction or statement"),
        "task": key(read_text, "kind", "must be given, or `step`", "a task of our own"),
        **{name: ask.key for name, ask in ASKS.items()},
    },
)
HELD: Final[Level] = Level(
    name="what is held",
    keys={
        "on": key(read_day, "day", MUST, "the day at whose end it is held", required=True),
        "invoice": key(read_text, "id", MUST, "the receivable", required=True),
        "reason": key(
            choice(HeldReason, "reason to hold"), words(HeldReason), MUST, "why", required=True
        ),
        "until": key(read_day, "day", "not asked", "the last day of a pause, or that of the step"),
        "step": key(read_text, "id", "not asked", "the step it waits for"),
        "rule": key(
            choice(ContactRule, "rule of contact"),
            words(ContactRule),
            "not asked",
            "the rule of contact that holds it",
        ),
    },
)
