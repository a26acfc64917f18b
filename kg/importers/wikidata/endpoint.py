"""The format wikidata: the same entities out of a SPARQL endpoint, by a list, a class or a post."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from kg.errors import ParameterError
from kg.importers.facts import Facts
from kg.importers.files import InputFile
from kg.importers.formats import Format
from kg.importers.options import Options
from kg.importers.rows import LONGEST_TEXT, Row
from kg.importers.wikidata.entities import Entity, ItemRow, number_of
from kg.importers.wikidata.entity import TERMS
from kg.importers.wikidata.mapping import Mapping, is_mapped
from kg.importers.wikidata.pages import Asking, Pages
from kg.importers.wikidata.rdf_reader import read_graph

WIKIDATA = "https://query.wikidata.org/sparql"
_DEADLINE = 3600.0
_QID = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q[1-9]\d{0,17})", re.ASCII)
_BY = {"class": "P31", "post": "P39"}


class Endpoint:
    """Asks for entities by their ids, and reads the answers as the files of wikidata-entity."""

    def __init__(self, facts: Facts) -> None:
        self._options = facts.release.options
        self._asking = asking_of(self._options)
        self._mapping = Mapping(facts)
        self.take = self._mapping.take
        self.finish = self._mapping.finish

    def rows(self, files: Sequence[InputFile]) -> Iterator[ItemRow]:
        """For each entity its names, then its statements; a line of a list that holds no id comes
        as a row of its own."""
        pages, place = Pages(self._asking), urlsplit(self._asking.endpoint).netloc
        found: list[str] = []
        for file in files:
            yield from _listed(file, found)
        wanted = iter(sorted(set(found), key=number_of))
        for name, value in _chosen(self._options):
            wanted = pages.ids(_BY[name], value)
        for ids, graph in pages.graphs(wanted):
            yield from read_graph(place, graph, is_mapped, ids)


def _listed(file: InputFile, found: list[str]) -> Iterator[ItemRow]:
    """Collect the ids of a list, one a line; yield the lines that are none."""
    with file.open() as stream:
        for number, line in enumerate(iter(lambda: stream.readline(LONGEST_TEXT), b""), 1):
            text = line.decode("utf-8", "backslashreplace").strip().lstrip("\ufeff")
            if match := _QID.fullmatch(text):
                found.append(match[1])
            elif text and not text.startswith("#"):
                problem = f"{text[:40]!r} is no id of Wikidata such as Q53713"
                nothing = (Entity(""), None)
                place = f"line {number}"
                yield Row(file.name, place, nothing, problem, lambda text=text: f"{text}\n")  # type: ignore[misc]


def asking_of(options: Options) -> Asking:
    """What the options say of the endpoint.

    Raises:
        ParameterError: a number is none, or too small.
    """
    deadline = _number(options, "deadline", _DEADLINE)
    page = _number(options, "page", 50)
    cache = options.get("cache")
    return Asking(
        options.get("endpoint", WIKIDATA).removeprefix("sparql+"),
        deadline,
        max(int(page), 1),
        Path(cache) if cache else None,
        options.get("contact", ""),
    )


def _number(options: Options, name: str, default: float) -> float:
    text = options.get(name)
    try:
        value = default if text is None else float(text)
    except ValueError:
        value = -1.0
    if not (0 < value < math.inf):
        raise ParameterError(f"--{name} {str(text)[:30]}: it is no number above 0.")
    return value


def _chosen(options: Options) -> list[tuple[str, str]]:
    return [(name, options[name]) for name in _BY if name in options]


def _settle(source: Format, options: Options) -> Format:
    """Take a class or a post in place of lists, and name the release after it."""
    asking_of(options)
    chosen = _chosen(options)
    if len(chosen) > 1:
        raise ParameterError("--class and --post do not go together.")
    for name, value in chosen:
        if not (match := re.fullmatch(r"Q[1-9]\d{0,17}", value, re.ASCII)):
            raise ParameterError(f"--{name} {value[:30]}: it is no id of Wikidata such as Q53713.")
        source = replace(source, needs_files=False, key=f"{name}-{match[0]}")
    return source


FORMATS = {
    "wikidata": Format(
        "wikidata",
        "Entities of Wikidata from its query service, or from another endpoint.",
        ("*.txt", "*.csv"),
        TERMS,
        Endpoint,
        settle=_settle,
    )
}
