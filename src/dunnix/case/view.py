"""An account as the reader of a case file sees it: which receivables, and what was known."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

import attrs

from dunnix.case.audience import Audience, Item, may_see
from dunnix.engine import Decision, decide
from dunnix.engine.explain import replay
from dunnix.engine.unit import Situation
from dunnix.model import (
    Account,
    Contact,
    Debtor,
    FactValue,
    Place,
    Position,
    known_rows,
    recorded_day,
    take_position,
    version_order,
)
from dunnix.scenario import EscalationStep, Reaction, Scenario


@attrs.frozen(kw_only=True, eq=False, order=False)
class View:
    """What a case file is made from: where all stands on a day, and what is shown of it.

    `shown` are the receivables of the file, oldest first; `names` all names they go by.
    """

    account: Account
    as_of: dt.date
    audience: Audience
    language: str
    scenario: Scenario | None
    decision: Decision | None
    situation: Situation | None
    position: Position
    shown: Sequence[Place]
    names: Collection[str]
    everything: bool

    def may_see(self, item: Item) -> bool:
        """Tell whether the reader may see something."""
        return may_see(self.audience, item)

    def known(self, name: str) -> Sequence[Any]:
        """Give the rows of a list as last known on the day, in their order of identity."""
        return known_rows(getattr(self.account, name), self.as_of)

    def versions(self, name: str) -> list[Any]:
        """Give every version of the rows of a list known by the day, in the order they came."""
        rows = (
            row
            for row in getattr(self.account, name)
            if (recorded_day(row) or dt.date.min) <= self.as_of
        )
        return sorted(sorted(rows, key=attrgetter("id")), key=version_order)

    def of(self, names: Iterable[str | None]) -> tuple[str, ...] | None:
        """Give those names of a row that are shown; None where it speaks of nothing shown.

        A row that names nothing speaks of all that was owed.
        """
        given = [name for name in names if name is not None]
        if not given or self.everything:
            return tuple(given)
        return tuple(name for name in given if name in self.names) or None

    def concerns(self, creditor: str | None) -> bool:
        """Tell whether money that pays nothing yet may pay what is shown."""
        return (
            self.everything
            or creditor is None
            or any(place.claim.invoice.creditor == creditor for place in self.shown)
        )

    def title(self, step: str) -> str:
        """Give the title of a step or reaction, or its id where no scenario tells it."""
        named: tuple[EscalationStep | Reaction, ...] = ()
        if self.scenario is not None:
            named = (*self.scenario.steps, *self.scenario.reactions)
        titles = (each.title_in(self.language) for each in named if each.id == step)
        return next(titles, step)

    def debtor(self, facts: Collection[str]) -> Debtor:
        """Give the debtor with what the reader may see of it; of facts, those named as well."""
        debtor = self.account.debtor_on(self.as_of)
        return attrs.evolve(
            debtor,
            owner=debtor.owner if self.may_see(Item.OWNER) else None,
            credit_limit=debtor.credit_limit if self.may_see(Item.CREDIT_LIMIT) else None,
            contacts=tuple(self._contacts(debtor)),
            facts=self.facts(debtor.facts, facts),
        )

    def facts(self, given: Mapping[str, FactValue], named: Collection[str]) -> dict[str, FactValue]:
        """Give the facts the reader may see: those named, where not all."""
        all_facts = self.may_see(Item.FACTS)
        return {name: value for name, value in given.items() if all_facts or name in named}

    def _contacts(self, debtor: Debtor) -> Iterator[Contact]:
        for contact in debtor.contacts:
            is_known = contact.recorded_on is None or contact.recorded_on <= self.as_of
            is_valid = contact.invalid_since is None or contact.invalid_since > self.as_of
            if is_known and (is_valid or self.may_see(Item.FORMER_CONTACTS)):
                yield contact


def view_of(
    account: Account,
    *,
    as_of: dt.date,
    audience: Audience,
    language: str,
    scenario: Scenario | None,
    receivables: Collection[str],
) -> View:
    """Look at an account on a day; `receivables` names what the case is about, none means all."""
    decision = None if scenario is None else decide(scenario, account, as_of=as_of)
    situation = None
    if decision is not None and not account.problems:
        situation = replay(decision).parts[0].situation
    if situation is None:
        # Without a scenario nobody says for how long after its day a promise may still be kept.
        position = take_position(account, as_of, window_end=lambda due_by: due_by)
    else:
        position = situation.position
    settled_too = may_see(audience, Item.SETTLED)
    shown = [
        place
        for place in position.places
        if (place.claim.open or place.claim.planned or settled_too)
        and (not receivables or not set(place.claim.names).isdisjoint(receivables))
    ]
    _check_names(receivables, position)
    return View(
        account=account,
        as_of=as_of,
        audience=audience,
        language=language,
        scenario=scenario,
        decision=decision,
        situation=situation,
        position=position,
        shown=shown,
        names={name for place in shown for name in place.claim.names},
        everything=settled_too and not receivables,
    )


def _check_names(receivables: Collection[str], position: Position) -> None:
    known = {name for place in position.places for name in place.claim.names}
    for name in receivables:
        if name not in known:
            raise ValueError(f"`{name}` is no receivable of the account on that day")
