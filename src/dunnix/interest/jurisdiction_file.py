"""Jurisdictions from TOML: those that ship, and users' own, each fault with its line."""

import functools
import os
import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from dunnix.errors import DunnixError, Place, Problem, did_you_mean
from dunnix.interest.choices import (
    Accrual,
    Certainty,
    Compounding,
    DayCount,
    Fixing,
    PointsBy,
    RoundedRate,
    Rounding,
    Starting,
)
from dunnix.interest.fixed_sum import CollectionCosts, CostBracket, FixedSum
from dunnix.interest.jurisdiction import Jurisdiction
from dunnix.interest.rate_table import RateTable
from dunnix.interest.rate_table_file import rate_table, rate_table_names
from dunnix.interest.regime import Basis, Bound, PointsPeriod, Regime, RoundedUp, Start
from dunnix.interest.sources import TableError, shipped_files, text_of
from dunnix.interest.toml_lines import TomlLines
from dunnix.model import Party
from dunnix.model.checks import InvalidValueError, chosen
from dunnix.money import Money

_Value = TypeVar("_Value")
_AMOUNT: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?) ([A-Z]{3})")
_TOP: Final = frozenset({"id", "title", "country", "notes", "regime"})
_PLAIN: Final = (
    "parties",
    "points_by",
    "fixing",
    "day_count",
    "compounding",
    "rounding",
    "disputed",
    "extended",
    "planned",
    "insolvent",
    "order",
    "credited_against_costs",
    "no_rate",
)
_BOUNDS: Final = ("floor", "cap", "contract_floor")
_STARTS: Final = ("start", "without_date")
_REGIME: Final = frozenset(
    {*_PLAIN, *_BOUNDS, *_STARTS, "reference", "points", "rounded_up", "fixed_sums", "costs"}
) | {"basis"}


_CHOICES: Final[Mapping[str, type[StrEnum]]] = {
    "parties": Party,
    "points_by": PointsBy,
    "fixing": Fixing,
    "day_count": DayCount,
    "compounding": Compounding,
    "rounding": Rounding,
    "disputed": Accrual,
    "extended": Accrual,
    "planned": Accrual,
    "insolvent": Accrual,
    "kind": Starting,
    "of": RoundedRate,
    "certainty": Certainty,
}


class UnknownJurisdictionError(DunnixError, LookupError):
    """No jurisdiction of that id ships with dunnix."""


@functools.cache
def jurisdiction_names() -> tuple[str, ...]:
    """Give the ids of the jurisdictions that ship, sorted.

    >>> "fr" in jurisdiction_names()
    True
    """
    return tuple(sorted(shipped_files("jurisdictions", ".toml")))


@functools.cache
def jurisdiction(name: str) -> Jurisdiction:
    """Give a jurisdiction that ships; `UnknownJurisdictionError` for another id.

    >>> jurisdiction("be").title
    'Belgium'
    """
    texts = shipped_files("jurisdictions", ".toml")
    if name not in texts:
        hint = did_you_mean(name, texts)
        raise UnknownJurisdictionError(f"no jurisdiction `{name}` ships with dunnix; {hint}")
    return parse_jurisdiction(texts[name], name=f"{name}.toml")


def load_jurisdiction(
    source: str | os.PathLike[str], *, tables: tuple[RateTable, ...] = ()
) -> Jurisdiction:
    """Read a jurisdiction from a TOML file; `tables` are rate tables of your own that it names.

    Raises `TableError` with every fault and its line, `OSError` where the file can't be read.
    """
    path = Path(source)
    return parse_jurisdiction(text_of(path), name=path.name, tables=tables)


def parse_jurisdiction(
    text: str, *, name: str = "jurisdiction.toml", tables: tuple[RateTable, ...] = ()
) -> Jurisdiction:
    """Read a jurisdiction from the text of a TOML file; `name` is the file's in the problems."""
    import tomllib  # on first use, to keep `import dunnix` short

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what, _, where = str(error).partition(" (at ")
        line = re.search(r"line ([0-9]+)", where)
        number = int(line[1]) if line else len(text.splitlines())
        place = Place(file=name, line=number)
        message = f"no TOML: {what[:1].lower()}{what[1:]}"
        problem = Problem(code="bad-toml", message=message, place=place)
        raise TableError([problem]) from None
    return _Reader(TomlLines(text), name, {table.id: table for table in tables}).read(data)


class _Reader:
    """Makes values of the tables of one file; collects what is wrong with them."""

    def __init__(self, lines: TomlLines, file: str, tables: Mapping[str, RateTable]) -> None:
        self.lines = lines
        self.file = file
        self.tables = tables
        self.problems: list[Problem] = []

    def read(self, data: dict[str, Any]) -> Jurisdiction:
        self.refuse_unknown(data, _TOP, None)
        found = data.get("regime", [])
        regimes = [self.regime(number, table) for number, table in enumerate(found)]
        for key in ("id", "title"):
            if not isinstance(data.get(key), str) or not data[key]:
                message = f"a jurisdiction has no `{key}`"
                self.add(InvalidValueError(message, code="missing-field", field=key), None)
        if not found:
            missing = InvalidValueError(
                "a jurisdiction has no `[[regime]]`", code="missing-field", field="regime"
            )
            self.add(missing, None)
        if not self.problems:
            head: dict[str, Any] = {
                key: data[key] for key in ("id", "title", "country", "notes") if key in data
            }
            made: Jurisdiction | None = self.made(None, Jurisdiction, {**head, "regimes": regimes})
            if made is not None:
                return made
        raise TableError(self.problems)

    def regime(self, number: int, table: dict[str, Any]) -> Regime | None:
        """Give a regime; where a part of it can't be read that alone is told."""
        faults = len(self.problems)
        fields = self.fields(number, table)
        if len(self.problems) > faults:
            return None
        made: Regime | None = self.made(number, Regime, fields)
        return made

    def fields(self, number: int, table: dict[str, Any]) -> dict[str, Any]:
        self.refuse_unknown(table, _REGIME, number)
        plain: dict[str, Any] = {key: table[key] for key in _PLAIN if key in table}
        fields = self.with_choices(plain, number)
        if "parties" not in table:
            missing = InvalidValueError(
                "a regime doesn't say for which `parties`", code="missing-field", field="parties"
            )
            self.add(missing, number)
        if "reference" in table:
            fields["reference"] = self.table(table["reference"], number, "reference")
        fields["points"] = self.all(number, "points", PointsPeriod, table)
        fields["basis"] = self.all(number, "basis", Basis, table)
        if "rounded_up" in table:
            fields["rounded_up"] = self.made(number, RoundedUp, table["rounded_up"], "rounded_up")
        for key in _STARTS:
            if key in table:
                fields[key] = self.made(number, Start, table[key], key)
        for key in _BOUNDS:
            if key in table:
                fields[key] = self.bound(table[key], number, key)
        fields["fixed_sums"] = self.all(number, "fixed_sums", FixedSum, table)
        if "costs" in table:
            fields["costs"] = self.costs(number, table["costs"])
        return {key: value for key, value in fields.items() if value is not None}

    def costs(self, number: int, table: dict[str, Any]) -> CollectionCosts | None:
        brackets = self.all(number, "brackets", CostBracket, table)
        fields = {**table, "brackets": brackets}
        made: CollectionCosts | None = self.made(number, CollectionCosts, fields, "costs")
        return made

    def bound(self, fields: object, number: int, key: str) -> Bound | None:
        given = _as_table(fields)
        if given is not None and "table" in given:
            table = self.table(given["table"], number, key)
            if table is None:
                return None
            given = {**given, "table": table}
        made: Bound | None = self.made(number, Bound, fields if given is None else given, key)
        return made

    def with_choices(self, table: Mapping[str, Any], number: int | None) -> dict[str, Any]:
        """Read the words of a table that are choices, such as `act/365`."""
        read = dict(table)
        for key, kind in _CHOICES.items():
            if key in table:
                try:
                    several = isinstance(table[key], list)
                    read[key] = (
                        [chosen(kind, each) for each in table[key]]
                        if several
                        else chosen(kind, table[key])
                    )
                except InvalidValueError as error:
                    self.add(error, number, key)
        return read

    def with_amounts(self, table: Mapping[str, Any], number: int | None) -> dict[str, Any]:
        """Read the texts of a table that are amounts, such as `40.00 EUR`."""
        read = dict(table)
        for key in ("amount", "at_least", "at_most", "up_to"):
            if key in table:
                match = _AMOUNT.fullmatch(str(table[key]))
                try:
                    read[key] = Money(match[1], match[2]) if match else None
                except ValueError:
                    read[key] = None
                if read[key] is None:
                    message = f"`{str(table[key])[:40]}` is no amount"
                    hint = "write digits and a currency, such as `40.00 EUR`"
                    error = InvalidValueError(message, code="wrong-type", field=key, hint=hint)
                    self.add(error, number)
        return read

    def table(self, name: object, number: int, key: str) -> RateTable | None:
        if isinstance(name, str) and name in self.tables:
            return self.tables[name]
        if isinstance(name, str) and name in rate_table_names():
            return rate_table(name)
        known = {*self.tables, *rate_table_names()}
        error = InvalidValueError(
            f"there is no rate table `{str(name)[:40]}`",
            code="unknown-table",
            field=key,
            hint=did_you_mean(str(name), known) or "give your own as `tables`",
        )
        self.add(error, number)
        return None

    def all(
        self, number: int, key: str, kind: type[_Value], table: Mapping[str, Any]
    ) -> list[_Value]:
        made = (self.made(number, kind, each, key) for each in table.get(key, ()))
        return [each for each in made if each is not None]

    def made(
        self,
        number: int | None,
        kind: Any,  # noqa: ANN401  # whatever is made by its own constructor
        fields: object,
        key: str | None = None,
    ) -> Any:  # noqa: ANN401  # of the kind asked for
        given = _as_table(fields)
        if given is None:
            message = f"`{key}` is no table"
            self.add(InvalidValueError(message, code="wrong-type", field=key), number)
            return None
        faults = len(self.problems)
        read = self.with_amounts(self.with_choices(given, number), number)
        if len(self.problems) > faults:
            return None
        try:
            return kind(**read)
        except InvalidValueError as error:
            self.add(error, number, key)
        except (TypeError, ValueError) as error:
            wrong = InvalidValueError(str(error), code="unknown-value", field=key)
            self.add(wrong, number, key)
        return None

    def refuse_unknown(
        self, table: Mapping[str, object], known: frozenset[str], number: int | None
    ) -> None:
        for key in table:
            if key not in known:
                what = "a jurisdiction" if number is None else "a regime"
                error = InvalidValueError(
                    f"{what} has no key `{key}`",
                    code="unknown-key",
                    field=key,
                    hint=did_you_mean(key, known),
                )
                self.add(error, number)

    def add(self, error: InvalidValueError, number: int | None, key: str | None = None) -> None:
        line, excerpt = self.lines.of(number, error.field, key)
        place = Place(file=self.file, line=line, field=error.field or key, excerpt=excerpt)
        self.problems.append(
            Problem(code=error.code, message=error.message, hint=error.hint, place=place)
        )


def _as_table(value: object) -> dict[str, Any] | None:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None
