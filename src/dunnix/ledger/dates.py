"""What a column of dates may mean where no format is given."""

from collections.abc import Iterable

from dunnix.model.rows import parted_date


def candidates(cells: Iterable[tuple[int, str]]) -> tuple[str, str] | None:
    """Say how a column of dates such as 2/4/2026 may be meant: the sentence and the hint.

    None where the column isn't written so throughout.
    """
    found = [(line, text, parted_date(text)) for line, text in cells]
    parted = [(line, text, each) for line, text, each in found if each is not None]
    if not parted or len(parted) < len(found):
        return None
    _, example, either = parted[0]
    day_first, month_first = either.day_first, either.month_first
    message = f"dates such as `{example}` may be {day_first} or {month_first}"
    proofs = {each.only: (line, text) for line, text, each in reversed(parted) if each.only}
    match [proofs.get(each) for each in (day_first, month_first)]:
        case [None, None]:
            hint = f"give `--dates {day_first}` or `--dates {month_first}`: no cell tells which"
        case [(line, text), None]:
            hint = f"give `--dates {day_first}`: `{text}` in line {line} can be nothing else"
        case [None, (line, text)]:
            hint = f"give `--dates {month_first}`: `{text}` in line {line} can be nothing else"
        case _:
            hint = "write ISO dates: some can only be the one, some only the other"
    return message, hint
