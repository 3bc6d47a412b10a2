"""A receivable and its balance over time."""

import attrs

from dunnix.interest.accrual import Step
from dunnix.model import Invoice


@attrs.define(eq=False, order=False)
class Running:
    """A receivable and its balance: from each interest day on, what bears interest.

    `paused` says that something open bore none for a while.
    """

    id: str
    names: tuple[str, ...]
    invoice: Invoice
    due: int
    steps: list[Step]
    paused: bool = False
