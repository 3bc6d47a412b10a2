"""Calls agreed on with a debtor, and whether they were made."""

import datetime as dt
from collections.abc import Iterator

from dunnix.engine.tasks import CALL_BACK
from dunnix.metrics.activity import read_deeds
from dunnix.model import Account, CallBack, known_rows


def open_call_backs(account: Account, day: dt.date) -> Iterator[CallBack]:
    """Give the calls agreed on by a day that aren't made yet.

    A contact or a call-back task done on the day agreed on, or since, is the call.
    """
    agreed = [
        each
        for each in known_rows(account.happenings, day)
        if isinstance(each, CallBack) and each.date <= day
    ]
    made = _made(account, day) if agreed else []
    yield from (each for each in agreed if not any(done >= each.until for done in made))


def _made(account: Account, day: dt.date) -> list[dt.date]:
    done = [deed.counted_on for deed in read_deeds(account, day)]
    done += [task.done_on for task in known_rows(account.tasks, day) if task.kind == CALL_BACK]
    return [each for each in done if each is not None and each <= day]
