"""Ledgers that can be read but not be relied on, each with the exact text of the report.

A case is a folder of `tests/scenarios/checked-ledger`: the ledger, `expected.txt`, and where
needed `case.json` with the day and the totals to compare with.
"""

import datetime as dt
import json
import os
from pathlib import Path
from typing import Any

import pytest

from dunnix.ledger import check_ledger, load_ledger
from dunnix.ledger.quality.kinds import KINDS
from dunnix.money import Money

CASES = Path(__file__).parent / "checked-ledger"
FOLDERS = sorted(path for path in CASES.iterdir() if path.is_dir())


def read_case(folder: Path) -> dict[str, Any]:
    case = folder / "case.json"
    found = json.loads(case.read_text(encoding="utf-8")) if case.exists() else {}
    if not found:
        return {}
    totals = {code: Money(amount, code) for code, amount in found["totals"].items()}
    return {"as_of": dt.date.fromisoformat(found["as_of"]), "totals": totals}


@pytest.mark.parametrize("folder", FOLDERS, ids=[path.name for path in FOLDERS])
def test_a_doubtful_ledger_is_reported_in_exactly_this_text(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    name = "ledger.csv" if Path("ledger.csv").exists() else "ledger"

    text = str(check_ledger(load_ledger(name), **read_case(folder)))

    expected = folder / "expected.txt"
    if os.environ.get("DUNNIX_WRITE_EXPECTED"):
        expected.write_text(text + "\n", encoding="utf-8")
    assert text + "\n" == expected.read_text(encoding="utf-8")


def test_every_kind_of_finding_has_a_case() -> None:
    told = "".join((folder / "expected.txt").read_text(encoding="utf-8") for folder in FOLDERS)

    assert [kind.code for kind in KINDS if f"[{kind.code}]" not in told] == []
