"""The structured discount text of XRechnung in BT-20, by its rule BR-DE-18."""

import re
from typing import Final

import attrs

from dunnix.terms.discount import Discount, DiscountBase
from dunnix.terms.due_rule import DueRule
from dunnix.terms.errors import TermsError
from dunnix.terms.operations import Add

# Source: the Schematron of XRechnung, github.com/itplr-kosit/xrechnung-schematron, BR-DE-18.
_LINE: Final = re.compile(
    r"#SKONTO#TAGE=([0-9]+)#PROZENT=([0-9]+\.[0-9]{2})(?:#BASISBETRAG=(-?[0-9]+\.[0-9]{2}))?#"
)
_WANTED: Final = "`#SKONTO#TAGE=14#PROZENT=2.00#` or with `BASISBETRAG=100.00#` after it"

_MOST_DIGITS: Final = 9


@attrs.frozen(kw_only=True, order=False)
class SkontoText:
    """The discounts a text states by BR-DE-18, and the lines that are for people."""

    discounts: tuple[Discount, ...]
    text: str


def parse_skonto(text: str) -> SkontoText:
    r"""Read the discounts in BT-20; each line that begins with `#` must be one, to the letter.

    Days count from the invoice. `BASISBETRAG` is the base where that isn't the amount due. A
    last `#...#` without a line break after it is refused, as the rule does.

    >>> found = parse_skonto("#SKONTO#TAGE=14#PROZENT=2.00#\n")
    >>> found.discounts[0].percent, found.discounts[0].due.steps
    (Decimal('2'), (Add(count=14, unit=<Unit.DAY: 'day'>),))
    """
    if not isinstance(text, str):
        raise TypeError(f"payment terms are a text, not a {type(text).__name__}")
    lines = re.split(r"\r?\n", text)
    if lines[-1].startswith("#"):
        raise TermsError(
            f"line {len(lines)} of the payment terms: a line break is wanted after `{lines[-1]}`"
        )
    numbered = list(enumerate(lines, 1))
    discounts = [_discount(line, number) for number, line in numbered if line.startswith("#")]
    rest = "\n".join(line for line in lines if not line.startswith("#"))
    return SkontoText(discounts=tuple(discounts), text=rest.strip())


def _discount(line: str, number: int) -> Discount:
    match = _LINE.fullmatch(line)
    if match is None:
        raise TermsError(
            f"line {number} of the payment terms: `{line}` is no discount by BR-DE-18; "
            f"wanted is {_WANTED}"
        )
    days, percent, base = match.groups()
    if len(days) > _MOST_DIGITS:
        raise TermsError(f"line {number} of the payment terms: that many days are no discount")
    try:
        return Discount(
            percent=percent,
            due=DueRule(steps=[Add(int(days))] if int(days) else []),
            base=DiscountBase.GROSS if base is None else DiscountBase.STATED,
            base_amount=base,
        )
    except TermsError as error:
        raise TermsError(f"line {number} of the payment terms: {error}") from None
