"""Reads exported tables back into triples, by their metadata, as CSV on the Web says."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from uritemplate import expand

from kg.export import ExportedVersion, Losses, Selection, open_export
from kg.export.csv import write
from kg.export.csv.cells import restore
from kg.store.embedded import DatasetStore
from kg.terms import plain

Plain = tuple[str, str, str]
"""A triple as texts, without languages and datatypes, which the tables keep beside the values."""

HOSTILE = (
    """
@prefix ga: <https://w3id.org/geoactors/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
e:formula a ga:Person ; skos:prefLabel "=HYPERLINK(\\"http://evil\\";\\"a\\")"@en , "@SUM(1)" ;
    skos:altLabel "  -1"@en , "a;=1+1"@en , "'quoted"@en , "\\uFF1D1"@en , "\\t=1"@en .
e:lines a ga:Person ; skos:prefLabel "one, \\"two\\"\\r\\nthree | four\\n"@en .
e:right a ga:Person ; skos:prefLabel "\\u202E\\u0645\\u0631\\u062D\\u0628\\u0627 <script>"@ar .
e:long a ga:Organisation ; skos:prefLabel \""""
    + "x, " * 5000
    + """\"@en .
e:old a ga:Tenure ; ga:holder e:formula ; ga:post e:nowhere ;
    ga:startEarliest "-0044-03-15"^^xsd:date ; ga:startLatest "12024-01-01"^^xsd:date ;
    ga:endEarliest "soon" , "2024-13-45"^^xsd:date ; ga:holder e:lines ; ga:acting "perhaps" .
e:other a e:Unknown ; ga:seats 3 ; e:says "foreign", [ e:inner "=blank" ] .
<javascript:alert(1)> a ga:Place , ga:Agent ; ga:placeType e:no-code ; ga:jurisdiction "text" .
"""
)
"""Things that a store without shapes takes, each with something that breaks a careless table."""


def exported(
    store: DatasetStore, folder: Path, selection: Selection | None = None
) -> tuple[set[Plain], Losses]:
    """Write the tables of a store, and give its merged facts and what was lost."""
    folder.mkdir()
    losses = Losses()
    with open_export(store, selection or Selection()) as version:
        write(version, folder, losses)
        return facts(version), losses


def facts(version: ExportedVersion) -> set[Plain]:
    """The merged facts as texts."""
    return {(plain(t.subject), t.predicate.value, plain(t.object)) for t in version.triples()}


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    """The rows of a table."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def metadata(folder: Path) -> dict[str, Any]:
    """The metadata of the tables."""
    read: dict[str, Any] = json.loads((folder / "csv-metadata.json").read_text("utf-8"))
    return read


def triples(folder: Path) -> set[Plain]:
    """All triples that the metadata make of the tables."""
    return {
        triple
        for table in metadata(folder)["tables"]
        for row in rows(folder, table["url"].removesuffix(".csv"))
        for triple in _of_row(table["tableSchema"], row)
    }


def _of_row(schema: dict[str, Any], row: dict[str, str]) -> Iterator[Plain]:
    for column in schema["columns"]:
        cell = row.get(column["name"], "")
        if "propertyUrl" not in column or not (cell or column.get("virtual")):
            continue
        about = expanded(column.get("aboutUrl", schema["aboutUrl"]), row)
        for value in cell.split(column["separator"]) if "separator" in column else [cell]:
            yield (
                _unescaped(about),
                expanded(column["propertyUrl"], row),
                _value(column, value, row),
            )


def _value(column: dict[str, Any], value: str, row: dict[str, str]) -> str:
    if "valueUrl" in column:
        return _unescaped(expanded(column["valueUrl"], row))
    if "code/" in column["dc:description"]:
        return f"https://w3id.org/geoactors/code/{value}"
    return restore(value) if column["datatype"] == "string" else value


def expanded(template: str, row: dict[str, str]) -> str:
    """Fill in a template (RFC 6570)."""
    return expand(template, dict(row.items()))


def _unescaped(iri: str) -> str:
    """The IRI as it was; a template writes what is no ASCII as percent signs."""
    return ox.NamedNode(iri).value if not iri.startswith("_:") else iri
