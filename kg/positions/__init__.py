"""Line and column of what a validation found, looked for in the files after it was found."""

from kg.positions.defects import locating_defects
from kg.positions.places import locate

__all__ = ["locate", "locating_defects"]
