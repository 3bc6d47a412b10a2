"""Debtors to look at, as tables: those most past due, and those that pay later and later."""

from collections.abc import Iterable, Iterator, Sequence

from dunnix.cli import sentences
from dunnix.cli.metrics import sentences as texts
from dunnix.cli.metrics.report import Report, TopDebtor
from dunnix.cli.metrics.shown import Shown, number_of, percent_of
from dunnix.cli.table import Column
from dunnix.metrics import PaymentProfile
from dunnix.words import Words


def debtor_tables(report: Report, say: Words) -> Iterator[Shown]:
    """Give the debtors most past due, a table a currency, then those that pay ever later."""
    for currency in sorted({each.overdue.currency for each in report.top}):
        yield _top_table(report, currency, say)
    if report.slower:
        yield _slower_table(report, say)


def _top_table(report: Report, currency: str, say: Words) -> Shown:
    heads = (
        say.say(texts.PAST_DUE_AMOUNT),
        say.say(texts.SHARE),
        say.say(sentences.OVER, days=90),
        say.say(sentences.OPEN),
    )
    found = (each for each in report.top if each.overdue.currency == currency)
    rows = [_top_row(each, say) for each in found]
    return _table(f"{say.say(texts.TOP)} - {currency}", heads, rows, say)


def _table(
    title: str, heads: Iterable[str], rows: Sequence[tuple[str, ...]], say: Words, *notes: str
) -> Shown:
    """Put a table of debtors together; their names stand last, where any is known."""
    columns = (
        Column(say.say(sentences.HEADS["debtor"]), style="title"),
        *(Column(head, right=True) for head in heads),
    )
    if any(row[-1] for row in rows):
        columns = (*columns, Column(say.say(texts.NAME), below=True))
    cut = (row[: len(columns)] for row in rows)
    return Shown(title=title, columns=columns, rows=tuple(cut), notes=notes)


def _top_row(debtor: TopDebtor, say: Words) -> tuple[str, ...]:
    old = say.digits(debtor.over_90) if debtor.over_90.minor_units else ""
    return (
        debtor.debtor,
        say.digits(debtor.overdue),
        percent_of(debtor.share, say),
        old,
        say.digits(debtor.open),
        debtor.name or "",
    )


def _slower_table(report: Report, say: Words) -> Shown:
    heads = (texts.EARLIER, texts.RECENTLY, texts.CHANGE, texts.PAYMENTS)
    rows = [_slower_row(each, report, say) for each in report.slower]
    note = say.say(texts.SLOWER_NOTE)
    return _table(say.say(texts.SLOWER), map(say.say, heads), rows, say, note)


def _slower_row(profile: PaymentProfile, report: Report, say: Words) -> tuple[str, ...]:
    debtor = profile.group[0] or ""
    days = (profile.earlier_mean, profile.recent_mean, profile.trend_days)
    numbers = (number_of(each, say) for each in days)
    return (debtor, *numbers, str(profile.payments), report.names[debtor] or "")
