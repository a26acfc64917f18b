"""The canonical digest of a dataset: what plays no part in it, and what does."""

from __future__ import annotations

import io
import random
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.export import Losses, Selection, open_export
from kg.export.rdf.canonical import canonical_digest, write
from kg.store.embedded import DatasetStore
from tests.conftest import Kg

E = "http://example.org/"


def quads(text: str) -> list[ox.Quad]:
    """Read TriG, with `:` for http://example.org/."""
    return list(ox.parse(f"@prefix : <{E}> . {text}", ox.RdfFormat.TRIG, rename_blank_nodes=False))


def digest_of(*lines: str) -> str:
    """The digest of lines as they are written here."""
    return sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        (":s :p :o, :n .", [f"<{E}s> <{E}p> <{E}n> .", f"<{E}s> <{E}p> <{E}o> ."]),
        (":g { :s :p 'x'@en }", [f'<{E}s> <{E}p> "x"@en <{E}g> .']),
        # labels are those of RDFC-1.0 §4: issued in the order of the hashes
        ("_:x :p :o .", [f"_:c14n0 <{E}p> <{E}o> ."]),
        (
            "_:a :next _:b . _:b :next :end .",
            [f"_:c14n0 <{E}next> <{E}end> .", f"_:c14n1 <{E}next> _:c14n0 ."],
        ),
        (
            ":s :p '\\u000B\\u007F\\t\\n\\\"\\\\é' .",
            [f'<{E}s> <{E}p> "\\u000B\\u007F\\t\\n\\"\\\\é" .'],
        ),
        # by code point, and not as UTF-16 would have it
        (":s :p '\uffee', '\U00010000' .", [f'<{E}s> <{E}p> "{c}" .' for c in "\uffee\U00010000"]),
    ],
    ids=["empty", "sorted", "graph", "blank", "two blanks", "escapes", "code points"],
)
def test_the_digest_is_that_of_the_canonical_lines(text: str, lines: list[str]) -> None:
    """Written out by hand from the rules of the Recommendation."""
    assert canonical_digest(quads(text)) == digest_of(*lines)


TWO_RINGS = ":g { _:a :p _:b . _:b :p _:c . _:c :p _:a } _:d :p _:e . _:e :q _:d . :s :p _:a ."


def test_order_repetition_and_labels_play_no_part() -> None:
    """Blank nodes by other names, in another order, each line thrice: it is the same dataset."""
    one = quads(TWO_RINGS)
    other = quads(TWO_RINGS.replace("_:a", "_:z9").replace("_:b", "_:c0").replace("_:e", "_:a")) * 3
    random.Random(1).shuffle(other)
    assert canonical_digest(one) == canonical_digest(other)


@pytest.mark.parametrize(
    "change",
    [("_:c :p _:a", "_:c :p _:b"), (":g {", ":h {"), (":s :p _:a", ":s :p _:d"), (":q", ":p")],
    ids=str,
)
def test_every_change_changes_the_digest(change: tuple[str, str]) -> None:
    """Also one that only concerns which blank node is meant."""
    assert canonical_digest(quads(TWO_RINGS)) != canonical_digest(quads(TWO_RINGS.replace(*change)))


def test_the_digest_of_the_file_is_that_of_the_dataset(
    demo_store: DatasetStore, kg: Kg, tmp_path: Path
) -> None:
    """So that `sha256sum` tells whether two stores hold the same."""
    target = tmp_path / "all.nq"
    command = ("export", "--store", demo_store.folder, "--format", "canonical", "--output", target)
    assert kg(*command).code == 0
    with open_export(demo_store, Selection()) as version:
        held = [quad for graph in version.graphs for quad in version.quads(graph)]
    assert sha256(target.read_bytes()).hexdigest() == canonical_digest(reversed(held))


def test_merged_facts_have_a_digest_too(demo_store: DatasetStore) -> None:
    """They are a dataset of one graph, the default graph."""
    output = io.BytesIO()
    with open_export(demo_store, Selection(merged=True)) as version:
        write(version, output, Losses())
        facts = [ox.Quad(t.subject, t.predicate, t.object) for t in version.triples()]
    assert sha256(output.getvalue()).hexdigest() == canonical_digest(facts)
