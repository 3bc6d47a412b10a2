from dunnix.cli.table import Column, lay_out, span_of

COLUMNS = [
    Column("debtor"),
    Column("amount", right=True),
    Column("contact", below=True),
    Column("key", below=True),
]


def text_of(rows: list[list[str]], width: int) -> list[str]:
    return ["".join(text for text, _ in line).rstrip() for line in lay_out(COLUMNS, rows, width)]


def test_a_row_is_one_line_where_all_columns_fit() -> None:
    lines = text_of([["D1", "90.00", "Ann", "F-1:call:1"]], 40)

    assert lines == [
        "debtor  amount  contact  key",
        "------  ------  -------  ----------",
        "D1       90.00  Ann      F-1:call:1",
    ]


def test_what_does_not_fit_goes_below_its_row_and_nothing_is_cut_off() -> None:
    lines = text_of([["D1", "90.00", "Ann", "F-1:call:1"], ["D2", "8.00", "", "F-2:call:1"]], 20)

    assert lines == [
        "debtor  amount",
        "------  ------",
        "D1       90.00",
        "  Ann  F-1:call:1",
        "D2        8.00",
        "  F-2:call:1",
    ]


def test_where_even_that_is_too_wide_each_stands_on_its_own_line() -> None:
    assert text_of([["D1", "90.00", "Ann", "F-1:call:1"]], 15)[2:] == [
        "D1       90.00",
        "  Ann",
        "  F-1:call:1",
    ]


def test_letters_of_two_columns_are_counted_as_two() -> None:
    assert [span_of(text) for text in ("abc", "é", "e\u0301", "請求")] == [3, 1, 1, 4]


def test_a_ledger_cannot_move_the_cursor_or_colour_the_rest() -> None:
    lines = text_of([["D1\x1b[31m\r", "9\n0", "\u202eAnn", "k"]], 80)

    assert not any(each in "".join(lines) for each in "\x1b\r\n\u202e")
