"""A legal path: what it is for, before whom, what it needs, costs and takes."""

import datetime as dt
from enum import StrEnum

import attrs

from dunnix.conditions import Condition, check_condition
from dunnix.law.basis import LegalBasis, is_in_force
from dunnix.law.claim_facts import CLAIM_FACTS
from dunnix.law.costs import Cost
from dunnix.law.wording import in_language
from dunnix.model import FrozenMap, Party
from dunnix.model.checks import InvalidValueError, as_tuple, identity
from dunnix.scenario import Duration


class Milestone(StrEnum):
    """A day in the life of a case before a court."""

    FILING = "filing"
    ORDER = "order"
    SERVICE = "service"
    OPPOSITION = "opposition"
    ENROLMENT = "enrolment"
    HEARING = "hearing"
    DECISION = "decision"
    ENFORCEMENT = "enforcement"


@attrs.frozen(kw_only=True, order=False)
class Deadline:
    """By when, or about when, a milestone comes: so long after another one, or before it.

    `expected` tells of what usually happens; else it is the last day the law allows, but for
    `earliest`, before which it may not be. `party` limits it to one kind of debtor, and
    `valid_from` and `valid_until` to days of `counted_from`.
    """

    milestone: Milestone = attrs.field(converter=Milestone)
    counted_from: Milestone = attrs.field(converter=Milestone)
    time: Duration
    before: bool = False
    expected: bool = False
    earliest: bool = False
    party: Party | None = None
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    basis: LegalBasis


def _to_condition(given: str | Condition) -> Condition:
    return Condition(given) if isinstance(given, str) else given


def _to_optional_condition(given: str | Condition | None) -> Condition | None:
    return None if given is None else _to_condition(given)


def _check(condition: Condition, field: str) -> None:
    """Refuse a condition that reads what a claim doesn't have."""
    faults = check_condition(condition, CLAIM_FACTS, frozenset())
    if faults:
        raise InvalidValueError(
            f"`{field}` can't be judged: {faults[0].message}",
            code=faults[0].code,
            field=field,
            hint=faults[0].hint,
        )


@attrs.frozen(kw_only=True, order=False)
class LegalPath:
    """A way to get a claim paid by law, as it is on the days from `valid_from` to `valid_until`.

    `when` is a condition over `CLAIM_FACTS`, and amounts in it are in `currency`. Paths are tried
    by `order`: what is costly or uncertain comes late. `countries` is empty for a path that exists
    everywhere. `lawyer` says whether one is needed, and `lawyer_when` for which claims. `hearing`
    says whether the debtor is heard before the decision, `judge` whether there is one at all, and
    `enforced_by` who enforces the title it may give.
    Until `withdrawable_until` the creditor can let it drop by itself. `evidence` names the pieces
    it can't do without, `helpful` those that make it stronger.

    Raises `InvalidValueError` for a condition that reads what no claim has.
    """

    id: str = attrs.field(validator=identity)
    title: FrozenMap[str] = attrs.field(converter=FrozenMap[str])
    countries: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    order: int
    currency: str
    when: Condition = attrs.field(converter=_to_condition)
    lawyer: bool
    hearing: bool
    judge: bool
    court: FrozenMap[str] = attrs.field(converter=FrozenMap[str])
    enforced_by: FrozenMap[str] = attrs.field(factory=FrozenMap[str], converter=FrozenMap[str])
    basis: tuple[LegalBasis, ...] = attrs.field(converter=as_tuple)
    costs: tuple[Cost, ...] = attrs.field(default=(), converter=as_tuple)
    deadlines: tuple[Deadline, ...] = attrs.field(default=(), converter=as_tuple)
    evidence: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    helpful: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    lawyer_when: Condition | None = attrs.field(default=None, converter=_to_optional_condition)
    withdrawable_until: Milestone | None = None
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    note: FrozenMap[str] = attrs.field(factory=FrozenMap[str], converter=FrozenMap[str])

    def __attrs_post_init__(self) -> None:
        _check(self.when, "when")
        if self.lawyer_when is not None:
            _check(self.lawyer_when, "lawyer_when")
        for cost in self.costs:
            if cost.when is not None:
                _check(cost.when, "costs")

    def title_in(self, language: str) -> str:
        """Give the title in a language, else in English."""
        return in_language(self.title, language)

    def court_in(self, language: str) -> str:
        """Say before whom it goes, in a language, else in English."""
        return in_language(self.court, language)

    def enforced_by_in(self, language: str) -> str:
        """Say who enforces what it gives, in a language, else in English; empty if nobody."""
        return in_language(self.enforced_by, language)

    def note_in(self, language: str) -> str:
        """Give what is worth knowing about it in a language, else in English; empty if nothing."""
        return in_language(self.note, language)

    def is_open_in(self, country: str | None) -> bool:
        """Tell whether it exists in a country; where none is known, it may."""
        return not self.countries or country is None or country in self.countries

    def is_in_force(self, day: dt.date) -> bool:
        """Tell whether it exists on a day as it stands here."""
        return is_in_force(self.valid_from, self.valid_until, day)
