"""Names a scenario declares and uses: our own roles, further channels, further effects.

Whether a channel or an effect exists can be told only once the whole scenario is read.
"""

from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from dunnix.forms import form_of, formed, forms
from dunnix.model import CHANNELS, Channel, FrozenMap
from dunnix.scenario.choices import PREFERRED, Effect
from dunnix.scenario.faults import Fault, Faulty
from dunnix.scenario.identifiers import RESERVED
from dunnix.scenario.readers import Reader, as_table, one_of, read_text, word, wrong_type

COLLECTOR: Final = "collector"
"""The role of ours that is always there: whoever looks after the account."""

WORD: Final = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_WORD_HINT: Final = "write small letters, digits and single hyphens, such as `credit-manager`"

read_role: Final = word(WORD, code="bad-role", what="role of ours", hint=_WORD_HINT)


@formed(forms.suggested((*CHANNELS, PREFERRED), forms.text(WORD)))
def read_channel(value: object) -> Channel:
    """Read a text as a channel, shipped or declared."""
    if not isinstance(value, str):
        raise wrong_type(value, "a quoted channel", 'write such as "email"')
    return Channel(value)


@formed(forms.suggested(Effect, forms.text(WORD)))
def read_effect(value: object) -> str:
    """Read a text as an effect, shipped or declared."""
    if not isinstance(value, str):
        raise wrong_type(value, "a quoted effect", 'write such as "stop-deliveries"')
    return Effect(value) if value in list(Effect) else value


def _named(
    name_read: Reader, value_read: Reader, taken: Iterable[str], *, what: str, example: str
) -> Reader:
    """Give a reader of a table of names that the language doesn't have already."""
    has = frozenset(taken)

    @formed(forms.named(form_of(value_read), WORD, taken=sorted(has)))
    def read(value: object, /) -> FrozenMap[str]:
        names: dict[str, str] = {}
        faults: list[Fault] = []
        for name, given in as_table(value, f"a table of {what}s", example).items():
            try:
                _is_new(name, has, what)
                name_read(name)
            except Faulty as error:
                faults += [attrs.evolve(each, path=(name,), at_key=True) for each in error.faults]
            try:
                names[name] = str(value_read(given))
            except Faulty as error:
                faults += [fault.under(name) for fault in error.faults]
        if faults:
            raise Faulty(*faults, partial=FrozenMap(names))
        return FrozenMap(names)

    return read


def _is_new(name: str, taken: frozenset[str], what: str) -> None:
    if name in taken:
        raise Faulty(
            Fault(
                code="built-in-name",
                message=f"`{name}` is a word of the language and can't name another {what}",
                hint="leave it out, or choose another name",
            )
        )


read_people: Final = _named(
    read_role,
    read_text,
    (),
    what="role",
    example='write such as { credit-manager = "Credit manager" }',
)
read_channels: Final = _named(
    word(WORD, code="bad-name", what="name of a channel", hint=_WORD_HINT),
    one_of(CHANNELS, "channel", code="unknown-channel"),
    (*CHANNELS, PREFERRED),
    what="channel",
    example='write such as { whatsapp = "phone" }: by whose address it is reached',
)
read_effects: Final = _named(
    word(WORD, code="bad-name", what="name of an effect", hint=_WORD_HINT),
    read_text,
    (*Effect, *RESERVED),
    what="effect",
    example='write such as { no-discount = "No more discounts" }',
)


def effects_of(declared: Mapping[str, str]) -> tuple[str, ...]:
    """Give every effect a step can name."""
    return (*(str(each) for each in Effect), *declared)
