"""Pictures as SVG text, and pages of them, without a plotting library: a browser is enough.

Importing this package teaches scenarios, decisions and figures to draw themselves in a notebook.
"""

from dunnix.display import draws
from dunnix.engine import Decision
from dunnix.figures.ageing_picture import draw_ageing
from dunnix.figures.curves_picture import draw_collection_curves
from dunnix.figures.decision_picture import draw_account, draw_decision
from dunnix.figures.page import draw_account_page, draw_page
from dunnix.figures.profile_picture import draw_payment_profile
from dunnix.figures.reaction_picture import draw_reactions
from dunnix.figures.scenario_picture import draw_scenario
from dunnix.figures.trend_picture import draw_trend
from dunnix.metrics import Ageing, CollectionCurves, PaymentProfiles, Trend
from dunnix.scenario import Scenario

__all__ = [
    "draw_account",
    "draw_account_page",
    "draw_ageing",
    "draw_collection_curves",
    "draw_decision",
    "draw_page",
    "draw_payment_profile",
    "draw_reactions",
    "draw_scenario",
    "draw_trend",
]

draws(Scenario, draw_scenario)
draws(Decision, draw_decision)
draws(Ageing, draw_ageing)
draws(Trend, draw_trend)
draws(CollectionCurves, draw_collection_curves)
draws(PaymentProfiles, draw_payment_profile)
