"""Write the page of findings from the faults planted in the tests: what was written, who shows it.

Every `tests/scenarios/findings/<case>.toml` with a `.txt` beside it is a case. With `--check`
nothing is written; the exit code is 1 when the page is behind the cases.
"""

import sys
from pathlib import Path

from dunnix.inspection.kinds import KINDS, Kind

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "scenarios" / "findings"
PAGE = ROOT / "docs" / "reference" / "findings.md"

FIRST_LINES = """# Findings

What `dunnix check` and [`check_scenario`](python.md) find in a scenario although every key is
right: by asking its conditions of all that their facts can be, and by playing accounts that were
made up for it, day by day. How to read and accept them is told in
[check a scenario](../how-to/check-a-scenario.md); what the loader tells by reading alone stands
under [errors](errors.md).

An *error* is surely not meant, a *warning* may be. Each finding has a *witness*, an account that
shows it. Codes are stable: programs may rely on them, and none is ever used for something else.
This page is generated from faults planted in the tests, so each text is exactly what you will see.
The first line of each case names what was planted.
"""


def cases() -> list[Path]:
    return sorted(CASES.glob("*.toml"))


def planted(case: Path) -> list[str]:
    """Give the codes planted in a case, the one it was made for first."""
    first = case.read_text(encoding="utf-8").partition("\n")[0]
    return first.removeprefix("# planted: ").split(", ")


def told(case: Path) -> str:
    return case.with_suffix(".txt").read_text(encoding="utf-8")


def table() -> str:
    rows = [
        f"| [`{kind.code}`](#{kind.code}) | {kind.severity} | {kind.meaning} |" for kind in KINDS
    ]
    return "\n".join(["| code | severity | what it says |", "|---|---|---|", *rows])


def section(kind: Kind, shown: set[Path]) -> str:
    """Give what a kind of finding means, and each case that shows it and isn't shown above."""
    heading = f"## {kind.code} {{ #{kind.code} }}"
    meaning = f"{kind.meaning[0].upper()}{kind.meaning[1:]}. The way out: {kind.hint}."
    own = [each for each in cases() if kind.code in planted(each)]
    first = [each for each in own if each not in shown]
    shown |= set(own)
    seen = [each for each in own if each not in first]
    above = ", ".join(f"[{title(each)}](#{each.stem})" for each in seen)
    parts = [heading, meaning, *([f"Seen above: {above}."] if above else [])]
    return "\n\n".join([*parts, *map(entry, first)])


def entry(case: Path) -> str:
    heading = f"### {title(case)} {{ #{case.stem} }}"
    source = case.read_text(encoding="utf-8")
    return "\n\n".join([heading, fenced("toml", source), fenced("text", told(case))])


def title(case: Path) -> str:
    return case.stem.replace("-", " ")


def fenced(language: str, text: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```"


def page() -> str:
    shown: set[Path] = set()
    sections = [section(kind, shown) for kind in KINDS]
    return "\n\n".join([FIRST_LINES.rstrip(), table(), *sections]) + "\n"


def main(arguments: list[str]) -> int:
    if "--check" in arguments:
        return int(not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page())
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
