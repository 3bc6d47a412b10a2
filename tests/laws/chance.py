"""The short tables from which the laws draw: the first entry of each is the plainest.

So a counterexample shrinks to the plainest entries.
"""

import datetime as dt
from typing import Final

from hypothesis import strategies as st

FIRST: Final = dt.date(2026, 1, 5)
STEPS: Final = ("hint", "mail", "call", "firm", "notice", "agency")
ANSWERS: Final = ("answer", "second", "third")

days = st.integers(0, 90)
few = st.integers(0, 20)
cents = st.sampled_from([10_000, 4_000, 25_000, 100, 60_000, 3])
one_in_ten = st.sampled_from([False] * 9 + [True])
one_in_four = st.sampled_from([False] * 3 + [True])
even = st.booleans()


def day(number: int) -> dt.date:
    """Give a day by its number from the first."""
    return FIRST + dt.timedelta(number)
