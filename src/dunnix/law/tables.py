"""The data files of law that ship with the package, read when first asked for."""

import functools
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from dunnix.conditions import Condition
from dunnix.errors import DunnixError, did_you_mean
from dunnix.law.basis import LegalBasis
from dunnix.law.costs import Cost, CostRow
from dunnix.law.limitation_rule import LimitationRule
from dunnix.law.path import Deadline, LegalPath, Milestone
from dunnix.law.pieces import Piece
from dunnix.model import Party
from dunnix.money import Money
from dunnix.scenario import Duration

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_BASIS = ("law", "source", "certainty")


class UnknownPathError(DunnixError, LookupError):
    """No legal path of that id ships with dunnix."""


@functools.cache
def shipped_paths() -> tuple[LegalPath, ...]:
    """Give every legal path that ships, in the order they are tried.

    >>> [path.id for path in shipped_paths()][-2:]
    ['fr-assignation', 'fr-liquidation']
    """
    paths = [_path(table) for each in _tables("paths") for table in each["path"]]
    return tuple(sorted(paths, key=lambda path: (path.order, path.id)))


@functools.cache
def path_names() -> tuple[str, ...]:
    """Give the ids of the legal paths that ship, sorted.

    >>> "fr-injonction-de-payer" in path_names()
    True
    """
    return tuple(sorted({path.id for path in shipped_paths()}))


def legal_path(name: str) -> LegalPath:
    """Give a legal path that ships; `UnknownPathError` for another id.

    >>> legal_path("fr-injonction-de-payer").lawyer
    False
    """
    for path in shipped_paths():
        if path.id == name:
            return path
    hint = did_you_mean(name, path_names())
    raise UnknownPathError(f"no legal path `{name}` ships with dunnix; {hint}")


@functools.cache
def limitation_rules() -> tuple[LimitationRule, ...]:
    """Give every rule of limitation that ships, sorted by id."""
    rules = [
        LimitationRule(country=each["country"], basis=_basis(table), **_without_basis(table))
        for each in _tables("limitation")
        for table in each["rule"]
    ]
    return tuple(sorted(rules, key=lambda rule: rule.id))


@functools.cache
def evidence_pieces() -> Mapping[str, Piece]:
    """Give the kinds of evidence there are, by id, in the order they are listed."""
    pieces = (Piece(**table) for each in _tables("evidence") for table in each["piece"])
    return {piece.id: piece for piece in pieces}


def _tables(folder: str) -> Iterator[dict[str, Any]]:
    # Imported on first use, to keep `import dunnix` short.
    import tomllib

    for file in sorted(_folder(folder).iterdir(), key=lambda each: each.name):
        if file.name.endswith(".toml"):
            yield tomllib.loads(file.read_text(encoding="utf-8"))


def _folder(name: str) -> "Traversable":
    from importlib import resources

    return resources.files("dunnix.law").joinpath(name)


def _path(table: dict[str, Any]) -> LegalPath:
    until = table.pop("withdrawable_until", None)
    return LegalPath(
        basis=[_basis(each) for each in table.pop("basis")],
        costs=[_cost(each) for each in table.pop("cost", ())],
        deadlines=[_deadline(each) for each in table.pop("deadline", ())],
        withdrawable_until=None if until is None else Milestone(until),
        **table,
    )


def _cost(table: dict[str, Any]) -> Cost:
    rest = _without_basis(table)
    when, rows = rest.pop("when", None), rest.pop("table", [])
    # A cost that is the same for every amount is a table of one row.
    only = {key: rest.pop(key) for key in ("fixed", "percent", "at_most") if key in rest}
    return Cost(
        when=None if when is None else Condition(when),
        table=[_cost_row(each, rest["currency"]) for each in (rows or ([only] if only else []))],
        basis=_basis(table),
        **rest,
    )


def _cost_row(table: dict[str, Any], currency: str) -> CostRow:
    amounts = {key: Money(value, currency) for key, value in table.items() if key != "percent"}
    return CostRow(percent=table.get("percent", "0"), **amounts)


def _deadline(table: dict[str, Any]) -> Deadline:
    rest = _without_basis(table)
    party = rest.pop("party", None)
    return Deadline(
        time=Duration.parse(rest.pop("time")),
        party=None if party is None else Party(party),
        basis=_basis(table),
        **rest,
    )


def _basis(table: Mapping[str, Any]) -> LegalBasis:
    return LegalBasis(**{key: table[key] for key in _BASIS})


def _without_basis(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if key not in _BASIS}
