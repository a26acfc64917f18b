"""Each departure of pySHACL from the text of SHACL, and that it is mended."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest
from rdflib import SH, Literal

from kg.errors import KgError
from kg.validation.oracle import run_pyshacl
from kg.validation.terms import graph_of
from tests.oracle.mending import mended

Quads = Callable[[str], list[ox.Quad]]
COMPONENT = """ex:Own a sh:ConstraintComponent ; sh:parameter [ sh:path ex:own ] ;
    sh:propertyValidator [ a sh:SPARQLSelectValidator ;
        sh:select "SELECT $this WHERE { FILTER NOT EXISTS { $this $PATH $own } }" ] .
    ex:Ask a sh:ConstraintComponent ; sh:parameter [ sh:path ex:ask ] ;
    sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK { FILTER($value != $ask) }" ] .
    """
PATH = "sh:path ex:p ; "

BACKWARDS = "sh:path [ sh:inversePath ( ex:q ex:p ) ] ; sh:minCount 1"
SIGNS = """sh:path [ sh:zeroOrOnePath [ sh:zeroOrMorePath ex:p ] ] ;
    sh:sparql [ sh:select 'SELECT $this { $this $PATH 1 }' ]"""

CASES = {
    "an unknown datatype": (PATH + "sh:maxExclusive 1", "'a'^^ex:own", 1),
    "a boolean": (PATH + "sh:maxExclusive 1.0", "'1'^^xsd:boolean", 1),
    "a blank node": (PATH + "sh:lessThan ex:q", "[] ; ex:q 1", 1),
    "two IRIs": (PATH + "sh:lessThan ex:q", "ex:a ; ex:q ex:b", 1),
    "two languages": (PATH + "sh:lessThan ex:q", "'a'@en ; ex:q 'b'@fr", 1),
    "a late hour": (PATH + "sh:datatype xsd:dateTime", "'2020-01-01T24:00:00'^^xsd:dateTime", 0),
    "a sequence backwards": (BACKWARDS, "ex:x . ex:y ex:q ex:x", 0),
    "zero": (PATH + "ex:ask ex:y", "0", 0),
    "no value": (PATH + "ex:own ex:y", "", 1),
    "two solutions": ("sh:sparql [ sh:select 'SELECT $this { $this ?p ?o }' ]", "1, 2", 2),
    "two signs": (SIGNS, "1", 1),
}


@pytest.mark.parametrize(("shape", "values", "number"), CASES.values(), ids=CASES)
def test_pyshacl_is_mended(shape: str, values: str, number: int, quads: Quads) -> None:
    """Alone it finds another number of results, or fails; should it not, there is less to mend."""
    data = graph_of(quads(f"ex:x ex:p {values} ." if values else ""))
    kind = "PropertyShape" if "sh:path" in shape else "NodeShape"
    shapes = quads(f"{COMPONENT} ex:S a sh:{kind} ; sh:targetNode ex:x ; {shape} .")

    def count() -> int:
        report = run_pyshacl(data, graph_of(shapes))
        return len(set(report.objects(None, SH.result)))

    with mended():
        assert count() == number
    try:
        assert count() != number
    except KgError:
        return


def test_nothing_stays_mended() -> None:
    """Other users of the library have it as it is."""
    with mended():
        assert bool(Literal(0))
    assert not bool(Literal(0))
