"""Something that happened on a day, as reactions and the ladder are asked about it."""

import attrs

from dunnix.model import Claim
from dunnix.scenario import Event


@attrs.define(eq=False, order=False)
class Occurrence:
    """Something that happened on a day: what, to which receivables, and what it is called.

    `names` are of receivables or invoices, None for all there were; a `currency` narrows them.
    `detail` is the reason, the kind, or how many contacts went without a reply; `step` the step
    that was done, of what only asks for its summary. `minute` is the time of a call agreed on.
    What `follows` from rows has no row, and so no id, of its own.
    """

    event: Event | None
    id: str
    day: int
    names: tuple[str, ...] | None = None
    detail: str | None = None
    currency: str | None = None
    step: int | None = None
    since: int = 0
    minute: int | None = None
    follows: bool = False

    def order(self, today: int) -> tuple[bool, int, bool, str]:
        """Give its place among others: calls whose day has come first, then the oldest."""
        is_call = self.event is Event.CALL_BACK and self.day <= today
        return not is_call, self.since or self.day, self.follows, self.id

    def means(self, claim: Claim) -> bool:
        """Tell whether a receivable, there on that day, is one of those it speaks of."""
        if self.currency not in (None, claim.currency):
            return False
        if self.names is not None:
            return any(name in claim.names for name in self.names)
        if claim.agreed_on is not None:
            # What was said before a plan, or led to it, doesn't speak of its instalments.
            return claim.agreed_on < (self.since or self.day)
        issued = claim.invoice.issue_date
        return issued is None or issued.toordinal() <= (self.since or self.day)
