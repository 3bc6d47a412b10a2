"""A mapping that is a value: compares, hashes, pickles, and can't be changed."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias, TypeVar, cast

from dunnix.money import Money

FactValue: TypeAlias = str | int | bool | Money
_Value = TypeVar("_Value")


class FrozenMap(Mapping[str, _Value]):
    """A mapping from names, sorted, that hashes.

    >>> FrozenMap({"segment": "key"})["segment"]
    'key'
    """

    __slots__ = ("_items", "_lookup")

    def __init__(self, items: Mapping[str, _Value] | None = None) -> None:
        self._items = tuple(sorted((items or {}).items(), key=lambda item: item[0]))
        self._lookup = dict(self._items)

    def __getitem__(self, name: str) -> _Value:
        return self._lookup[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lookup)

    def __len__(self) -> int:
        return len(self._lookup)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, FrozenMap):
            return NotImplemented
        return self._items == cast("FrozenMap[_Value]", other)._items

    def __hash__(self) -> int:
        return hash(self._items)

    def __repr__(self) -> str:
        return f"{self._lookup!r}"

    def __reduce__(self) -> tuple[object, ...]:
        return FrozenMap, (self._lookup,)


def to_facts(facts: Mapping[str, FactValue]) -> FrozenMap[FactValue]:
    """Freeze the facts a host supplies beyond the built-in ones."""
    return facts if isinstance(facts, FrozenMap) else FrozenMap(facts)
