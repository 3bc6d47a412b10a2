"""A JSON file that an option names: what it holds, or why it can't be read, and where."""

from pathlib import Path

from dunnix.cli.streams import clean
from dunnix.cli.usage import UsageError
from dunnix.errors import LedgerError, Problem
from dunnix.ledger.json_value import JsonText
from dunnix.ledger.text import decode


def read_json_file(path: Path, what: str, hint: str) -> object:
    """Read a file; UsageError where it is no text in JSON, and so no `what`.

    Raises `FileNotFoundError` where there is none.
    """
    name = clean(str(path))
    try:
        text = decode(path.read_bytes(), name)
        return JsonText(text=text, file=name, wanted=hint).parse()
    except LedgerError as error:
        (problem,) = error.problems
        mend = hint if problem.code == "empty-file" else problem.hint
        raise UsageError(f"`{name}` is no {what}: {_told(problem)}", hint=mend) from None
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name can't be"
        raise UsageError(f"`{name}` can't be read: {reason.lower()}") from None


def _told(problem: Problem) -> str:
    """Say what is wrong, and in which line."""
    place = problem.place
    numbers = {"line": place and place.line, "column": place and place.column}
    where = ", ".join(f"{word} {number}" for word, number in numbers.items() if number)
    return f"{where}: {problem.message}" if where else problem.message
