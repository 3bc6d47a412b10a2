"""A test of a scenario as a value: what is given, and all that must happen."""

import datetime as dt
from collections.abc import Mapping, Sequence

import attrs

from dunnix.errors import Place, Problem
from dunnix.model import Account
from dunnix.model.checks import as_tuple
from dunnix.scenario import Scenario, Strategy

_NOTHING: Mapping[str, object] = {}


@attrs.frozen(kw_only=True, order=False)
class ExpectedAction:
    """A step, reaction or task that must come on a day, and what else is asked of it.

    `asks` holds what is compared besides: `channel`, `to`, `amount` and the like.
    """

    on: dt.date
    what: str
    is_task: bool = False
    asks: Mapping[str, object] = _NOTHING
    place: Place | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(kw_only=True, order=False)
class ExpectedHold:
    """A receivable that must be held on a day, for a reason; what is None isn't asked."""

    on: dt.date
    invoice: str
    reason: str
    until: dt.date | None = None
    step: str | None = None
    rule: str | None = None
    place: Place | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen(kw_only=True, order=False)
class Report:
    """What becomes known on a day of something we do: a step or task, and how it went."""

    on: dt.date
    what: str
    status: str


@attrs.frozen(kw_only=True, order=False)
class ScenarioTest:
    """An account, what comes of our steps, and the complete list of what must happen.

    The account holds all that ever becomes known, each row from the day it is recorded; `first` and
    `until` are the first and the last day played. `outcomes` says what comes of a step or task, a
    word a try, the last for all later ones. `expect` is None where it isn't written yet.
    """

    name: str
    rules: Scenario | Strategy
    account: Account
    first: dt.date
    until: dt.date
    expect: tuple[ExpectedAction, ...] | None
    held: tuple[ExpectedHold, ...] = attrs.field(default=(), converter=as_tuple)
    outcomes: Mapping[str, Sequence[str]] = attrs.field(factory=dict[str, Sequence[str]])
    reports: tuple[Report, ...] = attrs.field(default=(), converter=as_tuple)
    place: Place | None = attrs.field(default=None, eq=False, repr=False)
    number: int = attrs.field(default=0, eq=False, repr=False)


@attrs.frozen(kw_only=True, order=False)
class ScenarioTestFile:
    """The tests of one file, in its order, with the scenario or strategy they are about.

    `source` is the path or id the rules were read from, `warnings` what is worth a look.
    """

    path: str
    rules: Scenario | Strategy
    source: str
    tests: tuple[ScenarioTest, ...] = attrs.field(converter=as_tuple)
    warnings: tuple[Problem, ...] = attrs.field(default=(), converter=as_tuple)
