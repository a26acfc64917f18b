"""Parse, normalise, stage, gate, publish: the only way in."""

from kg.ingest.documents import Graphs, graphs_of
from kg.ingest.sources import ingest
from kg.ingest.transaction import Author, Outcome
from kg.ingest.update import update
from kg.ingest.validation import validate_documents, validate_with_shapes

__all__ = [
    "Author",
    "Graphs",
    "Outcome",
    "graphs_of",
    "ingest",
    "update",
    "validate_documents",
    "validate_with_shapes",
]
