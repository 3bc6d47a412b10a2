"""How a value shows itself, as a picture or a dataframe, without knowing who makes it.

Values sit low; pictures and frames sit high: the figures register a drawer for a type, the type
asks here.
"""

from dunnix.display.bundle import draws, mimebundle
from dunnix.display.frame import frame_of

__all__ = ["draws", "frame_of", "mimebundle"]
