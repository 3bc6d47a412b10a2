"""Payment terms written out in a language, so that `parse_terms` reads the same terms back."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, assert_never

from dunnix.terms.discount import Discount, DiscountBase
from dunnix.terms.due_rule import Anchor, DueRule
from dunnix.terms.language import language
from dunnix.terms.operations import Add, EndOfDecade, EndOfMonth, PaymentDay, Unit
from dunnix.terms.shares import Fixed, Percent, PercentOfRemainder, Remainder, Share, plain_number
from dunnix.terms.steps_writer import step_text

if TYPE_CHECKING:
    from dunnix.terms.payment_terms import PaymentTerms

_HUNDRED: Final = 100
_SEVERAL: Final = 3
_SHORTEST_OF_TWO: Final = 15
_ADMITTED_TWICE: Final = 45
_THOUSANDS: Final = -3

_Words = Mapping[str, Any]


def format_terms(terms: "PaymentTerms", language: str) -> str:
    """Write payment terms in a language: `de`, `en`, `es`, `fr`, `it` or `nl`.

    What is written says the same when read back by `parse_terms` in that language.

    >>> from dunnix.terms import parse_terms
    >>> format_terms(parse_terms("2/10 net 30"), "fr")
    "30 jours nets, 2 % d'escompte sous 10 jours"
    """
    words = _words(language)
    clauses = [*_lines(terms, words), *(_discount(each, words) for each in terms.discounts)]
    if terms.no_discount:
        clauses.append(words["no-discount"])
    return ", ".join(clauses)


def _words(code: str) -> _Words:
    return language(code).write


def _lines(terms: "PaymentTerms", words: _Words) -> list[str]:
    lines = terms.instalments
    if len(lines) == 1 and isinstance(lines[0].share, Remainder):
        return [_plain_due(lines[0].due, words)]
    shares = _named_shares([line.share for line in lines])
    listed = _listed(shares, [line.due for line in lines], words)
    if listed:
        return [listed]
    return [
        f"{_share(share, words)} {_rule(line.due, words, 'at')}"
        for share, line in zip(shares, lines, strict=True)
    ]


def _plain_due(rule: DueRule, words: _Words) -> str:
    text = _rule(rule, words, None)
    match rule:
        case DueRule(steps=(Add(_, Unit.DAY),), anchor=Anchor.INVOICE):
            return str(words["net"]).format(text)
        case _:
            return text


def _named_shares(shares: Sequence[Share]) -> list[Share]:
    """Name the percentage a remainder stands for, where percentages alone stand before it."""
    before = [each for each in shares[:-1] if isinstance(each, Percent)]
    if len(before) == len(shares) - 1 and isinstance(shares[-1], Remainder):
        rest = Fraction(_HUNDRED) - sum((each.percent for each in before), Fraction())
        return [*shares[:-1], Percent(rest)]
    return list(shares)


def _listed(shares: Sequence[Share], rules: Sequence[DueRule], words: _Words) -> str | None:
    """Write equal parts as `30/60/90 days`, where that is how they are read."""
    counts = [_only_days(rule) for rule in rules]
    days = [each for each in counts if each]
    enough = len(days) >= _SEVERAL or (len(days) > 1 and days[0] >= _SHORTEST_OF_TWO)
    alike = len(set(shares)) == 1 and isinstance(shares[0], Percent)
    if not (enough and alike and days == counts and days == sorted(set(days))):
        return None
    return str(words["units"]["day"][1]).format("/".join(map(str, days)))


def _only_days(rule: DueRule) -> int | None:
    match rule:
        case DueRule(steps=(Add(count, Unit.DAY),), anchor=Anchor.INVOICE):
            return count
        case _:
            return None


def _share(share: Share, words: _Words) -> str:
    match share:
        case Remainder():
            return str(words["remainder"])
        case Percent(percent):
            return _percent(percent, words)
        case PercentOfRemainder(percent):
            return f"{_percent(percent, words)} {words['of-remainder']}"
        case Fixed(amount, currency):
            return f"{_amount(amount, words)} {currency}"
        case _:
            assert_never(share)


def _percent(percent: Fraction, words: _Words) -> str:
    number = plain_number(percent)
    if "/" in number:
        return plain_number(percent / _HUNDRED)
    return str(words["percent"]).format(_localised(number, words))


def _localised(number: str, words: _Words) -> str:
    return number.replace(".", words["decimal"])


def _amount(amount: Decimal, words: _Words) -> str:
    text = format(amount, "f")
    # Three digits after a sign may be thousands to whoever reads them; a zero more says not.
    exponent = amount.as_tuple().exponent
    return _localised(f"{text}0" if exponent == _THOUSANDS else text, words)


def _discount(discount: Discount, words: _Words) -> str:
    match discount.base:
        case DiscountBase.GROSS:
            base = ""
        case DiscountBase.NET:
            base = words["on-net"]
        case DiscountBase.STATED:
            stated = _amount(discount.base_amount or Decimal(0), words)
            base = str(words["on-amount"]).format(stated)
        case _:
            assert_never(discount.base)
    return str(words["discount"]).format(
        percent=_localised(format(discount.percent, "f"), words),
        base=base,
        due=_rule(discount.due, words, "discount-due"),
    )


def _rule(rule: DueRule, words: _Words, preposition: str | None) -> str:
    """Write a due date; after a share or a discount its first words take a preposition."""
    if not rule.steps:
        at_once = rule.anchor is Anchor.INVOICE
        return str(words["at-once"] if at_once else words["anchors"][rule.anchor][0])
    text = ""
    for at, step in enumerate(rule.steps):
        written = step_text(step, words, inflected=preposition is not None and at == 0)
        if at == 0:
            text = _with_preposition(written, step, words, preposition)
        else:
            text += f"{_joint(rule, at, words)}{written}"
    if rule.anchor is Anchor.INVOICE:
        return text
    return str(words["anchors"][rule.anchor][1]).format(text)


def _with_preposition(written: str, step: object, words: _Words, preposition: str | None) -> str:
    if preposition is None:
        return written
    match step:
        case Add():
            return str(words[preposition]).format(written)
        case EndOfMonth() | EndOfDecade():
            return str(words["at-end"]).format(written)
        case _:
            return written


def _joint(rule: DueRule, at: int, words: _Words) -> str:
    """Give what stands between an operation and the one before it."""
    match rule.steps[at - 1], rule.steps[at]:
        case Add(count, unit), EndOfMonth(0) if (count, unit) != (_ADMITTED_TWICE, Unit.DAY):
            return " " if at == 1 else f" {words['then']} "
        case EndOfMonth() | EndOfDecade(), Add():
            return " + "
        case EndOfMonth(), PaymentDay():
            return " "
        case _:
            return f" {words['then']} "
