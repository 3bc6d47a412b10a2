"""Pictures as SVG text, without a plotting library: they need nothing but a browser.

Importing this package teaches scenarios and decisions to draw themselves in a notebook.
"""

from dunnix.display import draws
from dunnix.engine import Decision
from dunnix.figures.decision_picture import draw_decision
from dunnix.figures.scenario_picture import draw_scenario
from dunnix.scenario import Scenario

__all__ = ["draw_decision", "draw_scenario"]

draws(Scenario)(draw_scenario)
draws(Decision)(draw_decision)
