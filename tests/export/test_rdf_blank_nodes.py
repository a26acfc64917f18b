"""Labels of blank nodes follow from the data alone."""

from __future__ import annotations

import random

import pyoxigraph as ox
import pytest

from kg.export.rdf.blank_nodes import labelled


def link(subject: object, value: object) -> bytes:
    """A line that leads from one blank node to another."""
    return f"_:n{subject} <http://e/p> _:n{value} <http://e/g> .\n".encode()


def cycle(*nodes: object) -> list[bytes]:
    """Lines that lead around."""
    return [link(a, b) for a, b in zip(nodes, [*nodes[1:], nodes[0]], strict=True)]


CASES = {
    "a cycle, and two that are half as long": [*cycle(*"abcdef"), *cycle(*"ghi"), *cycle(*"jkl")],
    "a clique": [link(a, b) for a in range(12) for b in range(12) if a != b],
    "twins": [link("hub", leaf) for leaf in range(300)],
    "chains of equal values": [link(f"{c}x{n}", f"{c}x{n + 1}") for c in "abc" for n in range(200)],
    "itself, and one another": [link("a", "a"), link("b", "c"), link("c", "b")],
    "a text that looks like one": [b'_:n1 <http://e/p> "> _:k2 <http://e/g> ." .\n', link(2, 3)],
}


@pytest.mark.parametrize("case", CASES)
def test_labels_do_not_depend_on_those_before(case: str) -> None:
    """Other labels and another order give the same lines, which say the same."""
    lines = CASES[case]
    first = labelled(lines)
    turned = [line.replace(b"_:n", b"_:m") for line in lines]
    random.Random(7).shuffle(turned)
    names = sorted({part for line in turned for part in line.split() if part.startswith(b"_:m")})
    others = dict(zip(names, random.Random(8).sample(names, len(names)), strict=True))
    renamed = [b" ".join(others.get(part, part) for part in line.split(b" ")) for line in turned]
    assert labelled(renamed) == first
    assert len(set(first)) == len(set(lines))


@pytest.mark.parametrize("case", [case for case in CASES if case != "a clique"])
def test_new_labels_say_the_same(case: str) -> None:
    """The lines are isomorphic to what was given."""
    lines = CASES[case][:60]
    before, after = (
        ox.Dataset(ox.parse(b"".join(text), ox.RdfFormat.N_QUADS))
        for text in (lines, labelled(lines))
    )
    before.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    after.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    assert before == after


def test_graphs_share_their_blank_nodes() -> None:
    """A blank node of two graphs has one label in both."""
    lines = [b"_:x <http://e/p> <http://e/o> <http://e/%b> .\n" % graph for graph in (b"a", b"b")]
    assert [line.split()[0] for line in labelled(lines)] == [b"_:b0", b"_:b0"]
