"""Rate tables: those that ship against what was published, and what is wrong with one's own."""

import csv
import datetime as dt
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from interest_cases import date

from dunnix.interest import (
    Certainty,
    RatePeriod,
    RateTable,
    TableError,
    UnknownRateTableError,
    jurisdiction,
    load_rate_table,
    parse_rate_table,
    rate_table,
    rate_table_names,
    schedule_of,
)
from dunnix.model import InvalidValueError

FACTS = Path(__file__).parents[4] / "shared" / "facts"
HALF_YEARS = [dt.date(year, month, 1) for year in range(2009, 2027) for month in (1, 7)]
HEAD = "valid_from,valid_until,percent\n"


def rate(name: str, party: str, day: str) -> Fraction:
    schedule = schedule_of(jurisdiction(name).regime(party), date(day).toordinal())
    micro = schedule.spans[schedule.at(date(day).toordinal())].micro
    assert micro is not None
    return Fraction(micro, 1_000_000)


@pytest.mark.parametrize("day", HALF_YEARS, ids=str)
def test_the_german_base_rate_is_the_reference_less_0_88(day: dt.date) -> None:
    base, reference = rate_table("de-base").rate_on(day), rate_table("eu-reference").rate_on(day)

    assert base is not None
    assert reference is not None
    assert base.percent == reference.percent - Fraction("0.88")


@pytest.mark.parametrize("name", rate_table_names())
def test_shipped_tables_have_no_gap_or_overlap_and_a_source_for_each_rate(name: str) -> None:
    table = rate_table(name)

    for before, after in zip(table.periods, table.periods[1:], strict=False):
        assert after.valid_from == before.valid_until + dt.timedelta(days=1)
    for period in table.periods:
        assert period.source
        assert ("from memory" in period.source) <= (period.certainty is Certainty.FROM_MEMORY)


@pytest.mark.parametrize(
    ("name", "day", "percent"),
    [
        ("be", "2023-01-01", "10.5"),
        ("be", "2023-07-01", "12"),
        ("be", "2024-06-30", "12.5"),
        ("be", "2024-12-31", "12.5"),
        ("be", "2025-01-01", "11.5"),
        ("be", "2025-12-31", "10.5"),
        ("be", "2026-03-01", "10.5"),
        ("es", "2013-06-30", "8.75"),
        ("es", "2013-02-23", "7.75"),
        ("es", "2017-07-01", "8"),
        ("es", "2024-01-01", "12.5"),
        ("lu", "2024-07-01", "12.25"),
        ("nl", "2023-07-01", "12"),
        ("nl", "2024-07-01", "12.25"),
        ("fr", "2008-12-31", "11.07"),
        ("fr", "2009-01-01", "12.5"),
        ("fr", "2024-01-01", "14.5"),
        ("uk", "2026-07-01", "11.75"),
        ("fi", "2025-01-01", "11.5"),
    ],
)
def test_rates_are_those_published(name: str, day: str, percent: str) -> None:
    assert rate(name, "company", day) == Fraction(percent)


def facts(name: str) -> Path:
    path = FACTS / name
    if not path.exists():
        pytest.skip("the collected facts aren't here")
    return path


@pytest.mark.parametrize(
    ("file", "table", "first", "percent"),
    [
        ("rates_eu_reference_halfyear.csv", "eu-reference", "valid_from", "reference_rate_pct"),
        ("rates_de_basiszins.csv", "de-base", "valid_from", "base_rate_pct"),
        ("rates_fr_interet_legal.csv", "fr-legal-other", "valid_from", "other_cases_pct"),
        ("rates_fr_interet_legal.csv", "fr-legal-individuals", "valid_from", "individuals_pct"),
        (
            "rates_uk_statutory_halfyear.csv",
            "uk-reference",
            "interest_starts_from",
            "reference_rate_pct",
        ),
        ("rates_boe_bank_rate.csv", "uk-bank-rate", "effective_date", "rate_pct"),
    ],
)
def test_shipped_rates_are_those_collected(file: str, table: str, first: str, percent: str) -> None:
    with facts(f"rates/{file}").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row[percent]]

    shipped = rate_table(table).periods

    assert [(str(each.valid_from), each.percent) for each in shipped] == [
        (row[first], Fraction(row[percent])) for row in rows
    ]


@pytest.mark.parametrize("column", ["b2b_default_rate_pct", "b2c_default_rate_pct"])
def test_german_default_rates_are_those_collected(column: str) -> None:
    with facts("rates/rates_de_basiszins.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))

    party = "company" if "b2b" in column else "consumer"

    for row in rows:
        assert rate("de", party, row["valid_from"]) == Fraction(row[column])


def test_published_rates_of_the_collected_rules_are_met() -> None:
    rules: dict[str, Any] = json.loads(facts("late_payment_rules.json").read_text(encoding="utf-8"))

    for country in ("BE", "NL", "ES", "LU"):
        for period, percent in rules[country]["check"].items():
            day = f"{period[:4]}-12-31" if period.endswith("H2") else f"{period[:4]}-06-30"
            assert rate(country.lower(), "company", day) == Fraction(str(percent)), country


def test_past_its_last_day_a_table_says_nothing() -> None:
    table = rate_table("eu-reference")

    assert table.known_until == date("2026-12-31")
    assert table.rate_on(date("2027-01-01")) is None
    assert table.rate_on(table.known_from - dt.timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (
            "2025-01-01,2025-06-30,4\n2025-07-02,2025-12-31,4\n",
            (
                "own.csv:3: valid_from: the rate from 2025-07-02 leaves a gap after the one before"
                " it: 2025-07-01 is wanted [rates-gap]\n"
                "  hint: each period starts on the day after the one before it has ended"
            ),
        ),
        (
            "2025-01-01,2025-06-30,4\n2025-06-30,2025-12-31,4\n",
            (
                "own.csv:3: valid_from: the rate from 2025-06-30 overlaps the one before it:"
                " 2025-07-01 is wanted [rates-overlap]\n"
                "  hint: each period starts on the day after the one before it has ended"
            ),
        ),
        (
            "2025-07-01,2025-12-31,4\n2025-01-01,2025-06-30,4\n",
            (
                "own.csv:3: valid_from: the rate from 2025-01-01 is out of order:"
                " 2026-01-01 is wanted [rates-out-of-order]\n"
                "  hint: each period starts on the day after the one before it has ended"
            ),
        ),
        (
            "2025-01-01,2025-06-30,-0.25\n",
            (
                "own.csv:2: percent: the rate from 2025-01-01 is negative: -0.25 [negative-rate]\n"
                "  hint: say `may_be_negative` where it is a base rate that points are added to"
            ),
        ),
        (
            "2025-06-30,2025-01-01,4\n",
            (
                "own.csv:2: valid_until: the rate ends on 2025-01-01, before it starts on"
                " 2025-06-30 [dates-reversed]\n"
                "  hint: both days belong to the period"
            ),
        ),
        (
            "1 Jan 2025,2025-06-30,4\n",
            (
                "own.csv:2: valid_from: `1 Jan 2025` is no date [bad-date]\n"
                "  hint: write it as 2026-01-31"
            ),
        ),
        (
            "2025-01-01,2025-06-30,4%\n",
            (
                "own.csv:2: percent: `4%` is no percentage [wrong-type]\n"
                "  hint: write a text such as `12.5`, with at most six decimals"
            ),
        ),
        (
            "2025-01-01,2025-06-30\n",
            (
                "own.csv:2: the line hasn't as many cells as there are columns [bad-csv]\n"
                "  hint: write a text with a comma in it between quotation marks"
            ),
        ),
        ("", "own.csv:1: a rate table has no rates [missing-field]"),
    ],
)
def test_a_table_that_cant_be_used_says_where_and_how_to_mend_it(rows: str, wanted: str) -> None:
    with pytest.raises(TableError) as refused:
        parse_rate_table(HEAD + rows, name="own")

    assert str(refused.value) == wanted


def test_every_fault_of_a_table_is_told_at_once() -> None:
    rows = "2025-01-01,2025-06-30,x\n2025-01-01,2025-06-30,-1\n2025-08-01,2025-07-01,2\n"

    with pytest.raises(TableError) as refused:
        parse_rate_table(HEAD + rows, name="own")

    assert [problem.code for problem in refused.value.problems] == [
        "wrong-type",
        "negative-rate",
        "dates-reversed",
    ]


def test_a_wrong_column_is_named_with_the_right_one() -> None:
    with pytest.raises(TableError) as refused:
        parse_rate_table("valid_from,valid_to,percent\n", name="own")

    assert str(refused.value) == (
        "own.csv:1: the column `valid_until` is missing [missing-column]\n"
        "  hint: the columns are valid_from, valid_until, percent, source, certainty\n"
        "own.csv:1: a rate table has no column `valid_to` [unknown-column]\n"
        "  hint: did you mean `valid_until`?"
    )


def test_a_table_is_read_from_a_file_and_called_like_it(tmp_path: Path) -> None:
    file = tmp_path / "house.csv"
    file.write_text(HEAD + "2025-01-01,2025-12-31,4.5\n", encoding="utf-8")

    assert load_rate_table(file) == RateTable(
        id="house",
        periods=[
            RatePeriod(
                valid_from=date("2025-01-01"),
                valid_until=date("2025-12-31"),
                percent="4.5",
                source="the user's own table",
            )
        ],
    )


def test_a_base_rate_may_be_negative_where_that_is_said() -> None:
    text = HEAD + "2025-01-01,2025-06-30,-0.25\n"

    found = parse_rate_table(text, name="own", may_be_negative=True)

    assert found.periods[0].percent == Fraction(-1, 4)


def test_an_unknown_table_is_told_with_those_there_are() -> None:
    with pytest.raises(UnknownRateTableError) as refused:
        rate_table("eu-referense")

    assert str(refused.value) == (
        "no rate table `eu-referense` ships with dunnix; did you mean `eu-reference`?"
    )


def test_a_binary_fraction_is_no_rate() -> None:
    with pytest.raises(InvalidValueError, match="a percentage isn't exact"):
        RatePeriod(
            valid_from=date("2025-01-01"),
            valid_until=date("2025-12-31"),
            percent=4.35,  # type: ignore[arg-type]
            source="x",
        )


def test_a_text_that_is_no_csv_is_told() -> None:
    with pytest.raises(TableError) as refused:
        parse_rate_table(HEAD + '2025-01-01,2025-06-30,"4', name="own")

    assert str(refused.value) == "own.csv:2: no CSV: unexpected end of data [bad-csv]"


def test_a_table_made_of_nothing_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="a rate table has no rates"):
        RateTable(id="house", periods=[])
