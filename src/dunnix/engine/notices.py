"""The formal notices a receivable had: the first day a mandatory step counted for it."""

import datetime as dt

from dunnix.engine.record import everything_open
from dunnix.engine.unit import Situation
from dunnix.model import Action, Stage


def notices(situation: Situation) -> dict[str, dt.date]:
    """Give by receivable the first day on which a mandatory step counted for it.

    A notice stays one whatever came after it: a ladder that starts again on a part payment doesn't
    take it back.
    """
    wanted = {
        action.identity: action
        for action in situation.record.closed
        if action.stage is Stage.COUNTED
    }
    found: dict[str, dt.date] = {}
    for row in situation.account.actions if wanted else ():
        last = wanted.get(row.identity)
        known = (row.recorded_on or row.date) <= situation.day
        if last is None or row.stage is not Stage.COUNTED or not known or row.date > situation.day:
            continue
        for name, step in _covered(situation, last):
            if step is not None and _is_notice(situation, step):
                found[name] = min(found.get(name, row.date), row.date)
    return found


def _covered(situation: Situation, action: Action) -> tuple[tuple[str, str | None], ...]:
    compiled, account = situation.compiled, situation.account
    return action.covered or everything_open(compiled, account, action, situation.day)


def _is_notice(situation: Situation, step: str) -> bool:
    """Tell whether a step is mandatory in the scenario, or in the one of a strategy it is of."""
    compiled = situation.compiled
    index = compiled.index.get(step)
    if index is not None:
        return compiled.every_rung[index].mandatory
    other = compiled.others.get(step)
    return other is not None and other.mandatory
