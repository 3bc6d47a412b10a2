"""Write the reference of late interest from its data: a page for each jurisdiction, and an index.

With `--check` nothing is written; the exit code is 1 when a page is behind the data, or one too
many.
"""

import sys
from pathlib import Path

from dunnix.interest import jurisdiction_names
from dunnix.interest.reference import interest_index, interest_page

FOLDER = Path(__file__).parent.parent / "docs" / "reference" / "late-interest"


def pages() -> dict[str, str]:
    found = {f"{name}.md": interest_page(name) for name in jurisdiction_names()}
    return {"index.md": interest_index(), **found}


def main(arguments: list[str]) -> int:
    wanted = pages()
    if "--check" in arguments:
        found = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
        return int(found != wanted)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in FOLDER.glob("*.md"):
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
