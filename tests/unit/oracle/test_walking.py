"""The property paths that pySHACL is lent."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rdflib import SH, Graph, URIRef

from tests.oracle.walking import walk

EX = "http://example.org/"
DATA = "ex:a ex:p ex:b . ex:b ex:p ex:c ; ex:q ex:d . ex:c ex:p ex:a . ex:d ex:q ex:a ."

ENDS = {
    "ex:p": "b",
    "[ sh:inversePath ex:p ]": "c",
    "( ex:p ex:q )": "d",
    "( ex:q ex:p )": "",
    "[ sh:inversePath ( ex:q ex:q ) ]": "b",
    "[ sh:inversePath ( ex:p ex:p ) ]": "b",
    "[ sh:inversePath ( ex:q ex:p ) ]": "",
    "[ sh:inversePath [ sh:inversePath ex:p ] ]": "b",
    "[ sh:alternativePath ( ex:p [ sh:inversePath ex:q ] ) ]": "b d",
    "[ sh:zeroOrMorePath ex:p ]": "a b c",
    "[ sh:oneOrMorePath ex:p ]": "a b c",
    "[ sh:oneOrMorePath ex:q ]": "",
    "[ sh:zeroOrOnePath ex:q ]": "a",
    "[ sh:inversePath [ sh:oneOrMorePath ( ex:p ex:q ) ] ]": "",
    "[ sh:inversePath ( ex:p [ sh:zeroOrOnePath ex:q ] ex:q ) ]": "a",
}


@pytest.mark.parametrize(("path", "ends"), ENDS.items())
def test_a_path_leads_where_sparql_has_it_lead(
    path: str, ends: str, build: Callable[[str], Graph]
) -> None:
    """From ex:a, through circles and backwards."""
    shapes, data = build(f"ex:S sh:path {path} ."), build(DATA)
    node = shapes.value(URIRef(EX + "S"), SH.path)
    assert node is not None
    found = walk(node, [URIRef(EX + "a")], shapes, data)
    assert " ".join(sorted(str(end).removeprefix(EX) for end in found)) == ends
