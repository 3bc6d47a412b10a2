"""Facts by name and kind, and the table of those one scenario may read."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TypeAlias

import attrs

from dunnix.errors import DunnixError

StandIn: TypeAlias = int | str | bool

_NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?")
_DECIMAL_TEXT = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_LONGEST_NAME = 64
_WHOLE_NUMBER_BITS = 63


class FactError(DunnixError, ValueError):
    """A fact that can't be declared as it is."""


class FactKind(StrEnum):
    """What a fact's value is, and so what it may be compared with.

    A choice is a text from a closed list; a text can only be equal, different or in a list.
    """

    INTEGER = "integer"
    DAYS = "days"
    MONEY = "money"
    FLAG = "flag"
    CHOICE = "choice"
    TEXT = "text"


def _checked_name(_fact: object, _field: object, name: str) -> None:
    if len(name) > _LONGEST_NAME or not _NAME.fullmatch(name):
        message = f"`{name[:_LONGEST_NAME]}` is no name for a fact: lower-case letters, digits, `_`"
        raise FactError(message)


def _normal_texts(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(unicodedata.normalize("NFC", text) for text in texts)


def _normal_value(value: StandIn | None) -> StandIn | None:
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


@attrs.frozen(kw_only=True, order=False)
class Fact:
    """One thing a condition may ask about, with its kind, unit and meaning.

    `nullable` facts may be unknown and are readable only behind `known(fact)`. `if_missing` is
    what a host's fact is taken to be when the host doesn't give it; of money it is a decimal text
    such as `"0.00"`. `moves` says that the value changes by the mere passing of days, with nothing
    dated in between; what changes only when an invoice falls due or a promise ends doesn't move.
    """

    name: str = attrs.field(validator=_checked_name)
    kind: FactKind = attrs.field(converter=FactKind)
    choices: tuple[str, ...] = attrs.field(default=(), converter=_normal_texts)
    nullable: bool = False
    if_missing: StandIn | None = attrs.field(default=None, converter=_normal_value)
    builtin: bool = False
    unit: str | None = None
    meaning: str = ""
    moves: bool = False

    def __attrs_post_init__(self) -> None:
        _refuse_misplaced(self)
        _refuse_wrong_choices(self)
        _refuse_wrong_stand_in(self)

    @property
    def rises(self) -> bool:
        """Whether the value rises by one a day as long as nothing happens."""
        return self.kind is FactKind.DAYS

    @property
    def accrues(self) -> bool:
        """Whether it is an amount that another day may change, with nothing dated in between."""
        return self.moves and self.kind is FactKind.MONEY


def _refuse_misplaced(fact: Fact) -> None:
    if fact.rises and not fact.moves:
        raise FactError(f"`{fact.name}` is in days, so it moves")
    if fact.builtin:
        return
    if not fact.name.startswith(("debtor.", "invoice.")):
        raise FactError(f"the declared fact `{fact.name}` must start with `debtor.` or `invoice.`")
    if fact.moves:
        # A host's value stands still between two calls: one that moved would make
        # `next_review` come late.
        raise FactError(f"the declared fact `{fact.name}` can't be in days or move with time")


def _refuse_wrong_choices(fact: Fact) -> None:
    if fact.kind is not FactKind.CHOICE:
        if fact.choices:
            raise FactError(f"`{fact.name}` is of kind {fact.kind} and can't have choices")
        return
    # A scenario without steps leaves the built-in `step` with nothing to choose from.
    if not (fact.choices or fact.builtin):
        raise FactError(f"`{fact.name}` is a choice and needs at least one value to choose from")
    if "" in fact.choices or len(set(fact.choices)) < len(fact.choices):
        raise FactError(f"the choices of `{fact.name}` must differ and not be empty")


def _refuse_wrong_stand_in(fact: Fact) -> None:
    if fact.if_missing is None:
        return
    if fact.nullable:
        raise FactError(f"`{fact.name}` is either nullable or has `if_missing`, not both")
    if not _is_value_of(fact, fact.if_missing):
        raise FactError(f"the `if_missing` of `{fact.name}` is not of kind {fact.kind}")


def _is_value_of(fact: Fact, value: StandIn) -> bool:
    match fact.kind:
        case FactKind.FLAG:
            return isinstance(value, bool)
        case FactKind.INTEGER | FactKind.DAYS:
            whole = isinstance(value, int) and not isinstance(value, bool)
            return whole and int(value).bit_length() <= _WHOLE_NUMBER_BITS
        case FactKind.CHOICE:
            return value in fact.choices
        case FactKind.MONEY:
            return isinstance(value, str) and _DECIMAL_TEXT.fullmatch(value) is not None
        case FactKind.TEXT:
            return isinstance(value, str)


def _sorted_by_name(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(facts, key=lambda fact: fact.name))


@attrs.frozen(order=False)
class FactTable:
    """The facts that conditions may read, each under its name; sorted by name."""

    facts: tuple[Fact, ...] = attrs.field(converter=_sorted_by_name)
    _by_name: dict[str, Fact] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        by_name = {fact.name: fact for fact in self.facts}
        if len(by_name) < len(self.facts):
            names = [fact.name for fact in self.facts]
            twice = next(name for name in names if names.count(name) > 1)
            raise FactError(f"the fact `{twice}` is declared twice")
        object.__setattr__(self, "_by_name", by_name)

    def get(self, name: str) -> Fact | None:
        """Give the fact of that name, or None."""
        return self._by_name.get(name)

    def __getitem__(self, name: str) -> Fact:
        return self._by_name[name]

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts)

    def __len__(self) -> int:
        return len(self.facts)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all facts, sorted."""
        return tuple(fact.name for fact in self.facts)
