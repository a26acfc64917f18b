"""Finds things by their names: an index in SQLite for each version, and searches in it.

`building.write_index` makes the index, `SearchIndex` reads it. It knows no HTTP.
"""

from kg.search.hits import Hit, How, Matched
from kg.search.index import SearchIndex

__all__ = ["Hit", "How", "Matched", "SearchIndex"]
