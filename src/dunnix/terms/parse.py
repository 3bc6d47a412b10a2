"""Payment terms read from what people write."""

import datetime as dt
from collections.abc import Iterable
from typing import Final

from dunnix.errors import did_you_mean
from dunnix.terms.clause_grammar import ClauseGrammar
from dunnix.terms.cursor import Cursor
from dunnix.terms.errors import AmbiguousTermsError, TermsError, UnreadableTermsError
from dunnix.terms.language import LANGUAGES, Language, language, plain_word
from dunnix.terms.payment_terms import PaymentTerms
from dunnix.terms.reading import Reading, reading_of
from dunnix.terms.symbols import Symbol, symbols

_LONGEST: Final = 2_000
# Days on which readings are shown: the first of them on which they differ.
_SHOWN: Final = (dt.date(2026, 4, 17), dt.date(2026, 1, 31), dt.date(2026, 1, 15))

_FITS_NOT: Final = "is incomplete or doesn't fit what stands before it"


class _AlwaysOpen:
    """The calendar examples are told by: they are about months, not about weekends."""

    def is_open(self, _: dt.date, /) -> bool:
        return True


def parse_terms(text: str, language: str | None = None, reading: str | None = None) -> PaymentTerms:
    """Read payment terms as people write them, in one of six languages; nothing is guessed.

    Without a `language` (`de`, `en`, `es`, `fr`, `it`, `nl`) each is tried, and those that can
    read the text must agree. `reading` names how days and an end of month side by side are
    counted: `days-then-month-end`, `month-end-then-days` or `commercial-month`. Without it days
    come first, except where two ways are admitted: then `AmbiguousTermsError` shows both.
    `UnreadableTermsError` tells what was understood, and the forms that are accepted.

    >>> parse_terms("30 jours fin de mois").due_date(dt.date(2026, 1, 15))
    datetime.date(2026, 2, 28)
    """
    if not isinstance(text, str):
        raise TypeError(f"payment terms are a text, not a {type(text).__name__}")
    if len(text) > _LONGEST:
        raise TermsError(f"payment terms are at most {_LONGEST} characters, found {len(text)}")
    chosen = reading_of(reading)
    if language is not None:
        return _parsed(text, language, chosen)
    return _in_any_language(text, chosen)


def _in_any_language(text: str, reading: Reading | None) -> PaymentTerms:
    found: dict[str, PaymentTerms] = {}
    failed = list[TermsError]()
    for code in LANGUAGES:
        try:
            found[code] = _parsed(text, code, reading)
        except TermsError as error:
            failed.append(error)
    refused = [each for each in failed if not isinstance(each, UnreadableTermsError)]
    if found and not refused:
        return agreed(text, found)
    if refused:
        raise refused[0]
    raise _furthest(error for error in failed if isinstance(error, UnreadableTermsError))


def agreed(text: str, found: dict[str, PaymentTerms]) -> PaymentTerms:
    """Give what all languages that could read a text say; they must say the same."""
    first = next(iter(found.values()))
    if any(each != first for each in found.values()):
        codes = ", ".join(f"`{code}`" for code in found)
        raise AmbiguousTermsError(
            f"`{text}` reads differently in {codes}: name the `language=`", found
        )
    return first


def _furthest(errors: Iterable[UnreadableTermsError]) -> UnreadableTermsError:
    return max(errors, key=lambda each: (len(each.understood), each.language == "en"))


def _parsed(text: str, code: str, reading: Reading | None) -> PaymentTerms:
    spoken = language(code)
    cut = symbols(text, spoken)
    first = _read(text, cut, spoken, reading or Reading.DAYS_THEN_MONTH_END)
    if reading is None and first.is_ambiguous:
        readings = {each: _read(text, cut, spoken, each).terms() for each in Reading}
        named = {str(each): found for each, found in readings.items()}
        raise AmbiguousTermsError(_several(text, readings), named)
    return first.terms()


def _read(text: str, cut: tuple[Symbol, ...], spoken: Language, reading: Reading) -> ClauseGrammar:
    cursor = Cursor(cut)
    grammar = ClauseGrammar(cursor, reading)
    if grammar.read():
        return grammar
    stopped = cursor.furthest
    known = stopped == len(cut)
    at = grammar.clause_at if known else stopped
    raise UnreadableTermsError(
        text=text,
        at=cut[at].start if at < len(cut) else len(text),
        language=spoken.code,
        forms=spoken.forms,
        # Each word is known, so it is the clause that says too little or too much.
        fault=_FITS_NOT if known and at else "is incomplete" if known else "can't be read",
        hint="" if known else _hint(cut[at], spoken),
    )


def _hint(symbol: Symbol, spoken: Language) -> str:
    if not symbol.may_be("unknown"):
        return ""
    found = plain_word(str(symbol.value("unknown")))
    known = {phrase[0] for phrase in spoken.phrases if len(phrase) == 1 and len(phrase[0]) > 2}  # noqa: PLR2004
    within = {word for phrase in spoken.phrases for word in phrase}
    hint = None if found in within else did_you_mean(found, known)
    return f"; {hint}" if hint else ""


def _several(text: str, readings: dict[Reading, PaymentTerms]) -> str:
    day, dates = _told_apart(readings)
    both = " and ".join(
        f"`{each}` ({dates[each]})"
        for each in (Reading.MONTH_END_THEN_DAYS, Reading.DAYS_THEN_MONTH_END)
    )
    third = Reading.COMMERCIAL_MONTH
    return (
        f"`{text}` has two readings, {both} for an invoice of {day}: name one as `reading=`; "
        f"`{third}` ({dates[third]}) is met too"
    )


def _told_apart(readings: dict[Reading, PaymentTerms]) -> tuple[dt.date, dict[Reading, str]]:
    """Give what readings come to, on a day that stands for all that may be counted from."""
    shown = [
        (day, {reading: _dates(terms, day) for reading, terms in readings.items()})
        for day in _SHOWN
    ]
    return max(shown, key=lambda each: len(set(each[1].values())))


def _dates(terms: PaymentTerms, day: dt.date) -> str:
    lines, discounts = terms.instalments, terms.discounts
    rules = [*(each.due for each in lines), *(each.due for each in discounts)]
    found = [each.date_from(day, calendar=_AlwaysOpen()) for each in rules if each.steps]
    return ", ".join(map(str, found))
