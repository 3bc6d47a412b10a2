"""Problems of data and scenarios as they are listed for people."""

import sys
from collections.abc import Iterable, Sequence
from typing import Final

from dunnix.cli.streams import clean
from dunnix.errors import Problem, Severity

_AT_ONCE: Final = 50
_NAMED: Final = 20


def print_problems(problems: Iterable[Problem]) -> bool:
    """List problems on standard error; say whether one is more than a warning."""
    sys.stdout.flush()
    found = list(problems)
    # A file takes them all; on a terminal the first would be scrolled away by the rest.
    shown = found[:_AT_ONCE] if sys.stderr.isatty() else found
    for problem in shown:
        print("\n".join(clean(line) for line in str(problem).splitlines()), file=sys.stderr)
    if len(shown) < len(found):
        print(f"and {len(found) - len(shown)} more: add `2> problems.txt`", file=sys.stderr)
    return any(problem.severity is Severity.ERROR for problem in found)


def print_debtors(what: str, debtors: Sequence[str]) -> None:
    """Name on standard error the debtors whose rows are to be mended, and what befalls them."""
    if debtors:
        more = f" and {len(debtors) - _NAMED} more" if len(debtors) > _NAMED else ""
        names = ", ".join(map(clean, debtors[:_NAMED]))
        print(f"{what} until their rows are mended: {names}{more}", file=sys.stderr)
