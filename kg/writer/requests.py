"""What the writer is asked to do, and what it answers; bodies stay in files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.ingest.conditions import ANY, Condition
from kg.query_limits import QueryLimits
from kg.store.log import Change


@dataclass(frozen=True, slots=True)
class Part:
    """One document that was sent: the file it lies in, its media type, its name in messages."""

    path: Path
    media_type: str
    name: str = "the body"


@dataclass(frozen=True, slots=True)
class WriteGraph:
    """Replace a graph, or extend it with *add*; the empty IRI is the default graph.

    *base_iri* is what relative IRIs of the parts stand against.
    """

    graph: str
    parts: tuple[Part, ...]
    base_iri: str
    add: bool = False
    condition: Condition = ANY
    who: str = ""


@dataclass(frozen=True, slots=True)
class DropGraph:
    """Remove a graph."""

    graph: str
    condition: Condition = ANY
    who: str = ""


@dataclass(frozen=True, slots=True)
class RunUpdate:
    """Run a SPARQL update; *using* and *using_named* are the graphs that the protocol names."""

    text: str
    base_iri: str | None = None
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    who: str = ""
    seconds: float | None = None
    limits: QueryLimits = field(default_factory=QueryLimits)


@dataclass(frozen=True, slots=True)
class Validate:
    """Validate a document as an addition to what is served; answered with a report."""

    part: Part


Request = WriteGraph | DropGraph | RunUpdate | Validate


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did: the version now published, and the change of each graph."""

    version: int
    changes: Mapping[str, Change] = field(default_factory=dict)
    created: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer on its way to the client; behind the *last* one the process ends."""

    answer: object
    last: bool = False
