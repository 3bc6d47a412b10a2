"""The host example: killed anywhere, started again, by one worker or several, it sends once."""

import contextlib
import datetime as dt
import importlib.util
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dunnix
from dunnix import Account, Action, Debtor, Invoice, Money, Payment

DUE = dt.date(2026, 2, 4)
PATH = Path(__file__).parents[3] / "examples" / "host" / "host.py"


def _example() -> ModuleType:
    spec = importlib.util.spec_from_file_location("example_host", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


host = _example()
SCENARIO = dunnix.load_scenario("fr-b2b@2026.0")


class Killed(BaseException):
    """The process was ended from outside: nothing that follows is run."""


class Post:
    """A postman who remembers all letters, and dies when told to, before or after one."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.dies = ""

    def __call__(self, action: Action) -> None:
        dies, self.dies = self.dies, ""
        if dies == "before":
            raise Killed
        self.sent.append(str(action.key))
        if dies == "after":
            raise Killed


def _account(debtor: str = "D1", invoices: int = 2) -> Account:
    return Account(
        debtor=Debtor(id=debtor),
        invoices=[
            Invoice(
                id=f"{debtor}-{place}",
                issue_date=DUE - dt.timedelta(days=30),
                due_date=DUE + dt.timedelta(days=place),
                amount=Money("1200.00", "EUR"),
            )
            for place in range(invoices)
        ],
    )


def _run(folder: Path, post: Post, day: dt.date) -> bool:
    """Run once in what stands for a process of its own; tell whether it lived."""
    worker = host.Host(folder / "host.db", SCENARIO, post)
    try:
        worker.run(day)
    except Killed:
        return False
    finally:
        worker.close()
    return True


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with contextlib.closing(host.Host(tmp_path / "host.db", SCENARIO, Post())) as first:
        first.add(_account())
    return tmp_path


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_run_killed_around_a_letter_never_sends_it_twice(folder: Path, moment: str) -> None:
    post, day = Post(), DUE + dt.timedelta(days=1)
    post.dies = moment

    lived = _run(folder, post, day)
    for after in range(30):
        _run(folder, post, day + dt.timedelta(days=after))

    assert not lived
    assert max(Counter(post.sent).values(), default=0) <= 1
    assert ("fr-b2b:D1-0:call:1" in post.sent) is (moment == "after")


def test_what_a_killed_run_left_in_doubt_is_asked_of_a_person(folder: Path) -> None:
    post, day = Post(), DUE + dt.timedelta(days=1)
    post.dies = "after"

    _run(folder, post, day)
    _run(folder, post, day + dt.timedelta(days=7))

    with contextlib.closing(host.Host(folder / "host.db", SCENARIO, post)) as worker:
        assert [task.kind for task in worker.account("D1").tasks] == ["check-in-flight"]


def test_what_never_went_out_is_tried_again_under_a_new_key(folder: Path) -> None:
    post, day = Post(), DUE + dt.timedelta(days=1)
    post.dies = "before"
    _run(folder, post, day)

    with contextlib.closing(host.Host(folder / "host.db", SCENARIO, post)) as worker:
        (queued,) = worker.account("D1").actions
        worker.record("D1", host.moved(queued, "failed", day, by="lea"))
        worker.run(day + dt.timedelta(days=1))

    assert post.sent == ["fr-b2b:D1-0:call:2"]


@pytest.mark.parametrize("died", ["before", "after"])
@pytest.mark.exhaustive
def test_a_process_that_is_really_gone_leaves_the_file_as_good(folder: Path, died: str) -> None:
    letters = folder / "letters.txt"
    program = f"""
import datetime as dt, os, runpy, sys
import dunnix
host = runpy.run_path({str(PATH)!r})
def send(action):
    if {died!r} == "before":
        os._exit(9)
    with open({str(letters)!r}, "a") as post:
        post.write(action.key + "\\n")
    os._exit(9)
worker = host["Host"]({str(folder / "host.db")!r}, dunnix.load_scenario("fr-b2b@2026.0"), send)
worker.run(dt.date.fromisoformat(sys.argv[1]))
"""
    command = [sys.executable, "-c", program, (DUE + dt.timedelta(days=1)).isoformat()]

    codes = [subprocess.run(command, check=False).returncode for _ in range(3)]  # noqa: S603 - ours

    assert codes == [9, 0, 0]
    sent = letters.read_text(encoding="utf-8").split() if letters.exists() else []
    assert sent == (["fr-b2b:D1-0:call:1"] if died == "after" else [])


def test_several_workers_at_once_send_each_letter_once(tmp_path: Path) -> None:
    post, day = Post(), DUE + dt.timedelta(days=1)
    with contextlib.closing(host.Host(tmp_path / "host.db", SCENARIO, post)) as first:
        for number in range(8):
            first.add(_account(f"D{number}"))
    together = threading.Barrier(4)

    def work() -> None:
        together.wait()
        _run(tmp_path, post, day)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(post.sent) == [f"fr-b2b:D{number}-0:call:1" for number in range(8)]


def test_a_debtor_is_asked_about_again_only_when_its_day_has_come(folder: Path) -> None:
    post, asked = Post(), DUE + dt.timedelta(days=2)
    _run(folder, post, asked - dt.timedelta(days=1))
    _run(folder, post, asked)
    with contextlib.closing(host.Host(folder / "host.db", SCENARIO, post)) as worker:
        ((day,),) = worker.database.execute("select next_review from accounts").fetchall()

        changed = worker.database.total_changes
        worker.run(dt.date.fromisoformat(day) - dt.timedelta(days=1))

        assert worker.database.total_changes == changed


def test_an_action_waiting_for_approval_is_called_off_when_the_money_comes(folder: Path) -> None:
    post, day = Post(), DUE + dt.timedelta(days=36)
    _run(folder, post, day)
    with contextlib.closing(host.Host(folder / "host.db", SCENARIO, post)) as worker:
        (notice,) = worker.waiting("D1")
        paid = [
            Payment(id=f"P{place}", date=day, amount=Money("1200.00", "EUR"), invoice=f"D1-{place}")
            for place in range(2)
        ]

        worker.record("D1", *paid)
        approved = worker.approve("D1", str(notice.key), day, by="lea")

        assert not approved
        assert post.sent == []
        assert worker.waiting("D1") == ()


@settings(max_examples=20)
@given(
    runs=st.lists(
        st.tuples(
            st.sampled_from([0, 0, 1, 2, 5, 9]), st.sampled_from(["", "", "", "before", "after"])
        ),
        max_size=12,
    )
)
def test_whatever_dies_and_when_no_key_is_sent_twice(runs: list[tuple[int, str]]) -> None:
    post, day = Post(), DUE
    with tempfile.TemporaryDirectory() as name:
        with contextlib.closing(host.Host(Path(name) / "host.db", SCENARIO, post)) as first:
            first.add(_account("D1"))
            first.add(_account("D2", invoices=1))

        for after, dies in runs:
            day += dt.timedelta(days=after)
            post.dies = dies
            _run(Path(name), post, day)

    assert max(Counter(post.sent).values(), default=0) <= 1


@pytest.mark.requirement("M50")
def test_the_host_script_shows_each_letter_once(capsys: pytest.CaptureFixture[str]) -> None:
    host.main()

    assert capsys.readouterr().out.splitlines() == [
        "2026-02-05  phone              fr-b2b:F-101:call:1",
        "2026-02-16  email              fr-b2b:F-101:reminder:1",
        "2026-02-24  letter             fr-b2b:F-101:firm-reminder:1",
        "2026-03-10  waits for approval fr-b2b:F-101:formal-notice:1",
        "2026-03-10  registered-letter  fr-b2b:F-101:formal-notice:1",
    ]
