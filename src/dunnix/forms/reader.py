"""Readers that say what they take."""

from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

import attrs

from dunnix.forms.forms import Form

_Given = ParamSpec("_Given")
_Read_co = TypeVar("_Read_co", covariant=True)


@attrs.frozen(eq=False, order=False)
class Formed(Generic[_Given, _Read_co]):
    """A reader with the form of what it takes, or with what gives it where it is looked up."""

    read: Callable[_Given, _Read_co]
    said: Form | Callable[[], Form]

    def __call__(self, *args: _Given.args, **kwargs: _Given.kwargs) -> _Read_co:
        """Read a value."""
        return self.read(*args, **kwargs)

    @property
    def form(self) -> Form:
        """What it takes."""
        return self.said() if callable(self.said) else self.said


def formed(
    said: Form | Callable[[], Form],
) -> Callable[[Callable[_Given, _Read_co]], Formed[_Given, _Read_co]]:
    """Say of a reader what it takes.

    >>> @formed({"enum": ["yes", "no"]})
    ... def read_answer(value: object) -> bool:
    ...     return value == "yes"
    >>> read_answer("yes"), read_answer.form
    (True, {'enum': ['yes', 'no']})
    """

    def with_form(read: Callable[_Given, _Read_co]) -> Formed[_Given, _Read_co]:
        return Formed(read, said)

    return with_form


def form_of(read: object) -> Form:
    """Give the form of what a reader takes; TypeError for one that doesn't say it."""
    if not isinstance(read, Formed):
        raise TypeError(f"{read!r} doesn't say what it takes: give it a form with `formed`")
    return read.form  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]  # of any
