"""A page of the reference of which one part, between two marks, is written by a script."""

from pathlib import Path

REFERENCE = Path(__file__).parent.parent / "docs" / "reference"


def update(name: str, mark: str, text: str, arguments: list[str]) -> int:
    """Write a text between the marks of a page; the exit code is 0.

    With `--check` among the arguments nothing is written; 1 then says that the page is behind.
    """
    path = REFERENCE / name
    page = path.read_text(encoding="utf-8")
    written = _between(page, f"<!-- {mark}: begin -->\n", text, f"<!-- {mark}: end -->\n")
    if "--check" in arguments:
        return int(written != page)
    path.write_text(written, encoding="utf-8")
    return 0


def _between(page: str, begin: str, text: str, end: str) -> str:
    before, _, rest = page.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n{text}\n{end}{after}"
