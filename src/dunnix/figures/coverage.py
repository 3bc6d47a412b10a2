"""What tests came to, as plain data says it: marks and lines for the pictures of a scenario."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias, cast

import attrs

from dunnix.engine.compiled import compile_scenario
from dunnix.errors import did_you_mean
from dunnix.figures.labels import Line, folded
from dunnix.figures.svg import moved, plain, tag
from dunnix.figures.words import Words
from dunnix.scenario import Scenario

_BADGE: Final = 6.5
_WIDEST: Final = 190.0
_TICK: Final = "M-3 .3l2 2.2 4-4.8"
_CROSS: Final = "M-2.4-2.4l4.8 4.8M2.4-2.4l-4.8 4.8"


@attrs.frozen(kw_only=True, order=False)
class Compared:
    """A comparison of a condition, whose it is, and whether tests saw it hold and fail."""

    owner: str
    text: str
    seen_true: bool
    seen_false: bool


@attrs.frozen(kw_only=True, order=False)
class Coverage:
    """What tests came to: how often each step and reaction was taken, and each comparison."""

    taken: Mapping[str, int]
    compared: tuple[Compared, ...]

    def lines(self, name: str, words: Words) -> tuple[Line, ...]:
        """Say of a step or a reaction how often it was taken, and what was seen one way only."""
        count = self.taken.get(name, 0)
        said = words.say("in-tests", count=count) if count else words.say("untested")
        if not count:
            return (Line(said, "now"),)
        halves = self._halves(name, words)
        lines = (line for each in halves for line in folded(plain(each), width=_WIDEST))
        return (Line(said), *(Line(line, "step") for line in lines))

    def _halves(self, owner: str, words: Words) -> Iterator[str]:
        for each in self.compared:
            if each.owner == owner and not each.seen_true:
                yield words.say("never-true", condition=each.text)
            if each.owner == owner and not each.seen_false:
                yield words.say("never-false", condition=each.text)

    def total(self, entry: str, names: Iterable[str], words: Words) -> str:
        """Say how many of the steps or of the reactions were taken, and of their comparisons."""
        known = list(names)
        compared = [each for each in self.compared if each.owner in known]
        said = [_count(entry, [self.taken.get(name, 0) > 0 for name in known], words)]
        if compared:
            both = [each.seen_true and each.seen_false for each in compared]
            said.append(_count("conditions-tested", both, words))
        return " · ".join(said)


CoverageData: TypeAlias = Mapping[str, object] | Coverage
"""`steps` and `reactions`, each a mapping from ids to how often tests came to them, and `atoms`.

What was read already is taken as it is.
"""


def _count(entry: str, found: list[bool], words: Words) -> str:
    return words.say(entry, count=sum(found), total=len(found))


def badge(coverage: Coverage | None, name: str) -> str:
    """Draw beside a mark whether tests came to it, a tick or a cross; nothing without coverage."""
    if coverage is None:
        return ""
    kind, sign = ("tested", _TICK) if coverage.taken.get(name) else ("untested", _CROSS)
    disc = tag("circle", r=_BADGE, class_=kind)
    return tag("g", disc, tag("path", d=sign, class_="glyph"), transform=moved(12, -12))


def read_coverage(data: CoverageData, scenario: Scenario) -> Coverage:
    """Read coverage of a scenario; `ValueError` for what is none, or is another scenario's.

    Each step, reaction and owner of a comparison has to be there.

    >>> from dunnix.scenario import load_scenario
    >>> read_coverage({"steps": {"talk": 2}}, load_scenario("gentle")).taken["talk"]
    2
    """
    if isinstance(data, Coverage):
        return data
    of = data.get("rules", scenario.ref)
    if of != scenario.ref:
        raise ValueError(f"coverage of `{of}` says nothing of `{scenario.ref}`")
    compiled = compile_scenario(scenario)
    names = [rung.id for rung in compiled.every_rung]
    known, others = names[: len(compiled.rungs)], names[len(compiled.rungs) :]
    steps, reactions = _counts(data, "steps"), _counts(data, "reactions")
    compared = _comparisons(data)
    _are_there("a step", steps, known)
    _are_there("a reaction", reactions, others)
    _are_there("an owner", (each.owner for each in compared), [*names, *_tones(scenario)])
    return Coverage(taken={**steps, **reactions}, compared=compared)


def _tones(scenario: Scenario) -> Iterator[str]:
    """Give the names of the rules of tone that a scenario has."""
    tones = {"tone.softer": scenario.tones.softer, "tone.firmer": scenario.tones.firmer}
    return (name for name, condition in tones.items() if condition is not None)


def _are_there(what: str, names: Iterable[str], known: Sequence[str]) -> None:
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known)
            told = f"coverage names {what} `{name}` that isn't there"
            raise ValueError(f"{told}; {hint}" if hint else told)


def _counts(data: Mapping[str, object], key: str) -> Mapping[str, int]:
    found = data.get(key, {})
    if not isinstance(found, Mapping):
        raise ValueError(f"`{key}` of coverage must be a table of counts")  # noqa: TRY004  # of data
    counts = cast("Mapping[object, object]", found)
    if not all(type(each) is int and each >= 0 for each in counts.values()):
        raise ValueError(f"`{key}` of coverage must be a table of counts")
    return {str(name): cast("int", count) for name, count in counts.items()}


def _comparisons(data: Mapping[str, object]) -> tuple[Compared, ...]:
    atoms = data.get("atoms", ())
    if not isinstance(atoms, list | tuple):
        raise ValueError("`atoms` of coverage must be a list")  # noqa: TRY004  # of data
    return tuple(_compared(each) for each in cast("Iterable[object]", atoms))


def _compared(data: object) -> Compared:
    match data:
        case {"owner": str(owner), "text": str(text), "true": bool(true), "false": bool(false)}:
            return Compared(owner=owner, text=text, seen_true=true, seen_false=false)
        case _:
            raise ValueError("each of `atoms` needs `owner` and `text`, `true` and `false`")
