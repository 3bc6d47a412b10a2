"""How a result becomes a dataframe, without knowing of any dataframe library."""

from importlib import import_module
from typing import Any, Final

_FRAMES: Final = "dunnix.frames"


def frame_of(table: object, kind: str) -> Any:  # noqa: ANN401  # of the library asked for
    """Ask the floor of frames, high above, for a dataframe of a kind from a table."""
    return import_module(_FRAMES).from_table(table, kind)
