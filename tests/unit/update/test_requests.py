"""Tests of kg.update.requests: what each operation is read as."""

from __future__ import annotations

import pickle

import pyoxigraph as ox
import pytest

from kg.errors import ParameterError, QuerySyntaxError, QueryTooComplexError
from kg.query_limits import QueryLimits
from kg.update import parse_update
from kg.update.operations import (
    Clear,
    Create,
    DeleteData,
    Drop,
    InsertData,
    Modify,
    Operation,
    Scope,
    Transfer,
    TransferKind,
)

PREFIX = "PREFIX e: <urn:e:> "
NIL = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#nil")
SUBJECT, PREDICATE, OBJECT = (ox.Variable(name) for name in "spo")


def e(name: str) -> ox.NamedNode:
    """A node of the tests."""
    return ox.NamedNode(f"urn:e:{name}")


def quad(value: object, graph: str = "") -> ox.Quad:
    """A quad that differs from others in its object."""
    term = value if isinstance(value, ox.NamedNode | ox.Literal) else ox.Literal(str(value))
    return ox.Quad(e("s"), e("p"), term, e(graph) if graph else ox.DefaultGraph())


def one(text: str) -> Operation:
    """The only operation of a request."""
    (operation,) = parse_update(PREFIX + text)
    return operation


def modify(text: str) -> Modify:
    """The only operation, which has a pattern."""
    operation = one(text)
    assert isinstance(operation, Modify)
    return operation


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        ("CLEAR DEFAULT", Clear("")),
        ("clear silent named", Clear(Scope.NAMED, silent=True)),
        ("CLEAR ALL", Clear(Scope.ALL)),
        ("CLEAR GRAPH e:g", Clear("urn:e:g")),
        ("DROP DEFAULT", Drop("")),
        ("DROP NAMED", Drop(Scope.NAMED)),
        ("Drop Silent All", Drop(Scope.ALL, silent=True)),
        ("DROP SILENT GRAPH <urn:e:g>", Drop("urn:e:g", silent=True)),
        ("CREATE GRAPH e:g", Create("urn:e:g")),
        ("CREATE SILENT GRAPH e:g", Create("urn:e:g", silent=True)),
        ("COPY e:g TO e:h", Transfer(TransferKind.COPY, "urn:e:g", "urn:e:h")),
        ("COPY GRAPH e:g TO GRAPH e:h", Transfer(TransferKind.COPY, "urn:e:g", "urn:e:h")),
        ("MOVE SILENT DEFAULT TO e:h", Transfer(TransferKind.MOVE, "", "urn:e:h", silent=True)),
        ("ADD e:g TO DEFAULT", Transfer(TransferKind.ADD, "urn:e:g", "")),
        ("INSERT DATA { e:s e:p 'x' }", InsertData(frozenset([quad("x")]))),
        ("INSERT DATA {}", InsertData(frozenset())),
        ("insert data{e:s e:p'x'.}", InsertData(frozenset([quad("x")]))),
        (
            "INSERT DATA { e:s e:p 'x', 'y' . GRAPH e:g { e:s e:p 'z' } }",
            InsertData(frozenset([quad("x"), quad("y"), quad("z", "g")])),
        ),
        (
            "DELETE DATA { GRAPH e:g { e:s e:p 'x' ; e:p () } }",
            DeleteData(frozenset([quad("x", "g"), quad(NIL, "g")])),
        ),
    ],
)
def test_operations_without_a_pattern(text: str, operation: Operation) -> None:
    """Rules 32 to 39: keywords in any case, graphs by IRI or name."""
    assert one(text) == operation


def test_delete_where_is_template_and_pattern() -> None:
    """Rule 40."""
    operation = modify("DELETE WHERE { ?s e:p ?o . GRAPH ?p { ?s ?p 'x' } }")
    assert set(operation.delete) == {
        (SUBJECT, e("p"), OBJECT, ox.DefaultGraph()),
        (SUBJECT, PREDICATE, ox.Literal("x"), PREDICATE),
    }
    assert operation.insert == ()
    assert "{ ?s e:p ?o . GRAPH ?p { ?s ?p 'x' } }" in operation.where


@pytest.mark.parametrize(
    ("clauses", "default", "named", "graph"),
    [
        ("DELETE {} WHERE {}", None, None, ""),
        ("WITH e:g DELETE {} WHERE {}", ("urn:e:g",), None, "urn:e:g"),
        ("INSERT {} USING e:a USING <urn:e:b> WHERE {}", ("urn:e:a", "urn:e:b"), (), ""),
        ("DELETE {} USING NAMED e:a WHERE {}", (), ("urn:e:a",), ""),
        ("WITH e:g INSERT {} USING e:a WHERE {}", ("urn:e:a",), (), "urn:e:g"),
        (
            "DELETE {} INSERT {} USING NAMED e:n USING e:a WHERE {}",
            ("urn:e:a",),
            ("urn:e:n",),
            "",
        ),
    ],
)
def test_the_dataset_of_a_pattern(
    clauses: str, default: tuple[str, ...] | None, named: tuple[str, ...] | None, graph: str
) -> None:
    """§3.1.3: WITH gives the default graph, unless USING says what the dataset is."""
    operation = modify(clauses)
    assert (operation.default_graphs, operation.named_graphs) == (default, named)
    assert operation.with_graph == graph


def test_with_is_the_graph_of_templates_outside_of_graph() -> None:
    """In both of them."""
    operation = modify(
        "WITH e:g DELETE { ?s ?p ?o . GRAPH e:h { ?s ?p 'x' } } INSERT { ?s e:q ?o } WHERE {}"
    )
    assert {str(quad.graph) for quad in operation.delete} == {"<urn:e:g>", "<urn:e:h>"}
    assert operation.insert == ((SUBJECT, e("q"), OBJECT, e("g")),)


def test_a_template_keeps_its_blank_nodes() -> None:
    """Those of INSERT are new in each solution; one label is one node."""
    operation = modify("INSERT { _:b e:p [ e:q ?o ] . _:b e:r ?o } WHERE { ?s ?p ?o }")
    named = {str(quad.predicate): quad for quad in operation.insert}
    assert isinstance(named["<urn:e:p>"].subject, ox.BlankNode)
    assert named["<urn:e:r>"].subject == named["<urn:e:p>"].subject
    assert named["<urn:e:q>"].subject == named["<urn:e:p>"].object != named["<urn:e:p>"].subject


def test_nobody_can_write_a_variable_as_an_iri() -> None:
    """The IRI in the place of a variable is another one in each request."""
    text = "INSERT { <urn:x-geoactors:0:s> <urn:x-geoactors:s> ?s } WHERE { ?s ?p ?o }"
    (found,) = modify(text).insert
    assert isinstance(found.subject, ox.NamedNode)
    assert found.subject.value == "urn:x-geoactors:0:s"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("DELETE { ?s ?p ?o } INSERT { ?s e:q $o } WHERE {}", "?o\n?p\n?s\nWHERE\n{}\n"),
        ("INSERT { e:s e:p 'x' } WHERE { ?s ?p ?o }", "*\nWHERE\n{ ?s ?p ?o }\nLIMIT 1"),
        ("INSERT { [] e:p 'x' } WHERE { ?s ?p ?o }", "*\nWHERE\n{ ?s ?p ?o }\n"),
    ],
)
def test_a_pattern_is_asked_for_what_the_templates_need(text: str, asked: str) -> None:
    """One solution is enough for templates that are the same for each."""
    assert modify(text).where == f"SELECT\n{asked}"


def test_a_prologue_may_stand_before_each_operation() -> None:
    """Rule 29: declarations add up, and may be changed."""
    operations = parse_update(
        "PREFIX e: <urn:one:> CLEAR GRAPH e:g ; BASE <http://b/c/> PREFIX f: <f#>\n"
        "CLEAR GRAPH f:g; PREFIX e: <urn:two:> CLEAR GRAPH e:g; CLEAR GRAPH <../x> ; BASE <y/>"
        " CLEAR GRAPH <>;"
    )
    names = ["urn:one:g", "http://b/c/f#g", "urn:two:g", "http://b/x", "http://b/c/y/"]
    assert operations == tuple(Clear(name) for name in names)


def test_a_later_base_does_not_reach_back() -> None:
    """Pattern and data have the names of their place."""
    text = (
        "BASE <http://a/> PREFIX p: <p/> BASE <http://b/>"
        " DELETE { ?s p:q <o> } WHERE { ?s p:q <o> FILTER(?s<p:x&&1>0) }"
    )
    (operation,) = parse_update(text)
    assert isinstance(operation, Modify)
    (template,) = operation.delete
    assert [term.value for term in template[1:3] if isinstance(term, ox.NamedNode)] == [
        "http://a/p/q",
        "http://b/o",
    ]
    assert operation.where.startswith("PREFIX p: <http://a/p/>\nBASE <http://b/>\nSELECT")


def test_the_base_of_the_caller_counts_first() -> None:
    """Relative IRIs need one."""
    assert parse_update("CLEAR GRAPH <g>", "http://b/c") == (Clear("http://b/g"),)
    with pytest.raises(ParameterError, match="'c' is no base IRI"):
        parse_update("CLEAR ALL", "c")


@pytest.mark.parametrize("text", ["", " \n# only a comment", "PREFIX e: <urn:e:>", "BASE <urn:b>"])
def test_a_request_may_be_empty(text: str) -> None:
    """Rule 29."""
    assert parse_update(text) == ()


def test_operations_are_separated_and_may_end_in_a_semicolon() -> None:
    """A semicolon in a text or comment separates nothing."""
    text = "INSERT DATA { e:s e:p '; CLEAR ALL ;' } # ; DROP ALL\n ; CLEAR DEFAULT ;"
    assert parse_update(PREFIX + text) == (
        InsertData(frozenset([quad("; CLEAR ALL ;")])),
        Clear(""),
    )


def test_braces_and_keywords_in_texts_are_texts() -> None:
    """However the text is quoted."""
    texts = ["} WHERE {", "{{{", 'INSERT DATA { "', "\\u007D # no comment"]
    data = " , ".join(f"'''{text}''', \"{text.replace(chr(34), '')}\"" for text in texts)
    found = one(f"INSERT DATA {{ e:s e:p {data} }}")
    assert isinstance(found, InsertData)
    values = {str(quad.object.value) for quad in found.quads if isinstance(quad.object, ox.Literal)}
    assert values >= {"} WHERE {", "{{{", 'INSERT DATA { "', "} # no comment"}


def test_keywords_may_be_prefixes() -> None:
    """A name is no keyword."""
    text = "PREFIX insert: <urn:e:> PREFIX WHERE: <urn:e:> insert data {insert:s WHERE:p 'x'}"
    assert parse_update(text) == (InsertData(frozenset([quad("x")])),)


def test_numbers_are_read_as_they_are_stored() -> None:
    """The store writes 01 as 1: what is removed must be spelled like what is held."""
    assert one("DELETE DATA { e:s e:p 01 }") == DeleteData(frozenset([quad(ox.Literal(1))]))


def test_blank_nodes_of_data_are_new() -> None:
    """Twice the same request gives other nodes."""
    text = "INSERT DATA { _:b e:p 'x' }"
    first, second = one(text), one(text)
    assert isinstance(first, InsertData)
    assert first != second


def test_operations_travel_to_a_worker() -> None:
    """They are equal on the other side."""
    operation = modify("WITH e:g DELETE { ?s e:p 1 } INSERT { _:b e:p ?s } WHERE { ?s ?p ?o }")
    assert pickle.loads(pickle.dumps(operation)) == operation


def test_many_operations_are_read_in_linear_time() -> None:
    """As many as the limit allows, and not one more."""
    most = QueryLimits().operations
    text = PREFIX + "DELETE WHERE { e:s e:p ?o };" * (most - 1) + "CLEAR ALL"
    assert len(parse_update(text)) == most
    with pytest.raises(QueryTooComplexError, match="more than 10,000 operations") as caught:
        parse_update(f"{text};CLEAR ALL")
    assert caught.value.limit == "update-operations"


def test_declarations_are_counted() -> None:
    """Each costs as much as an operation."""
    limits = QueryLimits(operations=3)
    assert parse_update("BASE <urn:b>" * 3, limits=limits) == ()
    with pytest.raises(QueryTooComplexError, match="more than 3 PREFIX and BASE lines") as caught:
        parse_update("BASE <urn:b>" * 4, limits=limits)
    assert caught.value.limit == "update-operations"


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { _:b e:p 1 } ; INSERT DATA { e:s e:p _:b }",
        "DELETE {} WHERE { _:b ?p ?o } ; INSERT {} WHERE { _:b ?p ?o }",
    ],
)
def test_a_label_means_one_blank_node(text: str) -> None:
    """SPARQL 1.1 Query §19.6: not in two INSERT DATA, and not in two patterns."""
    with pytest.raises(QuerySyntaxError, match="_:b stands in an operation before"):
        parse_update(PREFIX + text)


def test_a_label_may_stand_in_templates_and_a_pattern() -> None:
    """§19.6 allows it: they are different nodes."""
    text = "INSERT { _:b e:p 1 } WHERE { _:b ?p ?o } ; INSERT { _:b e:p 1 } WHERE {}"
    assert len(parse_update(f"{PREFIX} INSERT DATA {{ _:b e:p 1 }} ; {text}")) == 3
