"""Tests of kg.ingest.validation: what a gate would say, storing nothing."""

from __future__ import annotations

import pytest

from kg.errors import InputError, ShapesError
from kg.gate import packaged_gate
from kg.ingest import validate_documents, validate_with_shapes
from kg.report import ValidationReport
from kg.vocabulary import BASE_IRI
from tests.conftest import BREAKING
from tests.unit.ingest.gates import document

UNREADABLE = (
    'e:t <https://w3id.org/geoactors/ns#edtf> "soon"^^<http://id.loc.gov/datatypes/edtf/EDTF> .'
)


def validate(text: str, *, context: str = "") -> ValidationReport:
    """Validate a TriG text by the packaged gate."""
    return validate_documents(
        [document(text, "file.trig")],
        packaged_gate(),
        base_iri=BASE_IRI,
        context=[document(context)] if context else [],
    )


def test_validation_names_shape_node_graph_and_file() -> None:
    """Everything that is needed to find the place."""
    (found,) = validate(BREAKING).violations
    assert found.shape.endswith("#DeclaredPropertyShape")
    assert str(found.focus_node).endswith("/agent/somebody>")
    assert found.location == "file.trig"
    assert "file.trig" in found.graph


def test_validation_normalises_as_a_load_does() -> None:
    """A date that a load would refuse is refused here too."""
    assert any("cannot be read" in v.message for v in validate(UNREADABLE).violations)


def test_validation_of_nothing_is_refused() -> None:
    """Otherwise an empty file would conform."""
    for text in ("", "# only a comment"):
        with pytest.raises(InputError, match="holds no triple"):
            validate(text)


MINE = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
e:Shape a sh:NodeShape ; sh:targetSubjectsOf e:p ; sh:property e:Shape-p .
e:Shape-p a sh:PropertyShape ; sh:path e:p ; sh:maxCount 1 ; sh:message "One p only." .
"""


def test_own_shapes_see_all_documents_as_one_graph() -> None:
    """Plain SHACL knows no source graphs; the file of the subject is named all the same."""
    one, two = document("e:g { e:s e:p 1 }", "one.trig"), document("e:s e:p 2 .", "two.trig")
    assert validate_with_shapes([one], [document(MINE)]).conforms
    (found,) = validate_with_shapes([one, two], [document(MINE)]).violations
    assert (found.message, found.location) == ("One p only.", "one.trig")


def test_own_shapes_of_nothing_are_refused() -> None:
    """Neither data without triples nor shapes without targets may conform."""
    with pytest.raises(InputError, match="empty: the document holds no triple"):
        validate_with_shapes([document("", "empty")], [document(MINE)])
    with pytest.raises(ShapesError):
        validate_with_shapes([document("e:s e:p 1 .")], [document("e:s e:p 1 .")])
