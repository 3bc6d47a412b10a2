"""Laws over many claims: knowing less opens nothing, and what happens never shortens limitation."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
from law_cases import eur, invoice, owing

from dunnix.law import (
    CLAIM_FACTS,
    AgencyTerms,
    CommissionBracket,
    PathStanding,
    judge_path,
    limitation,
    read_claim,
    shipped_paths,
)
from dunnix.law.claim import LegalClaim
from dunnix.model import Acknowledgment, FactValue

TODAY = dt.date(2026, 4, 15)
VALUES: dict[str, st.SearchStrategy[FactValue]] = {
    "integer": st.integers(0, 80),
    "days": st.integers(0, 20),
    "money": st.sampled_from([eur(each) for each in ("0.00", "900.00", "5000.01", "90000.00")]),
    "flag": st.booleans(),
    "text": st.sampled_from(["FR", "DE", "DK"]),
}
NAMES = [fact.name for fact in CLAIM_FACTS if fact.name != "claim.cross_border"]
DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2026, 4, 15))


def values_of(name: str) -> st.SearchStrategy[FactValue]:
    fact = CLAIM_FACTS[name]
    return st.sampled_from(fact.choices) if fact.choices else VALUES[fact.kind]


FACTS = st.fixed_dictionaries({name: values_of(name) for name in NAMES})


def claim_with(facts: dict[str, FactValue], unknown: frozenset[str]) -> LegalClaim:
    account = owing(party=None, country=None)
    told = {name: value for name, value in facts.items() if name not in unknown}
    claim = read_claim(account, as_of=TODAY, facts=told)
    assert claim is not None
    return claim


@given(FACTS, st.frozensets(st.sampled_from([each.name for each in CLAIM_FACTS if each.nullable])))
def test_knowing_less_never_opens_a_path_nor_closes_one(
    facts: dict[str, FactValue], unknown: frozenset[str]
) -> None:
    known, less = claim_with(facts, frozenset()), claim_with(facts, unknown)

    for path in shipped_paths():
        standing = judge_path(path, less).standing
        if standing is not PathStanding.UNKNOWN:
            assert standing is judge_path(path, known).standing


@given(FACTS)
def test_the_day_a_path_opens_by_waiting_is_the_first_one(facts: dict[str, FactValue]) -> None:
    claim = claim_with(facts, frozenset())

    for path in shipped_paths():
        opens = judge_path(path, claim).possible_on
        if opens is None:
            continue
        for day, standing in (
            (opens, PathStanding.POSSIBLE),
            (opens - dt.timedelta(1), PathStanding.NOT_POSSIBLE),
        ):
            waited = (day - TODAY).days
            since = facts["claim.days_since_notice"]
            assert isinstance(since, int)
            later = claim_with({**facts, "claim.days_since_notice": since + waited}, frozenset())
            assert judge_path(path, later).standing is standing


@given(
    DAYS,
    st.lists(DAYS, max_size=4, unique=True),
    st.sampled_from([("FR", "company"), ("FR", "consumer"), ("FR", "public"), ("DE", "company")]),
)
def test_an_acknowledgment_never_shortens_the_time_to_sue(
    due: dt.date, days: list[dt.date], where: tuple[str, str]
) -> None:
    country, party = where
    account = owing(invoice("F-1", issue_date=None, due_date=due), country=country, party=party)
    rows = [Acknowledgment(id=f"A{day}", date=day) for day in days]

    (before,) = limitation(account, as_of=TODAY)
    (after,) = limitation(account.record(*rows), as_of=TODAY)

    assert before.last_day is not None
    assert after.last_day is not None
    assert after.last_day >= before.last_day
    assert (after.restarted_by is None) is (after.last_day == before.last_day)


@given(st.integers(0, 10**9), st.integers(0, 10**6))
def test_an_agency_never_takes_less_of_more(recovered: int, more: int) -> None:
    terms = AgencyTerms(
        fee=eur("10.00"),
        commission="slice",
        brackets=[
            CommissionBracket(up_to=eur("1000.00"), percent="15"),
            CommissionBracket(percent="0.5"),
        ],
    )
    lower, higher = (type(terms.fee).minor(each, "EUR") for each in (recovered, recovered + more))

    assert terms.cost(lower).total <= terms.cost(higher).total
    assert terms.cost(lower).total + terms.cost(lower).left == lower
