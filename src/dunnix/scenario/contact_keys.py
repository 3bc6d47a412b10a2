"""The keys of `[contact]`: how often, on which days and hours, and after what there is quiet."""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, Final, cast

from dunnix.forms import Form, Formed, formed, forms
from dunnix.scenario import readers
from dunnix.scenario.contact_rules import (
    WEEKDAYS,
    Cap,
    ContactRules,
    DayHours,
    Quiet,
    QuietAfter,
    TimeSpan,
)
from dunnix.scenario.declared_names import read_channel
from dunnix.scenario.faults import Fault, Faulty
from dunnix.scenario.readers import as_table, list_of, one_of, shown, spelled, wrong_type
from dunnix.scenario.tables import MUST, NONE, Level, key, read_level, read_part, read_whole, words
from dunnix.scenario.timing import Duration

_PLACES: Final = ("work", "home")
_DAY_HINT: Final = "write such as `mon`, `sat` or `mon-fri`"
_HOURS_HINT: Final = 'write such as { mon-fri = ["09:00-12:00", "14:00-18:00"] }'

_WEEKDAY: Final = f"(?:{'|'.join(WEEKDAYS)})(?:-(?:{'|'.join(WEEKDAYS)}))?"

_read_cap: Final = spelled(Cap, "a quoted cap", 'write such as "2 per 7d"', code="bad-cap")
_read_span: Final = spelled(
    TimeSpan, "a quoted part of a day", 'write such as "09:00-12:00"', code="bad-hours"
)


@formed(forms.suggested(WEEKDAYS, forms.text(_WEEKDAY, "mon-fri")))
def read_weekdays(value: object) -> tuple[int, ...]:
    """Read `mon` or `mon-fri` as weekdays, 0 being Monday; `fri-mon` goes over the weekend."""
    if type(value) is int and 0 <= value < len(WEEKDAYS):
        return (value,)
    if not isinstance(value, str):
        raise wrong_type(value, "a quoted weekday", _DAY_HINT)
    first, dash, last = value.partition("-")
    if first not in WEEKDAYS or (dash and last not in WEEKDAYS):
        message = f"`{shown(value)}` is no weekday"
        raise Faulty(Fault(code="unknown-weekday", message=message, hint=_DAY_HINT))
    start = WEEKDAYS.index(first)
    days = (WEEKDAYS.index(last) - start) % len(WEEKDAYS) + 1 if dash else 1
    return tuple((start + day) % len(WEEKDAYS) for day in range(days))


_read_groups: Final = list_of(read_weekdays, "weekdays", lone=True)
_read_list_of_spans: Final = list_of(_read_span, "parts of a day", lone=True)


@formed(lambda: _read_groups.form)
def _read_run_on(value: object) -> tuple[int, ...]:
    groups = _read_groups(value)
    several = cast("tuple[tuple[int, ...], ...]", groups)
    return tuple(sorted({day for days in several for day in days}))


@formed(lambda: forms.named(_read_list_of_spans.form, _WEEKDAY, known=WEEKDAYS))
def read_hours(value: object) -> tuple[DayHours, ...]:
    """Read `{ mon-fri = ["09:00-12:00"] }`: the weekdays that have hours, in their order."""
    if isinstance(value, tuple | list):
        return _given_hours(cast("Iterable[object]", value))
    hours: dict[int, DayHours] = {}
    faults: list[Fault] = []
    for name, given in as_table(value, "a table of weekdays", _HOURS_HINT).items():
        try:
            days = _new_days(name, hours)
        except Faulty as error:
            faults += [_at_key(fault, name) for fault in error.faults]
            days = ()
        spans: tuple[TimeSpan, ...] = ()
        try:
            spans = _read_spans(given)
        except Faulty as error:
            faults += [fault.under(name) for fault in error.faults]
        hours |= {day: DayHours(weekday=day, spans=spans) for day in days}
    if faults:
        raise Faulty(*faults)
    return _some_hours(hours.values())


def _at_key(fault: Fault, name: str) -> Fault:
    return Fault(code=fault.code, message=fault.message, hint=fault.hint, path=(name,), at_key=True)


def _new_days(name: str, known: Mapping[int, DayHours]) -> tuple[int, ...]:
    days = read_weekdays(name)
    twice = [WEEKDAYS[day] for day in days if day in known]
    if twice:
        raise Faulty(
            Fault(
                code="listed-twice",
                message=f"`{twice[0]}` is listed twice",
                hint="give the hours of each weekday once",
            )
        )
    return days


def _read_spans(value: object) -> tuple[TimeSpan, ...]:
    spans = sorted(
        cast("tuple[TimeSpan, ...]", _read_list_of_spans(value)), key=lambda span: span.start
    )
    for before, after in pairwise(spans):
        if after.start < before.end:
            raise Faulty(
                Fault(
                    code="hours-overlap",
                    message=f"`{before}` and `{after}` overlap",
                    hint="write them as one, or end the first before the second begins",
                )
            )
    return tuple(spans)


def _given_hours(values: Iterable[object]) -> tuple[DayHours, ...]:
    hours: dict[int, DayHours] = {}
    for value in values:
        if not isinstance(value, DayHours):
            raise wrong_type(value, "hours of a weekday", _HOURS_HINT)
        (day,) = read_weekdays(value.weekday)
        hours[day] = DayHours(weekday=day, spans=_read_spans(value.spans))
    return _some_hours(hours.values())


def _some_hours(hours: Iterable[DayHours]) -> tuple[DayHours, ...]:
    found = sorted((day for day in hours if day.spans), key=lambda day: day.weekday)
    if not found:
        message = "hours that leave no time for any contact"
        hint = f"{_HOURS_HINT}, or leave `hours` out"
        raise Faulty(Fault(code="bad-hours", message=message, hint=hint))
    return tuple(found)


@formed(forms.unlike(readers.read_duration.form, "^0"))
def _read_length(value: object) -> Duration:
    """Read a duration of at least a day."""
    length = readers.read_duration(value)
    if length.count == 0:
        message = f"`{length}` is no time at all"
        hint = "give at least one day, or leave the key out"
        raise Faulty(Fault(code="bad-duration", message=message, hint=hint))
    return length


QUIET: Final = Level(
    name="`quiet`",
    keys={
        "time": key(
            _read_length,
            "duration",
            MUST,
            "how long nothing is sent; the day of the conversation or refusal is the first",
            required=True,
        ),
        "channels": key(
            list_of(read_channel, "channels"),
            "list of channels",
            "all",
            "the channels that keep quiet",
        ),
    },
)


_QUIET_OF_PYTHON: Final = Level(
    name="a `Quiet`",
    keys={
        "after": key(
            one_of(QuietAfter, "reason for quiet", convert=QuietAfter),
            words(QuietAfter),
            "the name of the table",
            "after what there is quiet",
        ),
        **QUIET.keys,
    },
)


@formed(lambda: forms.table(dict.fromkeys(QuietAfter, forms.either(_read_length.form, QUIET.form))))
def read_quiet(value: object) -> tuple[Quiet, ...]:
    """Read `{ conversation = "7d", refusal = { time = "60d", channels = ["phone"] } }`."""
    if isinstance(value, tuple | list):
        given = [
            read_part(Quiet, _QUIET_OF_PYTHON, each, "") for each in cast("Iterable[object]", value)
        ]
        return tuple(sorted(given, key=lambda quiet: list(QuietAfter).index(quiet.after)))
    quiet: list[Quiet] = []
    faults: list[Fault] = []
    hint = 'write such as { conversation = "7d" }'
    for name, each in as_table(value, "a table of quiet times", hint).items():
        try:
            quiet.append(_one_quiet(name, each))
        except Faulty as error:
            faults += [fault.under(name) for fault in error.faults]
    if faults:
        raise Faulty(*faults)
    return read_quiet(tuple(quiet))


def _one_quiet(name: str, value: object) -> Quiet:
    if name not in list(QuietAfter):
        raise Faulty(
            Fault(
                code="unknown-key",
                message=f"there is no quiet after `{shown(name)}`",
                hint=f"its keys are {words(QuietAfter)}",
                at_key=True,
            )
        )
    if not isinstance(value, Mapping):
        return Quiet(after=QuietAfter(name), time=_read_length(value))
    values = cast("dict[str, Any]", read_whole(QUIET, cast("Mapping[str, object]", value)))
    return Quiet(after=QuietAfter(name), **values)


def _packs_that_ship() -> Form:
    from dunnix.scenario.rule_packs import rule_pack_names  # packs hold rules of contact themselves

    return forms.words(rule_pack_names())


_read_pack: Final = Formed(readers.read_text.read, _packs_that_ship)
_RULES: Final = {
    "rules": key(
        list_of(_read_pack, "rule packs"),
        "list of rule packs",
        NONE,
        "dated rules of a country or a regulator that hold as well",
    ),
    "at_most": key(
        list_of(_read_cap, "caps"),
        'list of caps, such as `"2 per 7d"`',
        NONE,
        "the most contacts within any stretch of so long, all creditors together",
    ),
    "silence_at_most": key(
        _read_length,
        "duration",
        NONE,
        "the longest an overdue receivable is left without a contact; then a person is asked",
    ),
    "hours": key(
        read_hours,
        "table of weekdays, each with a list of parts of the day",
        "any hour",
        "when the debtor may be contacted, by the debtor's own clock",
    ),
    "run_on": key(
        _read_run_on,
        'list of weekdays, such as `["mon-fri"]`',
        "every day",
        "the weekdays on which contacts go out",
    ),
    "closed_days": key(
        readers.read_flag,
        "true or false",
        "`true`",
        "whether contacts may go out on days the calendar closes",
    ),
    "quiet": key(
        read_quiet,
        "table of `conversation` and `refusal`",
        NONE,
        "how long nothing is sent after a conversation or a refusal",
    ),
    "waiting": key(
        _read_length,
        "duration",
        NONE,
        "the silence that follows the first letter of a claim",
    ),
    "forbidden_places": key(
        list_of(one_of(_PLACES, "place of a contact"), "places"),
        f"list of {words(_PLACES)}",
        NONE,
        "places at which nobody is contacted",
    ),
}
CONTACT_RULES: Final = Level(
    name="`contact`",
    keys=_RULES,
    elsewhere={"gap": "give `gap` to the scenario itself"},
)
CONTACT: Final = Level(
    name="`contact`",
    keys={
        "gap": key(
            readers.read_duration,
            "duration",
            "`1d`",
            "the least time between two contacts of the debtor; a receivable takes one step a day"
            " besides, save with `0d`",
        ),
        **_RULES,
    },
)
_HINT: Final = 'write such as { at_most = ["2 per 7d"] }'


@formed(lambda: CONTACT_RULES.form)
def read_contact_rules(value: object) -> ContactRules:
    """Read the rules of contact, the gap left aside."""
    return read_part(ContactRules, CONTACT_RULES, value, _HINT)


@formed(lambda: CONTACT.form)
def read_contact(value: object) -> dict[str, object]:
    """Read `[contact]` of a file: the gap, and the rules."""
    table = as_table(value, "a table", _HINT)
    found = read_level(CONTACT, table)
    values = cast("dict[str, Any]", found.values)
    rules: dict[str, object] = {}
    if "gap" in values:
        rules["gap"] = values.pop("gap")
    rules["contact"] = ContactRules(**values)
    if found.faults:
        raise Faulty(*found.faults, partial=rules)
    return rules
