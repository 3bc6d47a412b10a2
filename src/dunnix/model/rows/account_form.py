"""What an account may be as JSON, as its own readers say it."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from dunnix.errors import Severity
from dunnix.forms import Form, form_of, forms
from dunnix.model.rows.gather import LISTS, PARTS
from dunnix.model.rows.histories import COUNTS, PAID, PAST_CONTACTS
from dunnix.model.rows.meanings import MEANINGS
from dunnix.model.rows.readers import TEXT, read_date, read_fact, read_identity
from dunnix.model.rows.tables import OF_KIND, TABLES, RowTable

_NOTHING: Final[Form] = {"type": "null"}
_SOMETHING: Final[Form] = {"not": _NOTHING}
_SAID_OF: Final = {
    "debtor": "who owes; the only thing an account must have",
    "former": "earlier versions of the debtor, each with its `recorded_on`",
    "history": "sums that stand for closed items left out",
    "problems": "what an earlier reading found, so that the account stays held",
}


def account_form(*, whole: bool = True) -> Form:
    """Give the form of an account: the debtor, and the lists of what is known of it.

    One that isn't `whole` is laid over another, or filled in: nothing must be in it.
    """
    debtor = _with_parts("debtors", whole=whole)
    rows = {name: _listed_row(name, whole=whole) for name in LISTS}
    lists = {name: _optional(forms.listed(row, once=False)) for name, row in rows.items()}
    properties = {
        "debtor": debtor,
        "former": _optional(forms.listed(debtor, once=False)),
        **lists,
        "history": _optional(_history()),
        "problems": _optional(forms.listed(_problem(), once=False)),
    }
    told = {name: _SAID_OF.get(name, f"the {name} of the account") for name in properties}
    return forms.table(
        {name: forms.told(form, description=told[name]) for name, form in properties.items()},
        ("debtor",) if whole else (),
    )


def _listed_row(name: str, *, whole: bool) -> Form:
    """Give the form of a row of a list, in which the debtor may be said again."""
    row = _with_parts(name, whole=whole)
    again = forms.told(read_identity.form, description="left out inside an account")
    row = forms.told(row, properties={**row["properties"], "debtor": again})
    return forms.told(row, allOf=list(_kinds())) if whole and name == "happenings" else row


def _with_parts(name: str, *, whole: bool) -> Form:
    """Give the form of a row, with the list of its parts where it may hold one."""
    row = row_form(TABLES[name], but=() if whole else TABLES[name].fields)
    if name not in PARTS:
        return row
    part = PARTS[name]
    inside = row_form(TABLES[part], but=(TABLES[part].owner,))
    parts = forms.told(
        _optional(forms.listed(inside, once=False)), description=f"the {part} of the row"
    )
    return forms.told(row, properties={**row["properties"], part: parts})


def row_form(table: RowTable, *, but: Iterable[str] = ()) -> Form:
    """Give the form of a row by its table; what is called in `but` may be left out."""
    properties: dict[str, Form] = {}
    required: list[str] = []
    left_out = set(but)
    for field in table.fields.values():
        must = field.required and field.name not in left_out
        form = form_of(field.reader) if must else _optional(form_of(field.reader))
        said = MEANINGS[table.name][field.name]
        properties[field.name] = forms.told(form, description=f"{said[0].upper()}{said[1:]}.")
        required += [field.name] * must
    row = forms.table(properties, required)
    if not table.has_facts:
        return row
    facts = _optional(forms.named(_optional(read_fact.form)))
    told = forms.told(facts, description="facts of your own that are called like a field")
    return forms.told(
        row,
        properties={**properties, "facts": told},
        additionalProperties=_optional(read_fact.form),
    )


def _optional(form: Form) -> Form:
    """Let nothing be said: `null` stands for a field left out."""
    if "anyOf" in form:
        return {**form, "anyOf": [*form["anyOf"], _NOTHING]}
    found: dict[str, Any] = {**form, "type": [form["type"], "null"]}
    if "enum" in form:
        found["enum"] = [*form["enum"], None]
    return found


def _kinds() -> Iterable[Form]:
    """Give for each kind of happening the fields it needs, and leave out those of other kinds."""
    special = {name for fields in OF_KIND.values() for name in fields}
    for kind, fields in OF_KIND.items():
        must = [name for name, required in fields.items() if required]
        said: dict[str, Form] = {
            **dict.fromkeys(sorted(special - set(fields)), _NOTHING),
            **dict.fromkeys(must, _SOMETHING),
        }
        needs: Mapping[str, object] = {"required": must} if must else {}
        yield {
            "if": {"properties": {"kind": {"enum": [kind]}}},
            "then": {"properties": said, **needs},
        }


def _history() -> Form:
    counts = row_form(COUNTS)
    day = read_date.form
    lists = {
        "paid": forms.listed(row_form(PAID), once=False),
        "contacts": forms.listed(forms.either(day, row_form(PAST_CONTACTS)), once=False),
        "refusals": forms.listed(day, once=False),
    }
    told = {
        "paid": "What was paid of the invoices left out, by currency.",
        "contacts": "The contacts about items left out, each a day or what is known of it.",
        "refusals": "The days of replies that refused to pay.",
    }
    more = {
        name: forms.told(_optional(form), description=told[name]) for name, form in lists.items()
    }
    return forms.told(counts, properties={**counts["properties"], **more})


def _problem() -> Form:
    place = forms.table(
        {
            "file": TEXT,
            **dict.fromkeys(("line", "column", "field", "excerpt", "width"), forms.ANY),
        },
        ("file",),
    )
    return forms.table(
        {
            "code": TEXT,
            "message": TEXT,
            "hint": forms.ANY,
            "severity": _optional(forms.words(Severity)),
            "place": _optional(place),
        },
        ("code", "message"),
    )
