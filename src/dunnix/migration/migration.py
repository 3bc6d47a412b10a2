"""What a change of scenario would do to accounts: the rows to record, counted and listed."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

import attrs

from dunnix.model import Action, FrozenMap


@attrs.frozen(kw_only=True, order=False)
class MigratedReceivable:
    """Where an open receivable stands under the old scenario and under the new one.

    `reached` is the step it has come to, `next` the step or task of that day; None where there is
    none. `is_changed` where `next` isn't what `next_before` becomes: something else, or nothing.
    """

    id: str
    reached_before: str | None
    reached: str | None
    next_before: str | None
    next: str | None
    is_changed: bool


@attrs.frozen(kw_only=True, order=False)
class MigratedAccount:
    """The rows to record for a debtor, and where its open receivables stand."""

    debtor: str
    rows: tuple[Action, ...] = ()
    receivables: tuple[MigratedReceivable, ...] = ()

    @property
    def changed(self) -> tuple[MigratedReceivable, ...]:
        """The receivables that would get something else that day, or nothing any more."""
        return tuple(each for each in self.receivables if each.is_changed)


@attrs.frozen(kw_only=True, order=False)
class Migration:
    """A change of scenario worked out, not made: record the rows of each account to make it.

    `steps` holds the ids that change. `counts` has for each (step reached before, step reached)
    the number of open receivables.
    """

    old: str
    new: str
    as_of: dt.date
    steps: FrozenMap[str]
    accounts: tuple[MigratedAccount, ...]

    def rows_of(self, debtor: str) -> tuple[Action, ...]:
        """Give the rows to record for a debtor, none for one that needs none."""
        return tuple(row for each in self.accounts if each.debtor == debtor for row in each.rows)

    @property
    def counts(self) -> dict[tuple[str, str], int]:
        """How many open receivables came to which step before, and which it is now; sorted."""
        found = Counter(
            (each.reached_before or "", each.reached or "")
            for account in self.accounts
            for each in account.receivables
        )
        return dict(sorted(found.items()))

    @property
    def changed(self) -> tuple[MigratedAccount, ...]:
        """The accounts that would get something else that day."""
        return tuple(each for each in self.accounts if each.changed)

    def to_dict(self) -> dict[str, object]:
        """Give it as plain data, rows to record excepted."""
        return {
            "old": self.old,
            "new": self.new,
            "as_of": self.as_of.isoformat(),
            "steps": dict(self.steps),
            "accounts": len(self.accounts),
            "rows": sum(len(each.rows) for each in self.accounts),
            "reached": [
                {"before": before or None, "after": after or None, "receivables": count}
                for (before, after), count in self.counts.items()
            ],
            "changed": list(self._changed_rows()),
        }

    def _changed_rows(self) -> Iterator[dict[str, str | None]]:
        for account in self.changed:
            for each in account.changed:
                row = attrs.asdict(each, filter=attrs.filters.exclude("is_changed"))
                yield {"debtor": account.debtor, **row}
