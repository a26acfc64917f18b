"""The remarks of OFAC's list: segments such as "DOB 10 Dec 1948" and "Linked To: HAMAS"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_LABELLED = re.compile(
    r"(?:alt\. )?(DOB|POB|nationality|citizen|Linked To|Website|Organization Established Date"
    r"|[afn]\.k\.a\.)(?: |: ?)(.+)"
)
_QUOTED = re.compile(r"'(.+)'")


@dataclass(slots=True)
class Remarks:
    """What the remarks on one entry say, each kind in its order; *others* are whole segments.

    *weak_names* stand in quotation marks: OFAC has its weak aliases here, the others in alt.csv.
    """

    births: list[str] = field(default_factory=list)
    birth_places: list[str] = field(default_factory=list)
    nationalities: list[str] = field(default_factory=list)
    weak_names: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    websites: list[str] = field(default_factory=list)
    founded: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def read_remarks(text: str) -> Remarks:
    """Read the remarks on an entry; a segment of no known label is kept as it is."""
    remarks = Remarks()
    kinds = {
        "DOB": remarks.births,
        "POB": remarks.birth_places,
        "nationality": remarks.nationalities,
        "citizen": remarks.nationalities,
        "Website": remarks.websites,
        "Organization Established Date": remarks.founded,
    }
    for piece in text.removesuffix(".").split(";"):
        segment = " ".join(piece.split())
        match = _LABELLED.fullmatch(segment)
        label, value = match.groups() if match else ("", "")
        if label.endswith("k.a.") and (quoted := _QUOTED.fullmatch(value)):
            remarks.weak_names.append(quoted[1])
        elif label == "Linked To":
            remarks.links.append(value)
            remarks.others.append(segment)
        elif label in kinds:
            kinds[label].append(value)
        elif segment:
            remarks.others.append(segment)
    return remarks
