"""The nightly example: who is asked, what goes out once, what is called off, what comes back."""

import datetime as dt
import json
import threading
from pathlib import Path
from typing import Any

import pytest
from nightly.post import PostFolder
from nightly.tables import open_database
from nightly_place import Place, account

STRATEGY = Path(__file__).parents[3] / "examples" / "strategy" / "strategy.toml"


class Died(BaseException):
    """Stands for the end of the process."""


class DyingPost(PostFolder):
    """Takes a letter, and the process ends before anything is recorded."""

    def accept(self, key: str, letter: dict[str, Any], on: dt.date) -> dt.date:
        super().accept(key, letter, on)
        raise Died


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(f"sqlite:///{tmp_path}/nightly.db", tmp_path)


def _dies_after_a_letter(place: Place, day: str) -> None:
    engine = open_database(place.url)
    with pytest.raises(Died):
        place.night(engine, day, DyingPost(place.post)).run()
    engine.dispose()


def _dies_before_a_letter(place: Place, day: str) -> None:
    place.post.write_text("no folder", encoding="utf-8")
    assert place.run(day) == 2
    place.post.unlink()


def test_each_letter_goes_out_once_however_often_a_night_is_run(place: Place) -> None:
    place.load(account("D1", 4, 9), account("D2", 4))

    codes = [place.run(day) for day in ("2026-02-05", "2026-02-05", "2026-02-16", "2026-02-16")]

    assert codes == [0, 0, 0, 0]
    assert place.sent() == [
        "02-05 D1-4:call:1",
        "02-05 D2-4:call:1",
        "02-16 D1-4:reminder:1",
        "02-16 D2-4:reminder:1",
    ]


def test_what_goes_out_is_written_down_before(place: Place) -> None:
    place.load(account("D1", 4))

    _dies_before_a_letter(place, "2026-02-05")

    assert place.column("keys", "key") == ["fr-b2b:D1-4:call:1"]
    assert place.column("outbox", "key") == ["fr-b2b:D1-4:call:1"]
    assert place.statuses("D1-4:call:1") == ["queued 02-05"]


def test_only_those_are_asked_whose_day_has_come_or_of_whom_something_is_new(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    place.load(account("D1", 4), account("D2", 27))
    place.run("2026-02-01")
    place.load(account("D1", 4), account("D2", 26))
    capsys.readouterr()

    place.run("2026-02-01")
    place.run("2026-02-05")

    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("2026-02-01: asked 1, queued 0")
    assert second.startswith("2026-02-05: asked 1, queued 1")


def test_asking_everybody_every_night_sends_nothing_else(place: Place, tmp_path: Path) -> None:
    (tmp_path / "all").mkdir()
    everybody = Place(f"sqlite:///{tmp_path}/all/nightly.db", tmp_path / "all")
    for each in (place, everybody):
        each.load(account("D1", 4, 9, 20), account("D2", 2), account("D3", 27))

    engines = open_database(place.url), open_database(everybody.url)
    for after in range(33):
        day = dt.date(2026, 2, 2) + dt.timedelta(days=after)
        place.night(engines[0], day).run()
        everybody.execute("update debtors set review_on = null")
        everybody.night(engines[1], day).run()
    for engine in engines:
        engine.dispose()

    assert len(place.sent()) == 7
    assert place.sent() == everybody.sent()
    assert place.column("records", "key") == everybody.column("records", "key")


def test_what_becomes_known_after_a_night_that_is_run_again_is_asked_about_on_its_day(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    moved = account("D1", 27)
    moved["debtor"]["contacts"][0] |= {"id": "C1", "recorded_on": "2026-02-07"}
    payment = {"id": "P1", "date": "2026-02-06", "amount": "9.00", "currency": "EUR"}
    place.load(moved, {**account("D2", 27), "payments": [payment]}, account("D3", 27))
    capsys.readouterr()

    for day in ("05", "06", "07", "08"):
        place.run(f"2026-02-{day}")

    asked = [line.partition(",")[0] for line in capsys.readouterr().out.splitlines()]
    assert asked == [
        "2026-02-05: asked 3",
        "2026-02-06: asked 1",
        "2026-02-07: asked 2",  # D2 once more: dunnix wants to see the day after a payment
        "2026-02-08: asked 0",
    ]


def test_a_changed_scenario_asks_everybody_again(
    place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        'dunnix = 1\nid = "own"\nversion = "1"\ncurrency = "EUR"\nif_behind = "skip-to-latest"\n'
        '[[step]]\nid = "reminder"\nat = "due + 10d"\nchannel = "email"\n'
    )
    own = tmp_path / "own.toml"
    own.write_text(text, encoding="utf-8")
    place.load(account("D1", 4))
    place.run("2026-02-05", own)
    own.write_text(text.replace("10d", "1d"), encoding="utf-8")
    capsys.readouterr()

    place.run("2026-02-05", own)

    assert capsys.readouterr().out.startswith("2026-02-05: asked 1, queued 1, sent 1")


def test_a_strategy_asks_nobody_twice_a_night(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    named = account("D1", 4)
    named["debtor"]["segment"] = "key"
    place.load(named)
    night = ("run", "--post", place.post, "--strategy", STRATEGY, "--as-of", "2026-02-09")
    capsys.readouterr()

    codes = [place.command(*night), place.command(*night)]

    first, second = capsys.readouterr().out.splitlines()
    assert codes == [0, 0]
    assert first.startswith("2026-02-09: asked 1, queued 0, sent 0, to approve 0, tasks 1")
    assert second.startswith("2026-02-09: asked 0, queued 0, sent 0")


def test_what_was_paid_for_before_it_went_out_is_called_off(place: Place) -> None:
    place.load(account("D1", 4))
    _dies_before_a_letter(place, "2026-02-05")
    place.load(account("D1", 4, paid_on="2026-02-06"))

    place.run("2026-02-06")

    assert place.sent() == []
    assert place.column("outbox", "key") == []
    assert place.statuses("D1-4:call:1") == ["cancelled 02-06", "queued 02-05"]


def test_what_went_out_just_before_the_run_died_is_recorded_on_its_day(place: Place) -> None:
    place.load(account("D1", 4))
    _dies_after_a_letter(place, "2026-02-05")
    place.load(account("D1", 4, paid_on="2026-02-06"))

    place.run("2026-02-07")

    assert place.sent() == ["02-05 D1-4:call:1"]
    assert place.statuses("D1-4:call:1") == ["queued 02-05", "sent 02-05 2026-02-07"]


def test_facts_that_come_between_deciding_and_sending_are_asked_about_first(place: Place) -> None:
    place.load(account("D1", 4))
    _dies_before_a_letter(place, "2026-02-05")
    engine = open_database(place.url)
    night = place.night(engine, "2026-02-05")
    place.load(account("D1", 4, paid_on="2026-02-05"))

    night._hand_over("D1", "fr-b2b:D1-4:call:1")  # noqa: SLF001 - the moment between two transactions
    engine.dispose()

    assert place.sent() == []


def test_a_damaged_record_stops_no_other(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.load(account("D1", 4), account("D2", 4))
    _dies_after_a_letter(place, "2026-02-05")
    place.execute("update records set row = '{' where debtor = 'D1'")
    capsys.readouterr()

    codes = [
        place.outcomes(
            "2026-02-05", "fr-b2b:D1-4:call:1,done,2026-02-05", "no-key,done,2026-02-05"
        ),
        place.run("2026-02-05"),
    ]

    assert codes == [1, 1]
    assert place.sent() == ["02-05 D1-4:call:1", "02-05 D2-4:call:1"]
    assert place.column("debtors", "held")[1] is None
    message = "a stored row of debtor `D1` is no JSON object [bad-json]"
    assert capsys.readouterr().err.count(message) == 2


@pytest.mark.parametrize("damage", ['"no row"', "{"])
def test_an_account_that_cant_be_read_stops_no_other(
    place: Place, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    place.load(account("D1", 4), account("D2", 4))
    damaged = f"update facts set row = '{damage}' where debtor = 'D1'"  # noqa: S608  # ours
    place.execute(damaged)

    first, second = place.run("2026-02-05"), place.run("2026-02-05")

    assert (first, second) == (1, 0)
    assert place.sent() == ["02-05 D2-4:call:1"]
    assert "a stored row of debtor `D1` is no JSON object [bad-json]" in capsys.readouterr().err
    assert place.load(account("D1", 4), account("D2", 4)) == 0
    assert place.run("2026-02-05") == 0
    assert place.sent() == ["02-05 D1-4:call:1", "02-05 D2-4:call:1"]


def test_a_bad_row_of_a_ledger_holds_its_account_until_it_is_mended(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = {**account("D1", 4), "payments": [{"id": "P1", "date": "2026-02-03"}]}

    codes = [place.load(bad, account("D2", 4)), place.run("2026-02-05")]

    assert codes == [1, 0]
    assert place.sent() == ["02-05 D2-4:call:1"]
    assert "payments[0].amount: a payment has no `amount`" in capsys.readouterr().err
    place.load(account("D1", 4), account("D2", 4))
    place.run("2026-02-05")
    assert place.sent() == ["02-05 D1-4:call:1", "02-05 D2-4:call:1"]


def test_a_warning_is_told_and_no_reason_to_stop(
    place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "ledger"
    folder.mkdir()
    rows = "id,debtor,due_date,amount,currency\nF-1,D1,2026-02-04,9.00,EUR\n"
    (folder / "invoices.csv").write_text(rows, encoding="utf-8")
    (folder / "notes.txt").write_text("", encoding="utf-8")

    code = place.command("load", folder)

    assert code == 0
    assert "warning: a ledger has no file `notes.txt`" in capsys.readouterr().err


def test_a_debtor_the_ledger_no_longer_holds_is_told_once_and_left_alone(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = {**account("D3", 4), "payments": [{"id": "P1"}]}
    place.load(account("D1", 4), account("D2", 4), bad)
    capsys.readouterr()

    codes = [place.load(account("D2", 4)), place.load(account("D2", 4))]
    place.run("2026-02-05")

    out, err = capsys.readouterr()
    assert codes == [1, 0]
    assert out.splitlines()[:2] == [
        "debtors 1, with something new 0, held 0, no longer there 2",
        "debtors 1, with something new 0, held 0, no longer there 2",
    ]
    assert err.splitlines() == [
        "D1 is held: the ledger loaded last doesn't hold it any more",
        "D3 is held: the ledger loaded last doesn't hold it any more",
    ]
    assert place.sent() == ["02-05 D2-4:call:1"]


def test_the_status_keeps_what_is_said_of_a_debtor_together(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "id,debtor,due_date,amount,currency\nF-1,D2,,9.00,EUR\n"
    ledger = place.folder / "ledger.csv"
    ledger.write_text(rows, encoding="utf-8")
    place.command("load", ledger)
    capsys.readouterr()

    place.command("status")

    assert capsys.readouterr().out.splitlines()[-3:] == [
        "held: 1",
        f"  D2: {ledger}:2: due_date: an invoice has no due date [missing-due-date]",
        "    hint: give `due_date`, or `terms` to count from `issue_date`, or instalments",
    ]


def test_a_debtor_that_comes_back_is_dunned_again_and_told_when_it_goes_again(place: Place) -> None:
    both, one = (account("D1", 4), account("D2", 4)), account("D2", 4)

    codes = [place.load(*both), place.load(one), place.load(*both), place.run("2026-02-05")]
    again = place.load(one)

    assert (codes, again) == ([0, 1, 0, 0], 1)
    assert place.sent() == ["02-05 D1-4:call:1", "02-05 D2-4:call:1"]


def test_an_invoice_of_two_debtors_is_told_rather_than_passed_over(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    place.load(account("D1", 4), account("D2", 4))
    place.execute("update facts set row = replace(row, 'D2-4', 'D1-4') where debtor = 'D2'")

    code = place.run("2026-02-05")

    assert code == 1
    assert place.sent() == ["02-05 D1-4:call:1"]
    assert capsys.readouterr().err == (
        "D2: `fr-b2b:D1-4:call:1` was decided before, for `D1`: nothing is sent\n"
    )


def test_a_billing_system_may_tell_us_what_we_told_it(place: Place) -> None:
    place.load(account("D1", 4))
    place.run("2026-02-05")

    place.load(
        {**account("D1", 4), "actions": list(map(json.loads, place.column("records", "row")))}
    )

    assert place.run("2026-02-06") == 0
    assert place.sent() == ["02-05 D1-4:call:1"]


def test_a_task_of_ours_is_recorded_once_and_can_be_done(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    unreachable = account("D1", 4)
    unreachable["debtor"]["contacts"][0]["invalid_since"] = "2026-02-01"
    place.load(unreachable)
    place.run("2026-02-05")
    place.run("2026-02-06")
    assert place.column("records", "status") == ["open"]
    capsys.readouterr()

    place.command("status")
    key = place.column("records", "key")[0]
    code = place.outcomes("2026-02-07", f"{key},done,2026-02-06", f"{key},sent,2026-02-06")
    place.command("status")

    assert code == 1
    done = json.loads(place.column("records", "row")[0])
    assert (done["done_on"], done["recorded_on"]) == ("2026-02-06", "2026-02-07")
    out, err = capsys.readouterr()
    assert f"tasks: 1\n  {key}\n" in out
    assert "new 1" in out
    assert out.endswith("tasks: 0\nheld: 0\n")
    assert "`sent` is none of approved, delivered, done, failed, refused" in err


def test_workers_at_once_send_each_letter_once(place: Place) -> None:
    place.load(*(account(f"D{number}", 4, 9) for number in range(6)))
    together = threading.Barrier(4)
    codes = list[int]()

    def work() -> None:
        together.wait()
        codes.append(place.run("2026-02-05"))

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert codes == [0, 0, 0, 0]
    assert place.sent() == [f"02-05 D{number}-4:call:1" for number in range(6)]
    assert len(place.column("records", "status")) == 12
