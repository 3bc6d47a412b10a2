"""Ledgers in JSON: one text with all accounts, or one account a line."""

from typing import Final, cast

import attrs

from dunnix.errors import LedgerError, Problem, did_you_mean
from dunnix.ledger.json_value import JsonText
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

_ONE_A_LINE: Final = "put each account on one line, or name the file `.json`"
_BESIDE: Final = "put a comma before it; one account a line is a `.jsonl` file"
_WANTED: Final = 'write `{"accounts": [...]}`'


def read_json(text: str, file: str) -> tuple[list[RawAccount], list[Problem]]:
    """Take a JSON ledger apart: `{"accounts": [...]}`, a list of accounts, or one account."""
    content = JsonText(text=text, file=file, wanted=_WANTED, beside=_BESIDE).parse()
    if isinstance(content, dict):
        top = cast("JsonObject", content)
        if "accounts" not in top:
            if "debtor" in top:
                return [gather_account(top, Origin(file=file))], []
            raise refusal("no-accounts", "there is no list `accounts`", file=file, hint=_WANTED)
        problems = [_unknown_key(name, file) for name in top if name != "accounts"]
        if isinstance(top, RepeatedKeys):
            problems.append(top.problem(Origin(file=file)))
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
        _account(_of_line(line, file, number, is_last=number == len(lines)), file, "", number)
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]
    return accounts, []


def _of_line(line: str, file: str, number: int, *, is_last: bool) -> object:
    given = JsonText(text=line, file=file, line=number, wanted=_WANTED, beside=_BESIDE)
    return (given if is_last else attrs.evolve(given, cut_off=_ONE_A_LINE)).parse()


def _unknown_key(name: str, file: str) -> Problem:
    return Problem(
        code="unknown-field",
        message=f"a ledger has no `{shown(name)}`",
        hint=did_you_mean(name[:60], ["accounts"]),
        place=Origin(file=file).place(shown(name)),
    )
