"""Parts listed apart from their whole: instalments, and allocations of a payment."""

import difflib
import itertools
from collections.abc import Iterable, Iterator, Sequence

from dunnix.errors import Problem
from dunnix.model.checks import InvalidValueError
from dunnix.model.rows.origin import RawRow, problem_of, shown


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Give a hint naming the nearest id, if one is near; ids are too many to list."""
    # A ledger may hold a million ids: a hint is not worth comparing with all of them.
    some = itertools.islice(known, 2000)
    near = difflib.get_close_matches(name[:60], list(some), n=1, cutoff=0.8)
    return f"did you mean `{shown(near[0])}`?" if near else None


def column_like(field: str, columns: Iterable[str]) -> str | None:
    """Give the column whose name is spelt much like a field's, or holds it, or is held in it.

    Letters alone don't make one: `budat` is no `due_date`, and who is told so may believe it.
    """
    near = difflib.get_close_matches(field, list(columns), n=3, cutoff=0.6)
    alike = difflib.get_close_matches(field, near, n=1, cutoff=0.75)
    holding = (each for each in near if _holds(each, field) or _holds(field, each))
    return next(iter(alike), next(holding, None))


def _holds(whole: str, part: str) -> bool:
    return part.replace("_", "") in whole.replace("_", "")


def join_parts(
    parts: Iterable[RawRow], wholes: Sequence[RawRow], *, by: str
) -> tuple[list[tuple[RawRow, RawRow]], list[Problem]]:
    """Give (whole, part) for each part, and a problem for each that has no whole.

    A part belongs to the version of its whole with the same `recorded_on`. One that has none
    serves every version if no version is without one either.
    """
    versions: dict[object, list[RawRow]] = {}
    for whole in wholes:
        name = whole.cells.get("id")
        if isinstance(name, str):
            versions.setdefault(name, []).append(whole)
    pairs: list[tuple[RawRow, RawRow]] = []
    problems: list[Problem] = []
    for part in parts:
        name = part.cells.get(by)
        if not isinstance(name, str):
            problems.append(_homeless(part, by, f"`{by}` is missing", "missing-field"))
            continue
        found = versions.get(name, [])
        suits = list(_suiting(part, found))
        pairs.extend((whole, part) for whole in suits)
        if not found:
            problems.append(unknown(part, by, name, versions))
        elif not suits:
            message = f"no row of `{shown(name)}` has the `recorded_on` of this part of it"
            problems.append(_homeless(part, "recorded_on", message, "unknown-version"))
    return pairs, problems


def unknown(part: RawRow, by: str, name: str, known: Iterable[object]) -> Problem:
    """Give the problem of a row that names something the ledger doesn't hold."""
    near = nearest(name, (each for each in known if isinstance(each, str)))
    message = f"there is no {by} `{shown(name)}`"
    return _homeless(part, by, message, f"unknown-{by}", near)


def _homeless(part: RawRow, by: str, message: str, code: str, hint: str | None = None) -> Problem:
    return problem_of(InvalidValueError(message, code=code, hint=hint), part.origin.place(by))


def _suiting(part: RawRow, versions: Sequence[RawRow]) -> Iterator[RawRow]:
    recorded = part.cells.get("recorded_on")
    exact = [whole for whole in versions if whole.cells.get("recorded_on") == recorded]
    yield from exact or (versions if recorded is None else ())
