"""Ledgers with something wrong, each with the exact text a person reads.

A case is a folder of `tests/scenarios/ledger`: the ledger, `expected.txt`, and where needed
`case.json` with `options` for reading it and the debtors `held`. Without `held` it is refused.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from dunnix.errors import LedgerError
from dunnix.ledger import load_ledger

CASES = Path(__file__).parent / "ledger"
NAMES = ("ledger.json", "ledger.jsonl", "ledger.csv", "ledger")
FOLDERS = sorted(path for path in CASES.iterdir() if path.is_dir())


def read_case(folder: Path) -> dict[str, Any]:
    case = folder / "case.json"
    found: dict[str, Any] = json.loads(case.read_text(encoding="utf-8")) if case.exists() else {}
    return found


def outcome(name: str, options: dict[str, Any]) -> tuple[str, list[str] | None]:
    """Give the text of all problems, and the debtors held; None where the ledger is refused."""
    try:
        ledger = load_ledger(name, **options)
    except LedgerError as error:
        return str(error), None
    text = "\n".join(str(problem) for problem in ledger.problems)
    return text, [account.debtor.id for account in ledger.held]


@pytest.mark.parametrize("folder", FOLDERS, ids=[path.name for path in FOLDERS])
def test_a_faulty_ledger_is_answered_with_exactly_this_text(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = read_case(folder)
    monkeypatch.chdir(folder)
    name = next((each for each in NAMES if Path(each).exists()), "ledger.json")

    text, held = outcome(name, case.get("options", {}))

    expected = folder / "expected.txt"
    if os.environ.get("DUNNIX_WRITE_EXPECTED"):
        expected.write_text(text + "\n", encoding="utf-8")
    assert text + "\n" == expected.read_text(encoding="utf-8")
    assert held == case.get("held")


@pytest.mark.parametrize("folder", FOLDERS, ids=[path.name for path in FOLDERS])
def test_strictly_read_every_ledger_with_an_error_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = read_case(folder)
    monkeypatch.chdir(folder)
    name = next((each for each in NAMES if Path(each).exists()), "ledger.json")

    _, held = outcome(name, {**case.get("options", {}), "strict": True})

    assert held == ([] if case.get("held") == [] else None)
