"""How a contact speaks and what it asks for: tone and goals, as things stand today.

The tone is how firm a text is, not how polite: the softest and the firmest are courteous alike.
"""

from collections.abc import Sequence
from typing import Final

from dunnix.engine.gather import Case
from dunnix.engine.outlook import Proposal
from dunnix.engine.unit import Situation, Track
from dunnix.model import Place, Standing
from dunnix.scenario import Goal, Tone

_SCALE: Final = tuple(Tone)


def tone_of(situation: Situation, proposal: Proposal) -> Tone | None:
    """Give the tone of a step, one level softer or firmer where the scenario's rules say so.

    Softer wins over firmer, and what isn't known changes nothing. A mandatory step and one that
    contacts nobody speak as they were declared.
    """
    rung = proposal.rung
    if rung is None or rung.step.tone is None:
        return None
    softer, firmer = proposal.unit.conditions.of_steps[-2:]
    if rung.mandatory or not rung.contacts or (softer is None and firmer is None):
        return rung.step.tone
    cover = [track for track, _ in proposal.lines]
    values = Case(situation, proposal.unit, proposal.leader, cover).facts(rung).values
    if softer is not None and softer.surely_true(values):
        return _SCALE[max(rung.step.tone.rank - 1, 0)]
    if firmer is not None and firmer.surely_true(values):
        return _SCALE[min(rung.step.tone.rank + 1, len(_SCALE) - 1)]
    return rung.step.tone


def goals_of(proposal: Proposal) -> Sequence[Goal]:
    """Give what a contact is to obtain, in order.

    No promise is asked for what is disputed; where anything of the unit is, the reason is asked
    for first.
    """
    goals = () if proposal.rung is None else proposal.rung.step.goal
    if not goals or not any(map(_is_disputed, proposal.unit.places)):
        return goals
    if all(_is_wholly_disputed(track) for track, _ in proposal.lines):
        goals = tuple(goal for goal in goals if goal is not Goal.PROMISE)
    return sorted(goals, key=lambda goal: goal is not Goal.REASON)


def _is_disputed(place: Place) -> bool:
    return any(part.standing is Standing.DISPUTED for part in place.parts)


def _is_wholly_disputed(track: Track) -> bool:
    return track.in_play <= 0 and _is_disputed(track.place)
