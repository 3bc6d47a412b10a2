"""What a ledger of frames answers with: a value, and the same as a frame like those that came."""

from collections.abc import Callable
from functools import cached_property
from typing import Generic, TypeVar, final

import attrs

from dunnix.display import mimebundle
from dunnix.frames.libraries import Native
from dunnix.metrics.table import Tabular

Value = TypeVar("Value", bound=Tabular)


@final
@attrs.frozen(kw_only=True, order=False, eq=False, repr=False)
class FrameResult(Generic[Value]):
    """A figure over frames: `value` as accounts give it, `native` as a frame of your library.

    Each is made when it is first asked for. It prints and draws as its value does.
    """

    make_value: Callable[[], Value]
    make_native: Callable[[], Native]

    @cached_property
    def value(self) -> Value:
        """The result in Python, exact."""
        return self.make_value()

    @cached_property
    def native(self) -> Native:
        """The result as a dataframe of the kind that came in."""
        return self.make_native()

    def to_native(self) -> Native:
        """Give the dataframe, as other libraries call it."""
        return self.native

    def to_frame(self, kind: str | None = None) -> Native:
        """Give the dataframe, or one of another kind: `pandas`, `polars`, `pyarrow`, ..."""
        return self.native if kind is None else self.value.to_frame(kind)

    def __str__(self) -> str:
        return str(self.value)

    def __repr__(self) -> str:
        return repr(self.value)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {**mimebundle(self.value), "text/plain": str(self.value)}
