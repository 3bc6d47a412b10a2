"""Write anew what five debtors meet by each shipped scenario: tests/scenarios/library/.

Read the difference before you keep it: these pages are what says that a scenario makes sense.
"""

import sys
from pathlib import Path

from dunnix.scenario import load_scenario, scenario_names

SCENARIOS = Path(__file__).parent.parent / "tests" / "scenarios"
sys.path.insert(0, str(SCENARIOS))

from timelines import timelines  # noqa: E402 (found by the line above)

if __name__ == "__main__":
    for name in scenario_names():
        page = timelines(load_scenario(name))
        (SCENARIOS / "library" / f"{name}.txt").write_text(page, encoding="utf-8")
