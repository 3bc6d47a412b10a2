"""Footnotes of figures: what to know before one is relied on, and why one isn't defined."""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from dunnix.cli.metrics import sentences as texts
from dunnix.metrics import Figure, Figures
from dunnix.words import Words


@attrs.frozen(kw_only=True, order=False)
class Footnotes:
    """Numbered notes, and the marks that lead to them by the name of a figure."""

    marks: Mapping[str, str]
    notes: tuple[str, ...]


def footnotes(figures: Mapping[str, Figures], currencies: Sequence[str], say: Words) -> Footnotes:
    """Give one note a reason and the currencies it holds for, whatever number of figures has it."""
    numbers: dict[tuple[str, tuple[str, ...]], int] = {}
    marks: dict[str, str] = {}
    for name, each in figures.items():
        found = [
            numbers.setdefault(reason, len(numbers) + 1)
            for reason in _reasons(name, each, currencies)
        ]
        marks[name] = f" ({', '.join(map(str, found))})" if found else ""
    notes = (
        _note(number, reason, () if said_of == tuple(currencies) else said_of, say)
        for (reason, said_of), number in numbers.items()
    )
    return Footnotes(marks=marks, notes=tuple(notes))


def _reasons(
    name: str, figures: Figures, currencies: Sequence[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give what is to be said of a figure, each with the currencies it is said of."""
    found: dict[str, list[str]] = {}
    for currency in currencies:
        for reason in _reasons_of(name, figures.of(currency)):
            found.setdefault(reason, []).append(currency)
    return ((reason, tuple(said_of)) for reason, said_of in found.items())


def _reasons_of(name: str, figure: Figure | None) -> list[str]:
    flags = () if figure is None else figure.flags
    if not flags and (figure is None or figure.value is None):
        return [texts.UNDEFINED.get(name, texts.NO_BASIS)]
    return [texts.FLAGS.get(flag, flag) for flag in flags]


def _note(number: int, reason: str, said_of: Sequence[str], say: Words) -> str:
    where = f"{', '.join(said_of)}: " if said_of else ""
    return f"({number}) {where}{say.say(reason)}"
