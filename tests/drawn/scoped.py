"""Shapes with scopes, as the packaged ones, and changes of datasets that they judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

from tests.drawn.terms import BLANK, CLASSES, NODES, PREDICATES, Texts, filled, nodes, several

CLAIM = "<http://example.org/id/claim/c>"
CATALOGUE, ACCEPTANCE = "ex:graph\\/catalogue", "ex:graph\\/acceptance"
SOURCES = ["ex:g", "ex:h", CLAIM]
REFERENCE = "ex:ref"

_LITERALS = ["1", "2", "01", "true", "'a'", "'a'@en", "'b'@en"]
_CLASSES = CLASSES[:3]

_literals, _predicates, _classes = map(st.sampled_from, (_LITERALS, PREDICATES, _CLASSES))
_scopes = st.sampled_from(["gs:graph", "gs:dataset"])

_paths: Texts = st.one_of(
    _predicates,
    filled("[ sh:inversePath {} ]", _predicates),
    filled("( {} {} )", _predicates, _predicates),
    filled("( [ sh:inversePath {} ] {} )", _predicates, _predicates),
    filled("[ sh:alternativePath ( {} {} ) ]", _predicates, _predicates),
    filled("[ sh:zeroOrMorePath {} ]", _predicates),
    filled("[ sh:oneOrMorePath {} ]", _predicates),
    filled("[ sh:zeroOrOnePath {} ]", _predicates),
    st.sampled_from(["rdf:type", "( rdf:type [ sh:zeroOrMorePath rdfs:subClassOf ] )"]),
)
"""Paths of property shapes."""
_steps: Texts = st.one_of(
    filled("{}", _predicates),
    filled("^{}", _predicates),
    filled("{}*", _predicates),
    filled("{}?", _predicates),
    filled("{}/{}*", _predicates, _predicates),
    filled("({}|{})?", _predicates, _predicates),
)
"""Paths of queries."""


def _query(select: str, pattern: Texts) -> Texts:
    start = "PREFIX ex: <http://example.org/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
    return pattern.map(lambda text: f'sh:select "{start} SELECT {select} {text}"')


def _constraint(select: str, template: str, *parts: Texts) -> Texts:
    return filled("sh:sparql [ {} ]", _query(select, filled(template, *parts)))


_p, _q, _class = _predicates, _predicates, _classes
_constraints: Texts = st.one_of(
    _constraint(
        "$this",
        "{{ $this {} ?x . ?x {} ?y FILTER NOT EXISTS {{ ?y {} ?z }} }}",
        *(_p, _steps, _q),
    ),
    _constraint(
        "$this",
        "{{ $this a {} FILTER NOT EXISTS {{ $this {} ?x }} FILTER EXISTS {{ ?x a {} }} }}",
        *(_class, _steps, _class),
    ),
    _constraint(
        "$this",
        "{{ $this {} ?x FILTER NOT EXISTS {{ ?x a/rdfs:subClassOf* {} }}"
        " FILTER NOT EXISTS {{ ?x {} ?y }} }}",
        *(_p, _class, _q),
    ),
    _constraint(
        "$this",
        "{{ $this a {} OPTIONAL {{ $this {} ?x . ?x {} ?y }} OPTIONAL {{ $this {} ?z }}"
        " FILTER(!BOUND(?y) && !BOUND(?z)) }}",
        *(_class, _p, _steps, _q),
    ),
    _constraint(
        "$this",
        "{{ {{ $this {} ?x }} UNION {{ ?x {} $this }} ?x {} ?y }}",
        *(_p, _q, _steps),
    ),
    _constraint(
        "$this",
        "{{ {{ $this {} ?x }} UNION {{ ?x a {} }} $this {} ?y FILTER EXISTS {{ ?x {} ?y }} }}",
        *(_p, _class, _q, _p),
    ),
    _constraint("$this ?value", "{{ $this ?p ?value . ?p a {} }}", _class),
    _constraint("$this ?value", "{{ $this ?p ?value . ?value {} ?x . ?x a {} }}", _steps, _class),
    _constraint(
        "$this (COUNT(?x) AS ?n)", "{{ $this {} ?x }} GROUP BY $this HAVING(COUNT(?x) > 1)", _p
    ),
    _constraint("$this", "{{ FILTER NOT EXISTS {{ ?s {} $this }} }}", _steps),
)
_with_path: Texts = st.one_of(
    _constraint("$this ?value", "{{ $this $PATH ?value FILTER NOT EXISTS {{ ?value a ?t }} }}"),
    _constraint("$this ?value", "{{ $this $PATH ?value . ?value {} ?x }}", _steps),
)

_inner: Texts = st.one_of(
    filled("[ sh:class {} ]", _classes),
    filled("[ sh:property [ sh:path {} ; sh:minCount 1 ] ]", _paths),
    filled("[ sh:property [ sh:path {} ; sh:maxCount 1 ] ]", _paths),
)
_logic: Texts = st.one_of(
    filled("sh:node {}", _inner),
    filled("sh:not {}", _inner),
    filled("sh:or ( {} {} )", _inner, _inner),
    filled("sh:xone ( {} {} )", _inner, _inner),
)
_checks: Texts = st.one_of(
    st.sampled_from(["sh:minCount 1", "sh:minCount 2", "sh:maxCount 1", "sh:uniqueLang true"]),
    st.sampled_from(["sh:datatype xsd:integer", "sh:nodeKind sh:IRI"]),
    filled("sh:class {}", _classes),
    filled("sh:hasValue {}", nodes),
    filled("sh:in ( {} )", several(nodes | _literals, 2, 4, " ")),
    filled("sh:equals {}", _predicates),
    filled("sh:disjoint {}", _predicates),
    filled("sh:qualifiedValueShape {} ; sh:qualifiedMinCount 1", _inner),
    filled("sh:qualifiedValueShape {} ; sh:qualifiedMaxCount 1", _inner),
    _logic,
    _with_path,
)
_node_checks: Texts = st.one_of(
    filled("sh:closed true ; sh:ignoredProperties ( rdf:type {} )", _predicates),
    filled("sh:class {}", _classes),
    _logic,
    *[_constraints] * 3,
)
_target_queries: Texts = st.one_of(
    st.just("{ ?this ?p ?o }"),
    filled("{{ ?this {} ?x . ?x {} ?y }}", _predicates, _steps),
    filled("{{ ?this a {} MINUS {{ ?this {} ?x }} }}", _classes, _predicates),
    filled(
        "{{ ?this a {} FILTER NOT EXISTS {{ ?this {} ?x }} FILTER EXISTS {{ ?x a {} }} }}",
        *(_classes, _steps, _classes),
    ),
)
_targets: Texts = st.one_of(
    *[filled("sh:targetClass {}", _classes)] * 3,
    filled("sh:targetNode {}", nodes),
    filled("sh:targetSubjectsOf {}", _predicates),
    filled("sh:targetObjectsOf {}", _predicates),
    *[filled("sh:target [ a sh:SPARQLTarget ; {} ]", _query("?this", _target_queries))] * 2,
)
_facts_only = st.sampled_from(["", "", " ; gs:exempts ga:ClaimGraph"])


@st.composite
def scoped_shapes(draw: st.DrawFn) -> str:
    """Draw one to three shapes with a property shape each, of the same scope or the other."""
    texts = []
    for number in range(draw(st.integers(1, 3))):
        name = f"ex:S{number}"
        own = draw(st.just("") | filled(" ; {}", _node_checks))
        texts += [
            f"{name} a sh:NodeShape ; gs:scope {draw(_scopes)} ; {draw(_targets)}{own} ;",
            f"    sh:property {name}-part{draw(_facts_only)} .",
            f"{name}-part gs:scope {draw(_scopes)} ; sh:path {draw(_paths)} ;",
            f"    {draw(_checks)}{draw(_facts_only)} .",
        ]
    return "\n".join(texts)


_SUBJECTS = [*NODES, BLANK[0]]
_VALUES = [*NODES, BLANK[0], *_LITERALS]
_TYPES = [f"{node} a {kind}" for node in [*_SUBJECTS, PREDICATES[0]] for kind in _CLASSES]
_LINKS = [
    f"{node} {name} {value}" for node in _SUBJECTS for name in PREDICATES for value in _VALUES
]
_OTHERS = [
    *(f"{kind} rdfs:subClassOf {other}" for kind in _CLASSES for other in _CLASSES),
    *(f"{PREDICATES[0]} {name} {value}" for name in PREDICATES for value in NODES[:2]),
]
_triples = st.sampled_from([*_TYPES * 7, *_LINKS, *_OTHERS * 2])
"""Types are many, so that shapes have something to look at."""
_graphs = st.frozensets(_triples, min_size=2, max_size=6)
_seldom = st.sampled_from([False] * 5 + [True])

Dataset = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Case:
    """Shapes with their context, as Turtle, and a dataset after each of some writes, as TriG."""

    shapes: str
    context: str
    states: tuple[str, ...]


@st.composite
def _datasets(draw: st.DrawFn) -> Dataset:
    """Draw source graphs, and what is known of them."""
    dataset = {graph: draw(_graphs) for graph in (*SOURCES, REFERENCE)}
    known = draw(st.sampled_from([f"{REFERENCE} a ga:ReferenceGraph", "ex:cat ex:p 1"]))
    dataset[CATALOGUE] = frozenset({known})
    dataset[ACCEPTANCE] = frozenset()
    return _marked(draw, dataset)


def _marked(draw: st.DrawFn, dataset: Dataset) -> Dataset:
    """Seldom make a claim of a graph or suspend it, or undo that."""
    marks = {CATALOGUE: "ex:h a ga:ClaimGraph", ACCEPTANCE: "ex:g a ga:SuspendedGraph"}
    toggled = [graph for graph in marks if draw(_seldom)]
    return dataset | {graph: dataset[graph] ^ {marks[graph]} for graph in toggled}


def _changed(draw: st.DrawFn, before: Dataset) -> Dataset:
    """Add some triples and remove others, or a whole graph."""
    after = dict(before)
    for _ in range(draw(st.integers(2, 6))):
        graph = draw(st.sampled_from([*SOURCES * 10, REFERENCE]))
        if draw(st.booleans()) and after[graph]:
            after[graph] -= {draw(st.sampled_from(sorted(after[graph])))}
        else:
            after[graph] |= {draw(_triples)}
    if draw(_seldom):
        after[draw(st.sampled_from(SOURCES))] = frozenset()
    return _marked(draw, after)


def _trig(dataset: Mapping[str, frozenset[str]]) -> str:
    graphs = ((graph, sorted(triples)) for graph, triples in dataset.items() if triples)
    return "\n".join(f"{graph} {{ {' . '.join(triples)} }}" for graph, triples in graphs)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw shapes, and writes that they judge."""
    shapes, context = draw(scoped_shapes()), draw(several(_triples, 0, 3, " .\n"))
    states = [draw(_datasets())]
    for _ in range(draw(st.integers(1, 4))):
        states.append(_changed(draw, states[-1]))
    return Case(shapes, f"{context} ." if context else "", tuple(map(_trig, states)))
