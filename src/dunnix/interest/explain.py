"""A statement of late interest as text, line by line."""

from collections.abc import Iterator

from dunnix.interest import sentences
from dunnix.interest.choices import Compounding, Fixing
from dunnix.interest.regime import Regime
from dunnix.interest.statement import (
    InterestLine,
    InterestStatement,
    ReceivableInterest,
    UnknownInterest,
)
from dunnix.interest.words import place_text, rate_text, words_of
from dunnix.money import Money
from dunnix.words import Words


def statement_text(statement: InterestStatement, language: str) -> str:
    """Say a statement in a language; raises `ValueError` for one there is none of."""
    words = words_of(language)
    return "\n".join(_lines(statement, words))


def _lines(statement: InterestStatement, words: Words) -> Iterator[str]:
    regime = statement.jurisdiction.regime(statement.party)
    yield title_text(statement, words)
    for item in statement:
        yield head_text(item, words)
        for line in item.lines:
            yield f"  {line_text(line, words)}"
            yield f"    {rate_reason(line, regime, words)}; {source_text(line, regime, words)}"
        if item.unknown is not None:
            yield f"  {unknown_text(item.unknown, words)}"
        yield from (f"  {each}" for each in taken_off(item, words))
    yield from totals_text(statement, words)
    yield " ".join(method_text(regime, words))
    yield law_text(regime, words)


def title_text(statement: InterestStatement, words: Words) -> str:
    """Say up to which day and by whose rules."""
    rules = statement.jurisdiction
    place = place_text(rules.country, rules.title, words)
    return words.say(sentences.TITLE, day=words.day(statement.as_of), place=place)


def head_text(item: ReceivableInterest, words: Words) -> str:
    """Say what a receivable comes to, or why to nothing."""
    due = words.day(item.due_date)
    if item.zero is not None:
        why = words.code(sentences.ZERO, item.zero)
        return words.say(sentences.NOTHING, receivable=item.receivable, due=due, why=why)
    first = item.first_day or item.due_date
    return words.say(
        sentences.ITEM,
        receivable=item.receivable,
        due=due,
        first=words.day(first),
        amount=words.money(item.amount),
    )


def line_text(line: InterestLine, words: Words) -> str:
    """Say one period: days, balance, rate and amount."""
    sentence = sentences.LINE if line.added.is_zero else sentences.LINE_ADDED
    return words.say(
        sentence,
        first=words.day(line.first_day),
        last=words.day(line.last_day),
        days=words.number(line.days),
        balance=words.money(line.balance),
        added=words.money(line.added),
        rate=rate_text(line.percent, words),
        amount=words.money(line.amount),
    )


def rate_reason(line: InterestLine, regime: Regime, words: Words) -> str:
    """Say what the rate of a line is made of."""
    span = line.span
    points = "0" if span.points is None else rate_text(span.points.points, words)
    if span.period is None:
        said = words.say(sentences.ALONE, points=points)
    else:
        reference = rate_text(span.period.percent, words)
        said = words.say(sentences.REFERENCE, reference=reference, table=span.table, points=points)
    parts = [said]
    if regime.rounded_up is not None:
        step = rate_text(regime.rounded_up.step, words)
        parts.append(words.say(sentences.ROUNDED_UP, step=step))
    if span.bounded is not None:
        parts.append(words.code(sentences.BOUNDED, span.bounded))
    return ", ".join(parts)


def source_text(line: InterestLine, regime: Regime, words: Words) -> str:
    """Say where the rate of a line was found, and how sure that is."""
    period = line.span.period
    if period is not None:
        source, certainty = period.source, period.certainty
    else:
        basis = regime.about("points")
        if not basis:
            return words.say(sentences.LAW, law="-")
        source, certainty = basis[0].source, basis[0].certainty
    sure = words.code(sentences.CERTAINTY, certainty)
    if source == sentences.CERTAINTY[certainty]:
        return words.say(sentences.NO_SOURCE, certainty=sure)
    return words.say(sentences.SOURCE, source=source, certainty=sure)


def unknown_text(gap: UnknownInterest, words: Words) -> str:
    """Say from when to when no rate is known, and why."""
    why = words.say(sentences.UNKNOWN[gap.reason], table=gap.table)
    first, last = words.day(gap.first_day), words.day(gap.last_day)
    return words.say(sentences.NOT_KNOWN, first=first, last=last, why=why)


def taken_off(item: ReceivableInterest, words: Words) -> Iterator[str]:
    """Say what was waived and what part payments paid."""
    for sentence, amount in ((sentences.WAIVED, item.waived), (sentences.PAID, item.paid)):
        if amount:
            yield words.say(sentence, amount=words.money(Money.minor(amount, item.currency)))


def totals_text(statement: InterestStatement, words: Words) -> Iterator[str]:
    """Say the sum of each currency, and whether days are missing from it."""
    for currency in statement.currencies:
        amount = words.money(statement.total(currency))
        yield words.say(sentences.TOTAL, currency=currency, amount=amount)
    if not statement.is_complete:
        yield words.say(sentences.INCOMPLETE)


def method_text(regime: Regime, words: Words) -> Iterator[str]:
    """Say how it was reckoned."""
    yield words.say(sentences.DAY_COUNT, day_count=regime.day_count)
    yearly = regime.compounding is Compounding.YEARLY
    yield words.say(sentences.YEARLY if yearly else sentences.SIMPLE)
    if regime.fixing is Fixing.AT_START:
        yield words.say(sentences.AT_START)
    yield words.code(sentences.ROUNDING, "yearly" if yearly else regime.rounding)


def law_text(regime: Regime, words: Words) -> str:
    """Name the law of the rate."""
    laws = dict.fromkeys(each.law for each in regime.about("points"))
    return words.say(sentences.LAW, law="; ".join(laws) or "-")
