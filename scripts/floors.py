"""The picture of the floors, drawn from the list that the linter of imports keeps."""

import re
import tomllib
from collections.abc import Container, Iterator, Sequence
from enum import Enum
from typing import Final

import attrs

WIDTH: Final = 420
LEFT: Final = 150
TOP: Final = 14
BOX: Final = 34
ROW: Final = 42
GAP: Final = 8
NARROW: Final = 90
HEAD: Final = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 {height}" \
font-family="system-ui, sans-serif" role="img" aria-labelledby="t">
  <title id="t">The floors of dunnix: imports go down only</title>"""


class Storey(Enum):
    """Where in the building a floor lies: its fill, the colour of its bracket, and two lines."""

    EDGES = ("#b4532a", "#cf6a3c", "the edges", "files, terminal")
    LANGUAGE = ("#0f766e", "#14938a", "the language", "and its meaning")
    VALUES = ("#475569", "#7c8aa0", "values", "")


E, L, V = Storey
# What each floor is, and what is said beside the name of one that has its row for itself.
FLOORS: Final = {
    "cli": (E, "commands"),
    "schema": (E, "for editors"),
    "importers": (E, "rules of other systems"),
    "testing": (E, "scenarios under test"),
    "frames": (E, "dataframes"),
    "letters": (E, "texts"),
    "figures": (E, "pictures"),
    "instants": (E, "moments in UTC"),
    "ledger": (E, "files"),
    "inspection": (L, "scenarios searched"),
    "simulation": (L, "scenarios compared"),
    "comparison": (L, "two scenarios side by side"),
    "migration": (L, "scenarios that change"),
    "procedure": (L, "scenarios in prose"),
    "planning": (L, "the days ahead"),
    "case": (L, "the file of a case"),
    "law": (L, "paths, evidence, limitation"),
    "engine": (L, "decide, explain"),
    "scenario": (L, "what is declared"),
    "conditions": (L, "a typed language"),
    "facts": (L, "what a condition may read"),
    "metrics": (L, "books and figures"),
    "interest": (L, "late interest and fees"),
    "model": (V, "frozen values"),
    "words": (V, "the reader's language"),
    "money": (V, "minor units"),
    "calendars": (V, "closed days"),
    "terms": (V, "due dates"),
    "errors": (V, "what is wrong, and where"),
    "display": (V, "how a value shows itself"),
    "forms": (V, "what a value of a file may be"),
}


@attrs.frozen(order=False)
class Row:
    """Floors side by side, and where their row begins."""

    names: tuple[str, ...]
    top: int

    @property
    def storey(self) -> Storey:
        return FLOORS[self.names[0]][0]


def draw_floors(pyproject: str, built: Container[str]) -> str:
    """Draw the floors a `pyproject.toml` lists as an SVG text, those left out that aren't built.

    >>> text = '''[[tool.importlinter.contracts]]
    ... id = "floors"
    ... layers = ["cli", "model", "(terms) | money"]'''
    >>> draw_floors(text, {"cli", "model", "money"}).count("<rect")
    3
    """
    rows = [Row(names, TOP + ROW * place) for place, names in enumerate(_floors(pyproject, built))]
    bottom = rows[-1].top + BOX
    parts = [
        HEAD.format(height=bottom + TOP),
        *(part for row in rows for part in _boxes(row)),
        *(part for storey in Storey for part in _bracket(storey, rows)),
        *_arrow(bottom),
    ]
    return "\n  ".join(parts) + "\n</svg>\n"


def _floors(pyproject: str, built: Container[str]) -> list[tuple[str, ...]]:
    """Give the names of each row from the top down; one nobody described here is an error."""
    contracts = tomllib.loads(pyproject)["tool"]["importlinter"]["contracts"]
    (layers,) = (each["layers"] for each in contracts if each["id"] == "floors")
    listed = [re.findall(r"\w+", layer) for layer in layers]
    rows = [tuple(name for name in names if name in built) for names in listed]
    unknown = sorted({name for row in rows for name in row} - FLOORS.keys())
    if unknown:
        told = ", ".join(f"`{name}`" for name in unknown)
        message = f"scripts/floors.py doesn't know {told}: say in FLOORS what it is"
        raise ValueError(message)
    return [row for row in rows if row]


def _boxes(row: Row) -> Iterator[str]:
    width = (WIDTH - GAP * (len(row.names) - 1)) // len(row.names)
    box = f'y="{row.top}" width="{width}" height="{BOX}" rx="6" fill="{row.storey.value[0]}"'
    size, margin = (15, 16) if width > NARROW else (12, 5)
    style = f'font-size="{size}" font-weight="600" fill="#fff"'
    for place, name in enumerate(row.names):
        left = LEFT + place * (width + GAP)
        yield f'<rect x="{left}" {box}/>'
        yield _text(name, left + margin, row.top + 22, style)
    if len(row.names) == 1:
        beside = 'font-size="13" text-anchor="end" fill="#fff" opacity="0.85"'
        yield _text(FLOORS[row.names[0]][1], LEFT + WIDTH - 16, row.top + 22, beside)


def _bracket(storey: Storey, rows: Sequence[Row]) -> Iterator[str]:
    tops = [row.top for row in rows if row.storey is storey]
    if not tops:
        return
    _, colour, name, more = storey.value
    height = tops[-1] + BOX - tops[0]
    middle = tops[0] + height // 2
    style = f'text-anchor="end" fill="{colour}"'
    line = f'fill="none" stroke="{colour}" stroke-width="2"'
    yield f'<path d="M138 {tops[0]}h-8v{height}h8" {line}/>'
    yield _text(name, 120, middle - 2, f'font-size="14" font-weight="600" {style}')
    if more:
        yield _text(more, 120, middle + 16, f'font-size="12" {style}')


def _arrow(bottom: int) -> Iterator[str]:
    grey = "#8691a3"
    yield f'<path d="M600 {TOP}V{bottom - 8}" fill="none" stroke="{grey}" stroke-width="2"/>'
    yield f'<path d="M593 {bottom - 12}L600 {bottom}L607 {bottom - 12}z" fill="{grey}"/>'
    for place, word in enumerate(("imports", "go down", "only")):
        style = f'font-size="14" font-weight="600" fill="{grey}"'
        yield _text(word, 616, bottom // 2 + 18 * place, style)


def _text(words: str, x: int, y: int, style: str) -> str:
    return f'<text x="{x}" y="{y}" {style}>{words}</text>'
