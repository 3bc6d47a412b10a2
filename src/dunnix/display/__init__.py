"""How a value draws itself in a notebook, without knowing who draws it.

Values sit low and pictures high: the figures register a drawer for a type, the type asks here.
"""

from dunnix.display.bundle import draws, mimebundle

__all__ = ["draws", "mimebundle"]
