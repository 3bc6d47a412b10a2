"""Which events newer ones have overtaken, on accounts of any size."""

import sys
from typing import Final

from engine_cases import account, ask, invoice, ladder, on, paid, step
from hypothesis import given
from hypothesis import strategies as st

from dunnix.engine.candidates import Candidates, not_superseded
from dunnix.engine.compiled import compile_scenario
from dunnix.engine.occurrence import Occurrence
from dunnix.engine.unit import Track, take_situation
from dunnix.model import Account
from dunnix.scenario import Event, Reaction, Scenario, Trigger

MAIL: Final = step("mail", "due + 1d")
THANKS: Final = Reaction(id="thanks", on=Trigger.parse("settled"), channel="email")
SOON: Final = ladder(MAIL, reactions=[THANKS])


def tracks() -> list[Track]:
    owed = account(*(invoice(name, due) for due, name in enumerate("ABCD")))
    (unit,) = take_situation(compile_scenario(ladder(MAIL)), owed, on(9)).units
    return unit.tracks


TRACKS: Final = tracks()
names = st.none() | st.lists(st.sampled_from("ABCDE"), max_size=3).map(tuple)
events = st.lists(
    st.builds(
        Occurrence,
        event=st.sampled_from([Event.REPLY, Event.DISPUTE]),
        id=st.just("H"),
        day=st.just(on(5).toordinal()),
        names=names,
        detail=st.sampled_from([None, "refusal"]),
    ),
    max_size=8,
)


@given(events)
def test_an_event_stays_where_nothing_newer_of_its_kind_speaks_of_all_it_is_about(
    found: list[Occurrence],
) -> None:
    stays: list[tuple[Occurrence, list[Track]]] = []
    for place, each in enumerate(found):
        newer = [
            other
            for other in found[place + 1 :]
            if (other.event, other.detail) == (each.event, each.detail)
        ]
        about = [track for track in TRACKS if each.means(track.claim)]
        if any(not any(other.means(track.claim) for other in newer) for track in about):
            stays.append((each, about))

    assert not_superseded(found, Candidates(reversed(TRACKS))) == stays


def calls_made(scenario: Scenario, what: Account) -> int:
    """Count the functions a decision calls: the same on every machine, unlike a time."""
    counted = 0

    def count(_: object, event: str, __: object) -> None:
        nonlocal counted
        counted += event == "call"

    ask(scenario, what, 5)  # what is kept of a scenario is made once
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        ask(scenario, what, 5)
    finally:
        sys.setprofile(before)
    return counted


def test_twice_as_many_events_take_about_twice_the_work() -> None:
    settled = [
        account(*(row for n in range(count) for row in (invoice(f"F-{n}"), paid(f"F-{n}", 4))))
        for count in (60, 120)
    ]

    once, twice = (calls_made(SOON, each) for each in settled)

    assert twice < 2.5 * once
