import io
import sys
from pathlib import Path

import pytest

from dunnix.cli.streams import Screen, encodable, open_or_nowhere


def terminal(encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding)


@pytest.mark.parametrize(
    ("encoding", "written"),
    [
        ("ascii", b"debiteur, 10 377,38 EUR, ?"),
        ("latin-1", "débiteur, 10 377,38 EUR, ?".encode("latin-1")),
        ("utf-8", "débiteur, 10\u202f377,38 €, 請".encode()),
    ],
)
def test_what_an_encoding_lacks_is_written_as_the_nearest_it_has(
    encoding: str, written: bytes
) -> None:
    stream = terminal(encoding)

    with encodable(stream):
        stream.write("débiteur, 10\u202f377,38 €, 請")
        stream.flush()

    assert stream.buffer.getvalue() == written  # type: ignore[attr-defined]  # a BytesIO
    assert stream.errors == "strict"


def test_a_stream_that_was_closed_before_the_start_is_written_to_nowhere() -> None:
    with open_or_nowhere(None) as nowhere:
        nowhere.write("lost")

    assert open_or_nowhere(sys.stderr) is sys.stderr


def test_rich_adds_colours_on_a_terminal_and_changes_no_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    plain, coloured = io.StringIO(), io.StringIO()
    monkeypatch.setenv("FORCE_COLOR", "1")
    Screen(coloured).put(("Actions", "title"), "  [bold]:smile: 12")
    monkeypatch.setitem(sys.modules, "rich.console", None)
    Screen(plain).put(("Actions", "title"), "  [bold]:smile: 12")

    assert plain.getvalue() == "Actions  [bold]:smile: 12\n"
    assert "\x1b[1mActions\x1b[0m" in coloured.getvalue()


def test_no_colour_is_shown_where_none_is_wanted_or_nobody_looks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    file = tmp_path / "out.txt"
    with file.open("w", encoding="utf-8") as stream:
        Screen(stream).put(("bad", "bad"))

    assert file.read_text(encoding="utf-8") == "bad\n"


def test_the_width_is_the_terminals_or_a_hundred(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert Screen(io.StringIO()).width == 100

    monkeypatch.setenv("COLUMNS", "72")
    assert Screen(io.StringIO()).width == 72


@pytest.mark.parametrize(("columns", "read"), [("2", 40), ("72", 72), ("200", 100)])
def test_a_text_is_no_wider_than_the_terminal_and_than_one_reads_with_ease(
    monkeypatch: pytest.MonkeyPatch, columns: str, read: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)

    assert Screen(io.StringIO()).reading_width == read
