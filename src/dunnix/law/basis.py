"""What a row of law rests on: the text, where it was checked, and from when to when it holds."""

import datetime as dt

import attrs

from dunnix.model.checks import text
from dunnix.scenario.rule_packs import Certainty


@attrs.frozen(kw_only=True, order=False)
class LegalBasis:
    """The law a row states, the source it was checked in, and how sure that is.

    `source` says when the source was read. What is told from memory is marked so.
    """

    law: str = attrs.field(validator=text)
    source: str = attrs.field(validator=text)
    certainty: Certainty = attrs.field(converter=Certainty)


def is_in_force(valid_from: dt.date | None, valid_until: dt.date | None, day: dt.date) -> bool:
    """Tell whether a row holds on a day; both its days are included, and None has no end."""
    return (valid_from is None or valid_from <= day) and (valid_until is None or day <= valid_until)
