"""Write the procedures of the shipped scenarios, for a person to read before they are kept.

Run it after a sentence was improved, and read the difference as the manager who signs it would.
"""

import sys
from pathlib import Path

from dunnix.procedure import procedure_of
from dunnix.scenario import load_scenario, scenario_names

FOLDER = Path(__file__).parent.parent / "tests" / "scenarios" / "procedures"
OTHERS = ("de", "es", "it", "nl")
IN_ALL = ("fr-b2b", "de-b2b")


def wanted() -> dict[str, str]:
    pairs = [(name, language) for name in scenario_names() for language in ("en", "fr")]
    pairs += [(name, language) for name in IN_ALL for language in OTHERS]
    return {
        f"{name}.{language}.txt": procedure_of(load_scenario(name), language).to_text()
        for name, language in pairs
    }


def main() -> int:
    texts = wanted()
    FOLDER.mkdir(exist_ok=True)
    for file in FOLDER.glob("*.txt"):
        if file.name not in texts:
            file.unlink()
    changed = 0
    for name, text in texts.items():
        file = FOLDER / name
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
            changed += 1
    print(f"{changed} changed", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
