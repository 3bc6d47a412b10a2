"""The keys of `[phases]` and `[tone]`: what holds for many steps at once."""

from collections.abc import Iterable
from typing import Any, Final, cast

from dunnix.errors import did_you_mean
from dunnix.forms import formed, forms
from dunnix.scenario import readers
from dunnix.scenario.choices import Phase
from dunnix.scenario.faults import Fault, Faulty
from dunnix.scenario.parts import PhaseRule, ToneRules
from dunnix.scenario.readers import as_table, choice, count, shown
from dunnix.scenario.tables import NONE, Level, key, read_part, read_whole, words

_HINT: Final = 'write such as { ends_by = "due + 45d" }'

PHASE: Final = Level(
    name="a phase",
    keys={
        "ends_by": key(
            readers.read_timing,
            "date of a step",
            "no end",
            "the last day on which a step of the phase may be taken",
        ),
        "at_most": key(
            count(1, 1000),
            "whole number",
            "no limit",
            "the most contacts a receivable gets in the phase, repeats included; "
            "a mandatory step comes all the same",
        ),
    },
)


_PHASE_OF_PYTHON: Final = Level(
    name="a `PhaseRule`",
    keys={
        "phase": key(
            choice(Phase, "phase"), words(Phase), "the name of the table", "which phase it is"
        ),
        **PHASE.keys,
    },
)


@formed(lambda: forms.table(dict.fromkeys(Phase, PHASE.form)))
def read_phases(value: object) -> tuple[PhaseRule, ...]:
    """Read `{ amicable = { ends_by = "due + 45d" } }`: the rules in the order of the phases."""
    if isinstance(value, tuple | list):
        several = cast("Iterable[object]", value)
        rules = [read_part(PhaseRule, _PHASE_OF_PYTHON, each, _HINT) for each in several]
        return tuple(sorted(rules, key=lambda rule: rule.phase.rank))
    found: list[PhaseRule] = []
    faults: list[Fault] = []
    for name, given in as_table(value, "a table of phases", _HINT).items():
        try:
            found.append(_rule(name, given))
        except Faulty as error:
            faults += [fault.under(name) for fault in error.faults]
    if faults:
        raise Faulty(*faults, partial=read_phases(found))
    return read_phases(found)


def _rule(name: str, value: object) -> PhaseRule:
    if name not in list(Phase):
        raise Faulty(
            Fault(
                code="unknown-key",
                message=f"there is no phase `{shown(name)}`",
                hint=did_you_mean(name, Phase),
                at_key=True,
            )
        )
    values = cast("dict[str, Any]", read_whole(PHASE, as_table(value, "a table", _HINT)))
    return PhaseRule(phase=Phase(name), **values)


TONE: Final = Level(
    name="`tone`",
    keys={
        "softer": key(
            readers.read_condition,
            "condition",
            NONE,
            "when a step speaks one level softer than it says; it wins over `firmer`",
        ),
        "firmer": key(
            readers.read_condition,
            "condition",
            NONE,
            "when a step speaks one level firmer than it says, at most formal",
        ),
    },
)


@formed(lambda: TONE.form)
def read_tones(value: object) -> ToneRules:
    """Read when steps speak softer or firmer."""
    hint = 'write such as { firmer = "debtor.broken_promises >= 2" }'
    return read_part(ToneRules, TONE, value, hint)
