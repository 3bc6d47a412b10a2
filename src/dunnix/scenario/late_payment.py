"""The table `[late-payment]`: by which law interest, fixed sums and fees are reckoned."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import attrs

from dunnix.forms import formed, forms
from dunnix.scenario.readers import read_text, wrong_type
from dunnix.scenario.tables import MUST, Level, key, read_part

if TYPE_CHECKING:
    from dunnix.interest import Jurisdiction

_HINT: Final = 'write such as { law = "fr" }'


@attrs.frozen(kw_only=True, order=False)
class LatePayment:
    """What late payment costs the debtor: by the law of a jurisdiction.

    `law` is the id of one that ships, or a `dunnix.interest.Jurisdiction` of your own.

    >>> LatePayment(law="fr").jurisdiction.title
    'France'
    """

    law: "str | Jurisdiction"

    @property
    def id(self) -> str:
        """The id of the law."""
        return self.law if isinstance(self.law, str) else self.law.id

    @property
    def jurisdiction(self) -> "Jurisdiction":
        """The law itself; `UnknownJurisdictionError` for an id that doesn't ship."""
        if not isinstance(self.law, str):
            return self.law
        from dunnix.interest import jurisdiction  # only a scenario with the table needs it

        return jurisdiction(self.law)

    @property
    def hash(self) -> str:
        """The SHA-256 of all that the law says, rates included, in hexadecimal."""
        import hashlib
        import json

        data = json.dumps(attrs.asdict(self.jurisdiction), default=str, sort_keys=True)
        return hashlib.sha256(data.encode()).hexdigest()

    def among(self, own: Iterable["Jurisdiction"]) -> "LatePayment":
        """Give the table with the jurisdiction of that id, where one of your own has it."""
        found = (each for each in own if each.id == self.law)
        return LatePayment(law=next(found, self.law))


def law_names() -> tuple[str, ...]:
    """Give the ids of the laws that ship, sorted."""
    from dunnix.interest import jurisdiction_names

    return jurisdiction_names()


@formed(lambda: forms.suggested(law_names(), read_text.form))
def _read_law(value: object) -> object:
    """Read the id of a law; whether it is there is asked of the whole scenario."""
    if isinstance(value, str):
        return read_text(value)
    from dunnix.interest import Jurisdiction

    if isinstance(value, Jurisdiction):
        return value
    raise wrong_type(value, "the quoted id of a law", 'write such as "fr"')


LATE_PAYMENT: Final = Level(
    name="`late-payment`",
    keys={
        "law": key(
            _read_law,
            "id of a jurisdiction that ships, or of one given to `load_scenario`",
            MUST,
            "by which law late interest, fixed sums and the facts about them are reckoned",
            required=True,
        )
    },
)


@formed(lambda: LATE_PAYMENT.form)
def read_late_payment(value: object) -> LatePayment:
    """Read `{ law = "fr" }`."""
    return read_part(LatePayment, LATE_PAYMENT, value, _HINT)
