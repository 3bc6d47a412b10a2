"""The register of drawers: one a type, looked up along its bases."""

from collections.abc import Callable
from importlib import import_module
from typing import TypeVar

_Value = TypeVar("_Value")
_DRAWERS: dict[type, Callable[[object], str]] = {}
_FIGURES = "dunnix.figures"


def draws(kind: type[_Value]) -> Callable[[Callable[[_Value], str]], Callable[[_Value], str]]:
    """Register the decorated function, which gives an SVG text, as the drawer of a type."""

    def register(drawer: Callable[[_Value], str]) -> Callable[[_Value], str]:
        _DRAWERS[kind] = drawer  # type: ignore[assignment]  # called with that type only
        return drawer

    return register


def mimebundle(value: object) -> dict[str, str]:
    """Give what a notebook shows for a value: its text, and its picture where one is known."""
    import_module(_FIGURES)
    for kind in type(value).__mro__:
        drawer = _DRAWERS.get(kind)
        if drawer is not None:
            return {"text/plain": repr(value), "image/svg+xml": drawer(value)}
    return {"text/plain": repr(value)}
