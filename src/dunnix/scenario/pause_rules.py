"""How a pause ends: what its days do to the calendar, how long it lasts, and what then."""

from enum import StrEnum
from typing import Final

import attrs

from dunnix.model import FrozenMap
from dunnix.scenario.timing import Duration, Unit

_SIXTY_DAYS: Final = Duration(60, Unit.DAY)


class OnRelease(StrEnum):
    """What the days paused do to the dates of the steps.

    They move by as many days, stay as if never paused, or are counted from the day of release.
    """

    CONTINUE = "continue"
    CATCH_UP = "catch-up"
    RESTART = "restart"


class PauseKind(StrEnum):
    """What keeps a receivable from being dunned."""

    DISPUTE = "dispute"
    PROMISE = "promise"
    PLAN = "plan"
    BLOCK = "block"
    EXTENSION = "extension"
    INSOLVENCY = "insolvency"
    HAND_OVER = "hand-over"
    UNCLEARED = "uncleared"


@attrs.frozen(kw_only=True, order=False)
class PauseRule:
    """How a pause of one kind ends.

    After `limit` somebody is asked: a task for the role `afterwards` names. The receivable stays
    paused until the pause is ended by its own row; an end that is dated needs no limit.
    """

    on_release: OnRelease = attrs.field(default=OnRelease.CONTINUE, converter=OnRelease)
    limit: Duration = _SIXTY_DAYS
    afterwards: str = "collector"


DEFAULT_PAUSE: Final = PauseRule()


@attrs.frozen(kw_only=True, order=False)
class PauseRules:
    """The rules of pauses: by kind (a value of `PauseKind`), and of disputes by reason.

    What isn't named follows `DEFAULT_PAUSE`; a dispute of a reason not named follows `dispute`.
    """

    by_kind: FrozenMap[PauseRule] = attrs.field(factory=FrozenMap[PauseRule])
    by_dispute_reason: FrozenMap[PauseRule] = attrs.field(factory=FrozenMap[PauseRule])

    def rule(self, kind: PauseKind, reason: str | None = None) -> PauseRule:
        """Give the rule of a kind of pause, of a dispute by its reason."""
        if kind is PauseKind.DISPUTE and reason is not None and reason in self.by_dispute_reason:
            return self.by_dispute_reason[reason]
        return self.by_kind.get(kind, DEFAULT_PAUSE)
