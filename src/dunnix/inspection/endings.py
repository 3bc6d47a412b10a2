"""How it ends, or doesn't: what is never dunned, never left, never asked about, never warned of."""

from collections.abc import Iterator
from typing import Final, TypeAlias

from dunnix.engine import NextAction
from dunnix.engine.durations import most_days
from dunnix.engine.rungs import Rung
from dunnix.engine.tasks import PAUSE_LIMIT
from dunnix.inspection import kinds
from dunnix.inspection.asked import path_of, reactions_of
from dunnix.inspection.goals import Goals
from dunnix.inspection.happenings import endless_block, pending_cheque, told
from dunnix.inspection.report import Path, Proved, ScenarioFinding, Unproved
from dunnix.inspection.search import Play, Search
from dunnix.model import Account
from dunnix.planning.assumptions import Assumption
from dunnix.scenario import Do, Event, PauseKind, PauseRules, Phase

_YEAR: Final = 366
_LATE: Final = 400
_BEGINS: Final = 3
"""So many days after the due date a pause begins."""
_AMICABLE: Final = frozenset({Phase.PRE_DUE, Phase.AMICABLE})
_ENDS_ALL: Final = frozenset({Event.INSOLVENCY, Event.SETTLED, Event.HAND_OVER})
_ENDLESS: Final = (
    *(PauseKind.DISPUTE, PauseKind.BLOCK, PauseKind.UNCLEARED, PauseKind.HAND_OVER),
    PauseKind.INSOLVENCY,
)

_Told: TypeAlias = Iterator[ScenarioFinding | Proved | Unproved]


def nothing_happens(search: Search, goals: Goals) -> _Told:
    """Look for an overdue amount for which a year of silence brings nothing."""
    if not search.compiled.rungs:
        return  # the loader warns of it
    tried = 0
    for play in _silent(search, goals):
        tried += 1
        if not play.actions:
            text = "there is an overdue amount for which nothing ever happens"
            yield ScenarioFinding.of(kinds.NOTHING_HAPPENS, (), text, play.witness())
            return
    why = f"each of {tried} silent accounts met something within a year"
    yield Unproved(code=kinds.NOTHING_HAPPENS.code, path=(), why=why, tried=tried)


def _silent(search: Search, goals: Goals) -> Iterator[Play]:
    """Play the accounts for which the fewest conditions hold: early, and imported late."""
    yield from [play for play in search.plays if play.silent]
    for each in (goals, *goals.in_other_currencies()):
        family = search.family_in(each.currency)
        for cell in each.least():
            account = family.account(cell)
            for since in (None, family.on(_LATE)):
                last = _LATE + _YEAR if since else None
                play = search.play(account, since=since, until=last)
                if play is not None:
                    yield play


def amicable_without_end(search: Search) -> _Told:
    """Look whether contacts repeat for ever and nothing else comes."""
    kind = kinds.AMICABLE_WITHOUT_END
    endless = [rung for rung in search.compiled.rungs if _is_endless(rung)]
    if not endless:
        yield Proved(code=kind.code, path=(), how="no amicable contact is repeated without an end")
    for rung in endless:
        path: Path = (*path_of(search.compiled, rung), "repeat")
        silent = [each for each in search.plays if each.silent and rung.id in each.taken]
        play = next((each for each in silent if _never_leaves(search, each)), None)
        if play is None:
            why = f"in {len(silent)} silent accounts something else came than `{rung.id}`"
            yield Unproved(code=kind.code, path=path, why=why, tried=len(silent))
        else:
            text = f"`{rung.id}` is repeated for ever, and nothing follows while nobody pays"
            yield ScenarioFinding.of(kind, path, text, play.witness())


def _is_endless(rung: Rung) -> bool:
    repeat = rung.step.repeat
    endless = repeat is not None and repeat.times is None and repeat.until is None
    return endless and rung.contacts and rung.step.phase in _AMICABLE


def _never_leaves(search: Search, play: Play) -> bool:
    """Tell whether an account hears of us to the end, and of nothing but amicable contacts."""
    last_days = search.family.on(search.horizon - 90)
    late = any(day > last_days and _is_amicable(action) for day, action in play.actions)
    left = (a for _, a in play.actions if a.step is not None and not _is_amicable(a))
    return late and not any(a.do is not Do.NONE for a in left)


def _is_amicable(action: NextAction) -> bool:
    return action.do is Do.SEND and (action.phase in _AMICABLE or action.phase is None)


def without_notice(search: Search) -> _Told:
    """Look for what is handed over or claimed in court although no notice was done for it."""
    kind = kinds.WITHOUT_NOTICE
    compiled = search.compiled
    legal = [rung for rung in (*compiled.rungs, *reactions_of(compiled)) if rung.is_legal]
    for rung in legal:
        path: Path = path_of(compiled, rung)
        notices = [each for each in compiled.rungs if each.mandatory and each.contacts]
        if any(each.index < rung.index for each in notices) and rung.answer is None:
            how = "a mandatory step that contacts the debtor comes before it"
            yield Proved(code=kind.code, path=path, how=how)
            continue
        names = {each.id for each in notices}
        play = next((each for each in search.plays if _unwarned(each, rung.id, names)), None)
        if play is not None:
            text = f"`{rung.id}` comes without a mandatory notice before it"
            yield ScenarioFinding.of(kind, path, text, play.witness())
        else:
            why = f"none of {len(search.plays)} accounts came to `{rung.id}` without a notice"
            yield Unproved(code=kind.code, path=path, why=why, tried=len(search.plays))


def _unwarned(play: Play, step: str, notices: set[str]) -> bool:
    """Tell whether a receivable came to a step and none of the notices had been done for it."""
    warned: set[str] = set()
    for _, action in play.actions:
        if action.step == step and action.do.is_legal:
            return any(line.id not in warned for line in action.receivables)
        warned |= {line.id for line in action.receivables if line.step in notices}
    return False


def pause_without_end(search: Search) -> _Told:
    """Look for pauses that last over a year before anybody is asked, and for ladders stopped."""
    yield from _limits(search)
    yield from _stops(search)


def _limits(search: Search) -> _Told:
    rules = search.scenario.pauses
    for pause in _ENDLESS:
        if pause is not PauseKind.INSOLVENCY or pause in rules.by_kind:
            yield _limit(search, ("pause", str(pause)), pause, None)
    for reason in rules.by_dispute_reason:
        yield _limit(search, ("pause", "dispute", reason), PauseKind.DISPUTE, reason)


def _limit(
    search: Search, path: Path, pause: PauseKind, reason: str | None
) -> ScenarioFinding | Proved | Unproved:
    """Tell whether somebody is asked about a pause within a year."""
    kind, limit = kinds.PAUSE_WITHOUT_END, search.scenario.pauses.rule(pause, reason).limit
    if most_days(limit) <= _YEAR:
        return Proved(code=kind.code, path=path, how=f"somebody is asked after {limit}")
    play = _paused(search, pause, reason)
    if play is None:
        why = f"the days to be played were used up before a pause of kind `{pause}`"
        return Unproved(code=kind.code, path=path, why=why, tried=0)
    asked = _asked_after(search, play)
    if asked is not None and asked <= _YEAR:
        why = f"with the limit {limit} somebody was asked after {asked} days in the account tried"
        return Unproved(code=kind.code, path=path, why=why, tried=1)
    text = f"a pause of kind `{pause}` lasts {limit} before anybody is asked"
    return ScenarioFinding.of(kind, (*path, "limit"), text, play.witness())


def _paused(search: Search, pause: PauseKind, reason: str | None) -> Play | None:
    account = search.family.account({})
    return search.play(account, _pausing(search, account, pause, reason), until=_LATE)


def _asked_after(search: Search, play: Play) -> int | None:
    """Give after how many days of its pause somebody is asked; None where nobody is."""
    asked = (day for day, action in play.actions if action.reason == PAUSE_LIMIT)
    first = next(asked, None)
    return None if first is None else (first - search.family.on(_BEGINS)).days


def _pausing(search: Search, account: Account, pause: PauseKind, reason: str | None) -> Assumption:
    family = search.family
    match pause:
        case PauseKind.BLOCK:
            return endless_block(family, account, day=_BEGINS)
        case PauseKind.UNCLEARED:
            return pending_cheque(family, account, day=_BEGINS)
        case PauseKind.DISPUTE:
            detail = reason or _reason_without_a_rule(search.scenario.pauses)
            return told(family, account, Event.DISPUTE, detail, day=_BEGINS)
        case _:
            return told(family, account, Event(pause), None, day=_BEGINS)


def _reason_without_a_rule(rules: PauseRules) -> str:
    reason = "quality"
    while reason in rules.by_dispute_reason:
        reason = f"other than {reason}"
    return reason


def _stops(search: Search) -> _Told:
    """Look for reactions that stop the ladder, after which nothing ever comes."""
    for rung in reactions_of(search.compiled):
        answer = rung.answer
        if answer is None or not answer.then.stop or answer.event in _ENDS_ALL:
            continue
        path = (*path_of(search.compiled, rung), "then")
        plays = [play for play in search.plays if rung.id in play.taken]
        play = next((each for each in plays if _is_silent_after(each, rung.id)), None)
        if play is not None:
            text = f"`{rung.id}` stops the ladder, and nothing comes after it for a year"
            yield ScenarioFinding.of(kinds.PAUSE_WITHOUT_END, path, text, play.witness())
        else:
            why = f"after `{rung.id}` something came in each of {len(plays)} accounts"
            code = kinds.PAUSE_WITHOUT_END.code
            yield Unproved(code=code, path=path, why=why, tried=len(plays))


def _is_silent_after(play: Play, step: str) -> bool:
    """Tell whether a step was the last thing done, a year before the end, and something is open."""
    last, action = play.actions[-1]
    is_open = bool(play.projection.days[-1].held)
    return is_open and action.step == step and (play.projection.until - last).days >= _YEAR
