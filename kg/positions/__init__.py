"""Line and column of what a validation found, looked for in the files after it was found."""

from kg.positions.places import locate

__all__ = ["locate"]
