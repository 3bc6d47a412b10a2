"""The names of the legal paths that ship: what they need, cost and take is told by `law`.

The floor of the law lies above this one, so a scenario's paths are checked against their names.
"""

from typing import Final

from dunnix.forms import Formed, forms
from dunnix.scenario.readers import word

LEGAL_PATHS: Final = (
    "eu-order-for-payment",
    "fr-assignation",
    "fr-injonction-de-payer",
    "fr-liquidation",
    "fr-petites-creances",
    "fr-refere-provision",
    "fr-refere-provision-administratif",
    "mediation",
)

_read_name: Final = word(
    r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*",
    code="bad-path",
    what="name of a legal path",
    hint="write small letters, digits and hyphens, such as `fr-injonction-de-payer`",
)
# Whether a well-written name is one of them is asked of the whole scenario.
read_path: Final = Formed(_read_name.read, forms.words(LEGAL_PATHS))
