"""Write what the faulty scenarios are told, for a person to read before it is kept.

Each case is a folder with a `scenario.toml` and an `expected.txt`. Run it after a message was
improved, and read the difference as the user who made the mistake would.
"""

import sys
from pathlib import Path

from dunnix.scenario import check_text

CASES = Path(__file__).parent.parent / "tests" / "scenarios" / "scenario"


def expected(case: Path) -> str:
    problems = check_text((case / "scenario.toml").read_bytes(), name="scenario.toml")
    return "".join(f"{problem}\n" for problem in problems)


def main() -> int:
    changed = 0
    for case in sorted(path for path in CASES.iterdir() if path.is_dir()):
        told = expected(case)
        file = case / "expected.txt"
        if not file.exists() or file.read_text(encoding="utf-8") != told:
            file.write_text(told, encoding="utf-8")
            print(f"{case.name}\n\n{told}")
            changed += 1
    print(f"{changed} changed", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
