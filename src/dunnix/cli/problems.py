"""Problems of data and scenarios as they are listed for people."""

import sys
from collections.abc import Iterable
from typing import Final

from dunnix.cli.streams import clean
from dunnix.errors import Problem, Severity, did_you_mean
from dunnix.model import Account

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


def print_debtors(what: str, accounts: Iterable[Account]) -> None:
    """Name on standard error the debtors whose rows are to be mended, and what befalls them."""
    debtors = [account.debtor.id for account in accounts if account.problems]
    if debtors:
        more = f" and {len(debtors) - _NAMED} more" if len(debtors) > _NAMED else ""
        names = ", ".join(map(clean, debtors[:_NAMED]))
        print(f"{what} until their rows are mended: {names}{more}", file=sys.stderr)


def print_unknown_owners(
    option: str, owners: Iterable[str], accounts: Iterable[Account], working: Iterable[str | None]
) -> None:
    """Say on standard error who was named and has neither a debtor nor anything to do."""
    found = {*working, *(account.debtor.owner for account in accounts)}
    known = [each for each in found if each is not None]
    for owner in owners:
        if owner not in known:
            hint = did_you_mean(owner, known)
            told = f"dunnix: `{option}`: nothing is `{clean(owner)}`'s"
            print(told + (f"; {clean(hint)}" if hint else ""), file=sys.stderr)
