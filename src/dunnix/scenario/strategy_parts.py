"""The rules of a strategy: which scenario an account gets, and what makes an action urgent."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from dunnix.conditions import Condition
from dunnix.errors import ScenarioError
from dunnix.forms import formed, forms
from dunnix.scenario import converters as read
from dunnix.scenario.faults import Fault, Faulty
from dunnix.scenario.identifiers import read_id
from dunnix.scenario.readers import (
    Reader,
    choice,
    count,
    read_condition,
    read_text,
    shown,
    wrong_type,
)
from dunnix.scenario.tables import read_again

if TYPE_CHECKING:
    from dunnix.scenario.types import Scenario

_WHOLE: Final = 100
_MOST_POINTS: Final = 1000


class Switch(StrEnum):
    """What becomes of receivables under way when their account gets another scenario."""

    NEW_RECEIVABLES = "new-receivables"
    AT_ONCE = "at-once"


@attrs.frozen(order=False)
class Arm:
    """One scenario of an experiment, and its share of the debtors in percent."""

    scenario: "Scenario"
    percent: int


def _to_arms(value: "Mapping[Scenario, int] | Iterable[Arm]") -> tuple[Arm, ...]:
    if isinstance(value, Mapping):
        return tuple(Arm(*each) for each in cast("Mapping[Scenario, int]", value).items())
    return tuple(value)


def _to_condition(value: Condition | str) -> Condition:
    return cast("Condition", read.to_condition(value))


def _to_switch(value: str) -> Switch:
    # A wrong word stays as it is: the whole rule names it among its faults.
    return Switch(value) if value in list(Switch) else cast("Switch", value)


@attrs.frozen(kw_only=True, order=False)
class AssignKeys:
    """The keys of an assignment rule as they were read, before any rule was asked."""

    when: Condition | None = attrs.field(default=None, converter=read.to_condition)
    scenario: "Scenario | None" = None
    switch: Switch = attrs.field(default=Switch.NEW_RECEIVABLES, converter=_to_switch)
    experiment: str | None = None
    split: tuple[Arm, ...] = attrs.field(default=(), converter=_to_arms)

    @property
    def scenarios(self) -> tuple["Scenario", ...]:
        """The scenarios it may give, in order."""
        lone = () if self.scenario is None else (self.scenario,)
        return (*lone, *(arm.scenario for arm in self.split))


@attrs.frozen(kw_only=True, order=False)
class AssignRule(AssignKeys):
    """Accounts of which `when` is surely true get `scenario`, or one of a `split`.

    A split belongs to a named `experiment`; its shares are whole percents that sum to 100. In
    Python it is a mapping of scenarios to shares. `switch` says what becomes of receivables under
    way. Raises `ScenarioError` with everything that is wrong.

    >>> from dunnix.scenario import load_scenario
    >>> AssignRule(scenario=load_scenario("gentle"), switch="at-once").switch
    <Switch.AT_ONCE: 'at-once'>
    """

    def __attrs_post_init__(self) -> None:
        found = read_again(self, ASSIGN_READERS)
        keys = cast("dict[str, Any]", found.values)
        faults = [*found.faults, *faults_of_assign(AssignKeys(**keys), found.wrong)]
        if faults:
            raise ScenarioError([fault.problem_of("a rule") for fault in faults])


@attrs.frozen(kw_only=True, order=False)
class PriorityRule:
    """An action of which `when` is surely true gets `points`, for a `reason` people understand.

    >>> rule = PriorityRule(points=20, when="amount_due >= large", reason="a large amount")
    >>> rule.points, rule.when.canonical()
    (20, 'amount_due >= large')
    """

    points: int
    when: Condition = attrs.field(converter=_to_condition)
    reason: str

    def __attrs_post_init__(self) -> None:
        found = read_again(self, PRIORITY_READERS)
        if found.faults:
            raise ScenarioError([fault.problem_of("a priority") for fault in found.faults])


def faults_of_assign(rule: AssignKeys, wrong: frozenset[str]) -> list[Fault]:
    """Give what is wrong with an assignment rule by itself."""
    given = {*wrong, *(key for key in ("scenario", "experiment", "split") if getattr(rule, key))}
    faults: list[Fault] = []
    if not given & {"scenario", "split", "experiment"}:
        message = "a rule needs `scenario`, or `experiment` and `split`"
        faults.append(_told("missing-key", message, 'add such as scenario = "fr-b2b"'))
    if "scenario" in given and "split" in given:
        message = "`scenario` beside `split`: an account gets one or the other"
        faults.append(_told("scenario-beside-split", message, "leave one out", "scenario"))
    if "experiment" in given and "split" not in given:
        hint = 'add such as split = { "fr-b2b" = 90, "gentle" = 10 }'
        faults.append(_told("missing-key", "an experiment needs `split`", hint, "experiment"))
    if "split" in given and "experiment" not in given:
        hint = "name it: the name decides which debtor gets which share"
        faults.append(_told("missing-key", "a split needs `experiment`", hint, "split"))
    if rule.split and "split" not in wrong:
        faults += _faults_of_split(rule.split)
    return faults


def _faults_of_split(arms: tuple[Arm, ...]) -> list[Fault]:
    faults: list[Fault] = []
    refs = [arm.scenario.ref for arm in arms]
    for ref in dict.fromkeys(ref for ref in refs if refs.count(ref) > 1):
        message = f"`{shown(ref)}` is listed twice"
        faults.append(_told("listed-twice", message, "leave one of them out", "split"))
    total = sum(arm.percent for arm in arms)
    if total != _WHOLE:
        message = f"the shares sum to {total}, not to {_WHOLE}"
        faults.append(_told("shares-not-whole", message, "change one of the shares", "split"))
    return faults


def _told(code: str, message: str, hint: str, key: str | None = None) -> Fault:
    path = () if key is None else (key,)
    return Fault(code=code, message=message, hint=hint, path=path, at_key=True)


@formed({**forms.whole_number(-_MOST_POINTS, _MOST_POINTS), "not": {"enum": [0]}})
def _read_points(value: object) -> object:
    found = count(-_MOST_POINTS, _MOST_POINTS)(value)
    if found == 0:
        message, hint = "no points: nothing would change", "write a number above or below 0"
        raise Faulty(Fault(code="out-of-range", message=message, hint=hint))
    return found


def _read_scenario(value: object) -> object:
    if not hasattr(value, "ref") or not hasattr(value, "steps"):
        hint = "load it first, by `load_scenario`"
        raise wrong_type(value, "a `Scenario`", hint)
    return value


def _read_arms(value: object) -> object:
    for arm in cast("tuple[object, ...]", value):
        if not isinstance(arm, Arm):
            raise wrong_type(arm, "an `Arm`, or a mapping of scenarios to shares")
        _read_scenario(arm.scenario)
        READ_PERCENT(arm.percent)
    return value


READ_PERCENT: Final = count(1, _WHOLE)
ASSIGN_READERS: Final[dict[str, Reader]] = {
    "when": read_condition,
    "scenario": _read_scenario,
    "switch": choice(Switch, "value of `switch`"),
    "experiment": read_id,
    "split": _read_arms,
}
PRIORITY_READERS: Final[dict[str, Reader]] = {
    "points": _read_points,
    "when": read_condition,
    "reason": read_text,
}
