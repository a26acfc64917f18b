"""Properties of kg.update: a request does what the engine's own update does, step by step.

Where the two differ, the text of SPARQL 1.1 Update is followed:

* §3.2.3, §3.2.5: COPY and ADD of a graph that does not exist fail, and with SILENT do nothing;
  the engine empties the target, and never fails. MOVE SILENT is alike (§3.2.4).
* CLEAR of a graph that does not exist does nothing (as the W3C suite has it); the engine fails.
* §3.2.3 to §3.2.5: the target of COPY, MOVE and ADD is created; the engine does so only when it
  gains triples.
* §2.1: graphs are named by IRIs; the engine also fills those that a blank node would name.
* §3.1.3.3: DELETE WHERE finds what its quads find as a pattern, where GRAPH <g> {} asks whether
  there is such a graph; the engine leaves it out. No such text is drawn.
* Rule 29 of the grammar lets a prologue stand before each operation; the engine reads one only
  before the first, so that it is given each operation with its own.
"""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ConflictError, InputError, NotFoundError, SourcePositionError
from kg.update import Operation, apply_request, parse_update
from kg.update.operations import Clear, Transfer
from tests.unit.update.memory import MemoryTarget, canonical

PROLOGUE = "PREFIX e: <http://example.org/> "
GRAPHS = ["e:g", "e:h", "<http://example.org/k>"]
NAMES = ["http://example.org/g", "http://example.org/h", "http://example.org/k"]


def node(name: str) -> ox.NamedNode:
    """A node of the data."""
    return ox.NamedNode(f"http://example.org/{name}")


NODES: list[ox.NamedNode | ox.BlankNode] = [node("a"), node("g"), ox.BlankNode("x")]
OBJECTS: list[ox.NamedNode | ox.BlankNode | ox.Literal] = [
    *NODES,
    ox.BlankNode("y"),
    ox.Literal(1),
    ox.Literal("text", language="en"),
]
quads = st.builds(
    ox.Quad,
    st.sampled_from(NODES),
    st.sampled_from([node("p"), node("q")]),
    st.sampled_from(OBJECTS),
    st.sampled_from([ox.DefaultGraph(), *map(ox.NamedNode, NAMES[:2])]),
)
datasets = st.sets(quads, max_size=7)


def joined(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts side by side."""
    return st.tuples(*parts).map(" ".join)


def maybe(part: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A text, or none."""
    return st.just("") | part


def block(head: str, part: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts in braces."""
    return joined(st.just(f"{head} {{"), part, st.just("}"))


def several(part: st.SearchStrategy[str], most: int = 2) -> st.SearchStrategy[str]:
    """Texts one after another."""
    return st.lists(part, max_size=most, unique=True).map(" ".join)


def of(*texts: str) -> st.SearchStrategy[str]:
    """One of some texts."""
    return st.sampled_from(texts)


def quads_of(subject: str, predicate: str, value: str, graph: str) -> st.SearchStrategy[str]:
    """Triples of some terms, outside and inside of graphs."""
    triple = joined(of(*subject.split()), of(*predicate.split()), of(*value.split()), st.just("."))
    inside = joined(
        st.just("GRAPH"), of(*graph.split()), block("", joined(triple, several(triple)))
    )
    return several(triple | inside)


iris = of(*GRAPHS)
data = quads_of("e:a e:g", "e:p e:q", "e:a e:g 1 'text'@en", "e:g e:h")
new_data = quads_of("e:a _:n [] (1)", "e:p e:q", "e:a _:n 1 [e:q(2)]", "e:g e:k")
matched = quads_of("e:a ?s ?o", "e:p ?p ?s", "e:a 1 ?o ?s", "e:g ?g ?s")
filled = quads_of("e:a ?s ?o _:n", "e:p ?p ?o", "e:a 1 ?o ?g _:n ?none", "e:g e:k ?g ?o")
patterns = several(
    of(
        "?s ?p ?o .",
        "?s e:p ?o .",
        "?o ?p ?s .",
        "GRAPH ?g { ?s ?p ?o }",
        "GRAPH e:g { ?s e:p ?o }",
        "OPTIONAL { ?o e:q ?s }",
        "OPTIONAL { GRAPH ?g { ?s ?p 1 } }",
        "{ ?s e:p ?o } UNION { ?s e:q ?g }",
        "FILTER(!isLiteral(?o))",
        "BIND(1 + 1 AS ?n)",
        "VALUES ?g { e:g e:new }",
        "{ SELECT ?s { ?s e:p ?any } }",
        "[] e:p ?o .",
        "MINUS { ?s e:q ?o }",
    )
)
where = block("WHERE", patterns)
using = joined(of("USING", "USING NAMED"), iris)
modified = joined(
    maybe(joined(st.just("WITH"), iris)),
    block("DELETE", matched),
    maybe(block("INSERT", filled)),
    several(using),
    where,
)
silent = of("", "SILENT")
graphs = joined(st.just("GRAPH"), iris)
places = iris | graphs | st.just("DEFAULT")
requests = (
    block("INSERT DATA", new_data)
    | block("DELETE DATA", data)
    | block("DELETE WHERE", matched)
    | modified
    | joined(block("INSERT", filled), several(using), where)
    | joined(of("CLEAR", "DROP"), silent, graphs | of("DEFAULT", "NAMED", "ALL"))
    | joined(st.just("CREATE"), silent, graphs)
    | joined(of("COPY", "MOVE", "ADD"), silent, places, st.just("TO"), places)
)


def own_labels(number: int, text: str) -> str:
    """A label may not stand in two operations."""
    return text.replace("_:n", f"_:n{number}")


@settings(max_examples=400, deadline=None)
@given(datasets, st.lists(requests, min_size=1, max_size=4))
def test_each_operation_does_what_the_engine_does(before: set[ox.Quad], texts: list[str]) -> None:
    """The same quads, up to the labels of blank nodes, and the same graphs."""
    texts = [own_labels(number, text) for number, text in enumerate(texts)]
    operations = parse_update(PROLOGUE + ";\n".join(texts))
    assert len(operations) == len(texts)
    ours, theirs = MemoryTarget(before), ox.Store()
    theirs.extend(before)
    for operation, text in zip(operations, texts, strict=True):
        if isinstance(operation, Transfer) and is_missing(operation, ours):
            check_nothing_happens(operation, ours)
            continue
        failed = fails(operation, ours)
        assert engine_fails(text, theirs) == (failed or is_absent(operation, ours)), text
        drop_graphs_without_iri(theirs)
        if isinstance(operation, Transfer) and operation.target != operation.source:
            create(operation.target, theirs)
        assert canonical(ours.store()) == canonical(theirs), text
        assert ours.graphs() == {graph.value for graph in theirs.named_graphs()}, text


def is_missing(operation: Transfer, target: MemoryTarget) -> bool:
    """The source of a transfer is no graph."""
    return operation.source not in {"", operation.target, *target.graphs()}


def is_absent(operation: Operation, target: MemoryTarget) -> bool:
    """The operation clears what is no graph, and not in silence."""
    return (
        isinstance(operation, Clear)
        and isinstance(operation.target, str)
        and operation.target not in {"", *target.graphs()}
        and not operation.silent
    )


def check_nothing_happens(operation: Transfer, target: MemoryTarget) -> None:
    """The text against the engine: see above."""
    held = {graph: set(triples) for graph, triples in target.held.items()}
    if operation.silent:
        apply_request([operation], target)
    else:
        with pytest.raises(NotFoundError, match="does not exist"):
            apply_request([operation], target)
    assert target.held == held


def fails(operation: Operation, target: MemoryTarget) -> bool:
    """Apply an operation; True when it fails."""
    try:
        apply_request([operation], target)
    except (ConflictError, NotFoundError):
        return True
    return False


def engine_fails(text: str, store: ox.Store) -> bool:
    """Let the engine apply it."""
    try:
        store.update(PROLOGUE + text)
    except RuntimeError:
        return True
    return False


def drop_graphs_without_iri(store: ox.Store) -> None:
    """Those that a blank node names."""
    for graph in list(store.named_graphs()):
        if isinstance(graph, ox.BlankNode):
            store.remove_graph(graph)


def create(graph: str, store: ox.Store) -> None:
    """Create a named graph."""
    if graph:
        store.add_graph(ox.NamedNode(graph))


signs = st.text("{}()[]<>;.,?:_#\"'\\^|/-+*=!&@ \n\r\0aé1", max_size=3)
edits = st.tuples(st.integers(0, 200), st.integers(0, 3), signs)


@settings(max_examples=600, deadline=None)
@given(requests, st.lists(edits, min_size=1, max_size=3))
def test_what_is_accepted_is_an_update_to_the_engine(
    text: str, changes: list[tuple[int, int, str]]
) -> None:
    """Whatever is wrong in a text, it is refused by an error of ours that names a place in it."""
    for start, removed, added in changes:
        text = text[:start] + added + text[start + removed :]
    error, accepted = None, False
    try:
        accepted = bool(parse_update(PROLOGUE + text))
    except InputError as caught:
        error = caught
    if isinstance(error, SourcePositionError):
        lines = (PROLOGUE + text).split("\n")
        assert 1 <= error.column <= len(lines[error.line - 1]) + 1
    assert not accepted or engine_reads(text)


def engine_reads(text: str) -> bool:
    """Let the engine read a request that it does not run, since the first operation fails."""
    try:
        ox.Store().update(f"{PROLOGUE} DROP GRAPH e:none ; {text}")
    except RuntimeError:
        return True
    except SyntaxError:
        return False
    raise AssertionError("the first operation did not fail")
