"""Amounts of a frame as whole minor units: exact, or refused."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import narwhals.stable.v2 as nw

from dunnix.errors import Problem
from dunnix.frames.faults import Fault
from dunnix.frames.fields import Picked
from dunnix.frames.tables import Frame, Schema

Digits: TypeAlias = Mapping[int, Sequence[str]]
"""The currencies of a frame by how many decimals they have."""

# What always fits into 64 bits.
_LONGEST: Final = 18
_AMOUNT: Final = nw.col("amount")
# A number with a binary fraction holds any decimal of so many digits apart from all others.
_EXACT_FLOAT: Final = 10**15
_TEXTS: Final = (nw.String, nw.Categorical, nw.Enum, nw.Decimal, nw.Unknown)


def unreadable_amounts(schema: Schema, of: Picked) -> Iterator[Problem]:
    """Give a column of amounts that can't hold any."""
    dtype = schema["amount"]
    if dtype.is_integer() or isinstance(dtype, (nw.Float64, *_TEXTS)):
        return
    hint = None
    if dtype.is_float():
        hint = "its 7 digits are too few for amounts: give Float64, decimals or text"
    yield of.problem(
        "wrong-type", f"the column is {dtype}, amounts are wanted", field="amount", hint=hint
    )


def with_plain_amounts(frame: Frame) -> Frame:
    """Give decimals and other texts as String; whole numbers and floats stay what they are."""
    dtype = frame.collect_schema()["amount"]
    if dtype.is_integer() or dtype.is_float():
        return frame
    text = _AMOUNT.cast(nw.String)
    if dtype.is_decimal():  # PyArrow writes a long zero as `0E-18`
        text = nw.when(_AMOUNT == 0).then(nw.lit("0")).otherwise(text)
    return frame.with_columns(amount=text)


def faults_of_amounts(schema: Schema, of: Picked, digits: Digits) -> Iterator[Fault]:
    """Give what an amount can't be, by the type of its column and the decimals of its currency."""
    yield Fault(
        code="missing-field",
        field="amount",
        message="an amount is missing",
        rows=_AMOUNT.is_null(),
    )
    by_digits = _scales(of, digits)
    if schema["amount"].is_integer():
        signed = not schema["amount"].is_unsigned_integer()
        large = _by_digits(by_digits, lambda n: 10 ** (_LONGEST - n) <= _AMOUNT)
        small = _by_digits(by_digits, lambda n: -(10 ** (_LONGEST - n)) >= _AMOUNT)
        yield _fault("beyond-64-bits", large | small if signed else large)
    elif schema["amount"].is_float():
        fits = _by_digits(by_digits, _fits_float)
        yield _fault("not-exact", ~fits)
        yield _fault("too-many-decimals", fits & _by_digits(by_digits, _is_between_units))
    else:
        yield _fault("bad-amount", ~_is_plain())
        yield _fault("too-many-decimals", _by_digits(by_digits, _has_more_decimals))
        yield _fault("beyond-64-bits", _by_digits(by_digits, _too_long))


def with_amounts(frame: Frame, of: Picked, digits: Digits) -> Frame:
    """Give amounts in minor units as Int64; those with a fault must have been refused."""
    dtype, by_digits = frame.collect_schema()["amount"], _scales(of, digits)
    if dtype.is_integer():
        amount = _AMOUNT.cast(nw.Int64) * _by_digits(by_digits, lambda n: nw.lit(10**n))
    elif dtype.is_float():
        amount = _by_digits(by_digits, _rounded)
    else:
        sign = nw.when(_AMOUNT.str.starts_with("-")).then(nw.lit(-1)).otherwise(nw.lit(1))
        amount = _by_digits(by_digits, _units_text).cast(nw.Int64) * sign
    return frame.with_columns(amount=amount.cast(nw.Int64))


_MESSAGES: Final = {
    "beyond-64-bits": (
        "an amount has more than 18 digits, decimals included",
        "look for a missing point",
    ),
    "not-exact": (
        "a float is infinite, not a number or of more than 15 digits",
        "give decimals or text",
    ),
    "too-many-decimals": (
        "an amount has more decimals than its currency",
        "round it where it was calculated, so that sums agree",
    ),
    "bad-amount": (
        "an amount is digits with at most one point, and a minus before it if negative",
        "write a decimal comma as a point; take out grouping signs, spaces and currency signs",
    ),
}


def _fault(code: str, rows: nw.Expr) -> Fault:
    message, hint = _MESSAGES[code]
    return Fault(code=code, field="amount", message=message, hint=hint, rows=rows)


def _scales(of: Picked, digits: Digits) -> Digits:
    """Give the decimals to move the point by: none where amounts are in minor units already."""
    return {0: ()} if of.in_minor_units else digits or {0: ()}


def _by_digits(digits: Digits, make: Callable[[int], nw.Expr]) -> nw.Expr:
    """Choose an expression by the decimals of each row's currency."""
    (last, _), *others = sorted(digits.items())
    chosen = make(last)
    for scale, codes in others:
        chosen = nw.when(nw.col("currency").is_in(list(codes))).then(make(scale)).otherwise(chosen)
    return chosen


def _scaled(scale: int) -> nw.Expr:
    return _AMOUNT * float(10**scale)


def _fits_float(scale: int) -> nw.Expr:
    return _scaled(scale).abs() <= float(_EXACT_FLOAT)


def _rounded(scale: int) -> nw.Expr:
    return _scaled(scale).round(0)


def _is_between_units(scale: int) -> nw.Expr:
    """Whether a float is no whole number of minor units.

    A quotient of whole numbers is the float nearest to it, so it gives the amount back exactly
    where the amount's shortest decimal has no more digits than the currency.
    """
    # By a column: Polars divides by one number as times its inverse, which is a little beside.
    divisor = _AMOUNT * 0.0 + float(10**scale)
    return _rounded(scale) / divisor != _AMOUNT


def _is_plain() -> nw.Expr:
    strange = _AMOUNT.str.contains(r"[^0-9.\-]")
    return ~strange & _AMOUNT.str.contains(r"^-?[0-9]+(?:\.[0-9]+)?$")


def _has_more_decimals(scale: int) -> nw.Expr:
    return _AMOUNT.str.contains(rf"\.[0-9]{{{scale}}}[0-9]*[1-9]")


def _too_long(scale: int) -> nw.Expr:
    return _AMOUNT.str.contains(rf"^-?0*[1-9][0-9]{{{_LONGEST - scale}}}")


def _units_text(scale: int) -> nw.Expr:
    """Take the point out of a text that has just as many decimals as its currency."""
    unsigned = _AMOUNT.str.replace_all("-", "", literal=True)
    whole = unsigned.str.replace_all(r"\..*", "")
    if scale == 0:
        return whole
    fraction = unsigned.str.replace_all(r"^[^.]*\.?", "")
    return nw.concat_str(whole, nw.concat_str(fraction, nw.lit("0" * scale)).str.slice(0, scale))
