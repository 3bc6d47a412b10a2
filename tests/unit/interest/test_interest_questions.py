"""What can't be asked about late interest, and the sentence that says so."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from interest_cases import date

from dunnix.interest import (
    TableError,
    late_interest,
    load_jurisdiction,
    load_rate_table,
    recovery_indemnity,
)
from dunnix.model import Account, Debtor

NOBODY = Account(debtor=Debtor(id="D1", party="company"))


@pytest.mark.parametrize("ask", [late_interest, recovery_indemnity])
@pytest.mark.parametrize(
    ("account", "rules", "as_of", "told"),
    [
        (NOBODY, "fr", "2026-02-05", "`as_of` must be a date, not a str"),
        (
            NOBODY,
            "fr",
            dt.datetime(2026, 2, 5, tzinfo=dt.UTC),
            "`as_of` must be a date, not a datetime",
        ),
        ([NOBODY], "fr", date("2026-02-05"), "`account` must be one Account, not a list"),
        (
            NOBODY,
            None,
            date("2026-02-05"),
            "`jurisdiction` must be an id or a Jurisdiction, not a NoneType",
        ),
    ],
)
def test_what_is_no_question_is_told_before_anything_is_reckoned(
    ask: Any, account: object, rules: object, as_of: object, told: str
) -> None:
    with pytest.raises(TypeError) as caught:
        ask(account, rules, as_of=as_of)

    assert str(caught.value) == told


@pytest.mark.parametrize(
    ("read", "name"), [(load_rate_table, "a.csv"), (load_jurisdiction, "a.toml")]
)
def test_a_file_that_is_no_text_is_told_with_its_line(read: Any, name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"id = 1\n\x81\x00")

    with pytest.raises(TableError) as caught:
        read(tmp_path / name)

    assert str(caught.value) == (
        f"{name}:2: byte 8 isn't UTF-8 [not-utf-8]\n  hint: save the file as UTF-8"
    )
