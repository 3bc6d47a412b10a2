"""What became of what went out, read back by the nightly example."""

import datetime as dt
from pathlib import Path

import pytest
from nightly_place import Place, account

CALL, NOTICE = "fr-b2b:D1-4:call:1", "fr-b2b:D1-4:formal-notice:1"
DAYS = ("2026-02-05", "2026-02-16", "2026-02-24", "2026-03-10")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(f"sqlite:///{tmp_path}/nightly.db", tmp_path)


@pytest.fixture
def called(place: Place) -> Place:
    place.load(account("D1", 4))
    place.run(DAYS[0])
    return place


@pytest.fixture
def waiting(place: Place) -> Place:
    """A place where a formal notice waits for approval."""
    place.load(account("D1", 4))
    for day in DAYS:
        place.run(day)
    return place


def test_what_failed_is_tried_again_under_the_next_key(called: Place) -> None:
    called.outcomes("2026-02-05", f"{CALL},failed,2026-02-05")

    called.run("2026-02-06")

    assert called.sent() == ["02-05 D1-4:call:1", "02-06 D1-4:call:2"]


def test_an_outcome_is_asked_about_before_the_day_of_review(called: Place) -> None:
    called.run("2026-02-06")
    assert called.column("debtors", "review_on") > [dt.date(2026, 2, 9)]

    called.outcomes("2026-02-09", f"{CALL},failed,2026-02-09")
    called.run("2026-02-10")

    assert called.sent()[-1] == "02-10 D1-4:call:2"


def test_what_is_approved_goes_out_and_arrives(waiting: Place) -> None:
    codes = [
        waiting.outcomes(
            "2026-03-11", f"{NOTICE},approved,2026-03-11,lea", columns="key,status,date,by"
        ),
        waiting.run("2026-03-11"),
        waiting.outcomes("2026-03-13", f"{NOTICE},delivered,2026-03-13"),
    ]

    assert codes == [0, 0, 0]
    assert waiting.sent()[-1] == "03-11 D1-4:formal-notice:1"
    assert waiting.statuses("D1-4:formal-notice:1") == [
        "awaiting-approval 03-10",
        "delivered 03-13",
        "queued 03-11",
        "sent 03-11",
    ]


def test_what_was_written_down_is_asked_about_again_the_next_day(waiting: Place) -> None:
    assert waiting.column("debtors", "review_on") == [dt.date(2026, 3, 11)]

    waiting.run("2026-03-11")

    assert waiting.column("debtors", "review_on") > [dt.date(2026, 3, 12)]


def test_so_is_what_goes_out_though_it_was_decided_before(waiting: Place) -> None:
    waiting.outcomes("2026-03-11", f"{NOTICE},approved,2026-03-11")

    waiting.run("2026-03-11")

    assert waiting.column("debtors", "review_on") == [dt.date(2026, 3, 12)]


def test_what_is_refused_or_done_by_hand_never_goes_out(waiting: Place) -> None:
    waiting.outcomes("2026-03-10", f"{NOTICE},refused,2026-03-10")

    waiting.run("2026-03-11")

    assert len(waiting.sent()) == 3
    assert waiting.column("outbox", "key") == []


def test_what_waits_may_be_done_by_hand(waiting: Place) -> None:
    code = waiting.outcomes(
        "2026-03-10", f"{NOTICE},done,2026-03-10,reached", columns="key,status,date,outcome"
    )

    assert code == 0
    assert waiting.column("outbox", "key") == []
    assert waiting.statuses("D1-4:formal-notice:1") == ["awaiting-approval 03-10", "done 03-10"]


def test_approval_of_what_was_paid_meanwhile_sends_nothing(waiting: Place) -> None:
    waiting.load(account("D1", 4, paid_on="2026-03-10"))
    waiting.outcomes("2026-03-11", f"{NOTICE},approved,2026-03-11")

    waiting.run("2026-03-11")

    assert len(waiting.sent()) == 3
    assert "cancelled 03-11" in waiting.statuses("D1-4:formal-notice:1")


def test_reading_a_file_again_changes_nothing(
    called: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    called.outcomes("2026-02-05", f"{CALL},failed,2026-02-05")
    called.run("2026-02-06")
    before = called.tables()
    capsys.readouterr()

    code = called.outcomes("2026-02-05", f"{CALL},failed,2026-02-05")

    assert code == 0
    assert capsys.readouterr().out == "new 0\n"
    assert called.tables() == before


def test_an_outcome_dated_before_what_was_recorded_counts_all_the_same(called: Place) -> None:
    called.outcomes("2026-02-06", f"{CALL},delivered,2026-02-06")

    called.outcomes("2026-02-06", f"{CALL},failed,2026-02-05")
    called.run("2026-02-06")

    assert called.statuses("D1-4:call:1")[1] == "failed 02-05 2026-02-06"
    assert called.sent()[-1] == "02-06 D1-4:call:2"


def test_what_is_read_is_known_from_the_night_it_is_read(called: Place) -> None:
    called.outcomes("2026-02-09", f"{CALL},failed,2026-02-05")

    called.run("2026-02-08")
    assert len(called.sent()) == 1
    called.run("2026-02-09")

    assert called.statuses("D1-4:call:1")[0] == "failed 02-05 2026-02-09"
    assert called.sent()[-1] == "02-09 D1-4:call:2"


def test_the_night_of_the_first_reading_stays(called: Place) -> None:
    lines = f"{CALL},failed,2026-02-05", f"{CALL},gone,2026-02-05"
    called.outcomes("2026-02-06", *lines)
    called.run("2026-02-06")
    before = called.tables()

    codes = [called.outcomes(day, *lines) for day in ("2026-02-06", "2026-02-07", "2026-02-05")]

    assert codes == [1, 1, 1]
    assert called.tables() == before
    assert called.statuses("D1-4:call:1")[0] == "failed 02-05 2026-02-06"


def test_what_is_approved_goes_out_on_the_night_that_reads_it(waiting: Place) -> None:
    waiting.outcomes("2026-03-12", f"{NOTICE},approved,2026-03-11")

    waiting.run("2026-03-12")

    assert waiting.sent()[-1] == "03-12 D1-4:formal-notice:1"
    assert waiting.statuses("D1-4:formal-notice:1") == [
        "awaiting-approval 03-10",
        "queued 03-11 2026-03-12",
        "sent 03-12",
    ]


def test_an_outcome_still_to_come_is_refused_until_its_day(
    called: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    line = f"{CALL},failed,2026-02-07"
    before = called.tables()
    capsys.readouterr()

    first = called.outcomes("2026-02-06", line)

    assert (first, called.tables() == before) == (1, True)
    told = "`2026-02-07` is later than the day it is read, 2026-02-06"
    assert capsys.readouterr() == ("new 0\n", f"{called.folder}/outcomes.csv:2: {told}\n")
    assert called.outcomes("2026-02-07", line) == 0


def test_who_took_a_letter_may_tell_before_the_run_that_died_recorded_it(called: Place) -> None:
    called.execute("delete from records where status = 'sent'")
    called.execute(f"insert into outbox values ('{CALL}', 'D1', false, '{{}}')")  # noqa: S608  # ours

    code = called.outcomes("2026-02-06", f"{CALL},delivered,2026-02-05")

    assert code == 0
    assert called.column("outbox", "key") == []
    assert called.statuses("D1-4:call:1") == [
        "delivered 02-05 2026-02-06",
        "queued 02-05",
        "sent 02-05 2026-02-06",
    ]


def test_what_was_refused_cant_have_arrived(
    waiting: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    waiting.outcomes("2026-03-10", f"{NOTICE},refused,2026-03-10")
    capsys.readouterr()

    code = waiting.outcomes("2026-03-12", f"{NOTICE},delivered,2026-03-12")

    assert code == 1
    assert capsys.readouterr().err.endswith(f":2: `{NOTICE}` never went out\n")


def test_every_bad_line_is_told_with_its_number_and_the_others_are_read(
    waiting: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()

    code = waiting.outcomes(
        "2026-03-11",
        "fr-b2b:D9:call:1,done,2026-02-05",
        f"{CALL},gone,2026-02-05",
        f"{CALL},done,5.2.2026",
        f"{CALL},done",
        f"{CALL},done,2026-02-05",
        f"{CALL},approved,2026-02-05",
        f"{CALL},refused,2026-02-05",
        f"{NOTICE},delivered,2026-03-10",
        f"{NOTICE},approved,2026-03-12",
    )

    out, err = capsys.readouterr()
    file = waiting.folder / "outcomes.csv"
    assert (code, out) == (1, "new 1\n")
    assert err.splitlines() == [
        f"{file}:2: nothing was decided under the key `fr-b2b:D9:call:1`",
        f"{file}:3: `gone` is none of approved, delivered, done, failed, refused",
        f"{file}:4: `5.2.2026` is no date such as 2026-02-05",
        f"{file}:5: there is no `date`",
        f"{file}:8: `{CALL}` isn't waiting for approval",
        f"{file}:9: `{NOTICE}` hasn't gone out yet",
        f"{file}:10: `2026-03-12` is later than the day it is read, 2026-03-11",
    ]


@pytest.mark.parametrize(
    ("columns", "says"), [("", "key"), ("key;status;date", "key"), ("key,status", "date")]
)
def test_a_file_without_its_columns_is_told_once(
    called: Place, columns: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = called.outcomes("2026-02-05", f"{CALL},done,2026-02-05", columns=columns)

    assert code == 1
    assert capsys.readouterr().err == (
        f"{called.folder}/outcomes.csv:1: there is no column `{says}`\n"
    )


@pytest.mark.parametrize(
    ("name", "says"),
    [('"lea', "unexpected end of data"), ("x" * 200_000, "field larger than field limit (131072)")],
)
def test_from_where_a_file_cant_be_read_on_is_told_and_what_stands_before_is_taken(
    called: Place, name: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    called.load(account("D1", 4), account("D2", 4), account("D3", 4))
    called.run("2026-02-05")
    lines = [f"fr-b2b:D{number}-4:call:1,failed,2026-02-05," for number in (1, 2, 3)]
    lines[1] += name
    capsys.readouterr()

    code = called.outcomes("2026-02-06", *lines, columns="key,status,date,by")

    assert code == 1
    assert capsys.readouterr() == (
        "new 1\n",
        f"{called.folder}/outcomes.csv:3: from here on it can't be read: {says}\n",
    )


def test_a_file_that_cant_be_read_from_its_first_line_on_is_told(
    called: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    code = called.outcomes("2026-02-06", f"{CALL},failed,2026-02-05", columns='key,status,"date')

    assert code == 1
    assert ":1: from here on it can't be read: " in capsys.readouterr().err
