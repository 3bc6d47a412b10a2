"""What to do with a date that falls on a closed day."""

from enum import StrEnum


class OnClosedDay(StrEnum):
    """Where a date goes that falls on a closed day.

    `nearest` takes the nearer open day, the later one when both are as near; `keep` leaves the
    date where it is.
    """

    NEXT = "next"
    PREVIOUS = "previous"
    NEAREST = "nearest"
    KEEP = "keep"
