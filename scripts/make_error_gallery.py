"""Write the page of errors from the faulty cases of the tests: what was written, what is told.

Every folder `tests/scenarios/<group>/<case>/` with an `expected.txt` is a case. With `--check`
nothing is written; the exit code is 1 when the page is behind the cases.
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "scenarios"
PAGE = ROOT / "docs" / "reference" / "errors.md"
MOST_LINES, MOST_CHARACTERS = 30, 2000
CODE = re.compile(r"^\S.*\[([a-z0-9-]+)\]$", re.MULTILINE)
FIRST_LINES = """# Errors

Everything wrong is told in one pass: the file, line and column, what was found and what was
wanted, a code in brackets, the line itself, and how to mend it. A *warning* never refuses. Codes
are stable: programs may rely on them, and none is ever used for something else. This page is
generated from the tests, so each message is exactly what you will see.
"""


def cases() -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = defaultdict(list)
    for told in sorted(CASES.glob("*/*/expected.txt")):
        found[told.parent.parent.name].append(told.parent)
    return dict(sorted(found.items()))


def index_of_codes(groups: dict[str, list[Path]]) -> str:
    where: dict[str, list[str]] = defaultdict(list)
    for folders in groups.values():
        for case in folders:
            for code in dict.fromkeys(CODE.findall(told(case))):
                where[code].append(f"[{title(case)}](#{anchor(case)})")
    rows = [f"| `{code}` | {', '.join(links[:3])} |" for code, links in sorted(where.items())]
    return "\n".join(["## Codes", "", "| code | seen in |", "|---|---|", *rows])


def told(case: Path) -> str:
    return (case / "expected.txt").read_text(encoding="utf-8")


def title(case: Path) -> str:
    return case.name.replace("-", " ")


def anchor(case: Path) -> str:
    return f"{case.parent.name}-{case.name}"


def entry(case: Path) -> str:
    heading = f"### {title(case)} {{ #{anchor(case)} }}"
    return "\n\n".join([heading, *sources(case), fenced("text", told(case))])


def sources(case: Path) -> list[str]:
    """Show what was written, where it is text and short; the excerpts tell the rest."""
    shown: list[str] = []
    for file in sorted(each for each in case.rglob("*") if each.is_file()):
        data = file.read_bytes()
        try:
            text = data.decode()
        except UnicodeDecodeError:
            continue
        short = text.count("\n") <= MOST_LINES and len(text) < MOST_CHARACTERS
        if "\0" in text:
            continue  # a page with one is no text any more
        if file.name != "expected.txt" and file.suffix != ".md" and short:
            language = {".toml": "toml", ".json": "json"}.get(file.suffix, "text")
            shown.append(f"`{file.relative_to(case)}`\n\n{fenced(language, text)}")
    return shown


def fenced(language: str, text: str) -> str:
    # Longer than any run of backticks inside.
    fence = "`" * max(3, 1 + max(map(len, re.findall(r"`+", text)), default=0))
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def gallery() -> str:
    groups = cases()
    parts = [FIRST_LINES.rstrip(), index_of_codes(groups)]
    for group, folders in groups.items():
        parts.append(f"## Faults of a {group.replace('-', ' ')}")
        parts += [entry(case) for case in folders]
    return "\n\n".join(parts) + "\n"


def main(arguments: list[str]) -> int:
    if "--check" in arguments:
        return int(not PAGE.exists() or PAGE.read_text(encoding="utf-8") != gallery())
    PAGE.write_text(gallery(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
