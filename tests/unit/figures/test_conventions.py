import datetime as dt
import inspect
from collections.abc import Iterator
from itertools import product

import pytest
from chart_facts import LANGUAGES, assert_texts_are_apart

from dunnix import metrics
from dunnix.figures.conventions import convention_said
from dunnix.figures.svg import plain
from dunnix.figures.trend_picture import lay_trend
from dunnix.figures.words import LABELS, words
from dunnix.metrics import CeiForm, DsoMethod, Figures, Measure, Trend, TurnoverBalance, ZeroSales
from dunnix.model import Account, Debtor, Invoice
from dunnix.money import Money

DAY = dt.date(2026, 3, 31)
FIRST = dt.date(2026, 1, 1)
INVOICE = Invoice(id="F-1", issue_date=FIRST, due_date=FIRST, amount=Money("90.00", "EUR"))
OWED = Account(debtor=Debtor(id="D1"), invoices=[INVOICE])
OPTIONS: dict[str, dict[str, tuple[object, ...]]] = {
    "days_sales_outstanding": {"method": tuple(DsoMethod), "zero_sales": tuple(ZeroSales)},
    "best_possible_dso": {},
    "average_days_delinquent": {},
    "collection_effectiveness": {"first": (FIRST,), "form": tuple(CeiForm)},
    "collection_rate": {"first": (FIRST,)},
    "receivables_turnover": {"first": (FIRST,), "balance": tuple(TurnoverBalance)},
    "cost_of_dso_day": {"annual_rate": ("0.08",)},
    "overdue_ratio": {"beyond": (0, 90)},
    "concentration": {"of": ("debtor", "country")},
    "average_days_late": {"clipped": (False, True), "include_open": (False, True)},
    "average_days_to_pay": {"first": (FIRST,)},
    "average_terms": {"first": (FIRST,)},
    "days_beyond_terms": {},
    "paid_on_time": {},
    "promises_kept": {"measure": tuple(Measure), "grace_days": (0, 3)},
    "dispute_rate": {"measure": tuple(Measure)},
    "days_to_resolve": {},
    "contact_delay": {},
}


def reckoned() -> Iterator[Figures]:
    """Reckon each figure with each of its options that names a convention."""
    for name, options in OPTIONS.items():
        for values in product(*options.values()):
            metric = getattr(metrics, name)
            yield metric(OWED, as_of=DAY, **dict(zip(options, values, strict=True)))


def test_all_figures_are_reckoned_here() -> None:
    functions = {name: getattr(metrics, name) for name in metrics.__all__}

    assert set(OPTIONS) == {
        name
        for name, each in functions.items()
        if inspect.isfunction(each) and each.__annotations__["return"] is Figures
    }


def test_every_convention_of_every_figure_has_words_and_no_other() -> None:
    given = {pair for figures in reckoned() for pair in figures.convention}
    labels = {label for label in LABELS if "=" in label}

    keys = {pair: {f"{pair[0]}={pair[1]}", f"{pair[0]}="} & labels for pair in given}

    assert [pair for pair, found in keys.items() if not found] == []
    assert set().union(*keys.values()) == labels


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_conventions_of_each_figure_fit_below_its_title(language: str) -> None:
    say = words(language)

    for figures in reckoned():
        chart = lay_trend(Trend(days=[figures]), say)

        said = plain(" · ".join(convention_said(*each, say) for each in figures.convention))
        assert not said or said in [text.text for text in chart.texts]
        assert_texts_are_apart(chart)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("first", "2026-01-05", "ab 05.01.2026"),
        ("annual-rate", "2/25", "8,00\N{NO-BREAK SPACE}% im Jahr"),
        ("of", "debtor", "nach Debitor"),
        ("of", "region", "nach region"),
        ("beyond-days", "90", "über 90 Tage überfällig"),
    ],
)
def test_values_are_written_as_the_reader_writes_them(name: str, value: str, said: str) -> None:
    assert convention_said(name, value, words("de")) == said


@pytest.mark.parametrize("value", ["{x}", "1/0", "soon"])
@pytest.mark.parametrize("name", ["first", "annual-rate"])
def test_a_value_of_a_host_that_is_none_of_ours_stands_as_it_is(name: str, value: str) -> None:
    assert value in convention_said(name, value, words("en"))


def test_a_convention_of_a_host_stands_in_its_own_words() -> None:
    assert convention_said("window", "fiscal-year", words("fr")) == "window fiscal-year"
