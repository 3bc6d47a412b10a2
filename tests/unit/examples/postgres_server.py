"""A PostgreSQL server of our own, for as long as a test takes, where one is installed."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import attrs

_PLACES: Final = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
)


@attrs.frozen(kw_only=True)
class Server:
    """A server on a socket in a folder; it may be stopped as by a power cut, and started again."""

    programs: Path
    folder: Path
    user: str | None

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://dunnix@/postgres?host={self.folder}"

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off"
        log = str(self.folder / "log")
        self._do("pg_ctl", "-D", str(self.folder / "data"), "-l", log, "-o", options, "-w", "start")

    def stop(self) -> None:
        self._do("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")

    def create(self) -> None:
        self._do("initdb", "-D", str(self.folder / "data"), "-A", "trust", "-U", "dunnix", "-N")

    def _do(self, program: str, *arguments: str) -> None:
        subprocess.run(  # noqa: S603  # a program of the system's, with our own folder
            [str(self.programs / program), *arguments],
            user=self.user,
            cwd=self.folder,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def missing() -> str:
    """Say what is missing for a server to be started; nothing where all is there."""
    if find_spec("psycopg") is None:
        return "needs psycopg"
    if _programs() is None:
        return "needs a PostgreSQL server, such as Debian's package postgresql"
    if os.geteuid() == 0 and _other_user() is None:
        return "a PostgreSQL server doesn't run as root, and there is no user postgres"
    return ""


@contextmanager
def running_server() -> Generator[Server]:
    """Start a server in a folder of its own, and stop it in the end."""
    programs = _programs()
    if programs is None:
        raise RuntimeError(missing())
    user = _other_user() if os.geteuid() == 0 else None
    # A folder another user can reach, with a name short enough for a socket.
    folder = Path(tempfile.mkdtemp(prefix="nightly-"))
    if user is not None:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    server = Server(programs=programs, folder=folder, user=user)
    try:
        server.create()
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


def _programs() -> Path | None:
    places = [place for pattern in _PLACES for place in sorted(Path("/").glob(pattern[1:]))]
    found = shutil.which("initdb")
    if found is not None:
        places.append(Path(found).resolve().parent)
    return next((place for place in reversed(places) if (place / "pg_ctl").exists()), None)


def _other_user() -> str | None:
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return None
