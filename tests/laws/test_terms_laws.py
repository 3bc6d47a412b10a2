"""The laws of payment terms: what holds for any terms, any amount and any day."""

import datetime as dt
import json
import pickle
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dunnix.calendars import Calendar
from dunnix.terms import (
    Add,
    Anchor,
    CutOff,
    DayOfMonth,
    Discount,
    DiscountBase,
    DueAmount,
    DueRule,
    EndOfDecade,
    EndOfMonth,
    Fixed,
    Instalment,
    NextWeekday,
    OffClosedDay,
    OnDate,
    Operation,
    PaymentDay,
    PaymentTerms,
    Percent,
    PercentOfRemainder,
    Remainder,
    Share,
    Shift,
    TermsError,
    Unit,
    format_terms,
    parse_terms,
)
from dunnix.terms.language import LANGUAGES, language

WEEKENDS = Calendar.weekends()
days = st.dates(dt.date(2019, 1, 1), dt.date(2032, 12, 31))
forward: st.SearchStrategy[Operation] = st.one_of(
    st.builds(Add, st.integers(1, 400), st.sampled_from(Unit)),
    st.builds(Add, st.sampled_from([10, 30, 45, 60])),
    st.builds(EndOfMonth, st.integers(0, 14)),
    st.just(EndOfMonth()),
    st.just(EndOfDecade()),
    st.builds(DayOfMonth, st.integers(1, 31), st.integers(1, 14)),
    st.builds(PaymentDay, st.lists(st.integers(1, 31), min_size=1, max_size=3)),
    st.builds(NextWeekday, st.integers(0, 6)),
    st.builds(CutOff, st.integers(1, 30)),
    st.builds(OffClosedDay, st.sampled_from(Shift)),
)
operations = st.one_of(forward, st.builds(OnDate, days))
anchors = st.sampled_from(Anchor)


def rules(
    steps: st.SearchStrategy[Operation] = operations,
    anchor: st.SearchStrategy[Anchor] = anchors,
) -> st.SearchStrategy[DueRule]:
    return st.builds(DueRule, steps=st.lists(steps, max_size=4), anchor=anchor)


decimals = st.decimals("0.0001", "99.99", allow_nan=False, places=4)
percents = st.one_of(
    decimals.map(Fraction),
    st.integers(2, 12).map(lambda parts: Fraction(100, parts)),
    st.integers(1, 99).map(Fraction),
)
fixed = st.builds(Fixed, st.decimals("0.0001", "900000", allow_nan=False, places=4), st.just("EUR"))


@st.composite
def shares(draw: st.DrawFn) -> list[Share]:
    kind = draw(st.sampled_from(["one", "equal", "mixed", "fixed"]))
    if kind == "one":
        return [Remainder()]
    if kind == "equal":
        count = draw(st.integers(2, 12))
        return [Percent(Fraction(100, count))] * count
    if kind == "fixed":
        return list(draw(st.lists(fixed, min_size=1, max_size=3)))
    parts = draw(
        st.lists(
            st.one_of(st.builds(Percent, percents), st.builds(PercentOfRemainder, percents), fixed),
            min_size=1,
            max_size=4,
        )
    )
    assume(sum(each.percent for each in parts if isinstance(each, Percent)) < 100)
    return [*parts, Remainder()]


anywhere = rules()


@st.composite
def discounts(draw: st.DrawFn, due: st.SearchStrategy[DueRule]) -> Discount:
    base = draw(st.sampled_from(DiscountBase))
    stated = draw(st.decimals(0, 10**6, places=2)) if base is DiscountBase.STATED else None
    return Discount(percent=draw(decimals), due=draw(due), base=base, base_amount=stated)


@st.composite
def terms(draw: st.DrawFn, due: st.SearchStrategy[DueRule] = anywhere) -> PaymentTerms:
    lines = [Instalment(share=each, due=draw(due)) for each in draw(shares())]
    offers = draw(st.lists(discounts(due), max_size=3))
    without = draw(st.booleans()) if not offers else False
    lines = draw(st.sampled_from([lines, []])) if offers or without else lines
    return PaymentTerms(instalments=lines, discounts=offers, no_discount=without)


@pytest.mark.requirement("M5")
@given(terms(), st.sampled_from(LANGUAGES))
def test_what_is_written_in_a_language_is_read_back_the_same(
    written: PaymentTerms, code: str
) -> None:
    assert parse_terms(format_terms(written, code), code) == written


@given(terms())
def test_the_text_of_terms_is_read_back_the_same_without_naming_a_language(
    written: PaymentTerms,
) -> None:
    assert parse_terms(str(written), "en") == written


@given(terms())
def test_terms_go_through_json_and_pickle_unchanged(written: PaymentTerms) -> None:
    assert PaymentTerms.from_dict(json.loads(json.dumps(written.to_dict()))) == written
    assert pickle.loads(pickle.dumps(written)) == written  # noqa: S301  # our own bytes


at_invoice = rules(forward, st.just(Anchor.INVOICE))


@pytest.mark.requirement("M17")
@given(at_invoice, days)
def test_nothing_is_due_before_the_day_it_counts_from(rule: DueRule, day: dt.date) -> None:
    assert rule.date_from(day, calendar=WEEKENDS) >= day


@given(at_invoice, days, days)
def test_a_later_invoice_is_never_due_earlier(rule: DueRule, one: dt.date, two: dt.date) -> None:
    early, late = sorted([one, two])

    assert rule.date_from(early, calendar=WEEKENDS) <= rule.date_from(late, calendar=WEEKENDS)


@given(at_invoice, days)
def test_the_next_day_is_never_due_earlier(rule: DueRule, day: dt.date) -> None:
    following = day + dt.timedelta(1)

    assert rule.date_from(day, calendar=WEEKENDS) <= rule.date_from(following, calendar=WEEKENDS)


def scheduled(
    written: PaymentTerms, amount: int, day: dt.date, digits: int
) -> tuple[DueAmount, ...] | None:
    """Give the instalments of an amount, None where they don't come to it."""
    try:
        return written.schedule(amount, "EUR", day, digits=digits)
    except TermsError:
        return None


@given(shares(), st.integers(-(10**12), 10**12), st.integers(0, 4), days)
def test_instalments_sum_exactly_to_the_amount_and_never_turn_its_sign(
    parts: list[Share], amount: int, digits: int, day: dt.date
) -> None:
    written = PaymentTerms(instalments=[Instalment(share=each) for each in parts])

    lines = scheduled(written, amount, day, digits)

    if lines is None:
        assert any(isinstance(each, Fixed) for each in parts)
        return
    assert sum(line.minor_units for line in lines) == amount
    assert all(line.minor_units * amount >= 0 for line in lines)


@given(st.integers(2, 24), st.integers(10**4, 10**9), days)
def test_equal_parts_differ_by_no_more_than_the_rounding_of_each(
    count: int, amount: int, day: dt.date
) -> None:
    share = Percent(Fraction(100, count))
    written = PaymentTerms(instalments=[Instalment(share=share)] * count)

    *first, last = (each.minor_units for each in written.schedule(amount, "EUR", day, digits=2))

    assert len(set(first)) == 1
    assert abs(last - first[0]) <= count


@given(terms(at_invoice), st.integers(0, 10**10), st.integers(0, 10**9), days)
def test_a_discount_ends_no_later_than_the_due_date(
    written: PaymentTerms, amount: int, tax: int, day: dt.date
) -> None:
    assume(written.instalments)

    offers = written.discount_offers(
        amount + tax, "EUR", day, digits=2, net=amount, calendar=WEEKENDS
    )

    due = written.due_date(day, calendar=WEEKENDS)
    assert all(day <= offer.last_day <= due for offer in offers)
    assert [offer.base for offer in offers] == [each.base for each in written.discounts]
    for offer in offers:
        exact = Fraction(Decimal(offer.percent)) * offer.base_minor_units / 100
        assert abs(offer.minor_units - exact) <= Fraction(1, 2)


def _edits(text: str) -> st.SearchStrategy[str]:
    cut = st.tuples(st.integers(0, len(text)), st.text(max_size=3), st.integers(0, 3))
    return cut.map(lambda each: text[: each[0]] + each[1] + text[each[0] + each[2] :])


@given(terms().flatmap(lambda each: st.one_of(_edits(str(each)), st.text(max_size=40))))
def test_any_text_is_read_or_refused_with_what_was_understood(text: str) -> None:
    try:
        found: Any = parse_terms(text)
    except TermsError as error:
        found = error

    assert isinstance(found, PaymentTerms) or str(found)


@st.composite
def sentences(draw: st.DrawFn) -> tuple[str, str]:
    """Draw words of one language in any order: most say nothing, some more than one thing."""
    code = draw(st.sampled_from(LANGUAGES))
    words = st.sampled_from(sorted(" ".join(each) for each in language(code).phrases))
    signs = st.sampled_from(
        [",", "%", "/", ".", ";", "+", "-", "\n", "EUR", "10", "30", "45", "2,5"]
    )
    return code, " ".join(draw(st.lists(st.one_of(words, signs, signs), max_size=8)))


@given(sentences())
def test_words_in_any_order_are_refused_or_mean_what_is_written_back(
    drawn: tuple[str, str],
) -> None:
    code, text = drawn

    try:
        found = parse_terms(text, code, "month-end-then-days")
    except TermsError:
        return

    assert parse_terms(format_terms(found, code), code) == found
