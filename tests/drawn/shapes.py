"""Shapes graphs with all constraints of SHACL Core and some of SHACL-SPARQL, as Turtle."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from tests.drawn.paths import going, paths
from tests.drawn.queries import DECLARATIONS, components, constraints, target_queries
from tests.drawn.terms import (
    Texts,
    classes,
    datatypes,
    filled,
    literals,
    numbers,
    predicates,
    several,
    terms,
)

NAMED = ["ex:T0", "ex:T1"]
"""Shapes that others refer to; these refer to shapes without names only."""
PARTS = ["ex:P0", "ex:P1"]
"""Property shapes that several node shapes may have."""

_small = st.integers(0, 3).map(str)
_flags = st.sampled_from(["", " ; sh:flags 'i'"])
_patterns = st.sampled_from(["^a", "b", "^[a-z]+$", "\\\\d", "n[0-2]$", "^$", "^(?!a)", "(.)\\\\1"])
_languages = st.sampled_from(["'en'", "'fr'", "'en-GB'", "'*'"])
_kinds = st.sampled_from(
    ["IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral"]
)

_VALUES: dict[str, Texts] = {
    "class": filled("sh:class {}", several(classes, 1, 2)),
    "datatype": filled("sh:datatype {}", datatypes),
    "kind": filled("sh:nodeKind sh:{}", _kinds),
    "minInclusive": filled("sh:minInclusive {}", literals),
    "maxInclusive": filled("sh:maxInclusive {}", numbers),
    "minExclusive": filled("sh:minExclusive {}", numbers),
    "maxExclusive": filled("sh:maxExclusive {}", literals),
    # pySHACL lets blank nodes pass 0; by SHACL §4.4.1 they break any sh:minLength.
    "minLength": filled("sh:minLength {}", st.sampled_from(["1", "2", "4"])),
    "maxLength": filled("sh:maxLength {}", st.sampled_from(["0", "2", "20"])),
    "pattern": filled('sh:pattern "{}"{}', _patterns, _flags),
    "languageIn": filled("sh:languageIn ( {} )", several(_languages, 1, 2, " ")),
    "in": filled("sh:in ( {} )", several(terms, 0, 6, " ")),
    "hasValue": filled("sh:hasValue {}", several(terms, 1, 2)),
    "equals": filled("sh:equals {}", predicates),
    "disjoint": filled("sh:disjoint {}", predicates),
}
_COUNTS: dict[str, Texts] = {
    "minCount": filled("sh:minCount {}", _small),
    "maxCount": filled("sh:maxCount {}", _small),
    "uniqueLang": st.just("sh:uniqueLang true"),
    "lessThan": filled("sh:lessThan {}", predicates),
    "lessThanOrEquals": filled("sh:lessThanOrEquals {}", predicates),
}
_ABOUT: dict[str, Texts] = {
    "severity": filled(
        "sh:severity {}", st.sampled_from(["sh:Warning", "sh:Info", "sh:Violation"])
    ),
    "deactivated": filled("sh:deactivated {}", st.sampled_from(["true", "false", "false"])),
    "message": st.just('sh:message "told"@en'),
}
_closed = st.just("sh:closed true") | filled(
    "sh:closed true ; sh:ignoredProperties ( {} )",
    several(predicates | st.just("rdf:type"), 1, 2, " "),
)


_OFTEN = ("uniqueLang", "disjoint", "lessThan", "lessThanOrEquals")
"""What random data seldom break."""


def _pieces(choices: dict[str, Texts], least: int, most: int) -> Texts:
    """Some constraints, each of its kind once."""
    weighed = [*sorted(choices), *(name for name in _OFTEN * 3 if name in choices)]
    names = st.lists(st.sampled_from(weighed), min_size=least, max_size=most, unique=True)
    return names.flatmap(lambda some: st.tuples(*(choices[name] for name in some))).map(" ; ".join)


def _referring(inner: Texts, node: Texts) -> dict[str, Texts]:
    members = several(inner, 1, 3, " ")
    return {
        "node": filled("sh:node {}", node),
        "not": filled("sh:not {}", inner),
        "and": filled("sh:and ( {} )", members),
        "or": filled("sh:or ( {} )", members),
        "xone": filled("sh:xone ( {} )", members),
    }


def _qualified(shapes: Texts) -> Texts:
    bounds = st.sampled_from(
        ["sh:qualifiedMinCount 1", "sh:qualifiedMaxCount 1", "sh:qualifiedMinCount 2",
         "sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 1", "sh:qualifiedMaxCount 0"]
    )  # fmt: skip
    disjoint = st.sampled_from(["", " ; sh:qualifiedValueShapesDisjoint true"])
    return filled("sh:qualifiedValueShape {} ; {}{}", shapes, bounds, disjoint)


@cache
def _property(depth: int, named: bool) -> Texts:
    """The description of a property shape, without its brackets."""
    choices = {**_VALUES, **_COUNTS, **_ABOUT}
    choices["closed"] = _closed
    if depth:
        inner = _inner(depth - 1, named)
        choices |= _referring(inner, _inner_node(depth - 1, named))
        choices["qualified"] = _qualified(inner)
        choices["property"] = filled("sh:property {}", several(_part(depth - 1, named), 1, 2))
    queries = {"sparql": constraints(property_shape=True), "component": components}
    return filled("sh:path {} ; {}", paths, _pieces(choices, 1, 3)) | filled(
        "sh:path {} ; {}", going, _pieces(choices | queries, 1, 3)
    )


@cache
def _node(depth: int, named: bool) -> Texts:
    """The description of a node shape, without its brackets."""
    choices = {**_VALUES, **_ABOUT}
    choices["closed"] = _closed
    choices["sparql"] = constraints(property_shape=False)
    choices["component"] = components
    if depth:
        inner = _inner(depth - 1, named)
        choices |= _referring(inner, _inner_node(depth - 1, named))
        part = _part(depth - 1, named)
        choices["property"] = filled("sh:property {}", several(part, 1, 3))
        choices["property too"] = filled("sh:property {}", several(part, 1, 3))
    return _pieces(choices, 1, 3)


@cache
def _inner(depth: int, named: bool) -> Texts:
    """A shape that another refers to."""
    return _inner_node(depth, named) | filled("[ {} ]", _property(depth, named))


@cache
def _inner_node(depth: int, named: bool) -> Texts:
    """One that is no property shape, which `sh:node` must not refer to."""
    found = filled("[ {} ]", _node(depth, named))
    return found | st.sampled_from(NAMED) if named else found


@cache
def _part(depth: int, named: bool) -> Texts:
    """A property shape of another shape."""
    found = filled("[ {} ]", _property(depth, named))
    return found | st.sampled_from(PARTS) if named and depth else found


targets: Texts = st.one_of(
    filled("sh:targetNode {}", several(terms, 1, 3)),
    filled("sh:targetClass {}", several(classes, 1, 2)),
    filled("sh:targetSubjectsOf {}", predicates),
    filled("sh:targetObjectsOf {}", predicates),
    filled("sh:target {}", target_queries),
)


@st.composite
def shapes_graphs(draw: st.DrawFn) -> str:
    """Draw a shapes graph of one to three shapes with targets."""
    texts = [DECLARATIONS]
    for number in range(draw(st.integers(1, 3))):
        target = draw(several(targets, 1, 2, " ; "))
        texts.append(f"ex:S{number} {target} ; {draw(_node(2, True) | _property(2, True))} .")
    if draw(st.integers(0, 4)) == 0:
        texts.append(f"{draw(classes)} a rdfs:Class, sh:NodeShape ; {draw(_node(2, True))} .")
    text = "\n".join(texts)
    texts += [f"{name} {draw(_property(1, False))} ." for name in PARTS if name in text]
    text = "\n".join(texts)
    texts += [f"{name} {draw(_node(1, False))} ." for name in NAMED if name in text]
    return "\n".join(texts)
