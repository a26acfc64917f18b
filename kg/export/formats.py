"""The formats of `kg export`: what each is, and which module writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import IO, Any, Literal

from kg.dates import Day
from kg.errors import ParameterError
from kg.export.losses import Losses
from kg.export.selection import Selection
from kg.export.version import ExportedVersion

FileWriter = Callable[[ExportedVersion, IO[bytes], Losses], None]
FolderWriter = Callable[[ExportedVersion, Path, Losses], None]


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format: one file, or a folder of files.

    Its *module* in this package has `write(version, target, losses)`, which writes to a
    binary file or into an empty folder; the same version gives the same bytes.
    """

    name: str
    title: str
    module: str
    ending: str = ""
    media_type: str = ""
    kind: Literal["file", "folder"] = "file"
    of_changes: bool = False
    """Whether it tells what changed since a version, in place of what a version holds."""

    @property
    def is_folder(self) -> bool:
        """Whether it makes several files."""
        return self.kind == "folder"

    def require_fitting(self, selection: Selection, known_at: Day | None = None) -> None:
        """Refuse a selection that says nothing to this format.

        Raises:
            ParameterError: changes are of all graphs, or *since* goes with changes alone.
        """
        if not self.of_changes:
            if selection.since is not None:
                raise ParameterError(
                    f"{self.name} gives what a version holds, not what changed since another.",
                    hint="--since goes with --format rdfpatch.",
                )
            return
        if not replace(selection, since=None).takes_everything or known_at is not None:
            raise ParameterError(
                f"{self.name} tells what changed in all graphs, and takes no other selection.",
                hint="Leave out --at, --known-at, --graph, --kind, --merged and --licence.",
            )

    def writer(self) -> Callable[[ExportedVersion, Any, Losses], None]:
        """Load what writes it."""
        write: Callable[[ExportedVersion, Any, Losses], None] = import_module(
            f"kg.export.{self.module}"
        ).write
        return write


FORMATS: dict[str, ExportFormat] = {}
"""The formats of what a version holds, by the names that `--format` takes."""

CHANGE_FORMATS: dict[str, ExportFormat] = {
    "rdfpatch": ExportFormat(
        "rdfpatch",
        "RDF Patch: what changed since a version",
        "rdf.rdfpatch",
        "rdfp",
        "application/rdf-patch",
        of_changes=True,
    )
}
"""The formats of what changed, likewise; a server has `/changes` for it."""


def _add(*formats: ExportFormat) -> None:
    FORMATS.update({entry.name: entry for entry in formats})


_add(
    ExportFormat("nquads", "N-Quads: all named graphs", "rdf.nquads", "nq", "application/n-quads"),
    ExportFormat(
        "trig", "TriG: all named graphs, for reading", "rdf.trig", "trig", "application/trig"
    ),
    ExportFormat(
        "ntriples",
        "N-Triples: the facts of all graphs, a triple a line",
        "rdf.ntriples",
        "nt",
        "application/n-triples",
    ),
    ExportFormat(
        "turtle", "Turtle: the facts of all graphs, for reading", "rdf.turtle", "ttl", "text/turtle"
    ),
    ExportFormat(
        "rdfxml",
        "RDF/XML: the facts of all graphs, for older programs",
        "rdf.rdfxml",
        "rdf",
        "application/rdf+xml",
    ),
    ExportFormat(
        "jsonld",
        "JSON-LD: all named graphs, expanded, without a context",
        "rdf.jsonld",
        "jsonld",
        "application/ld+json",
    ),
    ExportFormat(
        "jsonld-framed",
        "JSON-LD, framed: a document for each thing, a line each, like plain JSON",
        "framing.dataset",
        "jsonl",
        "application/x-ndjson",
    ),
    ExportFormat(
        "void",
        "VoID and DCAT: what the dataset is and holds, in Turtle",
        "descriptions",
        "ttl",
        "text/turtle",
    ),
    ExportFormat(
        "dump",
        "Folder to publish: data, digests, terms of use, how to cite and load it",
        "dump",
        kind="folder",
    ),
    ExportFormat("iris", "IRIs of all things, a line each", "iris", "txt", "text/plain"),
    ExportFormat(
        "csv",
        "CSV: a table for each kind of thing, with CSVW metadata and a dictionary",
        "csv",
        kind="folder",
    ),
    ExportFormat(
        "graphml",
        "GraphML: a network of things, for yEd, Cytoscape, networkx",
        "network.graphml",
        "graphml",
        "application/graphml+xml",
    ),
    ExportFormat(
        "gexf",
        "GEXF 1.3: the network with a time line, for Gephi",
        "network.gexf",
        "gexf",
        "application/gexf+xml",
    ),
    ExportFormat(
        "canonical",
        "Canonical N-Quads (RDFC-1.0): its SHA-256 is the digest of the dataset",
        "rdf.canonical",
        "nq",
        "application/n-quads",
    ),
    ExportFormat(
        "search",
        "Every name in a SQLite file with full text search",
        "search",
        "sqlite",
        "application/vnd.sqlite3",
    ),
    ExportFormat(
        "ftm",
        "FollowTheMoney: entities as JSON Lines",
        "ftm",
        "ftm.json",
        "application/json+ftm",
    ),
    ExportFormat(
        "popolo",
        "Popolo JSON: persons, organisations, posts, memberships, areas, events",
        "popolo",
        "json",
        "application/json",
    ),
)


def find_format(name: str) -> ExportFormat:
    """Find a format by its name.

    Raises:
        ParameterError: there is none.
    """
    found = FORMATS.get(name) or CHANGE_FORMATS.get(name)
    if found is None:
        raise ParameterError(
            f"There is no format {name[:100]}.",
            hint=f"There is {', '.join([*FORMATS, *CHANGE_FORMATS])}.",
        )
    return found
