"""Tables of keys: what each key of a scenario file means, how it is read, what it is by default.

One table a level. The reader walks them, and the reference of keys is written from them.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeVar, cast

import attrs

from dunnix.errors import did_you_mean
from dunnix.forms import Form, form_of, forms
from dunnix.scenario.faults import Fault, Faulty
from dunnix.scenario.readers import Reader, as_table, shown

_ONE_VALUE: Final = re.compile(r"`([^`]+)`")
_LINK: Final = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_Part = TypeVar("_Part", bound=attrs.AttrsInstance)

NONE: Final = "none"
MUST: Final = "must be given"


@attrs.frozen(kw_only=True, order=False)
class Key:
    """One key: its reader, and in words what it takes, its default and its meaning."""

    read: Reader
    takes: str
    default: str
    meaning: str
    required: bool = False

    @property
    def form(self) -> Form:
        """What it takes, with its meaning for people, and its default where it is one value."""
        form = form_of(self.read)
        default = _default(form, self.default)
        plain = {} if default is None else {"default": default}
        return forms.told(form, description=self._told(), **plain)

    def _told(self) -> str:
        default = "Must be given" if self.required else f"Default: {self.default}"
        said = f"{self.meaning[0].upper()}{self.meaning[1:]}.\n\nTakes: {self.takes}. {default}."
        return _LINK.sub(r"\1", said)


def _default(form: Form, told: str) -> str | int | bool | None:
    """Give a default as the value a file would hold, where the table tells one in backticks."""
    found = _ONE_VALUE.fullmatch(told)
    if found is None:
        return None
    match form.get("type"):
        case "boolean":
            return found[1] == "true"
        case "integer":
            return int(found[1])
        case _:
            return found[1]


def key(read: Reader, takes: str, default: str, meaning: str, *, required: bool = False) -> Key:
    """Give a row of a table of keys."""
    return Key(read=read, takes=takes, default=default, meaning=meaning, required=required)


def words(known: Iterable[str]) -> str:
    """Give the words of a closed list as the reference shows them."""
    return ", ".join(f"`{word}`" for word in known)


@attrs.frozen(kw_only=True, order=False)
class Level:
    """The keys of one table of the file.

    `elsewhere` says of keys that people look for here where they belong, or why not.
    """

    name: str
    keys: Mapping[str, Key]
    elsewhere: Mapping[str, str] = attrs.field(factory=dict[str, str])

    def __getitem__(self, key: str) -> Key:
        return self.keys[key]

    @property
    def form(self) -> Form:
        """The table as a schema."""
        required = (name for name, key in self.keys.items() if key.required)
        return forms.table({name: key.form for name, key in self.keys.items()}, required)

    @property
    def readers(self) -> dict[str, Reader]:
        """The reader of each key."""
        return {name: key.read for name, key in self.keys.items()}


@attrs.frozen(order=False)
class Found:
    """What was read of a table: the values by key, and what was wrong."""

    values: dict[str, object]
    faults: list[Fault]
    wrong: frozenset[str] = frozenset()


def read_level(level: Level, table: Mapping[str, object]) -> Found:
    """Read every key of a table, and collect all that is wrong with it."""
    found = Found({}, [])
    wrong: set[str] = set()
    for name, value in table.items():
        try:
            found.values[name] = _key(level, name).read(value)
        except Faulty as error:
            wrong |= {name, *_meant_by(level, name)}
            if error.partial is not None:
                found.values[name] = error.partial
            found.faults.extend(fault.under(name) for fault in error.faults)
    found.faults.extend(_missing(level, {*table, *wrong}))
    return Found(found.values, found.faults, frozenset(wrong))


def _meant_by(level: Level, name: str) -> list[str]:
    """Give the key a misspelt one stands for, so that nothing else is said to be missing."""
    import difflib

    if name in level.keys or name in level.elsewhere:
        return []
    return difflib.get_close_matches(name, level.keys, n=1)


def _key(level: Level, name: str) -> Key:
    if name in level.keys:
        return level.keys[name]
    raise Faulty(no_key(level, name))


def no_key(level: Level, name: str) -> Fault:
    """Give the fault of a key a table doesn't have."""
    near = did_you_mean(name, level.keys) or f"its keys are {words(level.keys)}"
    return Fault(
        code="unknown-key",
        message=f"{level.name} has no key `{shown(name)}`",
        hint=level.elsewhere.get(name, near),
        at_key=True,
    )


def _missing(level: Level, given: set[str]) -> list[Fault]:
    return [
        Fault(
            code="missing-key",
            message=f"{level.name} needs `{name}`",
            hint=f"add `{name}`: {key.meaning}",
        )
        for name, key in level.keys.items()
        if key.required and name not in given
    ]


def read_whole(level: Level, table: Mapping[str, object]) -> dict[str, object]:
    """Read a table within a table; raises `Faulty` with all that is wrong with it."""
    found = read_level(level, table)
    if found.faults:
        raise Faulty(*found.faults)
    return found.values


def read_again(value: attrs.AttrsInstance, readers: Mapping[str, Reader]) -> Found:
    """Read each field of a value built in Python by its key, to find all that doesn't fit."""
    values: dict[str, object] = {}
    faults: list[Fault] = []
    for field in attrs.fields(type(value)):
        given: object = getattr(value, field.name)
        if given is None and field.default is None:
            continue
        try:
            values[field.name] = readers[field.name](given)
        except Faulty as error:
            if error.partial is not None:
                values[field.name] = error.partial
            faults += [fault.under(field.name) for fault in error.faults]
    wrong = frozenset(str(fault.path[0]) for fault in faults)
    return Found(values, faults, wrong)


def read_part(kind: type[_Part], level: Level, value: object, hint: str) -> _Part:
    """Read a table as a value; one made in Python is read again, field by field."""
    if isinstance(value, kind):
        found = read_again(value, level.readers)
    else:
        found = read_level(level, as_table(value, "a table", hint))
    if found.faults:
        raise Faulty(*found.faults)
    return kind(**cast("dict[str, Any]", found.values))
