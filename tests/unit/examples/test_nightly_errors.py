"""What stops the nightly example: told in a sentence, and nothing is lost."""

import contextlib
import datetime as dt
import os
import resource
import sqlite3
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from nightly.post import PostFolder
from nightly.tables import open_database
from nightly_place import Place, account
from sqlalchemy import Engine, event

AGAIN = "nothing is lost: mend it, and give the same command again\n"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(f"sqlite:///{tmp_path}/nightly.db", tmp_path)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A place where the night has been run and nothing happened."""
    folder = tmp_path_factory.mktemp("undisturbed")
    place = Place(f"sqlite:///{folder}/nightly.db", folder)
    place.load(*_accounts())
    place.run("2026-02-05")
    return place


def _accounts() -> list[dict[str, Any]]:
    return [account(f"D{number}", 4) for number in range(12)]


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("nightly.db", "`--database` is no URL such as sqlite:///nightly.db"),
        ("nothing://", "a nothing database isn't known here: use sqlite or postgresql"),
        ("mysql://host/db", "a mysql database isn't known here: use sqlite or postgresql"),
        ("sqlite+pysqlcipher:///a", "the database needs pysqlcipher3: pip install pysqlcipher3"),
        (
            "sqlite:///no/such/folder/a.db",
            "the database can't be used: unable to open database file",
        ),
        ("sqlite:///.", "the database can't be used: unable to open database file"),
        ("sqlite://", "the database sqlite:// has no tables yet: load a ledger first"),
    ],
)
def test_a_database_that_cant_serve_is_told(
    place: Place, url: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = Place(url, place.folder).run("2026-02-05")

    assert (code, capsys.readouterr().err) == (2, f"nightly: {says}\n{AGAIN}")


def test_a_file_that_is_no_database_is_told(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    (place.folder / "nightly.db").write_text("no database, " * 100, encoding="utf-8")

    code = place.load(account("D1", 4))

    assert code == 2
    assert capsys.readouterr().err.startswith(
        "nightly: the database can't be used: file is not a database\n"
    )


@pytest.mark.usefixtures("patience")
def test_a_database_that_another_holds_for_too_long_is_told(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    place.load(account("D1", 4))
    other = sqlite3.connect(place.folder / "nightly.db", isolation_level=None)
    other.execute("begin immediate")

    code = place.run("2026-02-05")

    other.close()
    assert (code, place.run("2026-02-05")) == (2, 0)
    assert capsys.readouterr().err == (
        f"nightly: the database can't be used: database is locked\n{AGAIN}"
    )


@pytest.fixture
def patience() -> Generator[None]:
    """Wait a moment for a lock rather than half a minute."""

    def shorten(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("pragma busy_timeout = 50")

    event.listen(Engine, "connect", shorten)
    yield
    event.remove(Engine, "connect", shorten)


@pytest.mark.parametrize("statements", [1, 8, 60])
def test_a_fault_of_the_program_stops_it_in_a_sentence_and_loses_nothing(
    place: Place, undisturbed: Place, statements: int, capsys: pytest.CaptureFixture[str]
) -> None:
    place.load(*_accounts())
    left = statements

    def fail(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise KeyError("no_such_field")

    event.listen(Engine, "before_cursor_execute", fail)
    try:
        code = place.run("2026-02-05")
    finally:
        event.remove(Engine, "before_cursor_execute", fail)

    assert code == 2
    told, again = capsys.readouterr().err.splitlines()
    assert told.startswith("nightly: a fault of the program: KeyError: 'no_such_field' (")
    assert f"{again}\n" == AGAIN
    assert place.run("2026-02-05") == 0
    assert place.tables() == undisturbed.tables()
    assert place.letters() == undisturbed.letters()


@pytest.mark.parametrize("spare", [0, 1])
def test_a_full_disk_under_the_database_loses_nothing(
    place: Place, undisturbed: Place, spare: int, capsys: pytest.CaptureFixture[str]
) -> None:
    place.load(*_accounts())
    with contextlib.closing(sqlite3.connect(place.folder / "nightly.db")) as database:
        ((pages,),) = database.execute("pragma page_count")

    def fill(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"pragma max_page_count = {pages + spare}")

    event.listen(Engine, "connect", fill)
    try:
        code = place.run("2026-02-05")
    finally:
        event.remove(Engine, "connect", fill)

    assert code == 2
    assert capsys.readouterr().err == (
        f"nightly: the database can't be used: database or disk is full\n{AGAIN}"
    )
    assert place.run("2026-02-05") == 0
    assert place.tables() == undisturbed.tables()
    assert place.letters() == undisturbed.letters()


class CrampedPost(PostFolder):
    """A post on a disk that takes only the first bytes of a letter."""

    def accept(self, key: str, letter: dict[str, Any], on: dt.date) -> dt.date:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200, before[1]))
        try:
            return super().accept(key, letter, on)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_under_the_letters_loses_nothing(place: Place, undisturbed: Place) -> None:
    place.load(*_accounts())
    engine = open_database(place.url)

    with pytest.raises(OSError, match="File too large"):
        place.night(engine, "2026-02-05", CrampedPost(place.post)).run()

    engine.dispose()
    assert place.letters() == []
    assert len(place.column("outbox", "key")) == 1
    assert place.run("2026-02-05") == 0
    assert place.tables() == undisturbed.tables()
    assert place.letters() == undisturbed.letters()


def test_a_post_that_is_no_folder_is_told_and_nothing_lost(
    place: Place, undisturbed: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    place.load(*_accounts())
    place.post.write_text("", encoding="utf-8")

    code = place.run("2026-02-05")

    assert code == 2
    told = capsys.readouterr().err
    assert told.startswith("nightly: a file can't be read or written: ")
    assert f"({place.post}" in told
    place.post.unlink()
    place.run("2026-02-05")
    assert place.tables() == undisturbed.tables()
    assert place.letters() == undisturbed.letters()


@pytest.mark.parametrize("mode", [0o500, 0o000])
def test_a_folder_that_cant_be_written_is_told_and_nothing_lost(
    place: Place, undisturbed: Place, mode: int, capsys: pytest.CaptureFixture[str]
) -> None:
    place.load(*_accounts())
    place.post.mkdir()
    place.post.chmod(mode)
    if os.access(place.post, os.W_OK):
        pytest.skip("this user may write everywhere")

    code = place.run("2026-02-05")

    place.post.chmod(0o700)
    assert code == 2
    assert "a file can't be read or written: Permission denied" in capsys.readouterr().err
    place.run("2026-02-05")
    assert place.tables() == undisturbed.tables()
    assert place.letters() == undisturbed.letters()


def test_a_damaged_letter_is_told(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.load(account("D1", 4))
    place.run("2026-02-05")
    place.execute("insert into outbox values ('fr-b2b:D1-4:call:1', 'D1', false, '{}')")
    (letter,) = place.post.glob("*.json")
    letter.write_text("{", encoding="utf-8")

    code = place.run("2026-02-05")

    assert code == 2
    assert f"a file can't be read or written: the letter is damaged ({letter})" in (
        capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["load", "no-ledger.json"], "no-ledger.json: "),
        (
            ["outcomes", "none.csv", "--as-of", "2026-02-05"],
            "nightly: a file can't be read or written: No such file",
        ),
        (
            ["outcomes", ".", "--as-of", "2026-02-05"],
            "nightly: a file can't be read or written: Is a directory (.)",
        ),
        (["run", "--scenario", "fr-b2c-x", "--as-of", "2026-02-05"], "fr-b2c-x"),
        (["run", "--strategy", "none.toml", "--as-of", "2026-02-05"], "none.toml"),
    ],
)
def test_a_file_or_scenario_that_isnt_there_is_told(
    place: Place, command: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    place.load(account("D1", 4))

    code = place.command(*command)

    assert code in {1, 2}
    assert says in capsys.readouterr().err


@pytest.mark.parametrize("day", ["5.2.2026", "2026-02-30", ""])
def test_a_day_that_is_none_is_told(
    place: Place, day: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        place.run(day)

    told = f"argument --as-of: `{day}` is no date such as 2026-02-05\n"
    assert capsys.readouterr().err.endswith(told)


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ((), "the tables, sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME"),
        ((), "exit code: 0 all is well, 1 somebody should look at what is told on standard error"),
        (("load",), "Take a ledger over"),
        (("run",), "Ask about those whose day has come"),
        (("outcomes",), "approved, delivered, done, failed, refused"),
        (("status",), "Tell what waits"),
    ],
)
def test_help_says_what_a_command_does(
    place: Place, command: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="0"):
        place.command(*command, "--help")

    assert says in " ".join(capsys.readouterr().out.split())
