"""The law of redaction: a decision speaks of the same days and amounts, under other names."""

import json
from collections.abc import Callable
from typing import Any, cast

import pytest
from hypothesis import given
from strategies import FEWER, VALUES, Question, questions

from dunnix.engine import decide
from dunnix.model.pseudonyms import Pseudonyms, pseudonyms_of

SALT = "a salt"


@pytest.mark.requirement("M109")
@FEWER
@given(questions())
def test_a_redacted_account_is_decided_alike_but_for_its_names(question: Question) -> None:
    names = pseudonyms_of(question.account, SALT)
    redacted = question.account.redact(salt=SALT, facts=_own_names(VALUES))

    answer = decide(question.scenario, redacted, as_of=question.as_of).to_dict()

    before = decide(question.scenario, question.account, as_of=question.as_of).to_dict()
    assert _plain(answer, str) == _plain(before, lambda text: _renamed(text, names))


def _own_names(values: Any) -> set[str]:
    """Give the names facts have on a debtor or an invoice: those of conditions say of what."""
    return {str(name).rpartition(".")[2] for name in values}


def _renamed(text: str, names: Pseudonyms) -> str:
    """Rename an id, or the one in a key that the decision made up itself."""
    whole = names.row(text)
    if whole != text:
        return whole
    return ":".join(names.row(part) for part in text.split(":"))


def _plain(value: object, rename: Callable[[str], str], field: str = "") -> Any:
    """Give a decision with its ids renamed, without people, its lists in an order of their own.

    Keys put ids before steps, so that pseudonyms, all equally long, may sort otherwise there.
    """
    match value:
        case dict():
            fields = cast("dict[str, object]", value)
            return {
                name: _plain(each, rename, name)
                for name, each in fields.items()
                if name not in {"debtor", "owner", "creditor", "name", "email", "phone"}
            }
        case list() | tuple():
            items = [_plain(each, rename, field) for each in cast("list[object]", value)]
            return sorted(items, key=json.dumps)
        case str():
            # Who confirms an action is a role of the scenario, even where a contact has its name.
            return value if field == "mode" else rename(value)
        case _:
            return value
