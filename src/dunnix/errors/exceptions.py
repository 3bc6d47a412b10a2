"""The exceptions dunnix raises."""

from collections.abc import Iterable

from dunnix.errors.problem import Problem, Severity


class DunnixError(Exception):
    """The base of every error dunnix raises on purpose."""


class _ProblemsError(DunnixError):
    """An error that lists every problem found in one pass."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that refuse, without the warnings."""
        return tuple(each for each in self.problems if each.severity is Severity.ERROR)


class ScenarioError(_ProblemsError):
    """A scenario that can't be used; `problems` lists all that is wrong with it."""


class ScenarioTestError(_ProblemsError):
    """A file of scenario tests that can't be used; `problems` lists all that is wrong with it."""


class LedgerError(_ProblemsError):
    """A ledger that can't be read; `problems` lists all that is wrong with it."""


class RecordError(DunnixError, ValueError):
    """A row that contradicts what an account already holds."""


class UnknownCurrencyError(DunnixError, ValueError):
    """A code that ISO 4217 doesn't list."""


class CurrencyMismatchError(DunnixError, ValueError):
    """Two amounts of different currencies where one currency is wanted."""


class UnknownCalendarError(DunnixError, ValueError):
    """A calendar name that isn't shipped."""


class ExplanationError(DunnixError, RuntimeError):
    """A decision whose inputs no longer give the same answer: never explained wrongly."""
