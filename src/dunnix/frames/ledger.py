"""A ledger of dataframes, and all figures over it."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property, partial, wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

import attrs
import narwhals.stable.v2 as nw

from dunnix import metrics
from dunnix.errors import Problem, did_you_mean
from dunnix.frames.accounts import accounts_of
from dunnix.frames.frame_books import FrameBooks
from dunnix.frames.libraries import Native
from dunnix.frames.output import from_table_beside, native_of
from dunnix.frames.result import FrameResult
from dunnix.frames.split import bearer_of_facts
from dunnix.frames.tables import Tables
from dunnix.frames.wide_ageing import ageing_frame
from dunnix.metrics import (
    Ageing,
    Basis,
    By,
    Credits,
    ExpectedCash,
    Figures,
    LossRates,
    Provision,
    Source,
    Trend,
    age_receivables,
)
from dunnix.metrics.books import books_as_of
from dunnix.metrics.provision import GivenRates
from dunnix.metrics.recorded import Measure
from dunnix.metrics.table import Tabular
from dunnix.model import Account

_Options = ParamSpec("_Options")
_Result = TypeVar("_Result", bound=Tabular)


def _over_frames(
    metric: Callable[Concatenate[Source, _Options], _Result],
) -> "Callable[Concatenate[Ledger, _Options], FrameResult[_Result]]":
    """Make a method of a metric: the same options and errors, a frame beside the value."""

    @wraps(metric)
    def method(
        ledger: "Ledger", /, *args: _Options.args, **options: _Options.kwargs
    ) -> FrameResult[_Result]:
        return _answer(metric(ledger.books, *args, **options), ledger.tables)

    return method


def _answer(value: _Result, tables: Tables) -> FrameResult[_Result]:
    def native() -> Native:
        return from_table_beside(value.table(), tables.invoices, tables.kind)

    return FrameResult(make_value=lambda: value, make_native=native)


_FIGURES: Final[Mapping[str, Callable[..., Figures]]] = {
    each.__name__: each
    for each in (
        metrics.average_days_delinquent,
        metrics.average_days_late,
        metrics.average_days_to_pay,
        metrics.average_terms,
        metrics.best_possible_dso,
        metrics.collection_effectiveness,
        metrics.collection_rate,
        metrics.concentration,
        metrics.cost_of_dso_day,
        metrics.days_beyond_terms,
        metrics.days_sales_outstanding,
        metrics.overdue_ratio,
        metrics.paid_on_time,
        metrics.receivables_turnover,
    )
}


@attrs.frozen(kw_only=True, order=False, eq=False)
class Ledger:
    """Dataframes taken in as a ledger; its methods are the figures of `dunnix.metrics`.

    Each takes what the function of its name takes and gives a `FrameResult`: the same value, and a
    frame of the kind that came in. `problems` holds what was found worth a look. A lazy frame is
    read anew for each figure; where that is slow, give `ledger` one that holds its rows.
    """

    tables: Tables
    problems: tuple[Problem, ...] = ()

    @cached_property
    def books(self) -> FrameBooks:
        """The sums that figures are made of; any function of `dunnix.metrics` takes them."""
        return FrameBooks(self.tables)

    def accounts(self, debtors: Collection[str] | None = None) -> list[Account]:
        """Give the accounts of some debtors, or of all, by id: what `decide` takes.

        Raises `ValueError` for a debtor that the ledger doesn't have.
        """
        return accounts_of(self.tables, debtors)

    def open(self, as_of: dt.date) -> Native:
        """Give what is open at the close of a day, a row an invoice, oldest due first.

        Columns are those of invoices, `amount_minor` and `open_minor` in whole minor units, before
        unapplied money and free credit notes.
        """
        books_as_of(self.books, as_of)
        kept = ("debtor", "currency", "due_date", "creditor", *self.tables.invoice_facts)
        claims = self.books.close(as_of, as_of).open_claims(*kept).filter(nw.col("open") != 0)
        rows = claims.sort("due_date", "id").select(
            "id",
            "debtor",
            "currency",
            nw.col("amount").alias("amount_minor"),
            nw.col("open").alias("open_minor"),
            "issue_date",
            *kept[2:],
        )
        return native_of(rows, self.tables.kind)

    def age_receivables(
        self,
        *,
        as_of: dt.date,
        edges: Sequence[int] | None = None,
        basis: Basis | str = Basis.DUE,
        credit: Credits | str = Credits.SEPARATE,
        by: By = (),
    ) -> FrameResult[Ageing]:
        """Age what is owed on a day, as `dunnix.age_receivables` does.

        It is summed in the frame and stays there, however many debtors it is split by; its `value`
        is made only where it is asked for.
        """
        ask = partial(age_receivables, as_of=as_of, edges=edges, basis=basis, credit=credit, by=by)
        native = ageing_frame(
            self.books, as_of=as_of, edges=edges, basis=basis, credit=credit, by=by
        )
        return FrameResult(make_value=lambda: ask(self.books), make_native=lambda: native)

    average_days_delinquent = _over_frames(metrics.average_days_delinquent)
    average_days_late = _over_frames(metrics.average_days_late)
    average_days_to_pay = _over_frames(metrics.average_days_to_pay)
    average_terms = _over_frames(metrics.average_terms)
    best_possible_dso = _over_frames(metrics.best_possible_dso)
    collection_curves = _over_frames(metrics.collection_curves)
    collection_effectiveness = _over_frames(metrics.collection_effectiveness)
    collection_rate = _over_frames(metrics.collection_rate)
    concentration = _over_frames(metrics.concentration)
    cost_of_dso_day = _over_frames(metrics.cost_of_dso_day)
    days_beyond_terms = _over_frames(metrics.days_beyond_terms)
    days_sales_outstanding = _over_frames(metrics.days_sales_outstanding)
    loss_rates = _over_frames(metrics.loss_rates)
    overdue_ratio = _over_frames(metrics.overdue_ratio)
    paid_on_time = _over_frames(metrics.paid_on_time)
    payment_profile = _over_frames(metrics.payment_profile)
    receivables_turnover = _over_frames(metrics.receivables_turnover)
    roll_rates = _over_frames(metrics.roll_rates)

    def expected_cash(
        self,
        *,
        as_of: dt.date,
        weeks: int = 13,
        first: dt.date | None = None,
        thin: int = 5,
        by: By = (),
    ) -> FrameResult[ExpectedCash]:
        """Say which money should come in which week, as `dunnix.expected_cash` does.

        Where promises or money not yet cleared are in it, what is expected is told debtor by
        debtor: all become accounts.
        """
        source = self.accounts() if self._has_money_to_come else self.books
        value = metrics.expected_cash(
            source, as_of=as_of, weeks=weeks, first=first, thin=thin, by=by
        )
        return _answer(value, self.tables)

    def promises_kept(
        self,
        *,
        as_of: dt.date,
        first: dt.date | None = None,
        measure: Measure | str = Measure.COUNT,
        grace_days: int = 0,
        by: By = (),
    ) -> FrameResult[Figures]:
        """Give the share of promises that were kept, as `dunnix.promises_kept` does.

        What became of a promise is told debtor by debtor: those who made one become accounts.
        """
        books_as_of(self.books, as_of)
        accounts = [bearer_of_facts(self.tables), *self.accounts(self._promising(as_of))]
        value = metrics.promises_kept(
            accounts, as_of=as_of, first=first, measure=measure, grace_days=grace_days, by=by
        )
        return _answer(value, self.tables)

    def provision(
        self,
        *,
        as_of: dt.date,
        rates: GivenRates | FrameResult[LossRates],
        edges: Sequence[int] | None = None,
        by: By = (),
    ) -> FrameResult[Provision]:
        """Set aside for losses, as `dunnix.provision` does.

        `rates` may be what `loss_rates` of a ledger gave.
        """
        given = rates.value if isinstance(rates, FrameResult) else rates
        value = metrics.provision(self.books, as_of=as_of, rates=given, edges=edges, by=by)
        return _answer(value, self.tables)

    def trend(
        self,
        metric: str,
        dates: Iterable[dt.date],
        **options: Any,  # noqa: ANN401  # the figure's own
    ) -> FrameResult[Trend]:
        """Follow a figure over days, by its name; `options` are its own, such as `by`.

        Raises `ValueError` for a name that no figure has, and what the figure raises.
        """
        if callable(metric):
            raise TypeError("`metric` is the name of a figure, not the function of that name")
        found = _FIGURES.get(metric)
        if found is None:
            hint = did_you_mean(metric, _FIGURES)
            raise ValueError(f"`{metric}` names no figure over time; {hint}")
        return _answer(metrics.trend(found, self.books, dates, **options), self.tables)

    @property
    def _has_money_to_come(self) -> bool:
        """Whether anything says when money comes, beside how each debtor pays."""
        if self.tables.promises is not None:
            return True
        if self.tables.payments is None:
            return False
        uncleared = self.tables.payments.filter(~nw.col("cleared_on").is_null())
        return bool(uncleared.select("id").head(1).collect()["id"].to_list())

    def _promising(self, day: dt.date) -> list[str]:
        """Give the debtors that made a promise by a day."""
        if self.tables.promises is None:
            return []
        made = self.tables.promises.filter(nw.col("made_on") <= day)
        return sorted(made.select("debtor").unique().collect()["debtor"].to_list())
