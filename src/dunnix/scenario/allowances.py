"""Findings accepted on purpose: warnings that a scenario, or a step, allows with a reason."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias, cast

import attrs

from dunnix.errors import Severity, did_you_mean
from dunnix.forms import formed, forms
from dunnix.model import FrozenMap
from dunnix.scenario.faults import Fault, Faulty, Path
from dunnix.scenario.readers import as_table, read_text, shown

WARNINGS: Final = frozenset(
    {
        *("channel-repeated", "contact-after-hand-over", "no-steps", "nothing-hands-over"),
        *("nothing-goes-there", "nobody-reports", "phase-without-steps", "reaction-shadowed"),
        "tone-softens",
    }
)
"""The codes of all that is told but doesn't refuse, and can be accepted."""

CHECKED: Final = frozenset(
    {
        *("condition-never-true", "condition-always-true", "condition-only-while-held"),
        *("unreachable-step", "shadowed-step", "step-not-reached", "unreachable-reaction"),
        *("reaction-not-reached", "nothing-ever-happens", "softer-than-before"),
        *("legal-without-notice", "amicable-without-end", "pause-without-end"),
        *("tighter-than-contact-rules", "one-channel-in-a-row", "threat-not-followed"),
        *("unused-fact", "unknown-is-harsher", "unreachable-rule"),
    }
)
"""The codes of what is found by trying a scenario rather than by reading it; accepted alike."""

LEAVE_OUT: Final = "leave it out of `allow`"

Allowances: TypeAlias = Sequence[tuple[Path, Mapping[str, str]]]
"""What is allowed with which reason below which path: a step's own, and last the scenario's."""

_KNOWN: Final = WARNINGS | CHECKED


@formed(forms.table(dict.fromkeys(sorted(_KNOWN), read_text.form)))
def read_allow(value: object) -> FrozenMap[str]:
    """Read the codes of warnings, each with the reason it is accepted."""
    reasons = as_table(value, "a table of codes", 'write such as { no-steps = "kept silent" }')
    faults: list[Fault] = []
    for code, reason in reasons.items():
        if code not in _KNOWN:
            faults.append(_unknown(code))
        try:
            read_text(reason)
        except Faulty as error:
            faults += [fault.under(code) for fault in error.faults]
    if faults:
        raise Faulty(*faults)
    return FrozenMap(cast("Mapping[str, str]", reasons))


def _unknown(code: str) -> Fault:
    return Fault(
        code="unknown-warning",
        message=f"`{shown(code)}` is the code of no warning",
        hint=did_you_mean(code, _KNOWN),
        path=(code,),
        at_key=True,
    )


def with_allowed(faults: Iterable[Fault], given: Allowances) -> list[Fault]:
    """Mark the warnings that are allowed with their reasons, and tell what is allowed in vain."""
    marked = [_marked(fault, given) for fault in faults]
    found = {(fault.path, fault.code) for fault in marked if fault.allowed}
    in_vain = allowed_in_vain(found, given, WARNINGS)
    return [*marked, *(_in_vain(path, message) for path, message in in_vain)]


def _in_vain(path: Path, message: str) -> Fault:
    return Fault(
        code="allowed-in-vain",
        message=message,
        hint=LEAVE_OUT,
        severity=Severity.WARNING,
        path=path,
        at_key=True,
    )


def _marked(fault: Fault, given: Allowances) -> Fault:
    if fault.severity is not Severity.WARNING:
        return fault
    return attrs.evolve(fault, allowed=reason_of(fault.path, fault.code, given))


def reason_of(path: Path, code: str, given: Allowances) -> str | None:
    """Give the reason for which it is allowed what is found at a path."""
    return next((allow[code] for _, allow in _serving(path, code, given)), None)


def _serving(path: Path, code: str, given: Allowances) -> Allowances:
    """Give the allowance that serves what is found at a path, if any: of several the nearest."""
    return [each for each in given if _is_under(path, each[0]) and code in each[1]][:1]


def allowed_in_vain(
    found: Collection[tuple[Path, str]], given: Allowances, codes: Collection[str]
) -> Iterator[tuple[Path, str]]:
    """Give the path of each allowance of some codes that serves nothing found, and say why not."""
    used = {(at, code) for path, code in found for at, _ in _serving(path, code, given)}
    for at, allow in given:
        for code in allow:
            if code in codes and (at, code) not in used:
                yield (*at, "allow", code), f"`{code}` is allowed, but {_why(code, at, found)}"


def _why(code: str, at: Path, found: Iterable[tuple[Path, str]]) -> str:
    """Say why an allowance serves nothing."""
    if any(each == code and _is_under(path, at) for path, each in found):
        return "each step or reaction with it allows it by itself"
    return "there is nothing of it"


def _is_under(inner: Path, outer: Path) -> bool:
    return inner[: len(outer)] == outer
