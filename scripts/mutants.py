"""Single changes of a scenario's text, each of which its tests should notice.

Moved by one are the offsets of steps and reactions, and the numbers in their conditions. A channel
becomes another, a condition is negated or left out, a mandatory step is no longer one or becomes
one, and neighbours change places: steps, and reactions to the same event.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

import attrs

from dunnix.conditions import parse_condition
from dunnix.conditions.expression import DecimalNumber, NamedAmount, WholeNumber, leaves, literals
from dunnix.errors import ScenarioError
from dunnix.scenario import Scenario, parse_scenario
from dunnix.scenario.load import positions_of
from dunnix.scenario.positions import Positions

CHANNELS: Final = ("email", "letter", "phone", "sms")
_DATE: Final = re.compile(
    r"(?P<start>due|issue|event|hand-over|go-to|previous|[a-z0-9-]+?)"
    r"(?: (?P<sign>[+-]) (?P<count>[0-9]+)(?P<unit>bd|d|w|m))?(?P<eom> eom)?"
)
_DURATION: Final = re.compile(r"(?P<count>[0-9]+)(?P<unit>bd|d|w|m)")
_CENT: Final = 2
_Table: TypeAlias = Mapping[str, Any]


@attrs.frozen
class Mutant:
    """A scenario that differs in one thing: whose, what, and the scenario it becomes."""

    owner: str
    change: str
    scenario: Scenario

    @property
    def name(self) -> str:
        return f"{self.owner}: {self.change}"


@attrs.frozen
class Edit:
    """A change of the text before it is known whether it gives a scenario at all."""

    owner: str
    change: str
    text: str


def mutants(text: str, name: str) -> Iterator[Mutant]:
    """Give every change that makes another scenario which can be used."""
    original = parse_scenario(text, name=name)
    seen = {original.canonical()}
    for edit in _Source(text).edits():
        try:
            scenario = parse_scenario(edit.text, name=name)
        except ScenarioError:
            continue  # `dunnix check` notices
        if scenario.canonical() not in seen:
            seen.add(scenario.canonical())
            yield Mutant(edit.owner, edit.change, scenario)


class _Source:
    """A scenario's text, its tables, and where they stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tables: dict[str, Any] = tomllib.loads(text)
        self.positions: Positions = positions_of(text)

    def edits(self) -> Iterator[Edit]:
        for table in ("step", "reaction", "statement"):
            for place, each in enumerate(self.tables.get(table, ())):
                path = (table, place)
                yield from self._dates(each["id"], path, each)
                yield from self._channels(each["id"], path, each)
                if "when" in each:
                    yield from self._condition(each["id"], (*path, "when"), each["when"])
                if table == "reaction":
                    yield from self._delayed(each["id"], path, each)
                if table == "step":
                    yield from self._mandatory(each, path)
        for name, when in self.tables.get("tone", {}).items():
            yield from self._condition(f"tone.{name}", ("tone", name), when)
        yield from self._amounts()
        yield from self._swaps()

    def _replaced(self, path: tuple[str | int, ...], value: str) -> str:
        spot = self.positions.spot(*path)
        if spot is None:
            raise LookupError(path)
        return self.text[: spot.value[0]] + value + self.text[spot.value[1] :]

    def _value(self, owner: str, path: tuple[str | int, ...], old: str, new: str) -> Edit:
        inside = path[2:] if isinstance(path[1], int) else path  # the owner is told already
        key = ".".join(str(part) for part in inside)
        change = f"{key} `{' '.join(old.split())}` -> `{' '.join(new.split())}`"
        return Edit(owner, change, self._replaced(path, json.dumps(new)))

    def _dates(self, owner: str, path: tuple[str | int, ...], each: _Table) -> Iterator[Edit]:
        dates = [
            ((*path, key), each[key])
            for key in ("at", "until", "latest", "deadline", "after")
            if key in each
        ]
        repeat = each.get("repeat", {})
        dates += [
            ((*path, "repeat", key), repeat[key]) for key in ("every", "until") if key in repeat
        ]
        for where, written in dates:
            if isinstance(written, str):
                for new in moved(written):
                    yield self._value(owner, where, written, new)

    def _delayed(self, owner: str, path: tuple[str | int, ...], each: _Table) -> Iterator[Edit]:
        """Let a reaction that comes on the day of its event come a day later."""
        header = self.positions.spot(*path)
        if header is not None and "at" not in each:
            end = header.key[1]
            text = f'{self.text[:end]}\nat = "event + 1d"{self.text[end:]}'
            yield Edit(owner, "at `event` -> `event + 1d`", text)

    def _channels(self, owner: str, path: tuple[str | int, ...], each: _Table) -> Iterator[Edit]:
        for where, table in ((path, each), ((*path, "summary"), each.get("summary", {}))):
            if "channel" in table:
                old = table["channel"]
                new = next(
                    name
                    for name in CHANNELS
                    if name not in (old, *table.get("fallback", ()), *table.get("copy", ()))
                )
                yield self._value(owner, (*where, "channel"), old, new)

    def _condition(self, owner: str, path: tuple[str | int, ...], when: str) -> Iterator[Edit]:
        yield self._value(owner, path, when, f"not ({when})")
        spot = self.positions.spot(*path)
        if spot is not None:
            left = self.text[: spot.key[0]] + self.text[spot.value[1] :]
            yield Edit(owner, f"without `{path[-1]}`", left)
        for leaf in leaves(parse_condition(when).expression):
            for literal in literals(leaf):
                for new in _numbers_beside(literal):
                    start, end = literal.span.start, literal.span.end
                    yield self._value(owner, path, when, when[:start] + new + when[end:])

    def _mandatory(self, each: _Table, path: tuple[str | int, ...]) -> Iterator[Edit]:
        if each.get("mandatory"):
            yield Edit(
                each["id"], "no longer mandatory", self._replaced((*path, "mandatory"), "false")
            )
            return
        header = self.positions.spot(*path)
        if header is not None:
            end = header.key[1]
            text = f"{self.text[:end]}\nmandatory = true{self.text[end:]}"
            yield Edit(each["id"], "mandatory", text)

    def _amounts(self) -> Iterator[Edit]:
        """Move the amounts that conditions name, in each currency."""
        used = {
            literal.name
            for table in ("step", "reaction", "statement")
            for each in self.tables.get(table, ())
            if "when" in each
            for leaf in leaves(parse_condition(each["when"]).expression)
            for literal in literals(leaf)
            if isinstance(literal, NamedAmount)
        }
        for name in sorted(used):
            given = self.tables["amounts"][name]
            by_currency = given if isinstance(given, dict) else {None: given}
            for code, old in by_currency.items():
                path = ("amounts", name) if code is None else ("amounts", name, code)
                for new in _cents_beside(old):
                    yield self._value("amounts", path, old, new)

    def _swaps(self) -> Iterator[Edit]:
        steps = self.tables.get("step", ())
        for place in range(len(steps) - 1):
            yield self._swapped("step", place, place + 1)
        last: dict[str, int] = {}
        for place, each in enumerate(self.tables.get("reaction", ())):
            event = each["on"]
            if event in last:
                yield self._swapped("reaction", last[event], place)
            last[event] = place

    def _swapped(self, table: str, one: int, other: int) -> Edit:
        first, second = self._block(table, one), self._block(table, other)
        text = (
            self.text[: first[0]]
            + self.text[slice(*second)]
            + self.text[first[1] : second[0]]
            + self.text[slice(*first)]
            + self.text[second[1] :]
        )
        names = [self.tables[table][place]["id"] for place in (one, other)]
        return Edit(names[0], f"after `{names[1]}`", text)

    def _block(self, table: str, place: int) -> tuple[int, int]:
        """Give the stretch of a table's text: its header and its keys."""
        header = self.positions.spot(table, place)
        if header is None:
            raise LookupError(table)
        ends = [spot.value[1] for spot in self.positions.pairs(table, place)]
        end = self.text.find("\n", max(ends))
        return header.key[0], len(self.text) if end < 0 else end


def moved(written: str) -> Iterator[str]:
    """Give a date or a duration one unit later and earlier.

    >>> list(moved("due - 1d")), list(moved("8d")), list(moved("event"))
    (['due', 'due - 2d'], ['9d', '7d'], ['event + 1d', 'event - 1d'])
    """
    duration = _DURATION.fullmatch(written)
    if duration is not None:
        for step in (1, -1):
            yield f"{int(duration['count']) + step}{duration['unit']}"
        return
    date = _DATE.fullmatch(written)
    if date is None or (date["count"] is None and date["start"] not in {"due", "issue", "event"}):
        return
    count = int(date["count"] or 0) * (-1 if date["sign"] == "-" else 1)
    for step in (1, -1):
        new = count + step
        offset = f" {'-' if new < 0 else '+'} {abs(new)}{date['unit'] or 'd'}" if new else ""
        yield f"{date['start']}{offset}{date['eom'] or ''}"


def _numbers_beside(literal: object) -> Iterator[str]:
    match literal:
        case WholeNumber(value):
            yield from (str(value + 1), str(value - 1))
        case DecimalNumber(units, decimals):
            scaled = units * 10 ** (_CENT - decimals)
            yield from (_decimal(scaled + 1), _decimal(scaled - 1))
        case _:
            return


def _cents_beside(text: str) -> Iterator[str]:
    whole, _, part = text.partition(".")
    minor = int(whole) * 100 + int((part + "00")[:_CENT])
    yield from (_decimal(minor + 1), _decimal(minor - 1))


def _decimal(minor: int) -> str:
    sign = "-" if minor < 0 else ""
    return f"{sign}{abs(minor) // 100}.{abs(minor) % 100:02}"
