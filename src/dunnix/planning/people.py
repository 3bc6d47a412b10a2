"""Which actions a person must do, which go by themselves, and which were agreed on."""

import datetime as dt
from typing import Final

from dunnix.engine import NextAction
from dunnix.engine.tasks import CALL_BACK
from dunnix.model import Account, CallBack, known_rows
from dunnix.scenario import Do, ModeKind

_BY_HAND: Final = frozenset({"phone", "visit"})


def needs_person(action: NextAction) -> bool:
    """Tell whether somebody of ours must do or confirm an action.

    Calls and visits, tasks, and all that is done by hand or waits to be confirmed; a message goes
    by itself.
    """
    if action.mode.kind is not ModeKind.AUTO or action.do is Do.TASK:
        return True
    return action.channel in _BY_HAND


def is_call_back(action: NextAction, account: Account, day: dt.date) -> bool:
    """Tell whether an action is a call agreed on with the debtor, by a reaction or as a task."""
    if action.reason == CALL_BACK:
        return True
    rows = known_rows(account.happenings, day) if action.answers else ()
    return any(isinstance(row, CallBack) and row.id == action.answers for row in rows)
