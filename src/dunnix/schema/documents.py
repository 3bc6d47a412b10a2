"""One schema a kind of file, put together of what the loaders' own tables say."""

from enum import StrEnum
from typing import Any, Final, assert_never

from dunnix.forms import Form, forms

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
"""The draft that editors read TOML and JSON by."""


class FileKind(StrEnum):
    """A kind of file there is a schema of."""

    SCENARIO = "scenario"
    STRATEGY = "strategy"
    LEDGER = "ledger"
    TEST = "test"


_TITLES: Final = {
    FileKind.SCENARIO: "A scenario of dunnix",
    FileKind.STRATEGY: "A strategy of dunnix",
    FileKind.LEDGER: "A ledger of dunnix",
    FileKind.TEST: "Tests of a scenario of dunnix",
}


def json_schema(kind: FileKind | str) -> dict[str, Any]:
    """Give the JSON Schema of a kind of file: `scenario`, `strategy`, `ledger` or `test`.

    It is made of the tables that the loader reads by: keys and fields with their meanings, types,
    words, bounds and defaults. It is of Draft 7, refers to nothing outside itself, and is plain
    data for `json.dumps`. What is asked beyond single keys, such as whether the step that is named
    is there, only the loader can tell. Raises ValueError for another kind.

    >>> schema = json_schema("scenario")
    >>> schema["required"], schema["properties"]["attempts"]["default"]
    (['id', 'version', 'if_behind'], 2)
    """
    if kind not in list(FileKind):
        known = ", ".join(f"`{each}`" for each in FileKind)
        raise ValueError(f"there is no schema of `{kind}`: known are {known}")
    found = FileKind(kind)
    about = {"$schema": DRAFT, "$id": f"urn:dunnix:schema:{found}", "title": _TITLES[found]}
    return {**about, **_form(found)}


def _form(kind: FileKind) -> Form:
    """Ask the loader of a kind of file; the others aren't imported."""
    match kind:
        case FileKind.SCENARIO:
            from dunnix.scenario.scenario_keys import SCENARIO

            return SCENARIO.form
        case FileKind.STRATEGY:
            from dunnix.scenario.strategy_keys import STRATEGY

            return STRATEGY.form
        case FileKind.LEDGER:
            from dunnix.model.rows import account_form

            return _ledger(account_form())
        case FileKind.TEST:
            from dunnix.testing.keys import FILE

            return FILE.form
        case _:
            assert_never(kind)


def _ledger(account: Form) -> Form:
    """Give the form of a ledger: accounts below their name, a bare list of them, or one alone."""
    one: Form = {"$ref": "#/definitions/account"}
    several = forms.listed(one, once=False)
    whole = forms.table({"accounts": several}, ("accounts",))
    return {**forms.either(whole, several, one), "definitions": {"account": account}}
