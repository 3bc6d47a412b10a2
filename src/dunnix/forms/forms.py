"""The forms a value may have: plain schemas, of words that Draft 4 of JSON Schema has already.

`examples` is the one word that is younger; who doesn't know it passes it over.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

Form: TypeAlias = Mapping[str, Any]

ANY: Final[Form] = {}
FLAG: Final[Form] = {"type": "boolean"}


def text(pattern: str | None = None, *examples: str, longest: int | None = None) -> Form:
    """Give the form of a text that a pattern fits as a whole.

    >>> text("[a-z]{2}", "en")
    {'type': 'string', 'pattern': '^(?:[a-z]{2})$', 'examples': ['en']}
    """
    form: dict[str, Any] = {"type": "string"}
    if pattern is not None:
        form["pattern"] = whole(pattern)
    if longest is not None:
        form["maxLength"] = longest
    return form | ({"examples": list(examples)} if examples else {})


def whole(pattern: str) -> str:
    """Give a pattern that fits a whole text or nothing, for a schema looks for it anywhere."""
    return f"^(?:{re.sub(r'[(][?]P<[a-z]+>', '(', pattern)})$"


def words(known: Iterable[str]) -> Form:
    """Give the form of one word of a closed list."""
    return {"type": "string", "enum": [str(word) for word in known]}


def whole_number(low: int | None = None, high: int | None = None) -> Form:
    """Give the form of a whole number within bounds."""
    bounds = {"minimum": low, "maximum": high}
    given = {name: bound for name, bound in bounds.items() if bound is not None}
    return {"type": "integer", **given}


def listed(item: Form, *, lone: bool = False, once: bool = True) -> Form:
    """Give the form of a list; with `lone`, one item may stand without brackets."""
    several: Form = {"type": "array", "items": item, **({"uniqueItems": True} if once else {})}
    return either(item, several) if lone else several


def table(properties: Mapping[str, Form], required: Iterable[str] = ()) -> Form:
    """Give the form of a table with these keys and no others."""
    must = list(required)
    return {
        "type": "object",
        "properties": dict(properties),
        # An empty list is none in Draft 4.
        **({"required": must} if must else {}),
        "additionalProperties": False,
    }


def named(
    values: Form, names: str | None = None, *, taken: Iterable[str] = (), known: Iterable[str] = ()
) -> Form:
    """Give the form of a table whose names the file chooses: all that fit, but for those taken.

    Editors suggest those that are `known`.
    """
    suggested_names = dict.fromkeys(known, values)
    forbidden = [{"required": [name]} for name in taken]
    return {
        "type": "object",
        **({"properties": suggested_names} if suggested_names else {}),
        **({} if names is None else {"patternProperties": {whole(names): values}}),
        "additionalProperties": values if names is None else False,
        **({"not": {"anyOf": forbidden}} if forbidden else {}),
    }


def either(*forms: Form) -> Form:
    """Give the form of a value that has one of several."""
    return {"anyOf": [dict(form) for form in forms]}


def suggested(known: Iterable[str], otherwise: Form) -> Form:
    """Give the form of a text of which some words are known, for editors to suggest them."""
    return either(words(known), otherwise)


def but_not(form: Form, refused: Iterable[str]) -> Form:
    """Give a form without some words."""
    return {**form, "not": {"enum": sorted(refused)}}


def unlike(form: Form, pattern: str) -> Form:
    """Give a form without the texts in which a pattern is found."""
    return {**form, "not": {"pattern": pattern}}


def told(form: Form, **said: Any) -> Form:  # noqa: ANN401  # any word of a schema
    """Give a form with more said of it, such as its `description`."""
    return {**form, **said}
