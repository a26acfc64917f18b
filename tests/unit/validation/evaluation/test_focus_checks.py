"""Checks of a focus node with all its values."""

from __future__ import annotations

import pytest

from tests.unit.validation.evaluation.conftest import Evaluate, Find

CASES = {
    "none": ("sh:path ex:p ; sh:minCount 1", "ex:x ex:q 1 .", ["x"]),
    "one of two": ("sh:path ex:p ; sh:minCount 2", "ex:x ex:p 1 .", ["x"]),
    "zero of two": ("sh:path ex:p ; sh:minCount 2", "", ["x"]),
    "two": ("sh:path ex:p ; sh:minCount 2", "ex:x ex:p 1, 01 .", []),
    "no fewer than none": ("sh:path ex:p ; sh:minCount 0", "", []),
    "too many": ("sh:path ex:p ; sh:maxCount 1", "ex:x ex:p 1, 01 .", ["x"]),
    "not even one": ("sh:path ex:p ; sh:maxCount 0", "ex:x ex:p 1 .", ["x"]),
    "the node itself": ("sh:path [ sh:zeroOrOnePath ex:p ] ; sh:maxCount 0", "", ["x"]),
    "itself and another": ("sh:path [ sh:zeroOrMorePath ex:p ] ; sh:minCount 3",
                           "ex:x ex:p ex:y .", ["x"]),
    "backwards": ("sh:path [ sh:inversePath ex:p ] ; sh:minCount 1", "ex:y ex:p ex:x .", []),
    "two ways": ("sh:path [ sh:alternativePath ( ex:p ex:q ) ] ; sh:maxCount 1",
                 "ex:x ex:p 1 ; ex:q 1 .", []),
    "one language twice": ("sh:path ex:p ; sh:uniqueLang true",
                           "ex:x ex:p 'a'@en, 'b'@EN, 'c'@fr, 'c', 'd' .", ["x"]),
    "two languages twice": ("sh:path ex:p ; sh:uniqueLang true",
                            "ex:x ex:p 'a'@en, 'b'@en, 'a'@fr, 'b'@fr, 'c'@fr .", ["x", "x"]),
    "each language once": ("sh:path ex:p ; sh:uniqueLang true",
                           "ex:x ex:p 'a'@en, 'a'@en-GB, 'a', ex:a .", []),
    "the wanted value": ("sh:path ex:p ; sh:hasValue 01", "ex:x ex:p 01 .", []),
    "another form of it": ("sh:path ex:p ; sh:hasValue 01", "ex:x ex:p 1 .", ["x"]),
    "a blank node of the shapes": ("sh:path ex:p ; sh:hasValue []", "ex:x ex:p [] .", ["x"]),
    "the wanted node": ("sh:hasValue ex:x", "", []),
    "another node": ("sh:hasValue ex:y", "", ["x"]),
    "equal": ("sh:path ex:p ; sh:equals ex:q", "ex:x ex:p 1, 2 ; ex:q 2, 1 .", []),
    "unequal": ("sh:path ex:p ; sh:equals ex:q", "ex:x ex:p 1, 01 ; ex:q 1, 2 .", ["x 01", "x 2"]),
    "a node equal to its values": ("sh:equals ex:q", "ex:x ex:q ex:x .", []),
    "a node unequal to its values": ("sh:equals ex:q", "ex:x ex:q ex:y .", ["x x", "x y"]),
    "disjoint": ("sh:path ex:p ; sh:disjoint ex:q", "ex:x ex:p 1 ; ex:q 01 .", []),
    "not disjoint": ("sh:path ex:p ; sh:disjoint ex:q", "ex:x ex:p 1, 2 ; ex:q 1, 3 .", ["x 1"]),
    "a node among its values": ("sh:disjoint ex:q", "ex:x ex:q ex:x, ex:y .", ["x x"]),
    "less": ("sh:path ex:p ; sh:lessThan ex:q", "ex:x ex:p 1 ; ex:q 02, 3.0 .", []),
    "not less": ("sh:path ex:p ; sh:lessThan ex:q", "ex:x ex:p 1, 3 ; ex:q 2, 3 .",
                 ["x 3", "x 3"]),
    "not to be compared": ("sh:path ex:p ; sh:lessThan ex:q", "ex:x ex:p 'a' ; ex:q 2 .", ["x a"]),
    "no more": ("sh:path ex:p ; sh:lessThanOrEquals ex:q", "ex:x ex:p 3 ; ex:q 3 .", []),
    "more": ("sh:path ex:p ; sh:lessThanOrEquals ex:q", "ex:x ex:p 4 ; ex:q 3 .", ["x 4"]),
    "itself, equal to nothing": (
        "sh:path [ sh:zeroOrMorePath ex:p ] ; sh:equals ex:q",
        "ex:x ex:p ex:y .",
        ["x x", "x y"],
    ),
    "itself on two ways": (
        "sh:path [ sh:alternativePath ( ex:r [ sh:zeroOrOnePath ex:r ] ) ] ; sh:equals ex:q",
        "ex:x ex:q ex:x .",
        [],
    ),
    "an unknown node, equal to nothing": (
        "sh:path [ sh:zeroOrOnePath ex:p ] ; sh:equals ex:q",
        "",
        ["x x"],
    ),
    "an unknown node itself": ("sh:path [ sh:zeroOrOnePath ex:p ] ; sh:hasValue ex:x", "", []),
    "closed": ("sh:closed true ; sh:property [ sh:path ex:p ]",
               "ex:x ex:p 1 ; ex:q 2, 3 ; rdf:type ex:C .", ["x 2", "x 3", "x C"]),
    "closed but for": ("sh:closed true ; sh:ignoredProperties ( ex:q )", "ex:x ex:q 2 .", []),
    "closed values": ("sh:path ex:p ; sh:closed true", "ex:x ex:p ex:y . ex:y ex:q 2 .", ["x 2"]),
}  # fmt: skip


@pytest.mark.parametrize(("constraint", "data", "expected"), CASES.values(), ids=CASES)
def test_what_breaks_a_check_is_found(
    constraint: str, data: str, expected: list[str], find: Find
) -> None:
    """Others that break it as well are no focus nodes; numbers are values, literals are terms."""
    others = data.replace("ex:x", "ex:other").replace("ex:y", "ex:else")
    assert find(data + others, f"ex:S sh:targetNode ex:x ; {constraint} .") == expected


def test_one_value_of_two_nodes_closes_both(find: Find) -> None:
    """Each value node has its results, be they alike."""
    data = "ex:x ex:p ex:y, ex:z . ex:y ex:q 1 . ex:z ex:q 1 ."
    shape = "ex:S sh:targetNode ex:x ; sh:path ex:p ; sh:closed true ."
    assert find(data, shape) == ["x 1", "x 1"]


@pytest.mark.parametrize("constraint", ["hasValue ex:y", "disjoint ex:q", "equals ex:r"])
def test_a_node_that_is_a_target_twice_is_looked_at_once(constraint: str, find: Find) -> None:
    """Focus nodes are a set (SHACL §2.1.3)."""
    data = "ex:x a ex:C, ex:D ; ex:q ex:x ."
    shape = f"ex:S sh:targetClass ex:C, ex:D ; sh:targetNode ex:x ; sh:{constraint} ."
    assert len(find(data, shape)) == 1
    nested = shape.replace("ex:S", "ex:N").replace("sh:target", "ex:not")
    data += "ex:z ex:p ex:x . ex:y ex:p ex:x ."
    outer = "ex:S sh:targetNode ex:y, ex:z ; sh:path ex:p ; sh:node ex:N ."
    assert find(data, nested + outer) == ["y x", "z x"]


def test_a_closed_shape_names_the_property(evaluate: Evaluate) -> None:
    """In the place of its path (SHACL §4.8.1)."""
    (result,) = evaluate("ex:x ex:p 1 .", "ex:S sh:targetNode ex:x ; sh:closed true .")
    assert result.path == "<http://example.org/p>"


def test_checks_of_values_that_a_node_shape_cannot_have_are_passed_over(find: Find) -> None:
    """SHACL knows them for property shapes only."""
    shape = "ex:S sh:targetNode ex:x ; sh:minCount 9 ; sh:uniqueLang true ; sh:lessThan ex:p ."
    assert find("ex:x ex:p 1 .", shape) == []
