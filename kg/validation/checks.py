"""Refuses shapes that would pass everything, or fail to mean what they say."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache

from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from kg.errors import KgError, ShapesError
from kg.store.memory import MemoryDataset
from kg.validation.defects import about, about_result, described
from kg.validation.evaluation.forms import Forms, encode_quads
from kg.validation.meta import meta_shapes
from kg.validation.queries import QUERIES
from kg.validation.query_refusals import refuse_words
from kg.validation.recursion import LISTS, REFERENCES, refuse_recursion
from kg.validation.reports.common import counted
from kg.validation.run import Run
from kg.validation.shapes import CompiledShapes, ShapeSet, copy_of
from kg.validation.targets import read_targets
from kg.validation.terms import quads_of, to_rdflib

_NAMESPACE = str(SH)
_META = "http://www.w3.org/ns/shacl-shacl#"
_LISTS = (*LISTS, SH["in"], SH.languageIn, SH.ignoredProperties)
_UNSUPPORTED = {
    SH.js: "constraints in JavaScript are not run",
    SH.expression: "expression constraints are not run",
    SH.rule: "rules are not run",
    SH.entailment: "nothing is inferred here",
    URIRef(f"{SH}values"): "value rules are not run",
}
_TO_SHAPES = {
    *REFERENCES,
    *(SH.sparql, SH.parameter, SH.target, SH.declare, SH.path, RDF.first, RDF.rest),
    *(SH.validator, SH.nodeValidator, SH.propertyValidator),
}
"""What leads from a node that speaks of shapes to another that does."""
_PREFIX = re.compile(r"(?:[^\W\d_](?:[\w.\-]*[\w\-])?)?")
_NAMESPACE_IRI = re.compile(r'[^\x00-\x20<>"{}|^`\\]+')
_SHOWN = 5
_CALLS_OUT = ("SERVICE", "FROM", "LOAD")
# Terms of SHACL that rdflib's closed namespace does not list.
_MORE_TERMS = {"JSTargetType", "values", "if", "then", "else", "exists", "distinct", "count"}


def check_shapes(
    shapes: Graph, *, error: type[KgError] = ShapesError, well_formed: bool = True
) -> None:
    """Check that *shapes* can be run and says something.

    *well_formed* holds it against the shapes of SHACL itself, a millisecond per triple.

    Raises:
        KgError: of the class *error*: the graph is empty, has no target, is not
            well-formed or recursive, uses a term that SHACL does not have or that is not run
            here, or reaches out.
    """
    if len(shapes) == 0:
        raise error("The shapes graph is empty.")
    _check_terms(shapes, error)
    for predicate in QUERIES:
        for node, query in shapes.subject_objects(predicate):
            with about(node, predicate):
                refuse_words(str(query), _CALLS_OUT, error)
    _check_prefixes(shapes, error)
    if not read_targets(shapes, error):
        raise error(
            "No shape in the shapes graph has a target.",
            hint="Give a node shape sh:targetClass, sh:targetNode or another target.",
        )
    refuse_recursion(shapes, error)
    if well_formed:
        _check_form(shapes, error)


def _check_form(shapes: Graph, error: type[KgError]) -> None:
    _check_lists(shapes, error)
    encoded, differs = encode_quads(quads_of(shapes))
    forms = Forms(encoded=differs)
    results = Run(_shapes_of_shapes(), MemoryDataset(encoded), forms=forms).report().results
    if results:
        owners = [described(to_rdflib(result.focus_node), shapes) for result in results]
        defects = [
            f"{owner[0].upper()}{owner[1:]}{' ' if r.path else ''}{r.path}: {r.message}"
            for owner, r in zip(owners, results, strict=True)
        ]
        with about_result(results[0]):
            raise error(
                f"The shapes graph is not well-formed in {counted(len(defects), 'place')}."
                f" {' '.join(defects[:_SHOWN])}"
            )


def _check_lists(shapes: Graph, error: type[KgError]) -> None:
    for predicate in _LISTS:
        for shape, members in shapes.subject_objects(predicate):
            if not _is_list(members, shapes):
                name = described(shape, shapes)
                with about(shape, predicate, members):
                    raise error(f"The sh:{_local(predicate)} of {name} is no well-formed list.")


def _is_list(node: Node, shapes: Graph) -> bool:
    """Whether each node from here on has one member and one successor, to the end (§1.4)."""
    seen: set[Node] = set()
    while node != RDF.nil and node not in seen:
        seen.add(node)
        rest = list(shapes.objects(node, RDF.rest))
        if len(rest) != 1 or len(list(shapes.objects(node, RDF.first))) != 1:
            return False
        node = rest[0]
    return node not in seen and (node, RDF.rest, None) not in shapes


@cache
def _shapes_of_shapes() -> ShapeSet:
    """The shapes of SHACL for shapes; what a path is, and why one is none, its reader says.

    Lists are looked at beside them: as shapes, they take a time that grows with the square.
    """
    meta = meta_shapes()
    graph = copy_of(meta)
    graph.remove((URIRef(f"{_META}ListShape"), SH.property, None))
    for shape in meta.subjects(SH.path, SH.path):
        graph.remove((shape, SH["or"], None))
    return CompiledShapes(graph).whole


def _check_prefixes(shapes: Graph, error: type[KgError]) -> None:
    """Prefixes are pasted before queries, where a sly one could be a query of its own."""
    for predicate, pattern in ((SH.prefix, _PREFIX), (SH.namespace, _NAMESPACE_IRI)):
        for node, value in shapes.subject_objects(predicate):
            if not pattern.fullmatch(str(value)):
                with about(node, predicate, value):
                    raise error(f"{str(value)[:80]!r} is no value for sh:{_local(predicate)}.")


def _check_terms(shapes: Graph, error: type[KgError]) -> None:
    known = known_terms()
    speaking = _speaking(shapes, known)
    for triple in shapes:
        for node in triple:
            name = _local(node)
            if name and name not in known and triple[0] in speaking:
                close = get_close_matches(name, known, n=1)
                hint = f"Is sh:{close[0]} meant?" if close else ""
                with about(*triple[: 2 if node == triple[1] else 3]):
                    raise error(f"SHACL has no term sh:{name}.", hint=hint)
            if isinstance(node, URIRef) and node in _UNSUPPORTED and node == triple[1]:
                with about(triple[0], node):
                    raise error(f"The shapes use sh:{name}; {_UNSUPPORTED[node]}.")


def _speaking(shapes: Graph, known: set[str]) -> set[Node]:
    """What the graph says something of in the words of SHACL; other nodes are data beside it."""
    found: set[Node] = set()
    for subject, predicate, value in shapes:
        if _local(predicate) in known or (predicate == RDF.type and _local(value) in known):
            found.add(subject)
        if predicate in _TO_SHAPES:
            found.add(value)
    return found


def _local(node: Node) -> str:
    """The local name of a term in the namespace of SHACL; nothing for others."""
    return str(node).removeprefix(_NAMESPACE) if str(node).startswith(_NAMESPACE) else ""


def known_terms() -> set[str]:
    """The local names of the SHACL vocabulary, with SHACL-AF and SHACL-JS."""
    return {str(term)[len(_NAMESPACE) :] for term in dir(SH)} | set(SH._extras) | _MORE_TERMS
