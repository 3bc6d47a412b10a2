"""A change of scenario under way: steps mapped, accounts moved, nothing lost."""

from dunnix.migration.errors import MigrationError
from dunnix.migration.migrate import migrate
from dunnix.migration.migration import MigratedAccount, MigratedReceivable, Migration
from dunnix.migration.step_map import DROPPED, StepMap, step_map

__all__ = [
    "DROPPED",
    "MigratedAccount",
    "MigratedReceivable",
    "Migration",
    "MigrationError",
    "StepMap",
    "migrate",
    "step_map",
]
