"""Refuses shapes that would pass everything, or fail to mean what they say."""

from __future__ import annotations

import re
from difflib import get_close_matches

from rdflib import SH, Graph, URIRef

from kg.errors import KgError, ShapesError
from kg.report import ValidationReport
from kg.validation.oracle import meta_shapes, run_pyshacl
from kg.validation.paths import PathWriter
from kg.validation.queries import QUERIES, refuse_words
from kg.validation.recursion import refuse_recursion
from kg.validation.reports.common import counted, term_text
from kg.validation.results import read_results
from kg.validation.shapes import copy_of
from kg.validation.targets import read_targets

_NAMESPACE = str(SH)
_UNSUPPORTED = {
    SH.js: "constraints in JavaScript are not run",
    SH.expression: "expression constraints are not run",
    SH.rule: "rules are not run",
    URIRef(f"{SH}values"): "value rules are not run",
}
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
        for query in shapes.objects(None, predicate):
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
    meta = meta_shapes()
    report = run_pyshacl(shapes, copy_of(meta), error=error)
    results = ValidationReport.of(read_results(report, meta, PathWriter(meta, error))).results
    if results:
        defects = [f"{term_text(r.focus_node)} {r.path}: {r.message}" for r in results]
        raise error(
            f"The shapes graph is not well-formed in {counted(len(defects), 'place')}."
            f" {' '.join(defects[:_SHOWN])}"
        )


def _check_prefixes(shapes: Graph, error: type[KgError]) -> None:
    """Prefixes are pasted before queries, where a sly one could be a query of its own."""
    for predicate, pattern in ((SH.prefix, _PREFIX), (SH.namespace, _NAMESPACE_IRI)):
        for value in shapes.objects(None, predicate):
            if not pattern.fullmatch(str(value)):
                raise error(
                    f"{str(value)[:80]!r} is no value for sh:{str(predicate)[len(_NAMESPACE) :]}."
                )


def _check_terms(shapes: Graph, error: type[KgError]) -> None:
    known = known_terms()
    for triple in shapes:
        for node in triple:
            if not isinstance(node, URIRef) or not node.startswith(_NAMESPACE):
                continue
            name = node[len(_NAMESPACE) :]
            if name and name not in known:
                close = get_close_matches(name, known, n=1)
                hint = f"Is sh:{close[0]} meant?" if close else ""
                raise error(f"SHACL has no term sh:{name}.", hint=hint)
            if node in _UNSUPPORTED and node == triple[1]:
                raise error(f"The shapes use sh:{name}; {_UNSUPPORTED[node]}.")


def known_terms() -> set[str]:
    """The local names of the SHACL vocabulary, with SHACL-AF and SHACL-JS."""
    return {str(term)[len(_NAMESPACE) :] for term in dir(SH)} | set(SH._extras) | _MORE_TERMS
