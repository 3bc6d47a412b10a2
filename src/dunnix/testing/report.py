"""What came of tests, in lines for people: both timelines as one, and why they differ."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from dunnix.testing.coverage import Atom, Exercised, ScenarioCoverage
from dunnix.testing.expectation import ExpectedAction
from dunnix.testing.run import ScenarioTestResult
from dunnix.testing.timeline import Entry, Sign

# A text, and how it looks where there are colours: "", "title", "dim", "bad".
StyledLine: TypeAlias = tuple[str, str]

_MARK: Final = "<-- here"
_LEAST: Final = 20
_UNWRITTEN: Final = "no `expect` yet: `dunnix test --accept` writes what happens into the file"


def result_lines(result: ScenarioTestResult, width: int = 80) -> Iterator[StyledLine]:
    """Give the report of one test that failed, no wider than asked where that can be."""
    place = result.test.place
    where = "" if place is None else f"{place.file}:{place.line}: "
    yield f"{where}{result.test.name}", "bad"
    if result.test.expect is None:
        yield f"  {_UNWRITTEN}", ""
    widest = max((len(each.what) for each in result.timeline), default=0)
    for entry in result.timeline:
        yield from _entry_lines(entry, widest, width, is_first=entry is result.first)
    if result.first is not None:
        yield from _why_lines(result.first, result.why, width)


def _entry_lines(entry: Entry, widest: int, width: int, *, is_first: bool) -> Iterator[StyledLine]:
    start = f"  {entry.sign} {entry.on}  {entry.what:<{widest}}"
    told = f"{entry.told}  {_MARK}" if is_first else entry.told
    style = {Sign.BOTH: "dim", Sign.MISSING: "bad", Sign.UNEXPECTED: "title"}[entry.sign]
    if told:
        yield from _wrapped(told.strip(), f"{start}  ", " " * (len(start) + 2), width, style)
    else:
        yield start.rstrip(), style


def _why_lines(first: Entry, why: Iterable[str], width: int) -> Iterator[StyledLine]:
    if first.sign is Sign.UNEXPECTED:
        what = "isn't expected, and comes"
    elif isinstance(first.wanted, ExpectedAction) and first.action is None:
        what = "is expected, and doesn't come"
    else:
        what = "is expected otherwise"
    yield f"  on {first.on} `{first.what}` {what}:", ""
    for each in why:
        yield from _wrapped(each, "    - ", "      ", width, "")


def coverage_lines(coverage: ScenarioCoverage, width: int = 80) -> Iterator[StyledLine]:
    """Give what of a scenario was exercised, and by name what wasn't."""
    yield f"coverage of {coverage.rules}", "title"
    for name, group in (
        ("steps", coverage.steps),
        ("reactions", coverage.reactions),
        ("pauses", coverage.pauses),
    ):
        if group:
            yield from _group_lines(name, group, width)
    if coverage.atoms:
        yield from _atom_lines(coverage.atoms, width)


def _group_lines(name: str, group: Sequence[Exercised], width: int) -> Iterator[StyledLine]:
    never = [f'"{each.name}"' for each in group if not each.times]
    left = f": never {', '.join(never)}" if never else ""
    line = f"{name} {len(group) - len(never)} of {len(group)}{left}"
    yield from _wrapped(line, "  ", "    ", width, "bad" if never else "")


def _atom_lines(atoms: Sequence[Atom], width: int) -> Iterator[StyledLine]:
    halves = sum(each.seen_true + each.seen_false for each in atoms)
    missing = [each for each in atoms if not (each.seen_true and each.seen_false)]
    style = "bad" if missing else ""
    yield f"  conditions {halves} of {2 * len(atoms)}, each comparison to hold and to fail", style
    for atom in missing:
        where = "" if atom.place is None else f"{atom.place}: "
        line = f"{where}{atom.owner}: `{atom.text}` never {_never(atom)}"
        yield from _wrapped(line, "    ", "      ", width, style)


def _wrapped(line: str, first: str, more: str, width: int, style: str) -> Iterator[StyledLine]:
    for part in textwrap.wrap(
        line,
        max(width, _LEAST),
        initial_indent=first,
        subsequent_indent=more,
        break_long_words=False,
        break_on_hyphens=False,
    ):
        yield part, style


def _never(atom: Atom) -> str:
    if atom.seen_true or atom.seen_false:
        return "fails" if atom.seen_true else "holds"
    return "asked"
