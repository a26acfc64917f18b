"""A knowledge graph of geopolitical actors: who held which office when, and who says so."""

from __future__ import annotations

__all__ = ["__version__"]

__version__ = "0.1.0"
