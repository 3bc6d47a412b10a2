"""Which actions a person must do, and which go by themselves."""

from typing import Final

from dunnix.engine import NextAction
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
