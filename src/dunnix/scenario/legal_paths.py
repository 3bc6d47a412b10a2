"""The names of the legal paths that ship: what they need, cost and take is told by `law`.

The floor of the law lies above this one, so a scenario's paths are checked against their names.
"""

from typing import Final

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
