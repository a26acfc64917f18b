"""Tests of kg.positions.turtle, with its tokens: every way to write a statement."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.parsing import ParsedDocument
from kg.positions.reading import reader_of
from kg.positions.statements import Statement
from kg.positions.turtle import find_in_turtle
from tests.unit.positions.asking import P, e, node, place, result, written


def objects(text: str, syntax: ox.RdfFormat = ox.RdfFormat.TURTLE) -> list[str]:
    """The text from the object of each statement on, in the order of the parser."""
    data = text.encode()
    quads = list(ox.parse(data, syntax))
    refused: list[Statement] = []
    reads = reader_of(data, quads)

    def must_read(number: int, statement: Statement) -> bool:
        if not reads(number, statement):
            refused.append(statement)
        return not refused

    found = find_in_turtle(data, range(len(quads)), must_read)
    assert refused == []
    return [data[found[number].object :].decode() for number in range(len(quads))]


STATEMENTS = {
    "names": ("e:s e:p e:o, <http://example.org/o>, e:, _:b .", ["e:o", "<http", "e:,", "_:b"]),
    "type": ("e:s a e:T ; <http://example.org/a> e:a .", ["e:T", "e:a"]),
    "dots in names": ("e:s.a e:p.b e:o.c. _:b.d e:p e:a..b.", ["e:o.c.", "e:a..b."]),
    "escapes in names": (r"e:a\.b e:%41 e:\~c\,, e:d\' .", [r"e:\~c\,,", r"e:d\'"]),
    "numbers": ("e:s e:p 1,+1.5,-.5,1.e3,.5E-1, 01 .", ["1,", "+1.", "-.5", "1.e", ".5E", "01"]),
    "a number before the dot": ("e:s e:p 1.", ["1."]),
    "booleans": ("e:s e:p true,false .", ["true", "false"]),
    "texts": ("""e:s e:p "a;.,", 'b"', "", '' .""", ['"a;', "'b", '""', "''"]),
    "long texts": (
        'e:s e:p """a"b""c\n.""", \'\'\'d\'\'e\'\'\', """""" .',
        ['"""a', "'''d", '""""'],
    ),
    "escapes in texts": (
        r'e:s e:p "\"", "\\", "\u0041", """\"""" .',
        [r'"\""', r'"\\"', r'"\u', '"""'],
    ),
    "languages": ('e:s e:p "a"@en, "b" @zh-Hans, "c"\n#d\n@en .', ['"a"', '"b"', '"c"']),
    "types": ('e:s e:p "a"^^e:t, "b"^^ <x:t>, "c" ^^#d\n e:t .', ['"a"', '"b"', '"c"']),
    "comments": ("e:s#a\ne:p#b .\n1#c\n.#d", ["1#c"]),
    "no spaces": ("e:s e:p\"a\";a<x:t>;e:q[],(),'b'@en.", ['"a"', "<x:t", "[]", "()", "'b'"]),
    "needless marks": ("e:s e:p 1 ;; e:q 2 ; . e:s e:p 3 .", ["1", "2", "3"]),
    "directives": (
        "@base <http://b/> . BASE<http://c/> prefix f: <x:> @prefix : <y:> .\n"
        "@version \"1.2\" . VERSION '1.1' f:s :p <d> .",
        ["<d>"],
    ),
    "a prefix called prefix": ("PREFIX prefix: <x:> prefix:a prefix:b prefix:c .", ["prefix:c"]),
    "brackets": (
        'e:s e:p [ e:q "a" ] , [ e:q 1 ; e:q e:o ] .',
        ["[ e:q", '"a"', "1", "e:o", "[ e"],
    ),
    "brackets first": ("[ e:q 'a' ] e:p 1 . [] e:p 2 . [ e:p 3 ; ] .", ["'a'", "1", "2", "3"]),
    "nested": ("e:s e:p [ e:q [ e:r 'x' ] ] .", ["[ e:r", "'x'", "[ e:q"]),
    "lists": ("e:s e:p (1 e:o), () .", ["1", "(1", "e:o", "e:o", "),", "()"]),
    "lists of texts": ("e:s e:p ('a' 'b'@en) .", ["('a'", "'b'", "'a'", "'b'", ")"]),
    "lists first": (
        "(1 [ e:q 'b' ]) e:p () . () e:p 2 .",
        ["1", "[ e", "[ e", "'b'", ") e", "()", "2"],
    ),
    "lists in lists": ("e:s e:p ((1)'a') .", ["((1", "1", "(1)", ")'", "'a'", ")", "'a'"]),
}


@pytest.mark.parametrize(("text", "expected"), STATEMENTS.values(), ids=STATEMENTS)
def test_objects_are_found_in_the_order_of_the_parser(text: str, expected: list[str]) -> None:
    """Each reads as the term that was parsed, at the first try."""
    found = objects(P + text)
    assert [text[: len(start)] for text, start in zip(found, expected, strict=True)] == expected


GRAPHS = {
    "labels": "e:g { e:s e:p 1 } GRAPH _:g { e:s e:p 2 . e:s e:q 3 . } graph e:g {}",
    "no label": "{ e:s e:p 'a' } e:s e:p 1 . { }",
    "brackets": "[] { e:s e:p 1 } GRAPH [] { [ e:p 2 ] } e:g { [] e:p 3 } [ e:p 4 ] .",
    "lists": "e:g{(1) e:p ('a')}e:g{e:s e:p 1}",
    "outside": "e:s e:p 1 . e:g { e:s e:p 2 ; } e:s e:p 3 .",
}


@pytest.mark.parametrize("text", GRAPHS.values(), ids=GRAPHS)
def test_graphs_are_walked_through(text: str) -> None:
    """With a keyword or not, with names or without, inside and outside."""
    assert objects(P + text, ox.RdfFormat.TRIG)


def test_nothing_is_found_behind_what_cannot_be_read() -> None:
    """What stands before it is."""
    data = f"{P}e:s e:p 1 ; e:q [ ?? ; e:r 2 .".encode()
    found = find_in_turtle(data, [0, 1, 2], lambda number, statement: True)
    assert list(found) == [0]
    for broken in (b"e:s e:p )", b"] .", b"e:s e:p 1 2 3 .", b"e:s e:p (1 ] ] ]", b"<< e:s >>"):
        assert find_in_turtle(broken, [9], lambda number, statement: True) == {}


def test_a_statement_that_reads_otherwise_is_left_out() -> None:
    """A parser that gave its quads in another order would cost places, and no false one is told."""
    data = f"{P}e:s e:p 1 . e:t e:p 2 .".encode()
    quads = list(ox.parse(data, ox.RdfFormat.TURTLE))
    assert find_in_turtle(data, [0, 1], reader_of(data, quads[::-1])) == {}
    assert find_in_turtle(data, [0, 1, 2], reader_of(data, quads)).keys() == {0, 1}


def test_an_order_within_a_token_does_not_matter() -> None:
    """The quads of one token are told apart by what they say."""
    data = f"{P}e:s e:p ('a' 'b') .".encode()
    quads = list(ox.parse(data, ox.RdfFormat.TURTLE))
    quads[1:3] = quads[2:0:-1]
    found = find_in_turtle(data, range(5), reader_of(data, quads))
    assert data[found[1].object :].startswith(b"'a'")


def at(text: str | bytes, folder: Path, value: str = "here") -> str:
    """Where the object `"here"` of `e:s e:p` stands."""
    return place(written(folder, text), result(e("s"), "e:p", ox.Literal(value)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f'{P}e:s\r\n\te:p\r\n\t"here" .', "4:2", id="CRLF and tabs"),
        pytest.param(f'\ufeff{P}e:s e:p "here" .', "2:9", id="byte order mark"),
        pytest.param(
            '\ufeff<http://example.org/s> <http://example.org/p> "here" .',
            "1:47",
            id="mark and text",
        ),
        pytest.param(f'{P}e:s e:q "𝔄𝔅é" ; e:p "here" .', "2:21", id="astral characters"),
        pytest.param(f'{P}e:s e:q """\n\n𝔄""", "" ;\re:p "here" .', "4:16", id="lines in texts"),
        pytest.param(f'{P}e:s e:p "here"@en, "here" .#', "2:20", id="same text in a language"),
        pytest.param(f'{P}e:s e:p"h\\u0065re".', "2:8", id="escaped"),
        pytest.param(f"{P}e:s e:z.ö·1.b 1 ; e:p 'here'.", "2:23", id="dots in names"),
    ],
)
def test_lines_and_columns_are_those_of_an_editor(text: str, expected: str, tmp_path: Path) -> None:
    """From 1, in characters; a mark at the start is none."""
    assert at(text, tmp_path) == expected


def test_very_long_lines_are_read(tmp_path: Path) -> None:
    """A megabyte before, and texts and names beyond what a line holds."""
    before = "e:s e:q " + ", ".join(f'"{number:0100}"' for number in range(10_000))
    line = f'{before}, e:{"n" * 100_000} ; e:p "here" .'
    assert at(P + line, tmp_path) == f"2:{line.index('here')}"


def test_deep_nesting_is_walked_without_recursion(tmp_path: Path) -> None:
    """A hundred thousand open brackets of each kind."""
    deep = 100_000
    text = f"{P}e:s e:p {'[ e:q ' * deep}{'(' * deep} 1 {')' * deep}{']' * deep}\n, 'here' ."
    assert at(text, tmp_path) == "3:3"


def test_blank_nodes_are_told_apart(tmp_path: Path) -> None:
    """They have no names in the document that was parsed; their order tells which is which."""
    text = f"{P}_:a e:p 1 .\n_:b e:p 2 .\n[ e:p 3 ] .\ne:s e:q [ e:p 4 ], (5 6),\n_:b ."
    document = written(tmp_path, text)
    first = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#first")

    def asked(value: int, predicate: ox.NamedNode) -> tuple[str, str]:
        found = node(
            document, lambda quad: (quad.predicate, quad.object) == (predicate, ox.Literal(value))
        )
        return place(document, result(found)), place(document, result(found, "", ox.Literal(value)))

    assert [asked(value, e("p")) for value in (1, 2, 3, 4)] == [
        ("2:1", "2:9"),
        ("3:1", "3:9"),
        ("4:1", "4:7"),
        ("5:9", "5:15"),
    ]
    assert [asked(value, first) for value in (5, 6)] == [("5:20", "5:21"), ("5:23", "5:23")]


def test_an_anonymous_node_without_statements_is_found_as_object(tmp_path: Path) -> None:
    """It stands where it is referred to."""
    document: ParsedDocument = written(tmp_path, f"{P}e:s e:p 1 ;\n e:q [] .")
    blank = document.quads[1].object
    assert isinstance(blank, ox.BlankNode)
    assert place(document, result(blank), result(blank, "e:z")) == "3:6 3:6"
