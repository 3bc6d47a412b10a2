"""A story of several nights, told by processes that are killed at random points and started again.

Run as a program, so that it may fork: `python nights_killed.py URL FOLDER TIMES SEED`, 0 times for
every point there is. It prints as JSON how many points there are, and of each time where it was
killed, and what was otherwise once it had gone on than if nothing had happened.

Each time begins with what there was before the command that is killed, and is compared once that
command has been given again: where all is alike then, so is what the rest of the story makes of it.
"""

import contextlib
import io
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, TypeAlias

from nightly.__main__ import main
from nightly.tables import METADATA
from nightly_place import SCENARIO, account
from sqlalchemy import Connection, Engine, NullPool, RowMapping, Table, create_engine, event

FILE_EVENTS: Final = {"open", "os.mkdir", "os.rename"}
ONCE_MORE: Final = 0.2
Telling: TypeAlias = tuple[str, ...]
State: TypeAlias = dict[str, list[dict[str, Any]]]


def write_story(folder: Path) -> list[Telling]:
    """Write the files of the story into a folder, and give its commands in order."""
    bad = {**account("D4", 4), "payments": [{"id": "P1"}]}
    paid = account("D2", 4, paid_on="2026-03-09")
    files = {
        "before.json": [account("D1", 4, 9), account("D2", 4), account("D3", 2), bad],
        "after.json": [account("D1", 4, 9), paid, account("D5", 20)],
    }
    for name, accounts in files.items():
        (folder / name).write_text(json.dumps({"accounts": accounts}), encoding="utf-8")
    notices = [f"fr-b2b:{name}:formal-notice:1" for name in ("D1-4", "D2-4", "D3-2")]
    write_outcomes(folder / "calls.csv", [
        ("fr-b2b:D1-4:call:1", "done", "2026-02-05"),
        ("fr-b2b:D2-4:call:1", "failed", "2026-02-05"),
    ])  # fmt: skip
    write_outcomes(folder / "approved.csv", [
        (notices[0], "approved", "2026-03-10"),
        (notices[1], "approved", "2026-03-10"),
        (notices[2], "refused", "2026-03-10"),
    ])  # fmt: skip
    write_outcomes(folder / "arrived.csv", [(notices[0], "delivered", "2026-03-13")])
    run = ("run", "--scenario", SCENARIO, "--post", str(folder / "post"), "--as-of")
    return [
        ("load", str(folder / "before.json")),
        (*run, "2026-02-05"),
        ("outcomes", str(folder / "calls.csv"), "--as-of", "2026-02-06"),
        *((*run, day) for day in ("2026-02-06", "2026-02-16", "2026-02-24", "2026-03-10")),
        ("load", str(folder / "after.json")),
        ("outcomes", str(folder / "approved.csv"), "--as-of", "2026-03-11"),
        (*run, "2026-03-11"),
        ("outcomes", str(folder / "arrived.csv"), "--as-of", "2026-03-20"),
        (*run, "2026-03-20"),
    ]


def write_outcomes(path: Path, lines: Iterable[Telling]) -> None:
    text = "\n".join(",".join(line) for line in [("key", "status", "date"), *lines])
    path.write_text(text, encoding="utf-8")


class Death:
    """Ends the process at its n-th point, as `kill -9` does: nothing that follows is run.

    A point is where something outside may change: a statement to the database is about to be
    executed, was just executed or is about to be committed; a file of the post is about to be
    opened or moved, or its folder made.
    """

    def __init__(self, post: Path) -> None:
        self.post, self.at, self.passed = str(post), -1, 0
        self.taken = post.with_name("taken.txt")
        for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(Engine, name, self._pass)
        event.listen(Engine, "connect", _leave_out_the_disk)
        sys.addaudithook(self._hear)

    def _hear(self, what: str, told: tuple[Any, ...]) -> None:
        if what in FILE_EVENTS and str(told[0]).startswith(self.post):
            self._pass()
            if what == "os.rename":  # from here on the post has the letter
                with self.taken.open("a", encoding="utf-8") as log:
                    log.write(f"{Path(told[1]).name}\n")

    def _pass(self, *_: object) -> None:
        if self.passed == self.at:
            os.kill(os.getpid(), signal.SIGKILL)
        self.passed += 1


def _leave_out_the_disk(connection: Any, _: object) -> None:
    """Killed processes, unlike power cuts, lose nothing that was written: spare the waiting."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("pragma synchronous = off")


class Stage:
    """A database and a folder of letters: what there is can be taken down and put back."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.post = url, folder / "post"
        # Nothing may stay open when the process is forked.
        self.engine = create_engine(url, poolclass=NullPool)

    def seen(self) -> State:
        with self.engine.begin() as connection:
            tables = {
                table.name: sorted((dict(row) for row in _rows(connection, table)), key=str)
                for table in METADATA.sorted_tables
            }
        letters = {path.name: path.read_text("utf-8") for path in self.post.glob("*.json")}
        return {**tables, "letters": [letters]}

    def restore(self, state: State | None) -> None:
        """Put a state back; None: before there were even tables."""
        shutil.rmtree(self.post, ignore_errors=True)
        if state is None:
            METADATA.drop_all(self.engine)
            return
        with self.engine.begin() as connection:
            for table in METADATA.sorted_tables:
                connection.execute(table.delete())
                if state[table.name]:
                    connection.execute(table.insert(), state[table.name])
        self.post.mkdir()
        for name, text in state["letters"][0].items():
            (self.post / name).write_text(text, "utf-8")

    def run(self, command: Telling) -> int:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            return main(["--database", self.url, *command])


def _rows(connection: Connection, table: Table) -> Iterable[RowMapping]:
    return connection.execute(table.select()).mappings()


def lives(stage: Stage, death: Death, command: Telling, at: int) -> bool:
    """Run a command in a process of its own that is killed at a point; tell whether it lived."""
    child = os.fork()
    if child == 0:
        death.at, death.passed = at, 0
        os._exit(stage.run(command))
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return False
    if os.WEXITSTATUS(status) > 1:
        raise RuntimeError(f"{command} ended by itself, with {status}")
    return True


def sent_twice(before: State | None, state: State, taken: Path) -> list[str]:
    """Give the letters the post took again, and the keys that stand in more than one."""
    names = Counter(taken.read_text("utf-8").split() if taken.exists() else [])
    names.update(list(before["letters"][0]) if before else [])
    letters = [json.loads(text) for text in state["letters"][0].values()]
    keys = Counter(line["key"] for letter in letters for line in letter["receivables"])
    return sorted(name for name, number in (names + keys).items() if name and number > 1)


def perform(url: str, folder: Path, times: int, seed: int) -> dict[str, Any]:
    """Tell the story once undisturbed; then kill it, go on, and compare what there is."""
    stage, story = Stage(url, folder), write_story(folder)
    death = Death(stage.post)
    states, points = list[State](), [0]
    for command in story:
        before = death.passed
        stage.run(command)
        points.append(points[-1] + death.passed - before)
        states.append(stage.seen())
    every = list(range(points[-1]))
    chance = random.Random(seed)  # noqa: S311  # the same points every time
    found = []
    for point in sorted(chance.sample(every, times) if times else every):
        place = bisect_right(points, point) - 1
        kills = [point - points[place]]
        if chance.random() < ONCE_MORE:  # what goes on is killed as well
            kills.append(chance.randrange(points[place + 1] - points[place]))
        start = states[place - 1] if place else None
        stage.restore(start)
        death.taken.unlink(missing_ok=True)
        lived = [lives(stage, death, story[place], at) for at in (*kills, -1)]
        end = stage.seen()
        differs = [name for name in end if end[name] != states[place][name]]
        found.append({
            "command": story[place][0],
            "kills": kills,
            "deaths": lived.count(False),
            "differs": differs,
            "twice": sent_twice(start, end, death.taken),
        })  # fmt: skip
    letters = len(states[-1]["letters"][0])
    return {"points": len(every), "letters": letters, "found": found}


if __name__ == "__main__":
    url, folder, times, seed = sys.argv[1:]
    sys.stdout.write(json.dumps(perform(url, Path(folder), int(times), int(seed))))
