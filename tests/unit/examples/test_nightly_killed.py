"""The nightly example, killed at random points and run again, ends as if nothing had happened."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from postgres_server import missing, running_server

PROGRAM = Path(__file__).with_name("nights_killed.py")
TIMES = 50
# A gate has five minutes: like the laws, this tries harder at night.
TIMES_ON_SQLITE = 12 if settings().max_examples < 1_000 else TIMES


def _killed(url: str, folder: Path, times: int) -> dict[str, Any]:
    command = [sys.executable, str(PROGRAM), url, str(folder), str(times), "1"]
    paths = os.pathsep.join(each for each in sys.path if each)
    done = subprocess.run(  # noqa: S603  # ours
        command, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": paths}
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _is_as_undisturbed(told: dict[str, Any], times: int) -> bool:
    found = told["found"]
    assert told["letters"] == 13
    assert len(found) == times
    assert all(each["deaths"] for each in found)
    assert {each["command"] for each in found} == {"load", "run", "outcomes"}
    assert [each for each in found if each["differs"] or each["twice"]] == []
    return True


def test_killed_at_random_points_it_ends_in_the_same_tables_and_sends_no_key_twice(
    tmp_path: Path,
) -> None:
    told = _killed(f"sqlite:///{tmp_path}/nightly.db", tmp_path, TIMES_ON_SQLITE)

    assert _is_as_undisturbed(told, TIMES_ON_SQLITE)


@pytest.mark.skipif(bool(missing()), reason=missing() or "all is there")
def test_so_does_it_on_postgresql(tmp_path: Path) -> None:
    with running_server() as server:
        assert _is_as_undisturbed(_killed(server.url, tmp_path, TIMES), TIMES)
