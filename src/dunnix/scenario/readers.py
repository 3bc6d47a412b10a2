"""How each kind of value in a scenario is read, and refused, from a file or from Python.

A reader takes what TOML or a caller gives and returns the value, or raises `Faulty`.
A value that is already of the kind wanted passes through.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import ClassVar, Final, Protocol, TypeVar, cast

from dunnix.conditions import Condition, ConditionError, parse_condition
from dunnix.errors import did_you_mean
from dunnix.forms import Form, Formed, form_of, formed, forms
from dunnix.model import FrozenMap
from dunnix.scenario.choices import ModeKind
from dunnix.scenario.faults import Fault, Faulty
from dunnix.scenario.parts import Mode, PartError
from dunnix.scenario.timing import After, Duration, Timing, TimingError

Reader = Callable[[object], object]
_Choice = TypeVar("_Choice", bound=StrEnum)

_LANGUAGE = re.compile(r"[a-z]{2}")
_AMOUNT = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_QUOTED = re.compile(r'"([^"]+)"')
_LONGEST_TEXT = 200
TEXT: Final[Form] = forms.text(r"\S(?:[^\x00-\x1f\x7f]*\S)?", longest=_LONGEST_TEXT)
"""A text of one line, without spaces around it."""


_KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "true or false"),
    ((int, float), "a bare number"),
    (str, "a text"),
    ((list, tuple), "a list"),
    (Mapping, "a table"),
    ((dt.date, dt.time), "a date or time"),
    (type(None), "nothing"),
)


def kind_of(value: object) -> str:
    """Say what a value is, in the words of a scenario file."""
    otherwise = f"a value of type {type(value).__name__}"
    return next((words for kind, words in _KINDS if isinstance(value, kind)), otherwise)


def wrong_type(value: object, wanted: str, hint: str | None = None) -> Faulty:
    """Give the fault of a value of the wrong kind."""
    return Faulty(
        Fault(code="wrong-type", message=f"{kind_of(value)} where {wanted} is wanted", hint=hint)
    )


@formed(TEXT)
def read_text(value: object) -> str:
    """Read a text of one line."""
    if not isinstance(value, str):
        raise wrong_type(value, "a quoted text")
    for is_wrong, message, hint in (
        (not value.strip(), "an empty text", "write some words or leave the key out"),
        (value != value.strip(), "a text with spaces around it", "leave the spaces out"),
        (not value.isprintable(), "a text with signs that don't print", "write it on one line"),
        (len(value) > _LONGEST_TEXT, f"a text of {len(value)} characters", "write at most 200"),
    ):
        if is_wrong:
            raise Faulty(Fault(code="bad-text", message=message, hint=hint))
    return value


def word(pattern: str, *, code: str, what: str, hint: str) -> Formed[[object], str]:
    """Give a reader of an identifier of a certain shape."""
    shape = re.compile(pattern)

    @formed(forms.text(pattern))
    def read(value: object, /) -> str:
        if not isinstance(value, str):
            raise wrong_type(value, "a quoted text", hint)
        if not shape.fullmatch(value):
            found = f"`{shown(value)}`" if value else "an empty text"
            raise Faulty(Fault(code=code, message=f"{found} is no {what}", hint=hint))
        return value

    return read


def shown(text: str, *, longest: int = 40) -> str:
    """Give a user's text as a sentence may show it: printable, and not too long."""
    clean = "".join(each if each.isprintable() else "?" for each in text[: longest + 1])
    return clean if len(text) <= longest else f"{clean[:longest]}..."


def choice(kind: type[_Choice], what: str, *, code: str = "unknown-value") -> Formed[[object], str]:
    """Give a reader of one word of a closed list."""
    return one_of([str(each) for each in kind], what, code=code, convert=kind)


def one_of(
    words: Iterable[str],
    what: str,
    *,
    code: str = "unknown-value",
    convert: Callable[[str], str] = str,
) -> Formed[[object], str]:
    """Give a reader of one word among some."""
    known = tuple(words)

    @formed(forms.words(known))
    def read(value: object, /) -> str:
        if not isinstance(value, str):
            raise wrong_type(value, "a quoted word", did_you_mean("", known))
        if value not in known:
            message = f"`{shown(value)}` is no {what}"
            raise Faulty(Fault(code=code, message=message, hint=did_you_mean(value, known)))
        return convert(value)

    return read


@formed(forms.FLAG)
def read_flag(value: object) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise wrong_type(value, "true or false", "write true or false without quotes")
    return value


def count(low: int, high: int) -> Formed[[object], int]:
    """Give a reader of a whole number within bounds."""

    @formed(forms.whole_number(low, high))
    def read(value: object, /) -> int:
        if type(value) is not int:
            raise wrong_type(value, "a whole number", f"write a number from {low} to {high}")
        if not low <= value <= high:
            raise Faulty(
                Fault(
                    code="out-of-range",
                    message=f"`{shown(str(value))}` is not between {low} and {high}",
                    hint=f"write a number from {low} to {high}",
                )
            )
        return value

    return read


@formed(forms.text(Duration.pattern, "8d"))
def read_duration(value: object) -> Duration:
    """Read `8d`."""
    if isinstance(value, Duration):
        return value
    if type(value) is int and value >= 0:
        raise wrong_type(value, "a quoted duration", f'write "{value}d" for days')
    if not isinstance(value, str):
        raise wrong_type(value, "a quoted duration", 'write such as "8d"')
    try:
        return Duration.parse(value)
    except TimingError as error:
        raise misspelled("bad-duration", error, value) from None


class _Spelled(Protocol):
    """A value of the language that a text spells; `pattern` says how."""

    pattern: ClassVar[str]

    @classmethod
    def parse(cls, text: str) -> "_Spelled":
        """Read the text."""
        ...


def spelled(
    kind: type[_Spelled], what: str, hint: str, *, code: str, known: Iterable[str] = ()
) -> Formed[[object], object]:
    """Give a reader of a text that spells a value of the language; some may be `known` words."""
    form = forms.text(kind.pattern, *_QUOTED.findall(hint))
    words = tuple(known)

    @formed(forms.suggested(words, form) if words else form)
    def read(value: object, /) -> object:
        if isinstance(value, kind):
            return value
        if not isinstance(value, str):
            raise wrong_type(value, what, hint)
        try:
            return kind.parse(value)
        except (PartError, TimingError) as error:
            raise misspelled(code, error, value) from None

    return read


def misspelled(code: str, error: TimingError | PartError, value: str) -> Faulty:
    """Give the fault of a text that spells no value of the language."""
    message = error.message.replace(value, shown(value))
    return Faulty(Fault(code=code, message=message, hint=error.hint))


read_timing = spelled(
    Timing, "a quoted date of a step", 'write such as "due + 5d"', code="bad-timing"
)
_read_after = spelled(
    After, "the quoted id of a step", 'write such as "formal-notice"', code="bad-after"
)
read_after = Formed(_read_after.read, forms.but_not(_read_after.form, ["previous"]))
read_mode = spelled(
    Mode,
    "a quoted mode",
    'write such as "auto"',
    code="bad-mode",
    known=(ModeKind.AUTO, ModeKind.MANUAL),
)


@formed({"type": "string", "pattern": r"\S", "examples": ["amount_due >= 50.00"]})
def read_condition(value: object) -> Condition:
    """Parse a condition; its facts are checked once the whole scenario is read."""
    if isinstance(value, Condition):
        return value
    if not isinstance(value, str):
        raise wrong_type(value, "a quoted condition", 'write such as "amount_due >= 50.00"')
    try:
        return parse_condition(value)
    except ConditionError as error:
        faults = (
            Fault(code=f.code, message=f.message, hint=f.hint, span=(f.start, f.end))
            for f in error.faults
        )
        raise Faulty(*faults) from None


def list_of(
    read: Reader, wanted: str, *, lone: bool = False
) -> Formed[[object], tuple[object, ...]]:
    """Give a reader of a list; with `lone`, one item may stand without brackets."""

    @formed(lambda: forms.listed(form_of(read), lone=lone))
    def read_list(value: object, /) -> tuple[object, ...]:
        if lone and not isinstance(value, list | tuple):
            return (read(value),)
        if not isinstance(value, list | tuple):
            raise Faulty(*_lone(read, value, wanted))
        return _each(read, cast("Iterable[object]", value))

    return read_list


def _lone(read: Reader, value: object, wanted: str) -> Iterator[Fault]:
    """Give the faults of one item without its brackets: they would hold it if it is right."""
    hint = f'write ["{shown(value)}"]' if isinstance(value, str) else None
    yield from wrong_type(value, f"a list of {wanted}", hint).faults
    if isinstance(value, str):
        try:
            read(value)
        except Faulty as error:
            yield from error.faults


def _each(read: Reader, values: Iterable[object]) -> tuple[object, ...]:
    items: list[object] = []
    faults: list[Fault] = []
    for place, value in enumerate(values):
        try:
            item = read(value)
        except Faulty as error:
            faults += [fault.under(place) for fault in error.faults]
            continue
        if item in items:
            message = f"`{shown(str(item))}` is listed twice"
            hint = "leave one of them out"
            faults.append(Fault(code="listed-twice", message=message, hint=hint, path=(place,)))
        items.append(item)
    if faults:
        raise Faulty(*faults)
    return tuple(items)


def as_table(value: object, wanted: str, hint: str | None = None) -> Mapping[str, object]:
    """Refuse all but a table."""
    if not isinstance(value, Mapping):
        raise wrong_type(value, wanted, hint)
    return cast("Mapping[str, object]", value)


@formed(forms.named(TEXT, _LANGUAGE.pattern, known=("en", "de", "es", "fr", "it", "nl")))
def read_title(value: object) -> FrozenMap[str]:
    """Read a text in several languages."""
    table = as_table(value, "a table of languages", 'write such as { en = "First reminder" }')
    faults: list[Fault] = []
    for language, text in table.items():
        if not _LANGUAGE.fullmatch(language):
            faults.append(
                Fault(
                    code="bad-language",
                    message=f"`{shown(language)}` is no language code",
                    hint="write two small letters, such as `en` or `fr`",
                    path=(language,),
                    at_key=True,
                )
            )
        try:
            read_text(text)
        except Faulty as error:
            faults += [fault.under(language) for fault in error.faults]
    if faults:
        raise Faulty(*faults)
    return FrozenMap(cast("Mapping[str, str]", table))


@formed(forms.text(_AMOUNT.pattern, "50.00"))
def read_amount(value: object) -> str:
    """Read a decimal text such as `50.00`; the currency's digits are checked later."""
    if not isinstance(value, str):
        raise wrong_type(value, "a quoted amount", 'write such as "50.00"')
    if re.fullmatch(r"-\s*[0-9.]+", value):
        raise Faulty(
            Fault(
                code="negative-amount",
                message="a limit is never below zero",
                hint="write it without the minus sign",
            )
        )
    if not _AMOUNT.fullmatch(value):
        raise Faulty(
            Fault(
                code="bad-amount",
                message=f"`{shown(value)}` is no amount",
                hint='write digits with a point, no thousands separators, such as "1250.00"',
            )
        )
    return value
