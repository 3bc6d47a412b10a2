"""The last day on which an action is in time; it is still to be done after that, and late."""

from dunnix.engine.ladder import Outcome
from dunnix.engine.outlook import Proposal
from dunnix.engine.schedule import NEVER
from dunnix.engine.unit import Situation


def latest_on(situation: Situation, proposal: Proposal) -> int:
    """Give the last day in time: as the step says, else so long after the day it was planned for.

    It never lies before the day it was planned for.
    """
    stated = _stated(situation, proposal)
    if stated is None:
        compiled = situation.compiled
        stated = compiled.scenario.late_after.after(proposal.planned_on, compiled.calendar)
    return max(stated, proposal.planned_on)


def _stated(situation: Situation, proposal: Proposal) -> int | None:
    """Give the last day in time that a step, its repeat or a reaction names; None without one."""
    rung, leader = proposal.rung, proposal.leader
    if rung is None or rung.answer is not None:
        return proposal.latest
    if proposal.kind == Outcome.REPEAT:
        latest = None if rung.step.repeat is None else rung.step.repeat.latest
        last = leader.progress.last[rung.index]
        return None if latest is None else latest.after(last, situation.compiled.calendar)
    found = leader.schedule.latests[rung.index]
    return None if found >= NEVER else found
