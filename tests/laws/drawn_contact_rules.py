"""Rules of contact, some of each kind."""

from typing import Final

from chance import Chance
from hypothesis import strategies as st

from dunnix.model import Channel
from dunnix.scenario import Cap, ContactRules, DayHours, Duration, Quiet, TimeSpan

_MORNING, _DAY = TimeSpan.parse("09:00-12:00"), TimeSpan.parse("08:00-20:00")
_EVENING: Final = TimeSpan.parse("17:00-24:00")
_CAPS: Final = tuple(
    Cap.parse(cap + each)
    for cap in ("2 per 7d", "1 phone per 5d", "1 per 3bd", "3 per 1m", "1 per 2w", "1 email per 4d")
    for each in ("", ", each receivable")
)
_WEEKS: Final = (
    None,
    None,
    tuple(DayHours(weekday=day, spans=(_MORNING,)) for day in range(5)),
    tuple(DayHours(weekday=day, spans=(_DAY,)) for day in (1, 3)),
    (DayHours(weekday=5, spans=(_MORNING, _EVENING)),),
)
_RUN_ON: Final[tuple[tuple[int, ...], ...]] = ((), (), (0, 1, 2, 3), (1, 4, 5))
_PACKS: Final[tuple[tuple[str, ...], ...]] = (
    *((), (), ()),
    *(("us-reg-f",), ("be-b2c",), ("fr-b2c", "uk-conc")),
)


@st.composite
def contact_rules(draw: st.DrawFn) -> ContactRules:
    """Give rules of contact, some of each kind."""
    return drawn_contact_rules(Chance.of(draw))


def drawn_contact_rules(chance: Chance) -> ContactRules:
    """Give rules of contact, some of each kind."""
    chance.fresh()
    caps = [chance.pick(_CAPS) for _ in range(chance.number(0, 2))]
    week, run_on, closed_days = chance.pick(_WEEKS), chance.pick(_RUN_ON), chance.even()
    packs = chance.pick(_PACKS)
    return ContactRules(
        rules=packs,
        at_most=tuple(dict.fromkeys(caps)),
        hours=week,
        run_on=run_on,
        closed_days=closed_days,
        quiet=(_quiet(chance),) if chance.even() else (),
        waiting=chance.pick((None, None, Duration(5, "d"), Duration(1, "w"))),
        silence_at_most=chance.pick((None, None, Duration(6, "d"), Duration(2, "w"))),
    )


def _quiet(chance: Chance) -> Quiet:
    return Quiet(
        after=chance.pick(("conversation", "refusal")),
        time=chance.pick((Duration(7, "d"), Duration(3, "bd"), Duration(1, "m"))),
        channels=(Channel("phone"),) if chance.even() else (),
    )
