"""The reference of files of tests, written from the tables that their reader goes by."""

from collections.abc import Iterator

from dunnix.scenario.reference import level_table
from dunnix.scenario.tables import words
from dunnix.testing.happens import AGAIN, KINDS
from dunnix.testing.keys import EXPECT, FILE, HELD, TEST
from dunnix.testing.outcomes import IN_FLIGHT, OF_TALKS, OF_TASKS, REPORTED, taken_by

_LEVELS = (
    ("The file", FILE),
    ("`[[test]]`", TEST),
    ("What must happen", EXPECT),
    ("What must be held", HELD),
)


def keys_reference() -> str:
    """Give every key of a file of tests as Markdown: a table a level, and what can happen.

    >>> print(keys_reference().splitlines()[0])
    ### The file
    """
    tables = [f"### {title}\n\n{level_table(level)}" for title, level in _LEVELS]
    happens = "\n".join(_happens())
    return "\n\n".join([*tables, f"### What happens\n\n{happens}", *_outcomes()]) + "\n"


def _happens() -> Iterator[str]:
    yield "| written | its value | what becomes of it |"
    yield "|---|---|---|"
    for name, kind in KINDS.items():
        yield f"| `{name}` | {kind.takes} | a row of `{kind.rows}`, with `{kind.day}` on that day |"
    for name, (rows, cell) in AGAIN.items():
        told = {"status": "with `status` `ended`", "until": "with `until` on the day before"}
        what = told.get(cell, f"with `{cell}` on that day")
        yield f"| `{name}` | the `id` of one of the `{rows}` | that row once more, {what} |"
    for name in REPORTED:
        yield f"| `{name}` | {taken_by(name)} | what was done of it last is `{name}` now |"
    yield "| a list of a ledger | its rows | these rows |"
    yield "| `debtor` | keys of the debtor | they take their new values |"


def _outcomes() -> Iterator[str]:
    yield "### Outcomes"
    yield "\n".join(
        (
            "| word | what comes of the step |",
            "|---|---|",
            f"| {words(REPORTED)} | that is its status |",
            f"| {words(IN_FLIGHT)} | it is on its way until something is said to have come of it |",
            f"| {words(OF_TALKS)} | of a call, a visit, a step without a channel: it is done so |",
            f"| {words(OF_TASKS)} | of a task: it is done, or waits to be |",
        )
    )
