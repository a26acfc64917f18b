"""Tests of kg.gate.described: the same triples have the same digest, others have another."""

from __future__ import annotations

from random import Random

import pyoxigraph as ox
import pytest

from kg.gate.described import Described
from tests.conftest import Triples

LIST = "e:s e:p ( 1 2 ( 3 ) [ e:q [ e:r 'deep' ] ] ) , [ e:q 1 ] , [ e:q 1 ] ."
CIRCLE = "_:a e:next _:b . _:b e:next _:c . _:c e:next _:a ; e:p 1 . e:s e:p _:a ."


def digest(triples: set[ox.Triple]) -> str:
    """The digest of triples in some order."""
    return Described(Random(7).sample(sorted(triples, key=str), len(triples))).digest()


@pytest.mark.parametrize("text", [LIST, CIRCLE])
def test_neither_labels_nor_order_matter(triples: Triples, text: str) -> None:
    """Each reading gives blank nodes other labels."""
    first, second = triples(text), triples(text)
    assert first != second
    assert digest(first) == digest(second)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (LIST, "1 2", "2 1"),
        (LIST, "( 3 )", "( 4 )"),
        (LIST, "'deep'", "'deeper'"),
        (LIST, ", [ e:q 1 ] .", "."),
        (CIRCLE, "e:p 1", "e:p 2"),
        (CIRCLE, "e:s e:p _:a", "e:s e:p _:b"),
    ],
)
def test_every_triple_counts(triples: Triples, text: str, old: str, new: str) -> None:
    """Also one that hangs on blank nodes, and one of two that are alike."""
    assert text.count(old) == 1
    assert digest(triples(text)) != digest(triples(text.replace(old, new)))


def test_a_long_list_is_no_matter(triples: Triples) -> None:
    """As `sh:in` may have one."""
    text = " ".join(map(str, range(5_000)))
    assert digest(triples(f"e:s e:p ( {text} ) .")) != digest(triples(f"e:s e:p ( {text} 1 ) ."))
