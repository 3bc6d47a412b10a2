import json
from pathlib import Path
from typing import Any

import attrs
import pytest

from dunnix.cli import main

INVOICES = """\
id,debtor,issue_date,due_date,amount,currency
F-101,D42,2026-01-05,2026-02-04,1200.00,EUR
F-102,D42,2026-01-20,2026-02-19,80.00,EUR
F-201,D7,2026-01-02,2026-01-20,500.00,EUR
F-301,D9,2025-11-30,2025-12-30,60.00,GBP
"""
DISPUTES = """\
id,debtor,opened_on,reason,invoice
L1,D7,2026-01-25,quality,F-201
"""


@attrs.frozen
class Ran:
    """What a command did: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@attrs.frozen
class Shell:
    """A folder with a ledger in which commands are run."""

    folder: Path
    capture: pytest.CaptureFixture[str]

    def run(self, command: str, *more: str) -> Ran:
        code = main([*command.split(), *more])
        written = self.capture.readouterr()
        return Ran(code, written.out, written.err)

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shell:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.delenv("DUNNIX_DEBUG", raising=False)
    shell = Shell(tmp_path, capsys)
    shell.write("ledger/invoices.csv", INVOICES)
    shell.write("ledger/disputes.csv", DISPUTES)
    return shell
