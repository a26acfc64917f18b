"""The terms that the program spells and the terms that the ontology declares are the same."""

from __future__ import annotations

import re

import pytest

from kg.resources import alignment_files, ontology_files
from kg.vocabulary import BASE_IRI, GA, GC, GS, PREFIXES
from tests.conformance.ontology_graphs import own_terms


def test_every_declared_term_is_spelled() -> None:
    """A term added to the ontology has to be added to the program."""
    terms = {term for term in own_terms() if term.startswith(PREFIXES["ga"])}
    assert terms == {str(term) for term in dir(GA)}


def test_every_declared_code_is_spelled() -> None:
    """A code added to the code lists has to be added to the program, and the other way round."""
    codes = {term for term in own_terms() if term.startswith(PREFIXES["gc"])}
    assert codes == {PREFIXES["gc"] + name for name in GC._extras}
    assert len(GC._extras) == len(set(GC._extras))


@pytest.mark.parametrize("name", ["hodler", "tenure", "Post "])
def test_a_misspelt_term_fails_at_once(name: str) -> None:
    """A term that the ontology lacks is an error, not a new IRI."""
    with pytest.raises(AttributeError):
        GA[name]


@pytest.mark.parametrize("name", ["vist", "Visit", "head_of_state"])
def test_a_misspelt_code_fails_at_once(name: str) -> None:
    """A code that the lists lack is an error, not a new IRI."""
    with pytest.raises(AttributeError):
        GC[name]


def test_a_code_with_a_hyphen_is_read_as_an_item() -> None:
    """Codes are no Python names, and are read all the same."""
    assert str(GC["head-of-state"]) == f"{BASE_IRI}code/head-of-state"


def test_the_prefixes_of_the_files_are_those_of_the_program() -> None:
    """A prefix stands for one namespace, in the ontology and in our output."""
    for path in [*ontology_files(), *alignment_files()]:
        declared = re.findall(r"^@prefix (\w+):\s+<(.+)> \.$", path.read_text("utf-8"), re.M)
        assert declared, path
        for prefix, namespace in declared:
            assert PREFIXES.get(prefix, namespace) == namespace, (path, prefix)


def test_no_two_prefixes_share_a_namespace() -> None:
    """A namespace is shortened in one way only."""
    assert len(set(PREFIXES.values())) == len(PREFIXES)
    assert PREFIXES["gs"] == str(GS)
