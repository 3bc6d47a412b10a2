"""Dataframe libraries: loaded when they are needed, their frames taken in and made lazy."""

from importlib import import_module
from typing import Any, TypeAlias

import narwhals.stable.v2 as nw

from dunnix.frames.tables import Frame

# A module, frame, column or type of some dataframe library: they are many, and share no type.
Native: TypeAlias = Any


def library(name: str) -> Native:
    """Load a library; raises `ModuleNotFoundError` saying what to install."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        top = name.partition(".")[0]
        message = f"there is no `{top}` here; install it with `pip install {top}`"
        raise ModuleNotFoundError(message, name=name) from None


def frame_of(native: object) -> Native:
    """Give a dataframe of any library to be asked in one way; raises `TypeError` for no such."""
    return nw.from_native(
        native, pass_through=False, eager_only=False, series_only=False, allow_series=None
    )


def lazy_frame(native: object) -> Frame:
    """Give a dataframe as the tables of a ledger hold it."""
    frame: Frame = frame_of(native).lazy()
    return frame
