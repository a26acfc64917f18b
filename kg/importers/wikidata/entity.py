"""The format wikidata-entity: whole entities of Wikidata as EntityData JSON and Turtle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from kg.errors import InputError
from kg.importers.facts import Facts
from kg.importers.files import InputFile
from kg.importers.formats import Format
from kg.importers.release import SPDX, Terms
from kg.importers.wikidata.entities import ItemRow
from kg.importers.wikidata.json_reader import read_json
from kg.importers.wikidata.mapping import Mapping, is_mapped
from kg.importers.wikidata.rdf_reader import read_graph
from kg.importers.wikidata.rdf_values import Graph
from kg.parsing import parse_document

_LARGEST = 1 << 28

TERMS = Terms(
    title="Entities of Wikidata",
    publisher="Wikidata",
    license=f"{SPDX}CC0-1.0",
    homepage="https://www.wikidata.org/",
)


class Entities:
    """Reads files of entities, each in the syntax that its name tells."""

    def __init__(self, facts: Facts) -> None:
        self._mapping = Mapping(facts)
        self.take = self._mapping.take
        self.finish = self._mapping.finish

    def rows(self, files: Sequence[InputFile]) -> Iterator[ItemRow]:
        """The entities of all files: for each its names, then its statements."""
        for file in files:
            if _is_json(file):
                yield from read_json(file, is_mapped)
            else:
                yield from read_graph(file.name, _graph(file), is_mapped)


def _is_json(file: InputFile) -> bool:
    """Whether a file is JSON, by its ending, else by how it begins."""
    if file.name.lower().endswith((".json", ".ttl", ".nt")):
        return file.name.lower().endswith(".json")
    with file.open() as stream:
        return stream.read(100).lstrip()[:1] in (b"{", b"")


def _graph(file: InputFile) -> Graph:
    with file.open() as stream:
        data = stream.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise InputError(
            f"{file.name}: the document is larger than {_LARGEST:,} bytes.",
            hint="Take fewer entities in one document.",
        )
    graph = Graph(parse_document(data, ox.RdfFormat.TURTLE, name=file.name).quads)
    if not graph.entities():
        raise InputError(f"{file.name}: no entity of Wikidata is described in it.")
    return graph


FORMATS = {
    "wikidata-entity": Format(
        "wikidata-entity",
        "Whole entities of Wikidata: EntityData JSON or Turtle.",
        ("*.json", "*.ttl", "*.nt"),
        TERMS,
        Entities,
    )
}
