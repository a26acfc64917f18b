"""Carries terms between pyoxigraph and rdflib without changing them."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from typing import TypeAlias

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.plugins.stores.memory import SimpleMemory
from rdflib.term import Node as AnyNode

from kg.errors import InputError
from kg.report import Term
from kg.validation.lexical import is_well_typed

Node: TypeAlias = URIRef | BNode | Literal
Triples: TypeAlias = Iterable[tuple[Node, Node, Node]]

# What is ill-formed is judged and reported here; rdflib would tell the user in its own way.
warnings.filterwarnings("ignore", "Parsing weird boolean", UserWarning, "rdflib")

_STRING = str(XSD.string)
_TRUE = Literal("true", datatype=XSD.boolean)
_LONG = 200  # characters; texts that are longer seldom come twice


class DistantDate(date):
    """A date before year 1 or after 9999, which Python cannot hold but can be taught to order.

    pySHACL asks whether the value of an `xsd:date` is a `date`; without this a
    treaty of 1259 BCE would have no date at all.
    """

    parts: tuple[int, int, int]

    def __new__(cls, year: int, month: int, day: int) -> DistantDate:  # noqa: D102
        self = super().__new__(cls, 1, 1, 1)
        self.parts = (year, month, day)
        return self

    def __eq__(self, other: object) -> bool:
        return isinstance(other, date) and self.parts == _parts(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.parts)

    def __lt__(self, other: date) -> bool:
        return self.parts < _parts(other)

    def __le__(self, other: date) -> bool:
        return self.parts <= _parts(other)

    def __gt__(self, other: date) -> bool:
        return self.parts > _parts(other)

    def __ge__(self, other: date) -> bool:
        return self.parts >= _parts(other)


def _parts(value: date) -> tuple[int, int, int]:
    if isinstance(value, DistantDate):
        return value.parts
    return (value.year, value.month, value.day)


@contextmanager
def quiet(*names: str) -> Iterator[None]:
    """Silence the loggers *names*: what they would say is judged here and reported."""
    loggers = [logging.getLogger(name) for name in names]
    before = [logger.disabled for logger in loggers]
    for logger in loggers:
        logger.disabled = True
    try:
        yield
    finally:
        for logger, state in zip(loggers, before, strict=True):
            logger.disabled = state


def new_graph() -> Graph:
    """Make an empty graph in a store that knows one graph only, which reads twice as fast."""
    return Graph(store=SimpleMemory(), bind_namespaces="none")


def graph_of(quads: Iterable[ox.Quad]) -> Graph:
    """Build a plain rdflib graph of the triples of *quads*; graph names are dropped."""
    graph = new_graph()
    with quiet("rdflib.term"):
        for quad in quads:
            graph.add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))
    return graph


def to_rdflib(term: Term) -> Node:
    """Convert a term; literals keep their lexical form, blank nodes their identity.

    Raises:
        InputError: an RDF 1.2 triple term, which SHACL does not know.
    """
    try:
        return _remembered(term)
    except _LongTermError as error:
        return error.node


class _LongTermError(Exception):
    """A term was converted that is too long to be remembered."""

    def __init__(self, node: Node) -> None:
        super().__init__()
        self.node = node


def quads_of(graph: Graph) -> Iterator[ox.Quad]:
    """Give the triples of a graph back."""
    for subject, predicate, value in graph:
        node, name = to_oxigraph(subject), to_oxigraph(predicate)
        assert isinstance(node, ox.NamedNode | ox.BlankNode)
        assert isinstance(name, ox.NamedNode)
        yield ox.Quad(node, name, to_oxigraph(value))


@lru_cache(maxsize=65_536)
def _remembered(term: Term) -> Node:
    node = _converted(term)
    if _length(node) > _LONG:
        raise _LongTermError(node)  # the cache is bounded by number, and keeps nothing that raises
    return node


def _length(node: Node) -> int:
    kind = (node.language or node.datatype or "") if isinstance(node, Literal) else ""
    return len(node) + len(kind)


def _converted(term: Term) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        return _literal(term)
    raise InputError(f"SHACL does not know triple terms such as {term}.")


def to_oxigraph(node: object) -> Term:
    """Convert a term back."""
    if isinstance(node, URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, BNode):
        return ox.BlankNode(str(node))
    assert isinstance(node, Literal)
    if node.language:
        return ox.Literal(str(node), language=node.language)
    return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or _STRING)))


def _literal(term: ox.Literal) -> Literal:
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = term.datatype.value
    if datatype == _STRING:
        return Literal(term.value)
    literal = Literal(term.value, datatype=URIRef(datatype), normalize=False)
    judged = is_well_typed(term.value, datatype)
    if judged is not None:
        # rdflib takes "1_000" for an integer, and no date outside the years 1 to 9999.
        literal._ill_typed = not judged
        if not judged:
            literal._value = None
        elif literal.value is None and datatype == str(XSD.date):
            literal._value = _distant(term.value)
    return literal


def _distant(lexical: str) -> DistantDate:
    sign = -1 if lexical.startswith("-") else 1
    year, month, day = lexical.lstrip("-").split("-", 2)
    return DistantDate(sign * int(year), int(month), int(day[:2]))


def is_true(node: AnyNode, predicate: URIRef, graph: Graph) -> bool:
    """Whether a node of a shapes graph says `true`; SHACL takes no other way to write it."""
    return (node, predicate, _TRUE) in graph
