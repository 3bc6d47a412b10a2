"""The scenario to begin with and its tests, put together from the parts that suit the choices."""

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from string import Template
from typing import Final

from dunnix.cli.beginning.choices import Choices, End
from dunnix.model import Party

_PART: Final = re.compile(r"^#: ([a-z-]+)\n", re.MULTILINE)
_ENDS: Final = {
    End.AGENCY: "an agency",
    End.COURT: "the court",
    End.PERSON: "somebody who decides",
}


def scenario_text(choices: Choices) -> str:
    """Write the scenario that suits the choices.

    >>> print(scenario_text(Choices(id="own")).splitlines()[0])
    # Who is reminded how, from a word before the due date to an agency.
    """
    by_letter = choices.party is Party.CONSUMER
    values = {
        "id": choices.id,
        "currency": choices.currency,
        "timezone": choices.timezone,
        "calendar": choices.calendar,
        "law": choices.law,
        "rules": choices.rule_pack,
        "path": choices.path,
        "notice": "letter" if by_letter else "registered-letter",
        "end": choices.end,
        "ends": _ENDS[choices.end],
    }
    return _written("beginning-scenario.txt", _parts_of(choices), values)


def tests_text(choices: Choices) -> str:
    """Write the tests, without what they expect: that is found by playing them."""
    country = f', country = "{choices.country}"' if choices.country else ""
    values = {"id": choices.id, "party": choices.party, "country": country}
    parts = ("head", "call") if choices.calls else ("head",)
    return _written("beginning-tests.txt", parts, values)


def _parts_of(choices: Choices) -> Iterator[str]:
    wanted: dict[str, object] = {
        "timezone": choices.timezone,
        "calendar": choices.calendar,
        "law": choices.law,
        "rules": choices.rule_pack,
        "call": choices.calls,
        "effects": choices.law,
        "announces": choices.end is not End.PERSON,
        "path": choices.path,
        **{str(end): choices.end is end for end in End},
    }
    return (part for part in _parts("beginning-scenario.txt") if wanted.get(part, True))


def _written(file: str, parts: Iterable[str], values: Mapping[str, object]) -> str:
    texts = _parts(file)
    return Template("".join(texts[part] for part in parts)).substitute(values)


def _parts(file: str) -> dict[str, str]:
    """Give the parts of a shipped text by their names, in their order."""
    text = resources.files("dunnix.cli").joinpath("data", file).read_text(encoding="utf-8")
    _, *pieces = _PART.split(text)
    return dict(zip(pieces[::2], pieces[1::2], strict=True))
