"""What lies ahead: agenda, projection, worklist, alerts, and an agenda as iCalendar."""

from dunnix.planning.agenda import Agenda, agenda
from dunnix.planning.agenda_entry import AgendaEntry, AgendaKind, AgendaState
from dunnix.planning.alert_facts import ALERT_FACTS
from dunnix.planning.alerts import Alert, AlertRule, alerts, standard_alerts
from dunnix.planning.assumptions import (
    Assumption,
    PaysOn,
    Together,
    breaks_promises,
    keeps_promises,
    pays_on,
    pays_on_due,
    silence,
    together,
)
from dunnix.planning.ical import to_ical
from dunnix.planning.project import project
from dunnix.planning.projection import ProjectedDay, Projection, ProjectionEnd
from dunnix.planning.worklist import OwnerWork, Pushed, Worklist, worklist

__all__ = [
    "ALERT_FACTS",
    "Agenda",
    "AgendaEntry",
    "AgendaKind",
    "AgendaState",
    "Alert",
    "AlertRule",
    "Assumption",
    "OwnerWork",
    "PaysOn",
    "ProjectedDay",
    "Projection",
    "ProjectionEnd",
    "Pushed",
    "Together",
    "Worklist",
    "agenda",
    "alerts",
    "breaks_promises",
    "keeps_promises",
    "pays_on",
    "pays_on_due",
    "project",
    "silence",
    "standard_alerts",
    "to_ical",
    "together",
    "worklist",
]
