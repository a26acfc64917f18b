"""The packaged ontology, as all that reads it finds it."""

from __future__ import annotations

import ast
from pathlib import Path

import kg
from kg.packaged_terms import classes_above, classes_below, definitions, labels, ontology_triples
from kg.vocabulary import GA, GC


def test_classes_are_found_above_and_below() -> None:
    """With the class itself; a class of nobody stands alone."""
    assert classes_above(str(GA.State))[0] == str(GA.State)
    assert str(GA.Agent) in classes_above(str(GA.State))
    assert str(GA.State) in classes_below(str(GA.Agent))
    assert classes_above("urn:x") == classes_below("urn:x") == ("urn:x",)


def test_terms_and_codes_have_texts() -> None:
    """In English."""
    assert labels()[str(GA.Tenure)] == "tenure"
    assert labels()[str(GC["head-of-state"])] == "head of state"
    assert definitions()[str(GA.birth)] == "event in which a person was born"


def test_they_are_read_once() -> None:
    """The same triples for all."""
    assert ontology_triples() is ontology_triples()


def test_nobody_else_reads_the_files_of_terms() -> None:
    """But who takes them as documents, one by one: the gate, the check-up, the pages of terms."""
    root = Path(kg.__file__).parent
    readers = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and any(name.name == "ontology_files" for name in node.names)
    }
    assert readers == {
        "cli/doctor.py",
        "gate/packaged.py",
        "ontology/packaged.py",
        "packaged_terms.py",
        "web/program/ontology.py",
    }
