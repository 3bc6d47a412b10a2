"""What was expected and what happened, on one timeline, with the first difference."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

import attrs

from dunnix.engine import Held, NextAction
from dunnix.testing.asked import ASKS, written
from dunnix.testing.expectation import ExpectedAction, ExpectedHold


class Sign(StrEnum):
    """Whether an entry was expected and happened, or only the one of the two."""

    BOTH = " "
    MISSING = "-"
    UNEXPECTED = "+"


@attrs.frozen(kw_only=True, order=False)
class Entry:
    """One line of the timeline: what was to be done or held on a day, and what is told of it.

    `wanted` is what was expected there, `action` or `held` what happened.
    """

    sign: Sign
    on: dt.date
    what: str
    told: str = ""
    wanted: ExpectedAction | ExpectedHold | None = None
    action: NextAction | None = None
    held: tuple[Held, ...] = ()


def merged(
    expected: Sequence[ExpectedAction], taken: Sequence[tuple[dt.date, NextAction]]
) -> tuple[Entry, ...]:
    """Set what was expected against what happened, day by day, each with the nearest to it."""
    days = sorted({*(each.on for each in expected), *(on for on, _ in taken)})
    return tuple(
        entry
        for day in days
        for entry in _of_day(
            [each for each in expected if each.on == day],
            [action for on, action in taken if on == day],
            day,
        )
    )


def _of_day(
    expected: list[ExpectedAction], actions: list[NextAction], day: dt.date
) -> Iterator[Entry]:
    """Pair what is the same first, then what is the same but for what is asked of it."""
    pairs = _paired(expected, actions, exact=True)
    pairs |= _paired(expected, actions, exact=False, but=pairs)
    for place, wanted in enumerate(expected):
        action = None if place not in pairs else actions[pairs[place]]
        yield from _compared(wanted, action, day)
    for place, action in enumerate(actions):
        if place not in pairs.values():
            yield _unexpected(action, day)


def _paired(
    expected: Sequence[ExpectedAction],
    actions: Sequence[NextAction],
    *,
    exact: bool,
    but: dict[int, int] | None = None,
) -> dict[int, int]:
    pairs: dict[int, int] = {}
    taken = set((but or {}).values())
    for place, wanted in enumerate(expected):
        if place in (but or {}):
            continue
        for other, action in enumerate(actions):
            if other not in taken and _is_same(wanted, action):
                if exact and any(_differences(wanted, action)):
                    continue
                pairs[place] = other
                taken.add(other)
                break
    return pairs


def _is_same(wanted: ExpectedAction, action: NextAction) -> bool:
    return (action.step is None) is wanted.is_task and name_of(action) == wanted.what


def name_of(action: NextAction) -> str:
    """Give the step of an action, or the kind of a task."""
    return action.step or action.reason


def _differences(wanted: ExpectedAction, action: NextAction) -> Iterator[str]:
    return (name for name, value in wanted.asks.items() if ASKS[name].found(action) != value)


def _compared(wanted: ExpectedAction, action: NextAction | None, day: dt.date) -> Iterator[Entry]:
    what = f"task {wanted.what}" if wanted.is_task else wanted.what
    entry = Entry(
        sign=Sign.BOTH, on=day, what=what, told=_told(wanted), wanted=wanted, action=action
    )
    if action is None:
        yield attrs.evolve(entry, sign=Sign.MISSING)
        return
    different = list(_differences(wanted, action))
    if not different:
        yield entry
        return
    found = {name: ASKS[name].found(action) for name in wanted.asks}
    yield attrs.evolve(entry, sign=Sign.MISSING)
    yield attrs.evolve(entry, sign=Sign.UNEXPECTED, told=_listed(found.items()), wanted=None)


def _unexpected(action: NextAction, day: dt.date) -> Entry:
    what = f"task {action.reason}" if action.step is None else action.step
    if action.channel is not None:
        told = action.channel
    else:
        told = f"for {action.owner}" if action.step is None and action.owner else ""
    return Entry(sign=Sign.UNEXPECTED, on=day, what=what, told=told, action=action)


def _told(wanted: ExpectedAction) -> str:
    return _listed(wanted.asks.items())


def _listed(asks: Iterable[tuple[str, object]]) -> str:
    return ", ".join(
        written(value) if name == "channel" else f"{name} {written(value)}" for name, value in asks
    )


def compared_holds(
    expected: Sequence[ExpectedHold], held_on: Sequence[tuple[dt.date, tuple[Held, ...]]]
) -> Iterator[Entry]:
    """Set what must be held on a day against what is at its end."""
    for wanted in expected:
        held = next((held for on, held in reversed(held_on) if on <= wanted.on), ())
        own = tuple(each for each in held if each.receivable == wanted.invoice)
        found = any(_holds(wanted, each) for each in own)
        entry = Entry(
            sign=Sign.BOTH,
            on=wanted.on,
            what=f"{wanted.invoice} held",
            told=_asked_of_hold(wanted),
            wanted=wanted,
            held=own,
        )
        if found:
            yield entry
            continue
        yield attrs.evolve(entry, sign=Sign.MISSING)
        for each in own:
            yield attrs.evolve(
                entry, sign=Sign.UNEXPECTED, told=_found_of_hold(wanted, each), wanted=None
            )


def _holds(wanted: ExpectedHold, held: Held) -> bool:
    asked = (wanted.until, wanted.step, wanted.rule)
    found = (held.until, held.step, held.rule)
    return held.reason == wanted.reason and all(
        want is None or want == have for want, have in zip(asked, found, strict=True)
    )


def _asked_of_hold(wanted: ExpectedHold) -> str:
    more = (("until", wanted.until), ("step", wanted.step), ("rule", wanted.rule))
    asked = [f"{name} {value}" for name, value in more if value is not None]
    return ", ".join([wanted.reason, *asked])


def _found_of_hold(wanted: ExpectedHold, held: Held) -> str:
    more = (
        ("until", wanted.until, held.until),
        ("step", wanted.step, held.step),
        ("rule", wanted.rule, held.rule),
    )
    found = [f"{name} {written(have)}" for name, want, have in more if want is not None]
    return ", ".join([str(held.reason), *found])
