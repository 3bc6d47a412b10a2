"""Jurisdictions: what each of those that ship rests on, and what is wrong with one's own."""

from pathlib import Path

import attrs
import pytest
from interest_cases import date, euros, interest, invoice, owing

from dunnix.interest import (
    Bound,
    Certainty,
    Compounding,
    Jurisdiction,
    PointsPeriod,
    Regime,
    RoundedUp,
    Rounding,
    TableError,
    Unknown,
    UnknownJurisdictionError,
    UnknownPartyError,
    jurisdiction,
    jurisdiction_names,
    late_interest,
    load_jurisdiction,
    parse_jurisdiction,
    parse_rate_table,
    rate_table,
)
from dunnix.model import InvalidValueError

HEAD = 'id = "own"\ntitle = "Own"\n\n[[regime]]\nparties = ["company"]\n'
OWN = parse_rate_table("valid_from,valid_until,percent\n2024-01-01,2024-12-31,4.5\n", name="house")


@pytest.mark.parametrize("name", jurisdiction_names())
def test_each_figure_that_ships_names_its_law_its_source_and_how_sure_it_is(name: str) -> None:
    for regime in jurisdiction(name).regimes:
        about = {each.about for each in regime.basis}

        assert {"points", "start", "day-count", "order", "insolvent"} <= about
        assert ("fixed-sum" in about) == regime.has_fixed_sum
        assert ("costs" in about) == (regime.costs is not None)
        assert ("compounding" in about) == (regime.compounding is Compounding.YEARLY)
        assert ("contract-floor" in about) <= (regime.contract_floor is not None)
        for each in regime.basis:
            is_memory = each.source.startswith("from memory")
            assert is_memory <= (each.certainty is Certainty.FROM_MEMORY)


def test_the_jurisdictions_are_those_promised() -> None:
    assert jurisdiction_names() == (
        *("at", "be", "ca", "ch", "de", "es", "eu", "fi", "fr", "ie", "it", "lu", "nl", "pt"),
        *("uk", "us"),
    )


@pytest.mark.parametrize("name", ["at", "ie", "pt"])
def test_a_country_whose_text_was_not_read_says_that_it_has_the_least_of_the_directive(
    name: str,
) -> None:
    rules = jurisdiction(name)

    assert [each.certainty for each in rules.regimes[0].about("points")] == [Certainty.DERIVED]
    assert any("least" in note for note in rules.notes)


def test_an_unknown_jurisdiction_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownJurisdictionError) as refused:
        late_interest(owing(invoice("2024-01-31")), "frr", as_of=OWN.known_until)

    assert str(refused.value) == "no jurisdiction `frr` ships with dunnix; did you mean `fr`?"


def test_a_party_the_law_says_nothing_of_is_told_with_those_it_speaks_of() -> None:
    with pytest.raises(UnknownPartyError) as refused:
        interest(owing(invoice("2024-01-31"), party="consumer"), "uk", "2024-03-01")

    assert str(refused.value) == (
        "`uk` says nothing of `consumer`; it speaks of `company`, `public`"
    )


def test_a_debtor_of_no_known_kind_is_asked_for() -> None:
    with pytest.raises(UnknownPartyError) as refused:
        interest(owing(invoice("2024-01-31"), party=None), "fr", "2024-03-01")

    assert str(refused.value) == (
        "the debtor's kind isn't known; say `party`: `fr` speaks of `company`, `public`, `consumer`"
    )


def test_a_jurisdiction_of_ones_own_may_use_a_table_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(HEAD + 'reference = "house"\npoints = [{ points = "5.5" }]\n', encoding="utf-8")

    rules = load_jurisdiction(file, tables=(OWN,))

    # 1,000 x 10 x 30 / 36,500 = 8.219
    assert interest(owing(invoice("2024-01-31")), rules, "2024-03-01").amount == euros("8.22")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            'reference = "hause"\npoints = [{ points = "5" }]\n',
            (
                "own.toml:6: reference: there is no rate table `hause` [unknown-table]\n"
                ' 6 | reference = "hause"\n'
                "  hint: did you mean `house`?"
            ),
        ),
        (
            'points = [{ points = "-2" }]\n',
            (
                "own.toml:6: points: a negative rate: points can't be below zero [negative-rate]\n"
                ' 6 | points = [{ points = "-2" }]'
            ),
        ),
        (
            (
                "points = [\n"
                '  { points = "7", valid_until = 2013-02-23 },\n'
                '  { points = "8", valid_from = 2013-02-25 },\n'
                "]\n"
            ),
            (
                "own.toml:6: points: the periods of `points` don't follow one another without gap"
                " or overlap [rates-gap]\n"
                " 6 | points = [\n"
                "  hint: each starts on the day after the one before it has ended"
            ),
        ),
        (
            'points = [{ points="7", valid_from=2014-01-01, valid_until=2013-01-01 }]\n',
            (
                "own.toml:6: valid_until: `valid_until` is before `valid_from` [dates-reversed]\n"
                ' 6 | points = [{ points="7", valid_from=2014-01-01, valid_until=2013-01-01 }]'
            ),
        ),
        (
            'points = [{ points = "8" }]\nday_cuont = "act/360"\n',
            (
                "own.toml:7: day_cuont: a regime has no key `day_cuont` [unknown-key]\n"
                ' 7 | day_cuont = "act/360"\n'
                "  hint: did you mean `day_count`?"
            ),
        ),
        (
            'points = [{ points = "8" }]\nday_count = "act/364"\n',
            (
                "own.toml:7: day_count: `act/364` is no day count [unknown-value]\n"
                ' 7 | day_count = "act/364"\n'
                "  hint: did you mean `act/365`?"
            ),
        ),
        (
            'points = [{ points = "8" }]\nfixed_sums = [{ amount = "40 euros" }]\n',
            (
                "own.toml:7: amount: `40 euros` is no amount [wrong-type]\n"
                ' 7 | fixed_sums = [{ amount = "40 euros" }]\n'
                "  hint: write digits and a currency, such as `40.00 EUR`"
            ),
        ),
        (
            'points = [{ points = "8" }]\norder = ["interest", "principal"]\n',
            (
                "own.toml:7: order: an order names costs, interest and principal, each once"
                " [bad-order]\n"
                ' 7 | order = ["interest", "principal"]\n'
                '  hint: write ["costs", "interest", "principal"]'
            ),
        ),
        (
            "",
            (
                "own.toml:4: points: a rule has no `points` [missing-field]\n"
                " 4 | [[regime]]\n"
                "  hint: give points, above a reference or as the rate itself"
            ),
        ),
        (
            "points = [\n",
            "own.toml:6: no TOML: ",
        ),
    ],
)
def test_a_jurisdiction_that_cant_be_used_says_where_and_how_to_mend_it(
    text: str, wanted: str
) -> None:
    with pytest.raises(TableError) as refused:
        parse_jurisdiction(HEAD + text, name="own.toml", tables=(OWN,))

    assert str(refused.value).startswith(wanted)
    if not wanted.endswith(": "):
        assert str(refused.value) == wanted


def test_a_file_without_rules_says_so() -> None:
    with pytest.raises(TableError) as refused:
        parse_jurisdiction('title = "Own"\n', name="own.toml")

    assert [problem.message for problem in refused.value.problems] == [
        "a jurisdiction has no `id`",
        "a jurisdiction has no `[[regime]]`",
    ]


def test_an_unknown_party_in_a_file_is_told() -> None:
    text = HEAD.replace("company", "compny") + 'points = [{ points = "8" }]\n'

    with pytest.raises(TableError) as refused:
        parse_jurisdiction(text, name="own.toml")

    assert "is no party" in str(refused.value)
    assert "own.toml:5" in str(refused.value)


def test_two_rules_for_one_kind_of_debtor_are_refused() -> None:
    rule = Regime(parties=["company"], points=[PointsPeriod(points="8")])

    with pytest.raises(InvalidValueError, match="two rules speak of one kind of debtor"):
        Jurisdiction(id="x", title="x", regimes=[rule, rule])


def test_interest_that_compounds_is_not_rounded_by_line() -> None:
    with pytest.raises(InvalidValueError, match="rounded once a year"):
        Regime(
            parties=["company"],
            points=[PointsPeriod(points="8")],
            compounding=Compounding.YEARLY,
            rounding=Rounding.PER_LINE,
        )


def test_a_contract_changes_the_rate_of_one_kind_of_debtor_alone() -> None:
    agreed = jurisdiction("de").by_contract("12", party="company")

    assert agreed.regime("company").points == (PointsPeriod(points="12"),)
    assert agreed.regime("public") == attrs.evolve(
        jurisdiction("de").regime("public"), parties=["public"]
    )
    assert agreed.regime("consumer") == jurisdiction("de").regime("consumer")


def test_points_above_a_reference_may_be_agreed() -> None:
    # Bank Rate 5.25 in February 2024, plus 4: 1,000 x 9.25 x 29 / 36,500 = 7.349
    agreed = jurisdiction("us").by_contract(
        "4", party="company", reference=rate_table("uk-bank-rate")
    )

    found = interest(owing(invoice("2024-01-31")), agreed, "2024-02-29")

    assert found.amount == euros("7.35")


def test_switzerland_knows_no_agreed_rate_below_its_own() -> None:
    agreed = jurisdiction("ch").by_contract("3", party="company")

    found = interest(owing(invoice("2024-01-31", currency="CHF")), agreed, "2024-03-01")

    # 1,000 x 5 x 30 / 36,500 = 4.110
    assert found.due == 411


REST = 'points = [{ points = "8" }]\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("start = 3\n", "`start` is no table"),
        ('floor = { percent = "1", table = "de-base" }\n', "a bound is a `percent`, or"),
        ('rounded_up = { step = "0" }\n', "`step` must be above zero"),
        ('fixed_sums = [{ amount = "0.00 EUR" }]\n', "a fixed sum must be above zero"),
        (
            'fixed_sums = [{ amount = "40.00 EUR", at_least = "1.00 USD" }]\n',
            "a fixed sum and the size it is for have two currencies",
        ),
        ('fixed_sums = [{ amount = "40.00 EUX" }]\n', "`40.00 EUX` is no amount"),
        ('fixed_sums = [{ sum = "40.00 EUR" }]\n', "unexpected keyword argument 'sum'"),
        (
            'costs = { at_least = "1.00 EUR", at_most = "2.00 EUR", brackets = [] }\n',
            "the last bracket, and no other, has no `up_to`",
        ),
        (
            (
                "[regime.costs]\n"
                'at_least = "1.00 EUR"\n'
                'at_most = "2.00 EUR"\n'
                "brackets = [\n"
                '  { percent = "5", up_to = "9.00 EUR" },\n'
                '  { percent = "4", up_to = "8.00 EUR" },\n'
                '  { percent = "3" },\n'
                "]\n"
            ),
            "the brackets aren't in order of `up_to`",
        ),
        ("contract_floor = { table = 3 }\n", "there is no rate table `3`"),
    ],
)
def test_a_part_that_cant_be_read_is_told(text: str, message: str) -> None:
    with pytest.raises(TableError) as refused:
        parse_jurisdiction(HEAD + REST + text, name="own.toml")

    (problem,) = refused.value.problems
    assert message in problem.message
    assert problem.place is not None
    assert problem.place.line is not None


def test_a_file_that_names_no_party_says_so() -> None:
    text = 'id = "own"\ntitle = "Own"\n[[regime]]\npoints = [{ points = "8" }]\n'

    with pytest.raises(TableError) as refused:
        parse_jurisdiction(text, name="own.toml")

    assert str(refused.value) == (
        "own.toml:3: parties: a regime doesn't say for which `parties` [missing-field]\n"
        " 3 | [[regime]]"
    )


def test_all_keys_of_a_rule_can_be_written() -> None:
    rules = parse_jurisdiction(
        HEAD
        + REST
        + 'floor = { percent = "1" }\n'
        + 'cap = { table = "uk-bank-rate", times = 3 }\n'
        + 'rounding = "per-line"\nrounded_up = { step = "0.25", of = "reference" }\n'
        + 'disputed = "stops"\nextended = "stops"\nplanned = "stops"\ninsolvent = "accrues"\n'
    )

    assert rules.regimes == (
        Regime(
            parties=["company"],
            points=[PointsPeriod(points="8")],
            floor=Bound(percent="1"),
            cap=Bound(table=rate_table("uk-bank-rate"), times=3),
            rounding="per-line",
            rounded_up=RoundedUp(step="0.25", of="reference"),
            disputed="stops",
            extended="stops",
            planned="stops",
            insolvent="accrues",
        ),
    )


def test_points_without_an_end_can_have_no_successor() -> None:
    with pytest.raises(InvalidValueError, match="don't follow one another"):
        Regime(parties=["company"], points=[PointsPeriod(points="7"), PointsPeriod(points="8")])


def test_a_debt_that_arose_before_the_points_of_a_rule_is_unknown() -> None:
    regime = Regime(
        parties=["company"],
        points=[PointsPeriod(points="8", valid_from=date("2020-01-01"))],
        points_by="obligation",
    )
    rules = Jurisdiction(id="x", title="x", regimes=[regime])

    found = interest(owing(invoice("2019-12-31")), rules, "2020-03-01")

    assert found.unknown is not None
    assert found.unknown.reason is Unknown.RULE


def test_a_rule_written_in_one_line_is_told_without_a_line() -> None:
    text = 'id = "own"\ntitle = "Own"\nregime = [{ parties = ["company"] }]\n'

    with pytest.raises(TableError) as refused:
        parse_jurisdiction(text, name="own.toml")

    assert str(refused.value) == (
        "own.toml: points: a rule has no `points` [missing-field]\n"
        "  hint: give points, above a reference or as the rate itself"
    )
