"""Write the tables of law into the reference of legal paths, between its two marks.

With `--check` nothing is written; the exit code is 1 when the page is behind the data.
"""

import sys
from pathlib import Path

from dunnix.law.reference import law_reference

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "legal-paths.md"
BEGIN, END = "<!-- law: begin -->\n", "<!-- law: end -->\n"


def page_with_law(page: str) -> str:
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{law_reference()}\n\n{END}{after}"


def main(arguments: list[str]) -> int:
    page = PAGE.read_text(encoding="utf-8")
    written = page_with_law(page)
    if "--check" in arguments:
        return int(written != page)
    PAGE.write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
