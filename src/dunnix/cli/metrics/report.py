"""All that a report on a ledger says, reckoned once and shown in any form."""

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

import attrs

from dunnix.cli.metrics.books import RememberedBooks
from dunnix.cli.metrics.figures import reckon_figures
from dunnix.cli.metrics.question import Question
from dunnix.cli.usage import as_typed
from dunnix.ledger import Ledger, QualityReport, check_ledger
from dunnix.metrics import (
    Ageing,
    AgeingLine,
    ExpectedCash,
    Figures,
    PaymentProfile,
    Trend,
    age_receivables,
    books_of,
    days_sales_outstanding,
    expected_cash,
    payment_profile,
    trend,
)
from dunnix.model import Account, known_rows
from dunnix.money import Money, total

_TOP: Final = 10
_OLD: Final = 90
_MONTHS: Final = 12


@attrs.frozen(kw_only=True, order=False)
class TopDebtor:
    """One of the debtors that owe most beyond its due date, in one currency."""

    debtor: str
    name: str | None
    overdue: Money
    over_90: Money
    open: Money
    share: Fraction


@attrs.frozen(kw_only=True, order=False)
class Split:
    """The same once more, split by what was asked for."""

    ageing: Ageing
    figures: Mapping[str, Figures]


@attrs.frozen(kw_only=True, order=False)
class Report:
    """The figures of a ledger on a day; `left_out` are the debtors with rows that can't be read.

    `findings` is None where they weren't asked for.
    """

    question: Question
    source: str
    debtors: int
    invoices: int
    left_out: tuple[str, ...]
    ageing: Ageing
    figures: Mapping[str, Figures]
    split: Split | None
    top: tuple[TopDebtor, ...]
    slower: tuple[PaymentProfile, ...]
    names: Mapping[str, str | None]
    cash: ExpectedCash
    findings: QualityReport | None


def reckon_report(ledger: Ledger, question: Question) -> Report:
    """Reckon all figures of the accounts that can be read; one that can't be is a UsageError."""
    books, day = RememberedBooks(_readable(ledger)), question.as_of
    names = {account.debtor.id: account.debtor.name for account in books.accounts}
    return Report(
        question=question,
        source=ledger.source,
        debtors=len(books.accounts),
        invoices=sum(len(known_rows(account.invoices, day)) for account in books.accounts),
        left_out=tuple(account.debtor.id for account in ledger.held),
        ageing=_aged(books, question),
        figures=reckon_figures(books, question),
        split=_split(books, question),
        top=_top(age_receivables(books, as_of=day, by="debtor"), names),
        slower=_slower(books, question),
        names=names,
        cash=expected_cash(books.accounts, as_of=day),
        findings=check_ledger(ledger, as_of=day) if question.check else None,
    )


def dso_trend(ledger: Ledger, question: Question) -> Trend:
    """Follow the DSO over the last twelve ends of months and the day itself, as known on each."""
    books = books_of(_readable(ledger))
    first = books.first_issued() or question.as_of
    day, days = question.as_of, [question.as_of]
    while len(days) <= _MONTHS and first.replace(day=1) < day.replace(day=1):
        day = day.replace(day=1) - dt.timedelta(days=1)
        days.append(day)
    found = [each for each in days if each >= first]
    return trend(days_sales_outstanding, books, found, days=question.days)


def _readable(ledger: Ledger) -> list[Account]:
    return [account for account in ledger.accounts if not account.problems]


def _aged(books: RememberedBooks, question: Question, by: Sequence[str] = ()) -> Ageing:
    """Age what is owed; here it shows whether the edges, the day and what to split by can be."""
    try:
        return age_receivables(
            books,
            as_of=question.as_of,
            edges=question.edges,
            basis=question.basis,
            credit=question.credit,
            by=by,
        )
    except ValueError as error:
        raise as_typed(error) from None


def _split(books: RememberedBooks, question: Question) -> Split | None:
    if not question.by:
        return None
    ageing = _aged(books, question, question.by)
    figures = reckon_figures(books, question, question.by)
    shown: tuple[Ageing | Figures, ...] = (ageing, *figures.values())
    for each in shown:
        try:
            each.table()  # shows whether the names leave each column its own
        except ValueError as error:
            raise as_typed(error) from None
    return Split(ageing=ageing, figures=figures)


def _top(ageing: Ageing, names: Mapping[str, str | None]) -> tuple[TopDebtor, ...]:
    """Give the debtors that owe most beyond its due date, currency by currency."""
    found: list[TopDebtor] = []
    for currency in sorted({line.currency for line in ageing.lines}):
        lines = [line for line in ageing.lines if line.currency == currency]
        all_overdue = total((line.overdue for line in lines), currency)
        late = [line for line in lines if line.overdue.minor_units > 0]
        late.sort(key=lambda line: (-line.overdue.minor_units, line.group[0] or ""))
        found += [_top_debtor(line, names, all_overdue) for line in late[:_TOP]]
    return tuple(found)


def _top_debtor(line: AgeingLine, names: Mapping[str, str | None], all_overdue: Money) -> TopDebtor:
    debtor = line.group[0] or ""
    old = (each.amount for each in line.buckets if (each.from_days or 0) > _OLD)
    return TopDebtor(
        debtor=debtor,
        name=names[debtor],
        overdue=line.overdue,
        over_90=total(old, line.currency),
        open=line.open,
        share=Fraction(line.overdue.minor_units, all_overdue.minor_units),
    )


def _slower(books: RememberedBooks, question: Question) -> tuple[PaymentProfile, ...]:
    """Give the debtors that pay later and later, the worst first."""
    profiles = payment_profile(books, as_of=question.as_of, by="debtor")
    found = [each for each in profiles if each.is_worsening]
    found.sort(key=lambda each: (-(each.trend_days or 0), each.group[0] or "", each.currency))
    return tuple(found[:_TOP])
