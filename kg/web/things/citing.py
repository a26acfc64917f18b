"""How to cite what a page shows: with its version, its days, its sources and their licences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request

from kg.bounds import Day
from kg.lookup import AT
from kg.web import hot
from kg.web.dates_in_words import day_in_words
from kg.web.entities.version_times import time_of_version
from kg.web.known import KNOWN_AT
from kg.web.parameters import of_address
from kg.web.things.thing import Thing

_DATASET = "Geopolitical actors (geoactors)"
_KEPT = (AT, KNOWN_AT, "from", "until")
_MOST = 6
_LONGEST = 300
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
_KEY = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation as text and as BibTeX, with the version of the dataset that it is of."""

    text: str
    bibtex: str
    version: int


@dataclass(frozen=True, slots=True)
class Cited:
    """What is cited: the *label* of a thing, its IRI and address, and how it was asked about.

    *published* is the day of the version, *seen* says on which day, and by whose knowledge.
    """

    label: str
    iri: str
    address: str
    version: int
    published: Day | None
    seen: tuple[str, ...]
    sources: tuple[str, ...]
    licences: tuple[str, ...]

    def text(self) -> str:
        """The citation in one paragraph."""
        of_day = f", {day_in_words(self.published)}" if self.published else ""
        asked = f" ({', '.join(self.seen)})" if self.seen else ""
        parts = [
            f"“{self.label}”{asked}. In: {_DATASET}, version {self.version}{of_day}.",
            f"{self.iri}, seen at {self.address}.",
        ]
        if self.sources:
            parts.append(f"Sources: {'; '.join(one.rstrip('.') for one in self.sources)}.")
        if self.licences:
            parts.append(f"Licences: {', '.join(self.licences)}.")
        return " ".join(parts)

    def bibtex(self) -> str:
        """The citation as an entry of BibTeX, where braces and the signs of TeX are escaped."""
        key = _KEY.sub("-", self.iri.rpartition("/id/")[2]).strip("-")
        sources = f"Sources: {'; '.join(self.sources)}" if self.sources else ""
        notes = [*self.seen, sources, *self.licences]
        year = str(self.published.year) if self.published else ""
        fields = {
            "title": f"{{{_escaped(self.label)}}}",
            "howpublished": _escaped(f"{_DATASET}, version {self.version}"),
            "year": year,
            "url": self.address.translate({ord("{"): "%7B", ord("}"): "%7D"}),
            "note": _escaped(". ".join(note.rstrip(".") for note in notes if note)),
        }
        lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
        return "@misc{geoactors-" + key + ",\n" + ",\n".join(lines) + "\n}"


def cite(thing: Thing) -> Citation:
    """The citation of what the page of a thing shows, by the version of the request."""
    version = hot.current_version()
    time = time_of_version(version)
    days, sources = thing.days, thing.view.sources
    seen = (
        f"on {day_in_words(days.at)}" if days.at else "",
        f"as known on {day_in_words(days.known)}" if days.known else "",
    )
    cited = Cited(
        _plain(thing.view.label),
        thing.iri,
        f"{request.root_url}page/{thing.place}{_asked()}",
        version,
        Day(time.year, time.month, time.day) if time else None,
        tuple(filter(None, seen)),
        _first(source.credit or source.title for source in sources),
        _first(licence.text for source in sources for licence in source.licences),
    )
    return Citation(cited.text(), cited.bibtex(), version)


def _asked() -> str:
    """The parameters of the address that say what is shown, as the part behind the path."""
    kept = [pair for pair in of_address().pairs if pair[0] in _KEPT and pair[1]]
    return f"?{urlencode(kept)}" if kept else ""


def _first(texts: Iterable[str]) -> tuple[str, ...]:
    """Some texts, each once, and how many are left out."""
    found = list(dict.fromkeys(_plain(text) for text in texts if text))
    more = (f"and {len(found) - _MOST} more",) if len(found) > _MOST else ()
    return (*found[:_MOST], *more)


def _plain(text: str) -> str:
    """A text on one line and of a length that can be cited."""
    line = _CONTROL.sub(" ", text).strip()
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _escaped(text: str) -> str:
    return text.translate(_BIBTEX)
