"""The figures of a report: which there are, under which name, and how each is reckoned."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from dunnix.cli.metrics.books import RememberedBooks
from dunnix.cli.metrics.question import Question
from dunnix.metrics import (
    Figures,
    Source,
    average_days_delinquent,
    average_days_late,
    best_possible_dso,
    collection_effectiveness,
    collection_rate,
    concentration,
    days_sales_outstanding,
    days_to_resolve,
    dispute_rate,
    overdue_ratio,
    paid_on_time,
    promises_kept,
    receivables_turnover,
)

_Options: TypeAlias = Mapping[str, Any]
_Reported: TypeAlias = tuple[Callable[..., Figures], Callable[[Question], _Options], _Options]
"""A metric, what it takes of the question, and the options that are its own."""


def _window(question: Question) -> _Options:
    return {"days": question.days}


def _period(question: Question) -> _Options:
    return {"first": question.first}


def _day(_: Question) -> _Options:
    return {}


# In the order they are shown; each name is a key of the JSON form, and stays.
_OF_BOOKS: Final[Mapping[str, _Reported]] = {
    "days_sales_outstanding": (days_sales_outstanding, _window, {}),
    "days_sales_outstanding_count_back": (days_sales_outstanding, _day, {"method": "count-back"}),
    "best_possible_dso": (best_possible_dso, _window, {}),
    "average_days_delinquent": (average_days_delinquent, _window, {}),
    "collection_effectiveness_per_month": (
        collection_effectiveness,
        _period,
        {"form": "per-month"},
    ),
    "collection_effectiveness": (collection_effectiveness, _period, {"form": "period"}),
    "collection_rate": (collection_rate, _period, {}),
    "receivables_turnover": (receivables_turnover, _period, {}),
    "overdue_ratio": (overdue_ratio, _day, {}),
    "over_90_ratio": (overdue_ratio, _day, {"beyond": 90}),
    "concentration": (concentration, _day, {"top": 10}),
    "average_days_late": (average_days_late, _period, {}),
    "average_days_late_clipped": (average_days_late, _period, {"clipped": True}),
    "paid_on_time": (paid_on_time, _period, {}),
}
_OF_ACCOUNTS: Final[Mapping[str, _Reported]] = {
    "promises_kept": (promises_kept, _period, {"measure": "count"}),
    "promises_kept_value": (promises_kept, _period, {"measure": "value"}),
    "dispute_rate": (dispute_rate, _day, {"measure": "value"}),
    "days_to_resolve": (days_to_resolve, _period, {}),
}


def reckon_figures(
    books: RememberedBooks, question: Question, by: Sequence[str] = ()
) -> Mapping[str, Figures]:
    """Reckon each figure of a report by its name, in the order they are shown."""
    return {
        **_reckoned(_OF_BOOKS, books, question, by),
        # What these are made of, promises and disputes, is in no books.
        **_reckoned(_OF_ACCOUNTS, books.accounts, question, by),
    }


def _reckoned(
    reported: Mapping[str, _Reported], source: Source, question: Question, by: Sequence[str]
) -> dict[str, Figures]:
    # What the largest debtors owe says nothing of a single debtor.
    left_out = {"concentration"} if "debtor" in by else set[str]()
    return {
        name: metric(source, as_of=question.as_of, by=by, **span(question), **options)
        for name, (metric, span, options) in reported.items()
        if name not in left_out
    }
