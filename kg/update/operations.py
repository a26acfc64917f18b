"""The operations of SPARQL 1.1 Update; the empty IRI names the default graph."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple, TypeAlias

import pyoxigraph as ox

TemplateTerm: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Variable
TemplateGraph: TypeAlias = ox.NamedNode | ox.Variable | ox.DefaultGraph


class TemplateQuad(NamedTuple):
    """A quad whose variables each solution fills; its blank nodes are new in each."""

    subject: TemplateTerm
    predicate: TemplateTerm
    object: TemplateTerm
    graph: TemplateGraph


class Scope(Enum):
    """The graphs that a CLEAR or DROP without an IRI is about."""

    NAMED = "NAMED"
    ALL = "ALL"


class TransferKind(Enum):
    """What becomes of the source and of what the target held before."""

    COPY = "COPY"
    MOVE = "MOVE"
    ADD = "ADD"


@dataclass(frozen=True, slots=True)
class InsertData:
    """Adds quads; their blank nodes are new."""

    quads: frozenset[ox.Quad]


@dataclass(frozen=True, slots=True)
class DeleteData:
    """Removes quads, which hold no blank nodes."""

    quads: frozenset[ox.Quad]


@dataclass(frozen=True, slots=True)
class Modify:
    """Removes and adds what two templates give for each solution of a pattern.

    *where* is the pattern as a SELECT query for the variables of the templates.
    It runs on *default_graphs* merged and on *named_graphs*; None stands for those
    of the dataset. *with_graph* is in both templates already.
    """

    delete: tuple[TemplateQuad, ...]
    insert: tuple[TemplateQuad, ...]
    where: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    with_graph: str = ""


@dataclass(frozen=True, slots=True)
class Clear:
    """Empties graphs, which stay."""

    target: str | Scope
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Drop:
    """Removes graphs; the default graph is emptied."""

    target: str | Scope
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Create:
    """Creates an empty graph."""

    graph: str
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Transfer:
    """Brings the triples of one graph to another."""

    kind: TransferKind
    source: str
    target: str
    silent: bool = False


Operation: TypeAlias = InsertData | DeleteData | Modify | Clear | Drop | Create | Transfer
