"""The formats that an address may name, for those who cannot send `Accept`."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from kg.errors import ParameterError

FORMAT = "format"
"""The parameter of an address that names a format, and goes before `Accept`."""


class Format(NamedTuple):
    """A format as an address names it: its media type, the ending of its files, what it is."""

    media_type: str
    ending: str
    title: str


TABLES = {
    "csv": Format("text/csv", "csv", "CSV"),
    "tsv": Format("text/tab-separated-values", "tsv", "TSV"),
    "json": Format("application/sparql-results+json", "json", "JSON"),
    "xml": Format("application/sparql-results+xml", "xml", "XML"),
}
GRAPHS = {
    "ttl": Format("text/turtle", "ttl", "Turtle"),
    "nt": Format("application/n-triples", "nt", "N-Triples"),
    "jsonld": Format("application/ld+json", "jsonld", "JSON-LD"),
    "rdf": Format("application/rdf+xml", "rdf", "RDF/XML"),
    "trig": Format("application/trig", "trig", "TriG"),
    "nq": Format("application/n-quads", "nq", "N-Quads"),
}


def formats_for(*, graph: bool) -> dict[str, Format]:
    """The formats of graphs, or of tables."""
    return GRAPHS if graph else TABLES


def media_type_named(name: str, offers: Collection[str], *, graph: bool) -> str:
    """The media type that a format in an address stands for.

    Raises:
        ParameterError: there is none of that name, or it is not for such a result.
    """
    formats = formats_for(graph=graph)
    found = formats.get(name)
    if found is None or found.media_type not in offers:
        what = "graph" if graph else "table"
        raise ParameterError(
            f"format={name[:40]} is no format of a {what}, which this query gives.",
            hint=f"There is {', '.join(formats)}.",
        )
    return found.media_type


def attachment(name: str, format_name: str, *, graph: bool) -> str:
    """The value of Content-Disposition for an answer that is kept as a file."""
    return f'attachment; filename="{name}.{formats_for(graph=graph)[format_name].ending}"'
