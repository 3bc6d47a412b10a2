"""Write the tables of keys into the reference of test files, between its two marks.

With `--check` nothing is written; the exit code is 1 when the page is behind the loader.
"""

import sys
from pathlib import Path

from dunnix.testing.reference import keys_reference

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "test-files.md"
BEGIN, END = "<!-- keys: begin -->\n", "<!-- keys: end -->\n"


def page_with_keys(page: str) -> str:
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{keys_reference()}\n{END}{after}"


def main(arguments: list[str]) -> int:
    page = PAGE.read_text(encoding="utf-8")
    written = page_with_keys(page)
    if "--check" in arguments:
        return int(written != page)
    PAGE.write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
