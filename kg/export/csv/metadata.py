"""The metadata of the tables: Tabular Data on the Web (W3C Recommendation of 2015)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rdflib import RDF, SKOS

from kg.export.csv.cells import LINE_END, SEPARATOR
from kg.export.csv.columns import DERIVED, THINGS, Column, Kind
from kg.export.csv.files import TableFile
from kg.export.csv.table import Table
from kg.export.version import ExportedVersion
from kg.vocabulary import EDTF, GA, PREFIXES

NAME = "csv-metadata.json"

_CSVW = "http://www.w3.org/ns/csvw"
_DATE = {"base": "date", "format": "yyyy-MM-dd"}
_EDTF = {"base": "string", "@id": str(EDTF)}
_IRIS: tuple[Kind, ...] = ("graphs", "iri", "links", "reference", "references", "subject-of", "via")
_AS_NAMED: tuple[Kind, ...] = ("boolean", "dateTime", "decimal", "integer")
DIALECT = {
    "encoding": "utf-8",
    "delimiter": ",",
    "quoteChar": '"',
    "doubleQuote": True,
    "lineTerminators": [LINE_END],
    "header": True,
    "skipInitialSpace": False,
    "trim": False,
}


def write_metadata(version: ExportedVersion, files: Sequence[TableFile], folder: Path) -> None:
    """Describe the tables in the file where a reader of CSV on the Web looks for it."""
    licences = sorted({iri for source in version.sources for iri in source.licences})
    group = {
        "@context": [_CSVW, {"@language": "en"}],
        "@type": "TableGroup",
        "dc:title": f"Tables of {version.base_iri}, version {version.version}",
        "dc:description": "One table for each kind of thing; see README.md.",
        "dc:license": [{"@id": iri} for iri in licences],
        "dc:source": [_source(iri) for iri in version.graphs if iri],
        "dialect": DIALECT,
        "tables": [_table(file) for file in files],
    }
    text = json.dumps(group, ensure_ascii=False, indent=2) + "\n"
    (folder / NAME).write_text(text, encoding="utf-8", newline="\n")


def _source(graph: str) -> dict[str, str]:
    return {"@id": graph}


def _table(file: TableFile) -> dict[str, Any]:
    table = file.table
    return {
        "url": table.file,
        "dc:title": table.title,
        "dc:description": table.meaning,
        "tableSchema": {
            "aboutUrl": f"{{+{table.about}}}",
            "columns": [*(_column(file, column) for column in table.columns), *_implied(table)],
            "primaryKey": list(table.key) if len(table.key) > 1 else table.key[0],
            "foreignKeys": list(_foreign_keys(table)),
        },
    }


def _column(file: TableFile, column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:title": column.title,
        "dc:description": f"{column.meaning} Empty: {column.empty}",
        "datatype": datatype_of(file, column),
    }
    if column.is_many:
        described["separator"] = SEPARATOR
    if column.name in file.table.key:
        described["required"] = True
    return described | _triple(file.table, column)


def datatype_of(file: TableFile, column: Column) -> Any:
    """The datatype of a column, or of each value of it; dates beyond four digits are text."""
    if column.is_date:
        return "string" if file.holds_text(column) else _DATE
    if column.kind in _IRIS:
        return "anyURI"
    if column.kind in _AS_NAMED:
        return column.kind
    if column.kind in ("language-of", "label-language"):
        return "string"
    if column.predicate is not None and column.predicate.value == str(GA.edtf):
        return _EDTF
    return "boolean" if column.kind == "disputed" else "string"


def _triple(table: Table, column: Column) -> dict[str, Any]:
    """Which triple a cell stands for; none where it repeats another."""
    if column.kind in DERIVED or column.kind == "iri" or column.predicate is None:
        return _LISTED.get((table.name, column.name), {"suppressOutput": True})
    said: dict[str, Any] = {"propertyUrl": column.predicate.value}
    if column.kind == "subject-of":
        return said | {"aboutUrl": f"{{+{column.name}}}", "valueUrl": "{+iri}"}
    if column.kind == "reference":
        return said | {"valueUrl": f"{{+{column.name}}}"}
    if column.kind == "code":
        return said | {"valueUrl": f"{PREFIXES['gc']}{{{column.name}}}"}
    if column.kind == "class":
        return said | {"valueUrl": f"{PREFIXES['ga']}{{{column.name}}}"}
    return said


_LISTED: dict[tuple[str, str], dict[str, Any]] = {
    ("names", "name"): {"propertyUrl": f"{SKOS}{{kind}}"},
    ("identifiers", "code"): {"propertyUrl": "{+property}"},
    ("identifiers", "same_as"): {"propertyUrl": "{+property}", "valueUrl": "{+same_as}"},
    ("statements", "value"): {"propertyUrl": "{+property}"},
    ("statements", "value_iri"): {"propertyUrl": "{+property}", "valueUrl": "{+value_iri}"},
}


def _implied(table: Table) -> Iterator[dict[str, Any]]:
    if implied := table.implied_class:
        yield {
            "name": "implied_class",
            "virtual": True,
            "propertyUrl": str(RDF.type),
            "valueUrl": implied.value,
        }


def _foreign_keys(table: Table) -> Iterator[dict[str, Any]]:
    keys = [column.name for column in table.columns if column.is_key]
    if table.classes:
        keys.insert(0, table.about)
    for name in keys:
        yield {
            "columnReference": name,
            "reference": {"resource": f"{THINGS}.csv", "columnReference": "iri"},
        }
