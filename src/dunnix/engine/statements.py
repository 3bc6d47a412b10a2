"""Regular statements of account, beside the ladder: they ask for nothing and move nothing."""

from dunnix.engine.answers import holds
from dunnix.engine.gather import Case
from dunnix.engine.outlook import Outlook, Proposal
from dunnix.engine.reach import reach
from dunnix.engine.rungs import Rung
from dunnix.engine.unit import Situation, Track, Unit
from dunnix.scenario import Statement, Travels


def state(situation: Situation, unit: Unit, outlook: Outlook) -> None:
    """Propose the statements of account that are due for a unit with something in play.

    Nothing is stated in a currency the scenario doesn't speak of, as nothing is decided in it.
    """
    if not unit.conditions.speaks:
        return
    for rung, statement in situation.compiled.statements:
        day = statement_on(situation, unit, rung, statement)
        if day is None or day > situation.today:
            continue
        tracks = _travelling(unit, statement)
        if not tracks or holds(Case(situation, unit, tracks[0], tracks), rung) is not True:
            continue
        proposal = Proposal(
            unit=unit,
            leader=tracks[0],
            rung=rung,
            kind="statement",
            lines=[(track, rung.index) for track in tracks],
            planned_on=day,
            last_day=situation.today,
            beside=True,
        )
        proposal.reach = reach(situation, rung, tracks[0])
        if proposal.reach is not None:
            outlook.proposals.append(proposal)


def statement_on(situation: Situation, unit: Unit, rung: Rung, statement: Statement) -> int | None:
    """Give the day the next statement of a unit is due; None where one is on its way."""
    if any(track.progress.in_flight is not None for track in unit.tracks):
        return None
    touched = any(track.progress.touched == situation.today for track in unit.tracks)
    if touched and situation.compiled.has_gap:
        return situation.today + 1
    sent = [day for track in unit.tracks for day, _ in track.progress.answers.get(rung.index, ())]
    if not sent:
        return situation.today
    return statement.every.after(max(sent), situation.compiled.calendar)


def _travelling(unit: Unit, statement: Statement) -> list[Track]:
    """Give what a statement lists: all in play, or what is overdue."""
    if statement.travels is Travels.ALL:
        return list(unit.tracks)
    return [track for track in unit.tracks if track.is_overdue]
