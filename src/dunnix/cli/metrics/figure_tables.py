"""The figures of a report as tables: a row a figure, or a row a group where they are split."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from dunnix.cli.metrics import sentences as texts
from dunnix.cli.metrics.notes import footnotes
from dunnix.cli.metrics.report import Report, Split
from dunnix.cli.metrics.shown import (
    Shown,
    group_cells,
    group_columns,
    in_chunks,
    names_said,
    number_of,
)
from dunnix.cli.table import Column
from dunnix.metrics import Figure, Figures, Unit
from dunnix.words import Words

_SIDE_BY_SIDE: Final = 4
_SHOWN: Final[Mapping[Unit, tuple[int, int]]] = {
    Unit.DAYS: (1, 1),
    Unit.PERCENT: (1, 1),
    Unit.RATIO: (100, 1),
    Unit.TIMES: (1, 2),
}


def figure_tables(report: Report, say: Words) -> Iterator[Shown]:
    """Give the figures of the whole ledger, a row each; one that says nothing is left out."""
    found = {name: figures for name, figures in report.figures.items() if len(figures)}
    currencies = sorted({each.currency for figures in found.values() for each in figures})
    for some in in_chunks(currencies, _SIDE_BY_SIDE):
        noted = footnotes(found, some, say)
        yield Shown(
            title=say.say(texts.FIGURES),
            columns=(
                Column(say.say(texts.FIGURE)),
                Column(say.say(texts.UNIT)),
                *(Column(currency, right=True) for currency in some),
            ),
            rows=tuple(
                (
                    say.say(texts.NAMES[name], days=report.question.days) + noted.marks[name],
                    say.say(texts.UNITS[figures.unit]),
                    *(_shown(figures, figures.of(currency), say) for currency in some),
                )
                for name, figures in found.items()
            ),
            notes=noted.notes,
        )


def split_figure_tables(split: Split, say: Words) -> Iterator[Shown]:
    """Give the main figures of each group, a row a group, currency by currency."""
    by = split.ageing.by
    title = say.say(texts.SPLIT_FIGURES, names=names_said(by, say))
    columns = (
        *group_columns(by, say),
        *(Column(say.say(head), right=True) for head in texts.SHORT.values()),
    )
    main = [split.figures[name] for name in texts.SHORT]
    lines = split.ageing.lines
    for currency in sorted({line.currency for line in lines}):
        groups = [line.group for line in lines if line.currency == currency]
        rows = tuple(
            (*group_cells(group), *(_shown(each, each.of(currency, *group), say) for each in main))
            for group in groups
        )
        yield Shown(title=f"{title} - {currency}", columns=columns, rows=rows)


def _shown(figures: Figures, figure: Figure | None, say: Words) -> str:
    times, digits = _SHOWN[figures.unit]
    value: Fraction | None = None if figure is None else figure.value
    return number_of(None if value is None else value * times, say, digits)
