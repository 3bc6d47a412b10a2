"""Write what is found in the scenarios with planted faults, for a person to read before it is kept.

Each case is a `.toml` file with a `.txt` beside it. Run it after a message was improved.
"""

import sys
from pathlib import Path

from dunnix.inspection import check_source

CASES = Path(__file__).parent.parent / "tests" / "scenarios" / "findings"


def expected(case: Path) -> str:
    found = "".join(f"{each}\n" for each in check_source(case).findings)
    return found.replace(str(case), case.name)


def main() -> int:
    changed = 0
    for case in sorted(CASES.glob("*.toml")):
        told, file = expected(case), case.with_suffix(".txt")
        if not file.exists() or file.read_text(encoding="utf-8") != told:
            file.write_text(told, encoding="utf-8")
            print(f"{case.name}\n\n{told}")
            changed += 1
    print(f"{changed} changed", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
