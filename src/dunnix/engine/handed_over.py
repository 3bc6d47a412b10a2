"""What was handed over: held, but for the steps that go on after it."""

from dunnix.engine.gather import Case
from dunnix.engine.in_flight import hold_flying
from dunnix.engine.ladder import Choice, Outcome, choose
from dunnix.engine.limits import block_of
from dunnix.engine.outlook import HeldReason, Holding, Outlook, Proposal
from dunnix.engine.unit import Situation, Track, Unit, handed_over_track
from dunnix.model import Place, Standing


def go_on(situation: Situation, unit: Unit, place: Place, outlook: Outlook) -> None:
    """Take the steps that go on after a hand-over, receivable by receivable; else hold it."""
    track = handed_over_track(situation, place)
    if track is None:
        raise AssertionError("a part that was handed over has its track")
    if track.progress.in_flight is not None:
        hold_flying(situation, unit, [track], outlook)
        return
    choice = choose(Case(situation, unit, track, [track]))
    outlook.choices[track.claim.id] = choice
    if choice.step is None or not _may_go_on(situation, choice):
        until = choice.until if choice.outcome is Outcome.WAITING else None
        since = next(part.since for part in place.parts if part.standing is Standing.HANDED_OVER)
        outlook.holdings.append(
            Holding(place, track.in_play, HeldReason.HANDED_OVER, since, until, choice.step)
        )
        return
    block = block_of(situation, place)
    if block is not None:
        until = None if block.until is None else block.until.toordinal()
        since = block.since.toordinal()
        outlook.holdings.append(
            Holding(place, track.in_play, HeldReason.BLOCK, since, until, choice.step)
        )
        return
    rung = situation.compiled.rungs[choice.step]
    lines: list[tuple[Track, int | None]] = [(track, choice.step)]
    outlook.proposals.append(Proposal(unit, track, rung, choice.outcome, lines, choice.planned_on))


def _may_go_on(situation: Situation, choice: Choice) -> bool:
    """Tell whether a step was chosen that goes on; the one reached before is not repeated."""
    chosen = choice.outcome in {Outcome.STEP, Outcome.REPEAT}
    return chosen and choice.step in situation.compiled.after_hand_over
