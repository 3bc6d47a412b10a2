"""When an action may go out: days, hours of the day, and the zones they are hours of."""

import datetime as dt

import attrs

from dunnix.scenario import TimeSpan


@attrs.frozen(kw_only=True, order=False)
class Window:
    """The days and hours on which an action may go out; both days included.

    `hours` are those of `opens_on` in the debtor's zone, none means any time; `week` gives them for
    every weekday, Monday first, where there are any. Where the debtor's zone isn't known
    `timezones` are all it may be in: a time must be fine in each. `dunnix.window_instants` makes
    instants of it.
    """

    opens_on: dt.date
    closes_on: dt.date | None
    timezone: str
    hours: tuple[TimeSpan, ...] = ()
    timezones: tuple[str, ...] = ()
    week: tuple[tuple[TimeSpan, ...], ...] = attrs.field(default=(), repr=False)
