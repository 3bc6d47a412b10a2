"""Findings accepted on purpose: warnings that a scenario, or a step, allows with a reason."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, cast

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


def with_allowed(
    faults: Iterable[Fault], allowances: Iterable[tuple[Path, Mapping[str, str]]]
) -> list[Fault]:
    """Mark the warnings that are allowed with their reasons, and tell what is allowed in vain.

    Each allowance holds for what stands under its path: a step's, or the whole scenario's `()`.
    """
    given = list(allowances)
    marked = [_marked(fault, given) for fault in faults]
    return [*marked, *(fault for path, allow in given for fault in _unused(marked, path, allow))]


def _marked(fault: Fault, given: Iterable[tuple[Path, Mapping[str, str]]]) -> Fault:
    if fault.severity is Severity.WARNING:
        for path, allow in given:
            if _is_under(fault, path) and fault.code in allow:
                return attrs.evolve(fault, allowed=allow[fault.code])
    return fault


def _is_under(fault: Fault, path: Path) -> bool:
    return fault.path[: len(path)] == path


def _unused(faults: Iterable[Fault], path: Path, allow: Mapping[str, str]) -> Iterator[Fault]:
    found = {fault.code for fault in faults if fault.allowed and _is_under(fault, path)}
    for code in allow:
        if code in WARNINGS and code not in found:
            yield Fault(
                code="allowed-in-vain",
                message=f"`{code}` is allowed, but there is nothing of it",
                hint="leave it out of `allow`",
                severity=Severity.WARNING,
                path=(*path, "allow", code),
                at_key=True,
            )
