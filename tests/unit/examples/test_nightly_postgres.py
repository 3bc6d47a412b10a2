"""The nightly example on PostgreSQL: several workers, and a server that goes away."""

import shutil
import threading
from collections.abc import Generator
from pathlib import Path

import pytest
from nightly_place import Place, account
from nights_killed import write_story
from postgres_server import Server, missing, running_server
from sqlalchemy import Engine, event

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "all is there")


@pytest.fixture(scope="module")
def server() -> Generator[Server]:
    with running_server() as started:
        yield started


@pytest.fixture
def place(server: Server, tmp_path: Path) -> Place:
    """A database of its own on the server."""
    name = f"test_{abs(hash(tmp_path))}"
    Place(server.url, tmp_path).execute(f"create schema {name}")
    return Place(f"{server.url}&options=-csearch_path%3D{name}", tmp_path)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A place on SQLite where the night has been run and nothing happened."""
    folder = tmp_path_factory.mktemp("undisturbed")
    place = Place(f"sqlite:///{folder}/nightly.db", folder)
    place.load(*(account(f"D{number}", 4, 9) for number in range(6)))
    place.run("2026-02-05")
    return place


def _at_once(*works: threading.Thread) -> None:
    for work in works:
        work.start()
    for work in works:
        work.join()


def test_the_same_nights_end_in_the_tables_of_sqlite(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    story = write_story(place.folder)
    told = []
    for each in (Place(f"sqlite:///{place.folder}/nightly.db", place.folder), place):
        codes = [each.command(*command) for command in story]
        told.append((codes, capsys.readouterr(), each.tables(), each.letters()))
        shutil.rmtree(each.post)

    on_sqlite, on_postgresql = told
    assert on_postgresql == on_sqlite
    assert "new 3\n" in on_sqlite[1].out


def test_workers_at_once_end_in_the_tables_of_one(place: Place, undisturbed: Place) -> None:
    together, codes = threading.Barrier(4), list[int]()
    ledger = undisturbed.folder / "ledger.json"

    def load() -> None:
        together.wait()
        codes.append(place.command("load", ledger))

    def run() -> None:
        together.wait()
        codes.append(place.run("2026-02-05"))

    _at_once(*(threading.Thread(target=load) for _ in range(4)))
    _at_once(*(threading.Thread(target=run) for _ in range(4)))

    assert codes == [0] * 8
    assert place.tables() == undisturbed.tables()
    assert place.letters() == undisturbed.letters()


@pytest.mark.parametrize("statements", [3, 20, 50])
def test_a_server_that_goes_away_loses_nothing(
    server: Server,
    place: Place,
    undisturbed: Place,
    statements: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    place.load(*(account(f"D{number}", 4, 9) for number in range(6)))
    left = statements

    def leave(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            server.stop()

    event.listen(Engine, "before_cursor_execute", leave)
    try:
        code = place.run("2026-02-05")
    finally:
        event.remove(Engine, "before_cursor_execute", leave)
        server.start()

    assert code == 2
    assert capsys.readouterr().err.startswith("nightly: the database can't be used: ")
    assert place.run("2026-02-05") == 0
    assert place.tables() == undisturbed.tables()
    assert place.letters() == undisturbed.letters()
    assert len(place.letters()) == 6
