"""The reference of late interest, written from the data: a page a jurisdiction, and an index."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from dunnix.interest.choices import (
    Certainty,
    Compounding,
    DayCount,
    Fixing,
    PointsBy,
    RoundedRate,
    Starting,
)
from dunnix.interest.jurisdiction import Jurisdiction
from dunnix.interest.jurisdiction_file import jurisdiction, jurisdiction_names
from dunnix.interest.percent import percent_text
from dunnix.interest.rate_table import RatePeriod, RateTable
from dunnix.interest.rate_table_file import rate_table, rate_table_names
from dunnix.interest.regime import Basis, Bound, PointsPeriod, Regime, Start
from dunnix.model import Party

_WARNING: Final = (
    '!!! warning "No legal advice"',
    (
        "    Each figure names its law, its source and how sure it is. Law changes: have a lawyer"
        " confirm a rule before money depends on it."
    ),
)
_CURRENCIES: Final = {"uk": "GBP", "ch": "CHF", "us": "USD", "ca": "CAD"}
_SHOWN_RATES: Final = 6


def interest_index() -> str:
    r"""Give the page that lists the jurisdictions and the rate tables that ship, as Markdown.

    >>> interest_index().splitlines()[0]
    '# Late interest by jurisdiction'
    """
    return "\n".join([*_index(), ""])


def interest_page(name: str) -> str:
    """Give the page of a jurisdiction that ships, as Markdown, with an example that runs.

    >>> interest_page("fr").splitlines()[0]
    '# France'
    """
    return "\n".join([*_page(jurisdiction(name)), ""])


def _index() -> Iterator[str]:
    yield from ("# Late interest by jurisdiction", "")
    yield "What ships of late interest, fixed sums and costs, written from its data files."
    yield from ("", *_WARNING, "")
    yield "| id | place | kinds of debtor | rate | fixed sum |"
    yield "|---|---|---|---|---|"
    for name in jurisdiction_names():
        rules = jurisdiction(name)
        for regime in rules.regimes:
            parties = ", ".join(regime.parties)
            place = f"[`{name}`]({name}.md) | {rules.title}"
            yield f"| {place} | {parties} | {_rate(regime)} | {_fixed_sums(regime)} |"
    yield from ("", "## Rate tables", "")
    yield "| id | known from | known until | last rate |"
    yield "|---|---|---|---|"
    for name in rate_table_names():
        table = rate_table(name)
        last = percent_text(table.periods[-1].percent)
        yield f"| `{name}` | {table.known_from} | {table.known_until} | {last} % |"
    yield ""
    yield "Past its last day a table says nothing, and interest is told as unknown from then on."


def _page(rules: Jurisdiction) -> Iterator[str]:
    title = rules.title
    yield from (f"# {title[0].upper()}{title[1:]}", "", *_WARNING)
    if rules.notes:
        yield ""
        yield from (f"- {note}" for note in rules.notes)
    for regime in rules.regimes:
        yield from ("", f"## {', '.join(regime.parties).capitalize()}", "")
        yield from _regime(regime)
    yield from ("", "## Example", "", *_example(rules))
    tables = {each.reference.id: each.reference for each in rules.regimes if each.reference}
    for table in tables.values():
        yield from ("", f"## Latest rates of `{table.id}`", "", *_latest(table))


def _regime(regime: Regime) -> Iterator[str]:
    yield from ("| what | | law | source |", "|---|---|---|---|")
    rows = [
        ("rate", _rate(regime), "points"),
        ("starts", _starts(regime), "start"),
        ("days", _day_count(regime.day_count), "day-count"),
        ("interest on interest", _compounding(regime), "compounding"),
        ("part payments pay", ", then ".join(regime.order), "order"),
        ("insolvency", f"interest {regime.insolvent}", "insolvent"),
        ("disputes", f"interest {regime.disputed}", "disputed"),
        ("agreed rate", _contract(regime), "contract-floor"),
        ("fixed sum", _fixed_sums(regime), "fixed-sum"),
        ("collection costs", _costs(regime), "costs"),
    ]
    for what, said, about in rows:
        basis = regime.about(about)
        laws = "; ".join(f"{each.law}. {each.note}".removesuffix(". ") for each in basis) or "-"
        sources = "; ".join(_source(each) for each in basis) or "-"
        yield f"| {what} | {said} | {laws} | {sources} |"


def _source(found: Basis | RatePeriod) -> str:
    """Say where a figure was found and how sure that is, once where the one says the other."""
    if found.certainty is Certainty.FROM_MEMORY and found.certainty in found.source:
        return found.source
    return f"{found.source} (*{found.certainty}*)"


def _rate(regime: Regime) -> str:
    if regime.no_rate:
        return "by contract"
    points = ", ".join(_points(each) for each in regime.points)
    if regime.reference is None:
        return f"{points} %"
    by = " by the day the debt arose" if regime.points_by is PointsBy.OBLIGATION else ""
    said = f"`{regime.reference.id}` + {points}{by}"
    if regime.rounded_up is not None:
        step = percent_text(regime.rounded_up.step)
        what = "reference" if regime.rounded_up.of is RoundedRate.REFERENCE else "sum"
        said += f", the {what} rounded up to the next {step}"
    fixed = regime.fixing is Fixing.AT_START
    return f"{said}, {'fixed at the start' if fixed else 'floating'}"


def _points(points: PointsPeriod) -> str:
    said = percent_text(points.points)
    if points.valid_from is not None:
        said += f" from {points.valid_from}"
    if points.valid_until is not None:
        said += f" until {points.valid_until}"
    return said


def _starts(regime: Regime) -> str:
    said = _start(regime.start)
    if regime.without_date is not None:
        said += f"; without an agreed date {_start(regime.without_date)}"
    return said


def _start(start: Start) -> str:
    more = f"{start.months} months " if start.months else ""
    more += f"{start.days} days " if start.days else ""
    match start.kind:
        case Starting.AFTER_DUE:
            return f"{more}after the due date" if more else "the day after the due date"
        case Starting.AFTER_NOTICE:
            return f"{more}after a formal notice" if more else "the day after a formal notice"
        case Starting.NOTICE_OR_DAYS:
            return f"after a reminder, or {more}after due date and invoice"


def _day_count(day_count: DayCount) -> str:
    return str(day_count)


def _compounding(regime: Regime) -> str:
    return "yearly" if regime.compounding is Compounding.YEARLY else "none"


def _contract(regime: Regime) -> str:
    floor = regime.contract_floor
    return "as agreed" if floor is None else f"at least {_bound(floor)}"


def _bound(bound: Bound) -> str:
    if bound.table is not None:
        return f"{bound.times} times `{bound.table.id}`"
    return "-" if bound.percent is None else f"{percent_text(bound.percent)} %"


def _fixed_sums(regime: Regime) -> str:
    sums = [
        f"{each.amount}"
        + ("" if each.at_least.is_zero else f" from {each.at_least}")
        + ("" if each.valid_from is None else f" (since {each.valid_from})")
        for each in regime.fixed_sums
    ]
    return ", ".join(sums) or "none"


def _costs(regime: Regime) -> str:
    if regime.costs is None:
        return "none by scale"
    rows = [
        f"{percent_text(each.percent)} % " + (f"up to {each.up_to}" if each.up_to else "above")
        for each in regime.costs.brackets
    ]
    return f"{', '.join(rows)}; at least {regime.costs.at_least}, at most {regime.costs.at_most}"


def _example(rules: Jurisdiction) -> Iterator[str]:
    from dunnix.interest.late_interest import late_interest
    from dunnix.model import Account, Debtor, Invoice, Payment
    from dunnix.money import Money

    currency = _CURRENCIES.get(rules.id, "EUR")
    asked = rules
    how = f'"{rules.id}"'
    if rules.regimes[0].no_rate:
        asked = rules.by_contract("1.5", party=Party.COMPANY, monthly=True)
        how = f'jurisdiction("{rules.id}").by_contract("1.5", party="company", monthly=True)'
    account = Account(
        debtor=Debtor(id="D1", party=Party.COMPANY),
        invoices=[
            Invoice(id="F-1", due_date=dt.date(2025, 3, 31), amount=Money("1000.00", currency))
        ],
        payments=[
            Payment(
                id="P-1", date=dt.date(2025, 5, 15), amount=Money("400.00", currency), invoice="F-1"
            )
        ],
    )
    found = late_interest(account, asked, as_of=dt.date(2025, 9, 30))
    yield from _code(how, currency)
    yield from found.explain("en").splitlines()
    yield "```"


def _code(how: str, currency: str) -> Iterator[str]:
    yield from (
        (
            f"1,000 {currency} due on 31 March 2025, of which 400 came on 15 May, told on"
            " 30 September 2025:"
        ),
        "",
        "```python",
        ">>> import datetime as dt",
        ">>> from dunnix import Account, Debtor, Invoice, Money, Payment",
        ">>> from dunnix.interest import jurisdiction, late_interest",
        ">>> account = Account(",
        '...     debtor=Debtor(id="D1", party="company"),',
        '...     invoices=[Invoice(id="F-1", due_date=dt.date(2025, 3, 31),',
        f'...                       amount=Money("1000.00", "{currency}"))],',
        '...     payments=[Payment(id="P-1", date=dt.date(2025, 5, 15), invoice="F-1",',
        f'...                       amount=Money("400.00", "{currency}"))],',
        "... )",
        f">>> rules = {how}",
        ">>> print(late_interest(account, rules, as_of=dt.date(2025, 9, 30)).explain())",
    )


def _latest(table: RateTable) -> Iterator[str]:
    yield from ("| from | until | percent | source |", "|---|---|---|---|")
    for each in reversed(table.periods[-_SHOWN_RATES:]):
        percent = percent_text(each.percent)
        days = f"{each.valid_from} | {each.valid_until}"
        yield f"| {days} | {percent} | {_source(each)} |"
