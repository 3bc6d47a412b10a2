"""Whatever a file holds, it is a ledger or a list of located problems, never a traceback."""

import json
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from dunnix.errors import LedgerError, Problem
from dunnix.ledger import dump_ledger, load_ledger

HEADER = "id,debtor,due_date,amount,currency,issue_date,paid_on"
ACCOUNT = {
    "debtor": {"id": "D42", "contacts": [{"role": "manager"}]},
    "invoices": [{"id": "F-1", "due_date": "2026-02-04", "amount": "90.00", "currency": "EUR"}],
    "payments": [{"id": "P-1", "date": "2026-02-05", "amount": "1.00", "currency": "EUR"}],
}
GOOD = {
    ".json": json.dumps({"accounts": [ACCOUNT]}, indent=1).encode(),
    ".jsonl": json.dumps(ACCOUNT).encode() + b"\n",
    ".csv": f'{HEADER}\nF-1,D42,2026-02-04,90.00,EUR,,\n"F-2",D7,2026-02-04,1.00,GBP,,\n'.encode(),
}
cells = st.sampled_from(
    ["F-1", "D42", "2026-02-04", "2/4/2026", "1.00", "1,5", "-1.00", "EUR", "", '"', "é", "nan"]
) | st.text(max_size=6)
rows = st.lists(cells, min_size=5, max_size=8)
tables = st.lists(rows, max_size=4).map(
    lambda found: "\n".join([HEADER, *(",".join(row) for row in found)]).encode("utf-8", "replace")
)
edits = st.lists(st.tuples(st.integers(0, 400), st.binary(max_size=3)), max_size=4)


def problems_of(content: bytes, suffix: str, **options: str) -> tuple[Problem, ...]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"ledger{suffix}")
        path.write_bytes(content)
        try:
            ledger = load_ledger(path, **options)  # type: ignore[arg-type]
        except LedgerError as error:
            return error.problems
        again = path.with_suffix(".json")
        again.write_text(dump_ledger(ledger), encoding="utf-8")
        assert load_ledger(again).accounts == ledger.accounts
        return ledger.problems


def check(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        assert problem.place is not None
        assert problem.message.isprintable()
        assert problem.hint is None or problem.hint.isprintable()


@given(content=st.binary(max_size=200), suffix=st.sampled_from([".json", ".jsonl", ".csv"]))
def test_any_bytes_are_a_ledger_or_located_problems(content: bytes, suffix: str) -> None:
    check(problems_of(content, suffix))


@given(content=tables)
def test_any_table_is_a_ledger_or_located_problems(content: bytes) -> None:
    check(problems_of(content, ".csv"))
    check(problems_of(content, ".csv", dates="M/D/YYYY", currency="EUR", delimiter=","))


@given(suffix=st.sampled_from(sorted(GOOD)), changes=edits, cut=st.integers(0, 400))
def test_a_damaged_ledger_is_a_ledger_or_located_problems(
    suffix: str, changes: list[tuple[int, bytes]], cut: int
) -> None:
    content = bytearray(GOOD[suffix])
    for place, more in changes:
        content[place : place + 1] = more

    check(problems_of(bytes(content[:cut] if cut % 2 else content), suffix))
