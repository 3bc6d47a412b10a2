"""The register of drawers: one a type, looked up along its bases."""

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar

_Value = TypeVar("_Value")
_DRAWERS: dict[type, Callable[[Any], str]] = {}
_FIGURES = "dunnix.figures"


def draws(kind: type[_Value], drawer: Callable[[_Value], str]) -> None:
    """Register a function that gives an SVG text as the drawer of a type."""
    _DRAWERS[kind] = drawer


def mimebundle(value: object) -> dict[str, str]:
    """Give what a notebook shows for a value: its text, and its picture where one is known."""
    import_module(_FIGURES)
    for kind in type(value).__mro__:
        drawer = _DRAWERS.get(kind)
        if drawer is not None:
            return {"text/plain": repr(value), "image/svg+xml": drawer(value)}
    return {"text/plain": repr(value)}
