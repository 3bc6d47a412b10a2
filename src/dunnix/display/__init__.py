"""How a value shows itself: as a picture, as a dataframe.

Values sit low; pictures and frames sit high: the figures register a drawer for a type, the type
asks here, and neither knows the other.
"""

from dunnix.display.bundle import draws, mimebundle
from dunnix.display.frame import frame_of

__all__ = ["draws", "frame_of", "mimebundle"]
