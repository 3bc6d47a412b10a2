"""Where letters go: a post that knows the key of each letter it was given."""

import datetime as dt
import errno
import hashlib
import json
import os
from pathlib import Path
from typing import Any, Protocol


class Post(Protocol):
    """A provider of mail, calls or letters that takes a key once, however often it is given."""

    def accept(self, key: str, letter: dict[str, Any], on: dt.date) -> dt.date:
        """Take a letter, unless its key was taken before; give the day it was taken."""
        ...

    def accepted_on(self, key: str) -> dt.date | None:
        """Give the day a key was taken; None for one that wasn't."""
        ...


class PostFolder:
    """Stands for the provider: a folder with one file for each letter."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def accept(self, key: str, letter: dict[str, Any], on: dt.date) -> dt.date:
        before = self.accepted_on(key)
        if before is not None:
            return before
        self.path.mkdir(parents=True, exist_ok=True)
        file = self._file(key)
        part = file.with_suffix(".part")
        content = {"accepted_on": on.isoformat(), **letter}
        with part.open("w", encoding="utf-8") as written:
            json.dump(content, written, indent=1)
            written.flush()
            os.fsync(written.fileno())
        part.replace(file)  # there whole or not at all
        return on

    def accepted_on(self, key: str) -> dt.date | None:
        file = self._file(key)
        try:
            content = json.loads(file.read_text(encoding="utf-8"))
            return dt.date.fromisoformat(content["accepted_on"])
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError):
            raise OSError(errno.EIO, "the letter is damaged", str(file)) from None

    def _file(self, key: str) -> Path:
        # Keys hold any letter, and some file systems take `F-1` and `f-1` for the same.
        return self.path / f"{hashlib.sha256(key.encode()).hexdigest()}.json"
