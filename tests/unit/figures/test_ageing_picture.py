import datetime as dt

import pytest
from chart_facts import (
    LANGUAGES,
    assert_texts_are_apart,
    described,
    shapes,
    tooltips,
    written,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from dunnix.figures import draw_ageing
from dunnix.figures.ageing_parts import bucket_fills, bucket_name
from dunnix.figures.ageing_picture import lay_ageing
from dunnix.figures.chart_style import COOL, UNKNOWN, WARM
from dunnix.figures.words import words
from dunnix.metrics import Ageing, age_receivables
from dunnix.model import Account, Debtor, Invoice, Payment
from dunnix.money import Money

DAY = dt.date(2026, 6, 30)


def invoice(name: str, late: int, amount: str, currency: str = "EUR") -> Invoice:
    due = DAY - dt.timedelta(late)
    return Invoice(
        id=name,
        issue_date=due - dt.timedelta(30),
        due_date=due,
        amount=Money(amount, currency),
    )


def account(*invoices: Invoice, debtor: str = "D42", paid: str | None = None) -> Account:
    money = [Payment(id="P-1", date=DAY, amount=Money(paid, "EUR"))] if paid else []
    return Account(debtor=Debtor(id=debtor), invoices=invoices, payments=money)


def aged(*accounts: Account, **options: object) -> Ageing:
    return age_receivables(accounts, as_of=DAY, **options)  # type: ignore[arg-type]


LEDGER = account(
    invoice("F-1", -10, "600.00"),
    invoice("F-2", 20, "300.00"),
    invoice("F-3", 120, "100.00"),
)


def test_each_bucket_has_its_amount_its_share_and_its_receivables() -> None:
    drawn = draw_ageing(aged(LEDGER))

    assert written(drawn) == [
        *("Ageing on 2026-06-30", "days past due"),
        "EUR · open 1,000.00 · overdue 400.00 (40.0%)",
        *("days", "amount", "share", "receivables"),
        *("not due", "600.00", "60.0%", "1"),
        *("1-30", "300.00", "30.0%", "1"),
        *("31-60", "0.00", "0.0%", "0"),
        *("61-90", "0.00", "0.0%", "0"),
        *("over 90", "100.00", "10.0%", "1"),
    ]


def test_bars_are_as_long_as_amounts_and_nothing_has_no_bar() -> None:
    drawn = draw_ageing(aged(LEDGER))

    widths = [float(bar["width"]) for bar in shapes(drawn, "rect")]
    assert [round(width / widths[0], 2) for width in widths] == [1.0, 0.5, 0.17]
    assert tooltips(drawn) == ["not due · 600.00", "1-30 · 300.00", "over 90 · 100.00"]


def test_what_is_not_due_is_cool_and_what_is_overdue_warms_with_age() -> None:
    assert bucket_fills(aged(LEDGER)) == (COOL[0], *WARM)
    assert bucket_fills(aged(LEDGER, edges=(-30, 0, 90))) == (*COOL, WARM[0], WARM[-1])


def test_an_age_from_issue_is_not_called_late() -> None:
    ageing = aged(LEDGER, basis="issue")

    assert not set(bucket_fills(ageing)) & {*COOL, *WARM}
    assert bucket_fills(ageing)[-1] == UNKNOWN
    assert "EUR · open 1,000.00" in written(draw_ageing(ageing))


def test_money_nobody_applied_stands_apart_on_the_other_side_of_the_line() -> None:
    drawn = draw_ageing(aged(account(invoice("F-1", 5, "100.00"), paid="40.00")))

    (apart,) = shapes(drawn, "rect", "apart")
    (owed,) = [bar for bar in shapes(drawn, "rect") if bar.get("class") is None]
    assert float(apart["x"]) + float(apart["width"]) == pytest.approx(float(owed["x"]), abs=0.2)
    assert written(drawn)[-4:] == ["unapplied", "-40.00", "", ""]


def test_a_bucket_below_nothing_reaches_to_the_left() -> None:
    ledger = account(invoice("F-1", 5, "100.00"), paid="40.00")

    drawn = draw_ageing(aged(ledger, credit="aged"))

    credit, owed = sorted(shapes(drawn, "rect"), key=lambda bar: float(bar["x"]))
    assert float(credit["x"]) + float(credit["width"]) == pytest.approx(float(owed["x"]), abs=0.2)
    assert written(drawn)[1] == "days past due · unapplied money in the bucket of its own age"


def test_two_currencies_never_share_a_scale() -> None:
    drawn = draw_ageing(
        aged(account(invoice("F-1", 5, "10.00"), invoice("F-2", 5, "900000", "JPY")))
    )

    widths = [float(bar["width"]) for bar in shapes(drawn, "rect")]
    assert len(widths) == 2
    assert min(widths) > 400
    assert "JPY · open 900,000 · overdue 900,000 (100.0%)" in written(drawn)


def test_a_split_ageing_puts_the_most_overdue_first_and_sums_up_the_rest() -> None:
    accounts = [
        account(invoice(f"F-{n}", 10, f"{100 + n}.00"), debtor=f"D{n:02}") for n in range(20)
    ]

    drawn = draw_ageing(aged(*accounts, by="debtor"))

    names = [text for text in written(drawn) if text.startswith("D")]
    assert names == [f"D{n:02}" for n in range(19, 7, -1)]
    others = sum(100 + n for n in range(8))
    assert written(drawn)[-3:] == ["others (8)", f"{others}.00", f"{others}.00"]
    assert len(shapes(drawn, "rect")) == 5 + 12  # the legend, and no bar for the others


def test_thirteen_groups_have_a_row_each() -> None:
    accounts = [account(invoice("F", 10, "1.00"), debtor=f"D{n:02}") for n in range(13)]

    shown = written(draw_ageing(aged(*accounts, by="debtor")))

    assert "D12" in shown
    assert not any("others" in text for text in shown)


def test_a_bar_of_a_group_is_cut_by_bucket() -> None:
    drawn = draw_ageing(aged(LEDGER, by="debtor"))

    cuts = shapes(drawn, "rect")[5:]
    assert [cut["fill"] for cut in cuts] == [COOL[0], WARM[0], WARM[-1]]
    assert tooltips(drawn) == [
        "D42 · not due · 600.00",
        "D42 · 1-30 · 300.00",
        "D42 · over 90 · 100.00",
    ]


def test_an_ageing_of_nothing_says_so() -> None:
    drawn = draw_ageing(aged())

    assert written(drawn)[-1] == described(drawn) == "Nothing is open."


def test_a_screen_reader_hears_every_bucket() -> None:
    ageing = aged(account(invoice("F-1", 5, "100.00"), paid="40.00"))

    assert described(draw_ageing(ageing)) == (
        "EUR: not due 0.00; 1-30 100.00; 31-60 0.00; 61-90 0.00; over 90 0.00; unapplied 40.00"
    )


def test_a_hostile_name_is_only_a_text() -> None:
    name = "</text><script>&'\"{id}"

    drawn = draw_ageing(aged(account(invoice("F-1", 5, "1.00"), debtor=name), by="debtor"))

    assert "<script" not in drawn
    assert name in written(drawn)


def test_buckets_are_named_in_the_readers_language() -> None:
    (line,) = aged(LEDGER, edges=(-30, -7, 0, 30)).lines

    names = [bucket_name(bucket, words("fr")) for bucket in line.buckets]

    assert names == [
        *("échoit dans 30 ou plus", "échoit dans 7-29", "échoit dans 0-6", "1-30", "plus de 30"),
    ]


def test_amounts_are_written_as_the_reader_writes_them() -> None:
    drawn = draw_ageing(aged(account(invoice("F-1", 5, "1234567.50"))), language="de")

    assert "EUR · offen 1.234.567,50 · überfällig 1.234.567,50 (100,0 %)" in written(drawn)


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="no sentences in `klingon`"):
        draw_ageing(aged(LEDGER), language="klingon")


def test_a_notebook_shows_the_picture_beside_the_text() -> None:
    ageing = aged(LEDGER)

    assert ageing._repr_mimebundle_()["image/svg+xml"] == draw_ageing(ageing)


def test_the_order_of_accounts_changes_nothing() -> None:
    accounts = [account(invoice("F", 10, "1.00"), debtor=name) for name in ("A", "B", "C")]

    drawn = {draw_ageing(aged(*order, by="debtor")) for order in (accounts, accounts[::-1])}

    assert len(drawn) == 1


@st.composite
def ageings(draw: st.DrawFn) -> Ageing:
    currencies = ("EUR", "JPY", "TND")
    accounts = [
        account(
            *(
                invoice(
                    f"F-{n}",
                    draw(st.integers(-90, 400)),
                    str(draw(st.one_of(st.integers(1, 99), st.integers(10**9, 10**15)))),
                    draw(st.sampled_from(currencies)),
                )
                for n in range(draw(st.integers(1, 3)))
            ),
            debtor=f"D{draw(st.text('Mm i<&é督', max_size=60))}{place}",
            paid=draw(st.sampled_from([None, "1", "123456789012"])),
        )
        for place in range(draw(st.integers(0, 15)))
    ]
    return aged(
        *accounts,
        by=draw(st.sampled_from([(), "debtor", ("country", "debtor")])),
        credit=draw(st.sampled_from(["separate", "aged", "netted"])),
        basis=draw(st.sampled_from(["due", "issue"])),
    )


# A ledger takes a while to draw up and to draw: fewer of them show as much.
@settings(max_examples=max(settings().max_examples // 4, 1))
@given(ageings(), st.sampled_from(LANGUAGES))
def test_no_two_texts_overlap_whatever_the_ledger(ageing: Ageing, language: str) -> None:
    chart = lay_ageing(ageing, words(language))

    assert_texts_are_apart(chart)
    drawn = draw_ageing(ageing, language=language)
    assert all(float(bar["width"]) >= 0 for bar in shapes(drawn, "rect"))
