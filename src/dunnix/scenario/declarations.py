"""The facts and amounts a scenario declares, read from their tables."""

import re
from collections.abc import Iterable, Mapping
from typing import Final, cast

import attrs

from dunnix.errors import DunnixError
from dunnix.facts import BUILT_IN, Fact, FactKind
from dunnix.forms import Form, formed, forms
from dunnix.model import FrozenMap
from dunnix.money import currencies, currency_codes
from dunnix.scenario import readers
from dunnix.scenario.faults import Fault, Faulty
from dunnix.scenario.tables import Key, Level, read_level

_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_LANGUAGE_WORDS: Final = frozenset({"and", "or", "not", "in", "known", "true", "false"})
_KINDS: Final = {
    "bool": FactKind.FLAG,
    "integer": FactKind.INTEGER,
    "money": FactKind.MONEY,
    "text": FactKind.TEXT,
    "choice": FactKind.CHOICE,
}
_VALUES_OF: Final = {
    FactKind.FLAG: "true or false",
    FactKind.INTEGER: "a whole number",
    FactKind.MONEY: 'an amount in quotes, such as "50.00"',
    FactKind.TEXT: "a text in quotes",
}
_READ_WORDS: Final = readers.list_of(readers.read_text, "words")
_FACT_HINT: Final = 'write a list of words, or such as { type = "bool", if_missing = false }'


@formed(forms.either(readers.read_amount.form, forms.text(_NAME.pattern)))
def read_amount_or_name(value: object) -> str:
    """Read a decimal text, or the name of an amount."""
    if isinstance(value, str) and value[:1].isalpha():
        return value
    return readers.read_amount(value)


@formed(forms.either({"type": "string"}, forms.whole_number(), forms.FLAG))
def _read_any(value: object) -> object:
    """Take a value as it is: whether it is of the fact's type is asked of the whole fact."""
    return value


FACT: Final = Level(
    name="a declared fact",
    keys={
        "type": Key(
            read=readers.one_of(_KINDS, "type of fact", convert=_KINDS.__getitem__),
            takes="`bool`, `integer`, `money`, `text` or `choice`",
            default="must be given",
            meaning="what its values are",
            required=True,
        ),
        "values": Key(
            read=_READ_WORDS,
            takes="list of texts",
            default="none",
            meaning="the words of a `choice`",
        ),
        "if_missing": Key(
            read=_read_any,
            takes="a value of the type",
            default="none: an account without the fact is held",
            meaning="what the fact is taken to be when the host doesn't give it",
        ),
        "nullable": Key(
            read=readers.read_flag,
            takes="true or false",
            default="`false`",
            meaning="whether it may be unknown; then conditions read it only behind `known(...)`",
        ),
    },
)


def near(word: str, known: Iterable[str], otherwise: str) -> str:
    """Give a hint naming the nearest of many known words, or another way out."""
    import difflib

    found = difflib.get_close_matches(word, sorted(known), n=1)
    return f"did you mean `{found[0]}`?" if found else otherwise


@formed(lambda: forms.words(currency_codes()))
def read_currency(value: object) -> str:
    """Read a code of ISO 4217 that invoices can be written in."""
    hint = "write a code of ISO 4217 in capitals, such as `EUR`"
    if not isinstance(value, str):
        raise readers.wrong_type(value, "a quoted currency code", hint)
    currency = currencies().get(value)
    if currency is None or currency.digits is None:
        raise Faulty(
            Fault(
                code="unknown-currency",
                message=f"`{readers.shown(value)}` is no currency of ISO 4217 with minor units",
                hint=near(value.upper(), currencies(), hint),
            )
        )
    return value


@formed(lambda: forms.table({owner: _facts_form(owner) for owner in ("debtor", "invoice")}))
def read_facts(value: object) -> tuple[Fact, ...]:
    """Read `[facts.debtor]` and `[facts.invoice]`; facts declared in Python pass through."""
    if isinstance(value, tuple | list):
        return _given_facts(cast("Iterable[object]", value))
    facts: list[Fact] = []
    faults: list[Fault] = []
    for owner, declared in readers.as_table(value, "a table of facts").items():
        if owner not in {"debtor", "invoice"}:
            message = f"facts belong to `debtor` or `invoice`, not to `{readers.shown(owner)}`"
            hint = "declare them under [facts.debtor] or [facts.invoice]"
            faults.append(
                Fault(code="unknown-key", message=message, hint=hint, path=(owner,), at_key=True)
            )
            continue
        try:
            facts += _owned_facts(owner, declared)
        except Faulty as error:
            facts += cast("list[Fact]", error.partial or [])
            faults += [fault.under(owner) for fault in error.faults]
    read = tuple(sorted(facts, key=lambda fact: fact.name))
    if faults:
        raise Faulty(*faults, partial=read)
    return read


def _facts_form(owner: str) -> Form:
    names = (fact.name.partition(".") for fact in BUILT_IN)
    taken = (name for table, _, name in names if table == owner)
    declared = forms.either(_READ_WORDS.form, FACT.form)
    return forms.named(declared, _NAME.pattern, taken=sorted(taken))


def _given_facts(values: Iterable[object]) -> tuple[Fact, ...]:
    facts: list[Fact] = []
    for value in values:
        if not isinstance(value, Fact):
            raise readers.wrong_type(value, "a `Fact`")
        if value.builtin or value.name in BUILT_IN:
            raise Faulty(_built_in(value.name))
        if value.name in {fact.name for fact in facts}:
            raise Faulty(Fault(code="duplicate-fact", message=f"`{value.name}` is declared twice"))
        facts.append(value)
    return tuple(sorted(facts, key=lambda fact: fact.name))


def _owned_facts(owner: str, value: object) -> list[Fact]:
    facts: list[Fact] = []
    faults: list[Fault] = []
    for name, declared in readers.as_table(value, "a table of facts").items():
        try:
            facts.append(_fact(f"{owner}.{name}", declared))
        except Faulty as error:
            faults += [fault.under(name) for fault in error.faults]
    if faults:
        raise Faulty(*faults, partial=facts)
    return facts


def _fact(name: str, declared: object) -> Fact:
    if name in BUILT_IN:
        raise Faulty(_built_in(name))
    if not _NAME.fullmatch(name.partition(".")[2]):
        message = f"`{readers.shown(name)}` is no name for a fact"
        hint = "use small letters, digits and `_`, and begin with a letter"
        raise Faulty(Fault(code="bad-fact", message=message, hint=hint, at_key=True))
    if isinstance(declared, list | tuple):
        declared = {"type": "choice", "values": _READ_WORDS(cast("object", declared))}
    found = read_level(FACT, readers.as_table(declared, "a declared fact", _FACT_HINT))
    if found.faults:
        raise Faulty(*found.faults)
    values = found.values
    try:
        return Fact(
            name=name,
            kind=cast("FactKind", values["type"]),
            choices=cast("tuple[str, ...]", values.get("values", ())),
            nullable=bool(values.get("nullable", False)),
            if_missing=cast("str | int | bool | None", values.get("if_missing")),
        )
    except DunnixError as error:
        raise Faulty(_bad_fact(values, str(error))) from None


def _bad_fact(values: Mapping[str, object], said: str) -> Fault:
    kind = cast("FactKind", values["type"])
    if "if_missing" not in values or "nullable" in values or kind is FactKind.CHOICE:
        return Fault(code="bad-fact", message=said, hint=_FACT_HINT)
    return Fault(
        code="bad-fact",
        message=f"the value of `if_missing` is not {_VALUES_OF[kind]}",
        hint="give a value of the fact's own type",
        path=("if_missing",),
    )


def _built_in(name: str) -> Fault:
    return Fault(
        code="built-in-fact",
        message=f"`{readers.shown(name)}` is a built-in fact and can't be declared",
        hint="leave the declaration out: conditions can read the fact as it is",
        at_key=True,
    )


def _amounts_form() -> Form:
    amount = readers.read_amount.form
    by_currency = forms.table(dict.fromkeys(currency_codes(), amount))
    taken = sorted({*_LANGUAGE_WORDS, *(fact.name for fact in BUILT_IN)})
    return forms.named(forms.either(amount, by_currency), _NAME.pattern, taken=taken)


@formed(_amounts_form)
def read_amounts(value: object) -> FrozenMap[FrozenMap[str]]:
    """Read `[amounts]`; a plain text stands under `""` until the scenario's currency is known."""
    amounts: dict[str, FrozenMap[str]] = {}
    faults: list[Fault] = []
    hint = 'write such as "50.00" or { EUR = "50.00", GBP = "45.00" }'
    for name, given in readers.as_table(value, "a table of amounts", hint).items():
        try:
            _check_amount_name(name)
            amounts[name] = _amount(given)
        except Faulty as error:
            faults += [fault.under(name) for fault in error.faults]
    if faults:
        raise Faulty(*faults, partial=FrozenMap(amounts))
    return FrozenMap(amounts)


def _check_amount_name(name: str) -> None:
    if _NAME.fullmatch(name) and name not in _LANGUAGE_WORDS and name not in BUILT_IN:
        return
    taken = "" if not _NAME.fullmatch(name) else ": conditions use that word"
    raise Faulty(
        Fault(
            code="bad-amount-name",
            message=f"`{readers.shown(name)}` can't name an amount{taken}",
            hint="use small letters, digits and `_`, and no word or fact of the conditions",
            at_key=True,
        )
    )


def _amount(given: object) -> FrozenMap[str]:
    if not isinstance(given, Mapping):
        return FrozenMap({"": readers.read_amount(given)})
    amounts: dict[str, str] = {}
    faults: list[Fault] = []
    for currency, text in cast("Mapping[str, object]", given).items():
        try:
            # A plain text that was read before has no currency yet.
            amounts[currency and read_currency(currency)] = readers.read_amount(text)
        except Faulty as error:
            faults += [
                attrs.evolve(fault.under(currency), at_key=fault.code == "unknown-currency")
                for fault in error.faults
            ]
    if faults:
        raise Faulty(*faults)
    return FrozenMap(amounts)
