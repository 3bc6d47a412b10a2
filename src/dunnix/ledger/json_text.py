"""Ledgers in JSON: one text with all accounts, or one account a line."""

import json
from collections.abc import Iterable, Iterator
from typing import Final, cast

from dunnix.errors import LedgerError, Problem, did_you_mean
from dunnix.ledger.text import refusal
from dunnix.model.rows import (
    JsonObject,
    Origin,
    RawAccount,
    RepeatedKeys,
    gather_account,
    kind_of,
    shown,
)

# Beyond 64 bits anyway; Python refuses to read thousands of digits.
_LONGEST_NUMBER: Final = 30
_ONE_A_LINE: Final = "put each account on one line, or name the file `.json`"
_WANTED: Final = 'write `{"accounts": [...]}`'


def read_json(text: str, file: str) -> tuple[list[RawAccount], list[Problem]]:
    """Take a JSON ledger apart: `{"accounts": [...]}`, a list of accounts, or one account."""
    content = _parse(text, file)
    if isinstance(content, dict):
        top = cast("JsonObject", content)
        if "accounts" not in top:
            if "debtor" in top:
                return [gather_account(top, Origin(file=file))], []
            raise refusal("no-accounts", "there is no list `accounts`", file=file, hint=_WANTED)
        problems = [_unknown_key(name, file) for name in top if name != "accounts"]
        if isinstance(top, RepeatedKeys):
            problems.append(_repeated(top.repeated, file))
        return _accounts(top["accounts"], file, "accounts"), problems
    return _accounts(content, file, ""), []


def _accounts(content: object, file: str, path: str) -> list[RawAccount]:
    if not isinstance(content, list):
        message = f"{kind_of(content)} where a list of accounts is wanted"
        raise refusal("wrong-type", message, file=file, hint=_WANTED)
    rows = cast("list[object]", content)
    return [_account(row, file, f"{path}[{place}]") for place, row in enumerate(rows)]


def _account(row: object, file: str, path: str, line: int | None = None) -> RawAccount:
    if not isinstance(row, dict):
        message = f"{kind_of(row)} where an account, an object, is wanted"
        problem = Problem(
            code="wrong-type",
            message=message,
            place=Origin(file=file, path=path, line=line).place(),
        )
        raise LedgerError([problem])
    return gather_account(cast("JsonObject", row), Origin(file=file, path=path, line=line))


def read_json_lines(text: str, file: str) -> tuple[list[RawAccount], list[Problem]]:
    """Take a ledger with one account a line apart; empty lines are passed over."""
    lines = text.rstrip().split("\n")
    accounts = [
        _account(_parse(line, file, number, is_last=number == len(lines)), file, "", number)
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]
    return accounts, []


def _parse(text: str, file: str, line: int | None = None, *, is_last: bool = True) -> object:
    if not text.strip():
        hint = "an export may have failed half-way"
        raise refusal("empty-file", "the file is empty", file=file, hint=hint)
    try:
        found: object = json.loads(text, object_pairs_hook=_object, parse_int=_whole_number)
    except json.JSONDecodeError as found_wrong:
        error = _past_a_comma(found_wrong)
        place = error.lineno if line is None else line
        column: int | None = error.colno
        if not text[error.pos :].strip() or error.msg.startswith("Unterminated string"):
            message, column = "the text ends in the middle of a value", None
            hint = "was the file cut off?" if is_last else _ONE_A_LINE
        else:
            message, hint = "the text is no JSON from here on", _json_hint(text, error.pos)
        raise refusal(
            "bad-json", message, file=file, line=place, column=column, hint=hint
        ) from None
    except RecursionError:
        message = "lists and objects lie in each other too deep"
        hint = 'write `{"accounts": [...]}`'
        raise refusal("bad-json", message, file=file, line=line, hint=hint) from None
    return found


def _past_a_comma(error: json.JSONDecodeError) -> json.JSONDecodeError:
    """Point at what follows a trailing comma, as Python did before 3.13."""
    behind = error.doc[error.pos + 1 :].lstrip()
    if error.doc[error.pos : error.pos + 1] != "," or behind[:1] not in {"]", "}"}:
        return error
    return json.JSONDecodeError(error.msg, error.doc, len(error.doc) - len(behind))


def _json_hint(text: str, stop: int) -> str:
    """Guess from what stands before and behind the place where reading stopped."""
    before = text[:stop].rstrip()
    if text[stop] == "'":
        return "JSON wants double quotes"
    if before.endswith(",") and text[stop] in "]}":
        return "take out the comma before it"
    if before.endswith("}") and text[stop] == "{":
        return "put a comma before it; one account a line is a `.jsonl` file"
    return "check commas, quotes and brackets"


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    return RepeatedKeys(pairs, _first_repeated(name for name, _ in pairs))


def _first_repeated(names: Iterable[str]) -> str:
    return next(_again(names))


def _again(names: Iterable[str]) -> Iterator[str]:
    seen = set[str]()
    for name in names:
        if name in seen:
            yield name
        seen.add(name)


def _whole_number(digits: str) -> int:
    return int(digits[:_LONGEST_NUMBER])


def _unknown_key(name: str, file: str) -> Problem:
    return Problem(
        code="unknown-field",
        message=f"a ledger has no `{shown(name)}`",
        hint=did_you_mean(name[:60], ["accounts"]),
        place=Origin(file=file).place(shown(name)),
    )


def _repeated(name: str, file: str) -> Problem:
    return Problem(
        code="repeated-key",
        message=f"the key `{shown(name)}` stands twice",
        hint="keep one of the two",
        place=Origin(file=file).place(shown(name)),
    )
