"""A statement of late interest as an HTML fragment, with a table for each receivable."""

from collections.abc import Iterator
from html import escape

from dunnix.interest import sentences
from dunnix.interest.explain import (
    head_text,
    law_text,
    method_text,
    rate_reason,
    source_text,
    taken_off,
    title_text,
    totals_text,
    unknown_text,
)
from dunnix.interest.regime import Regime
from dunnix.interest.statement import InterestLine, InterestStatement, ReceivableInterest
from dunnix.interest.words import rate_text, words_of
from dunnix.words import Words


def statement_html(statement: InterestStatement, language: str) -> str:
    """Give a `<section>` in a language; all that comes from the account is escaped."""
    words = words_of(language)
    return "\n".join(_parts(statement, words))


def _parts(statement: InterestStatement, words: Words) -> Iterator[str]:
    regime = statement.jurisdiction.regime(statement.party)
    yield f'<section class="dunnix-interest" lang="{words.language}">'
    yield f"<h2>{escape(title_text(statement, words))}</h2>"
    for item in statement:
        yield f"<h3>{escape(head_text(item, words))}</h3>"
        if item.lines:
            yield from _table(item, regime, words)
        if item.unknown is not None:
            yield f"<p>{escape(unknown_text(item.unknown, words))}</p>"
        yield from (f"<p>{escape(each)}</p>" for each in taken_off(item, words))
    yield from (f"<p>{escape(each)}</p>" for each in totals_text(statement, words))
    yield f"<p>{escape(' '.join(method_text(regime, words)))} {escape(law_text(regime, words))}</p>"
    yield "</section>"


def _table(item: ReceivableInterest, regime: Regime, words: Words) -> Iterator[str]:
    heads = "".join(f"<th>{escape(words.say(each))}</th>" for each in sentences.HEADS.values())
    yield f"<table><thead><tr>{heads}</tr></thead><tbody>"
    for line in item.lines:
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in _cells(line, regime, words))
        yield f"<tr>{cells}</tr>"
    yield "</tbody></table>"


def _cells(line: InterestLine, regime: Regime, words: Words) -> Iterator[str]:
    yield f"{words.day(line.first_day)} - {words.day(line.last_day)}"
    yield words.number(line.days)
    added = "" if line.added.is_zero else f" + {words.money(line.added)}"
    yield words.money(line.balance) + added
    yield f"{rate_text(line.percent, words)} %"
    yield f"{rate_reason(line, regime, words)}; {source_text(line, regime, words)}"
    yield words.money(line.amount)
