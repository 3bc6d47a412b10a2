"""What tests came to, as plain data says it: marks and lines for the pictures of a scenario."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias, cast

import attrs

from dunnix.errors import did_you_mean
from dunnix.figures.labels import Line, folded
from dunnix.figures.svg import moved, plain, tag
from dunnix.figures.words import Words
from dunnix.scenario import Scenario

CoverageData: TypeAlias = Mapping[str, object]
"""`steps` and `reactions`, each a mapping from ids to how often tests came to them, and `atoms`."""
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

    >>> from dunnix.scenario import load_scenario
    >>> read_coverage({"steps": {"talk": 2}}, load_scenario("gentle")).taken["talk"]
    2
    """
    of = data.get("rules", scenario.ref)
    if of != scenario.ref:
        raise ValueError(f"coverage of `{of}` says nothing of `{scenario.ref}`")
    steps, known = _counts(data, "steps"), [str(step.id) for step in scenario.steps]
    for name in steps:
        if name not in known:
            hint = did_you_mean(name, known)
            told = f"coverage names a step `{name}` that isn't there"
            raise ValueError(f"{told}; {hint}" if hint else told)
    atoms = data.get("atoms", ())
    if not isinstance(atoms, list | tuple):
        raise ValueError("`atoms` of coverage must be a list")  # noqa: TRY004  # of data
    listed = cast("Iterable[object]", atoms)
    return Coverage(
        taken={**steps, **_counts(data, "reactions")},
        compared=tuple(_compared(each) for each in listed),
    )


def _counts(data: CoverageData, key: str) -> Mapping[str, int]:
    found = data.get(key, {})
    if not isinstance(found, Mapping):
        raise ValueError(f"`{key}` of coverage must be a table of counts")  # noqa: TRY004  # of data
    counts = cast("Mapping[object, object]", found)
    if not all(type(each) is int and each >= 0 for each in counts.values()):
        raise ValueError(f"`{key}` of coverage must be a table of counts")
    return {str(name): cast("int", count) for name, count in counts.items()}


def _compared(data: object) -> Compared:
    match data:
        case {"owner": str(owner), "text": str(text), "true": bool(true), "false": bool(false)}:
            return Compared(owner=owner, text=text, seen_true=true, seen_false=false)
        case _:
            raise ValueError("each of `atoms` needs `owner` and `text`, `true` and `false`")
