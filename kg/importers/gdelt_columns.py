"""The columns of a GDELT 2.0 event export, which come without a header (Event Codebook 2.0)."""

from __future__ import annotations

from kg.importers.tables import Dialect


def _actor(name: str) -> tuple[str, ...]:
    parts = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code"
    return tuple(name + part for part in f"{parts} Type1Code Type2Code Type3Code".split())


def _place(name: str) -> tuple[str, ...]:
    parts = "Type Fullname CountryCode ADM1Code ADM2Code Lat Long FeatureID"
    return tuple(f"{name}Geo_{part}" for part in parts.split())


COLUMNS = (
    *["GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"],
    *_actor("Actor1"),
    *_actor("Actor2"),
    *["IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"],
    *["NumMentions", "NumSources", "NumArticles", "AvgTone"],
    *_place("Actor1"),
    *_place("Actor2"),
    *_place("Action"),
    *["DATEADDED", "SOURCEURL"],
)
EXPORT = Dialect(delimiter="\t", columns=COLUMNS, quoted=False)
