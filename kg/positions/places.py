"""Results to `file:line:column`, from the files in which their documents stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import pyoxigraph as ox

from kg.guards import without_mark
from kg.parsing import ParsedDocument
from kg.positions.candidates import Candidate, candidates
from kg.positions.json_ld import find_in_json_ld
from kg.positions.quads import find_in_quads
from kg.positions.rdf_xml import find_in_rdf_xml
from kg.positions.reading import reader_of
from kg.positions.statements import Spot, lines_and_columns
from kg.positions.turtle import find_in_turtle
from kg.report import ValidationResult

_LINES = (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)
_Place = tuple[int, int, bool]


def locate(
    results: Sequence[ValidationResult], documents: Sequence[ParsedDocument]
) -> list[ValidationResult]:
    """Say where each result arose: `file:line:column`, or the document alone, or nothing.

    Lines and columns count from 1, columns in characters. Each document that holds what a
    result is about is read once more, whatever the number of results.
    """
    if not results:
        return []
    chosen = candidates(results, documents)
    wanted: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in (candidate for found in chosen for candidate in found):
        wanted[candidate.document].append(candidate)
    places: dict[Candidate, _Place] = {}
    for number, asked in wanted.items():
        places.update(_places(documents[number], asked))
    return [
        _placed(result, found, places, documents)
        for result, found in zip(results, chosen, strict=True)
    ]


def _placed(
    result: ValidationResult,
    found: list[Candidate],
    places: dict[Candidate, _Place],
    documents: Sequence[ParsedDocument],
) -> ValidationResult:
    for candidate in found:
        if candidate in places:
            line, column, near = places[candidate]
            name = documents[candidate.document].name
            return replace(result, location=f"{name}:{line}:{column}", near=near)
    return replace(result, location=documents[found[0].document].name if found else "")


def _places(document: ParsedDocument, asked: Sequence[Candidate]) -> dict[Candidate, _Place]:
    if document.source is None:
        return {}
    try:
        data = without_mark(document.source.path.read_bytes(), document.name)
        spots = _spots(data, document.source.syntax, document, {c.number for c in asked})
    except Exception:  # the file may be another by now: a place is no reason to lose the report
        return {}
    offsets = {c: spots[c.number].statement.offset(c.role) for c in asked if c.number in spots}
    numbers = lines_and_columns(data, offsets.values())
    return {c: (*numbers[at], spots[c.number].near) for c, at in offsets.items()}


def _spots(
    data: bytes, syntax: ox.RdfFormat, document: ParsedDocument, numbers: set[int]
) -> dict[int, Spot]:
    if syntax == ox.RdfFormat.JSON_LD:
        return find_in_json_ld(data, document.quads, numbers)
    if syntax == ox.RdfFormat.RDF_XML:
        return find_in_rdf_xml(data, document.quads, numbers)
    find = find_in_quads if syntax in _LINES else find_in_turtle
    found = find(data, sorted(numbers), reader_of(data, document.quads))
    return {number: Spot(statement) for number, statement in found.items()}
