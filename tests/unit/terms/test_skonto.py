from decimal import Decimal

import pytest

from dunnix.terms import Add, Discount, DueRule, SkontoText, TermsError, parse_skonto


def skonto(days: int, percent: str, base: str | None = None) -> Discount:
    return Discount(
        percent=percent,
        due=DueRule(steps=[Add(days)] if days else []),
        base="gross" if base is None else "stated",
        base_amount=base,
    )


def test_each_line_is_a_discount() -> None:
    found = parse_skonto("#SKONTO#TAGE=7#PROZENT=3.00#\n#SKONTO#TAGE=14#PROZENT=2.00#\n")

    assert found == SkontoText(discounts=(skonto(7, "3"), skonto(14, "2")), text="")
    assert found.discounts[0].percent == Decimal("3.00")


@pytest.mark.parametrize(
    ("text", "discounts", "rest"),
    [
        (
            "#SKONTO#TAGE=14#PROZENT=2.25#BASISBETRAG=-357.93#\r\n",
            [skonto(14, "2.25", "-357.93")],
            "",
        ),
        ("#SKONTO#TAGE=0#PROZENT=1.00#\n", [skonto(0, "1")], ""),
        (
            "Zahlbar in 30 Tagen.\n#SKONTO#TAGE=14#PROZENT=2.00#\nDanke\n",
            [skonto(14, "2")],
            "Zahlbar in 30 Tagen.\nDanke",
        ),
        ("Rechnung #17\n", [], "Rechnung #17"),
        ("", [], ""),
    ],
)
def test_what_is_no_discount_stays_text(text: str, discounts: list[Discount], rest: str) -> None:
    assert parse_skonto(text) == SkontoText(discounts=tuple(discounts), text=rest)


WANTED = "wanted is `#SKONTO#TAGE=14#PROZENT=2.00#` or with `BASISBETRAG=100.00#` after it"


@pytest.mark.parametrize(
    "line",
    [
        "#SKONTO#TAGE=14#PROZENT=2.0#",
        "#SKONTO#TAGE=14#PROZENT=2,00#",
        "#SKONTO#TAGE=14#PROZENT=-2.00#",
        "#SKONTO#TAGE=14#PROZENT=2.00",
        "#SKONTO#TAGE=14#PROZENT=2.00# ",
        "#SKONTO#PROZENT=2.00#TAGE=14#",
        "#skonto#TAGE=14#PROZENT=2.00#",
        "#VERZUG#TAGE=14#PROZENT=2.00#",
        "#SKONTO#TAGE=14#PROZENT=2.00#BASISBETRAG=100#",
        "# Danke",
    ],
)
def test_a_line_that_begins_like_a_discount_must_be_one(line: str) -> None:
    with pytest.raises(TermsError) as caught:
        parse_skonto(f"30 Tage netto\n{line}\n")

    assert str(caught.value) == (
        f"line 2 of the payment terms: `{line}` is no discount by BR-DE-18; {WANTED}"
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "#SKONTO#TAGE=14#PROZENT=2.00#",
            (
                "line 1 of the payment terms: a line break is wanted after "
                "`#SKONTO#TAGE=14#PROZENT=2.00#`"
            ),
        ),
        (
            "#SKONTO#TAGE=14#PROZENT=0.00#\n",
            "line 1 of the payment terms: `percent` is more than 0 and less than 100, found 0",
        ),
        (
            f"#SKONTO#TAGE={'9' * 5000}#PROZENT=2.00#\n",
            "line 1 of the payment terms: that many days are no discount",
        ),
        (
            "#SKONTO#TAGE=99999#PROZENT=2.00#\n",
            "line 1 of the payment terms: `count` is from 1 to 36500, found 99999",
        ),
    ],
)
def test_a_discount_that_can_not_be_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(TermsError) as caught:
        parse_skonto(text)

    assert str(caught.value) == sentence


def test_only_text_is_read() -> None:
    with pytest.raises(TypeError):
        parse_skonto(None)  # type: ignore[arg-type]  # that is the fault
