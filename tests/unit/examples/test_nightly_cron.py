"""The script for cron: a night as a whole, and none where the ledger couldn't be taken over."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from nightly_place import SCENARIO, Place, account

SCRIPT = Path(__file__).parents[3] / "examples" / "nightly" / "night.sh"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    (tmp_path / "ledger.json").write_text(
        json.dumps({"accounts": [account("D1", 4), account("D2", 4)]}), encoding="utf-8"
    )
    return Place(f"sqlite:///{tmp_path}/nightly.db", tmp_path)


def _night(place: Place, day: str) -> subprocess.CompletedProcess[str]:
    programs = place.folder / "bin"
    programs.mkdir(exist_ok=True)
    if not (programs / "python").exists():
        (programs / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', "utf-8")
        (programs / "python").chmod(0o755)
    return subprocess.run(  # noqa: S603  # ours
        ["/bin/sh", str(SCRIPT), str(place.folder), day],
        env={
            "PATH": os.pathsep.join([str(programs), os.environ["PATH"]]),
            "PYTHONPATH": os.pathsep.join([str(place.folder), *filter(None, sys.path)]),
            "NIGHTLY_SCENARIO": SCENARIO,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_night_takes_over_reads_back_and_sends(place: Place) -> None:
    place.command("load", place.folder / "ledger.json")
    place.run("2026-02-05")
    (place.folder / "outcomes.csv").write_text(
        "key,status,date\nfr-b2b:D1-4:call:1,failed,2026-02-05\nno-key,done,2026-02-05\n", "utf-8"
    )

    done = _night(place, "2026-02-06")

    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "debtors 2, with something new 0, held 0",
        "new 1",
        "2026-02-06: asked 2, queued 1, sent 1, to approve 0, tasks 0, called off 0, held 0",
    ]
    assert done.stderr == "outcomes.csv:3: nothing was decided under the key `no-key`\n"
    assert place.sent() == ["02-05 D1-4:call:1", "02-05 D2-4:call:1", "02-06 D1-4:call:2"]


@pytest.mark.exhaustive
def test_who_is_missing_in_the_ledger_is_told_the_first_night(place: Place) -> None:
    place.load(account("D1", 4), account("D2", 4), account("D3", 4))
    (place.folder / "ledger.json").write_text(
        json.dumps({"accounts": [account("D1", 4), account("D2", 4)]}), encoding="utf-8"
    )

    first, second = _night(place, "2026-02-05"), _night(place, "2026-02-06")

    assert (first.returncode, second.returncode) == (1, 0)
    assert first.stderr == "D3 is held: the ledger loaded last doesn't hold it any more\n"
    assert second.stderr == ""
    assert place.sent() == ["02-05 D1-4:call:1", "02-05 D2-4:call:1"]


def test_no_night_is_run_on_a_ledger_that_couldnt_be_read(place: Place) -> None:
    place.command("load", place.folder / "ledger.json")
    (place.folder / "ledger.json").write_text("", encoding="utf-8")

    done = _night(place, "2026-02-05")

    assert (done.returncode, done.stdout) == (2, "")
    assert "the file is empty" in done.stderr
    assert place.sent() == []


@pytest.mark.exhaustive
def test_no_night_is_run_where_the_program_fails_while_it_loads(place: Place) -> None:
    place.command("load", place.folder / "ledger.json")
    fault = (
        "from sqlalchemy import Engine, event\n"
        "event.listen(Engine, 'connect', lambda *_: 1 / 0)\n"
        "print('started')\n"
    )
    (place.folder / "sitecustomize.py").write_text(fault, encoding="utf-8")

    done = _night(place, "2026-02-05")

    assert done.returncode == 2
    assert done.stdout.splitlines() == ["started"] * 2  # to see whether it can, and to load
    assert "nightly: a fault of the program: ZeroDivisionError: " in done.stderr
    assert "Traceback" not in done.stderr
    assert place.sent() == []


@pytest.mark.exhaustive
def test_no_night_is_run_by_a_python_that_lacks_what_it_needs(place: Place) -> None:
    place.command("load", place.folder / "ledger.json")
    (place.folder / "sqlalchemy.py").write_text("raise ModuleNotFoundError('gone')", "utf-8")

    done = _night(place, "2026-02-05")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(
        "ModuleNotFoundError: gone\n"
        "night.sh: `python` can't run nightly: it needs dunnix, sqlalchemy and the folder nightly\n"
    )
    assert place.sent() == []


def test_without_a_folder_it_says_what_it_wants() -> None:
    done = subprocess.run(  # noqa: S603  # ours
        ["/bin/sh", str(SCRIPT)], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (2, "usage: night.sh FOLDER [DAY]\n")
