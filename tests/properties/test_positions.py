"""Properties of kg.positions: at the place of a term, the text reads as that term."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.positions.json_ld import find_in_json_ld
from kg.positions.quads import find_in_quads
from kg.positions.rdf_xml import find_in_rdf_xml
from kg.positions.reading import reader_of
from kg.positions.statements import Statement
from kg.positions.turtle import find_in_turtle
from kg.report import Term
from kg.terms import in_graph

E = "http://example.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = {"e": E, "x": f"{E}x/", "": "urn:empty:", "xsd": XSD, "rdf": str(rdflib.RDF)}
pieces = st.sampled_from(("a", "я", "京", ".", "-", "_", "~", "'", "(", "%7b", "/", "7"))
names = st.lists(pieces, min_size=1, max_size=5).map("".join)
iris = st.builds(
    lambda space, name: ox.NamedNode(space + name),
    st.sampled_from([E, f"{E}x/", "urn:empty:"]),
    names,
)
blanks = st.sampled_from(["a", "b", "c.d"]).map(ox.BlankNode)
texts = st.text(
    alphabet=st.one_of(
        st.sampled_from("\"'\\\n\r\t.;,[]()#<>@^ ab𝔄"),
        st.characters(min_codepoint=0x20, exclude_categories=["Cs", "Cc", "Cn"]),
    ),
    max_size=8,
)
numbers = st.sampled_from(
    [
        ("1", "integer"),
        ("-01", "integer"),
        ("1.50", "decimal"),
        ("1e0", "double"),
        ("true", "boolean"),
    ]
).map(lambda pair: ox.Literal(pair[0], datatype=ox.NamedNode(XSD + pair[1])))
literals = st.one_of(
    texts.map(ox.Literal),
    st.builds(
        lambda text, tag: ox.Literal(text, language=tag), texts, st.sampled_from(["en", "zh-hans"])
    ),
    st.builds(lambda text, kind: ox.Literal(text, datatype=kind), texts, iris),
    numbers,
)
triples = st.builds(ox.Triple, st.one_of(iris, blanks), iris, st.one_of(iris, blanks, literals))
quads = st.builds(in_graph, triples, st.one_of(st.none(), iris))
_HEADS = (f"<{E}s> <{E}p> ", f"<{E}s> <{E}q> [ <{E}p> ", f"<{E}s> <{E}q> ( ", f"{{ <{E}s> <{E}p> ")
"""What may stand before an object, so that what may stand behind it can be read too."""


def read_terms(data: bytes, offset: int) -> Iterator[Term]:
    """What the parser reads at an offset as object, whatever comes behind it."""
    directives = re.match(rb"(@prefix [^\n]*\n)*", data)
    assert directives
    for head in _HEADS:
        text = directives[0] + head.encode() + data[offset:]
        try:
            for _, quad in zip(range(5), ox.parse(text, ox.RdfFormat.TRIG), strict=False):
                if quad.predicate.value in (f"{E}p", str(rdflib.RDF.first)):
                    yield quad.object
        except (SyntaxError, ValueError):
            continue


def check(data: bytes, quad: ox.Quad, found: Statement) -> None:
    """Hold the places of a statement against its terms; the cells of lists have none."""
    places = [(found.object, quad.object)]
    if found.predicate >= 0:
        places += [(found.subject, quad.subject), (found.predicate, quad.predicate)]
    elif quad.predicate.value == str(rdflib.RDF.rest):
        return
    for offset, term in places:
        text = data[offset:]
        if isinstance(term, ox.BlankNode):
            assert text.startswith((b"_:", b"[", b"("))
        elif text.startswith(b"()"):
            assert term == ox.NamedNode(str(rdflib.RDF.nil))
        elif re.match(rb"a[^\w:.-]", text):
            assert term == ox.NamedNode(str(rdflib.RDF.type))
        else:
            assert term in read_terms(data, offset)


def labels_agree(data: bytes, read: list[ox.Quad], found: dict[int, Statement]) -> bool:
    """Whether each blank node is written with one label, and each label means one."""
    pairs = {
        (label[0], quad.subject)
        for number, quad in enumerate(read)
        if found[number].predicate >= 0
        and (label := re.match(rb"_:[\w.]*\w", data[found[number].subject :]))
    }
    return len(pairs) == len({label for label, _ in pairs}) == len({node for _, node in pairs})


def check_all(data: bytes, syntax: ox.RdfFormat) -> None:
    """Every statement is found, where the text reads as its terms."""
    read = list(ox.parse(data, syntax, rename_blank_nodes=True))
    lines = syntax in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)
    find = find_in_quads if lines else find_in_turtle
    found = find(data, range(len(read)), reader_of(data, read))
    assert found.keys() == set(range(len(read)))
    assert labels_agree(data, read, found)
    for number, quad in enumerate(read):
        check(data, quad, found[number])


@pytest.mark.parametrize(
    "syntax",
    [ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS],
    ids=str,
)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_each_term_reads_as_itself_at_its_place(syntax: ox.RdfFormat, data: st.DataObject) -> None:
    """In what the engine's own serialiser writes."""
    drawn = data.draw(st.lists(quads, min_size=1, max_size=6))
    given_quads = drawn if syntax.supports_datasets else [quad.triple for quad in drawn]
    prefixes = PREFIXES if syntax in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG) else None
    check_all(ox.serialize(given_quads, format=syntax, prefixes=prefixes) or b"", syntax)


@given(drawn=st.lists(triples, min_size=1, max_size=6), listed=st.lists(literals, max_size=4))
@settings(max_examples=60, deadline=None)
def test_brackets_and_lists_are_found(drawn: list[ox.Triple], listed: list[ox.Literal]) -> None:
    """In what rdflib writes, which has nested nodes and collections."""
    graph = rdflib.Graph()
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    nodes = [rdflib.BNode() for _ in range(len(listed) + 1)]
    for triple in drawn:
        graph.add((_rdflib(triple.subject), _rdflib(triple.predicate), _rdflib(triple.object)))
    graph.add((rdflib.URIRef(f"{E}holder"), rdflib.RDF.value, nodes[0]))
    rdflib.collection.Collection(graph, nodes[0], [_rdflib(item) for item in listed])
    graph.add((nodes[-1], rdflib.RDF.type, rdflib.URIRef(f"{E}T")))
    data = graph.serialize(format="turtle", encoding="utf-8")
    try:
        read = list(ox.parse(data, ox.RdfFormat.TURTLE))
    except SyntaxError:
        return  # rdflib writes some names that are not legal
    assert read
    check_all(data, ox.RdfFormat.TURTLE)


def _rdflib(term: Term) -> rdflib.term.Node:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value.replace(".", ""))
    assert isinstance(term, ox.Literal)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=term.datatype.value, normalize=False)


spaces = st.sampled_from([" ", "\r\n", "\t", "#c .\n"])
verbs = st.sampled_from(["e:p", "<urn:p>", "a", "e:p.q"])
atoms = st.sampled_from(
    ["e:o", "<urn:o>", "_:b", "'t'", "'u'@en", "'v'^^e:t", "'v' ^^ <urn:t>", '"""w"""', "1", "2.5"]
)


def joined(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts one after another with something between them."""
    return st.builds(lambda space, *texts: space.join(texts), spaces, *parts)


def pairs(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Predicates with one or two objects."""
    pair = st.one_of(
        joined(verbs, values), joined(verbs, values, st.just(","), values), joined(verbs, values)
    )
    return st.one_of(pair, joined(pair, st.just(";"), pair), joined(pair, st.just(";")))


def inside(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Objects that hold other objects."""
    return st.one_of(
        joined(st.just("["), pairs(values), st.just("]")),
        joined(st.just("("), st.lists(values, max_size=3).map(" ".join), st.just(")")),
        st.sampled_from(["[]", "()"]),
    )


values = st.recursive(atoms, inside, max_leaves=8)
subjects = st.one_of(st.sampled_from(["e:s", "<urn:s>", "_:b"]), inside(values))
blocks = st.lists(joined(subjects, pairs(values)), min_size=1, max_size=3).map(" . ".join)
graphs = st.sampled_from(["e:g {{ {} }}", "{{ {} . }}", "GRAPH _:g{{{} }}", "[] {{{} }}", "{} ."])
documents = st.lists(st.builds(str.format, graphs, blocks), min_size=1, max_size=3).map("\n".join)


@given(text=documents)
@settings(max_examples=150, deadline=None)
def test_statements_come_in_the_order_of_the_parser(text: str) -> None:
    """Brackets in brackets, lists in lists, with and without graphs: each is right at once."""
    data = f"@prefix e: <{E}> .\n{text}".encode()
    check_all(data, ox.RdfFormat.TRIG)
    reads = reader_of(data, list(ox.parse(data, ox.RdfFormat.TRIG)))
    asked: list[int] = []

    def reads_at_once(number: int, statement: Statement) -> bool:
        asked.append(number)
        return reads(number, statement)

    count = sum(1 for _ in ox.parse(data, ox.RdfFormat.TRIG))
    find_in_turtle(data, range(count), reads_at_once)
    assert asked == list(range(count))


@given(text=documents, cut=st.integers(0, 200), noise=st.binary(max_size=3))
@settings(max_examples=150, deadline=None)
def test_no_text_stops_the_search(text: str, cut: int, noise: bytes) -> None:
    """Not one that a parser would refuse either."""
    data = text.encode()[:cut] + noise + text.encode()[cut:]
    for find in (find_in_turtle, find_in_quads):
        assert len(find(data, range(100), lambda number, statement: True)) <= 100


@pytest.mark.parametrize("syntax", [ox.RdfFormat.RDF_XML, ox.RdfFormat.JSON_LD], ids=str)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_statements_with_names_are_found_in_xml_and_json(
    syntax: ox.RdfFormat, data: st.DataObject
) -> None:
    """Each triple without blank nodes is found and not only near; the others do not disturb."""
    local = st.sampled_from("abc").map(lambda name: ox.NamedNode(E + name))
    clean = st.text(alphabet='ab &<"\\é𝔄', max_size=4)
    value = st.one_of(local, blanks, st.builds(ox.Literal, clean))
    plain = st.builds(ox.Triple, st.one_of(local, blanks), local, value)
    drawn = data.draw(st.lists(plain, min_size=1, max_size=8))
    text = ox.serialize(drawn, format=syntax) or b""
    read = list(ox.parse(text, syntax, rename_blank_nodes=True))
    find = find_in_rdf_xml if syntax == ox.RdfFormat.RDF_XML else find_in_json_ld
    found = find(text, read, range(len(read)))
    for number, quad in enumerate(read):
        named = "_:" not in f"{quad.subject} {quad.object}"
        assert number in found
        assert found[number].near is not named
