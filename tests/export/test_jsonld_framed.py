"""The whole dataset as framed JSON-LD: a document for each thing, a line each."""

from __future__ import annotations

import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.dates import parse_day
from kg.export import FORMATS, ExportedVersion, Losses, Selection, open_export
from kg.store.embedded import DatasetStore
from tests.conftest import Load
from tests.export.expanding import canonical, expanded

FRAMED = FORMATS["jsonld-framed"]
GA = "@prefix ga: <https://w3id.org/geoactors/ns#> . "


def documents(version: ExportedVersion, losses: Losses | None = None) -> list[dict[str, Any]]:
    """The documents of an export, which are one a line."""
    output = io.BytesIO()
    FRAMED.writer()(version, output, Losses() if losses is None else losses)
    return [json.loads(line) for line in output.getvalue().decode().split("\n")[:-1]]


def statements(found: list[dict[str, Any]]) -> Counter[ox.Triple]:
    """The triples of all documents, with how often each stands in them."""
    return Counter(quad.triple for document in found for quad in expanded(document))


def test_every_fact_is_in_one_document(demo_store: DatasetStore) -> None:
    """What PyLD reads of all lines is what the version holds, each fact once."""
    with open_export(demo_store, Selection()) as version:
        found = statements(documents(version))
        assert found == Counter(version.triples())


def test_documents_come_in_the_order_of_their_iris(demo_store: DatasetStore) -> None:
    """And each thing has one, with its parts in it."""
    with open_export(demo_store, Selection()) as version:
        found = documents(version)
    iris = [document["id"] for document in found]
    assert iris == sorted(set(iris))
    visit = next(entry for entry in found if entry["id"].endswith("event/wang-visit-moscow"))
    assert {part["type"] for part in visit["hasParticipation"]} == {"Participation"}


def test_a_selection_is_kept(demo_store: DatasetStore) -> None:
    """Kinds, days and terms of use, as in every other format."""
    selection = Selection(kinds=("tenure",), at=parse_day("2025-12-01"), open_only=True)
    with open_export(demo_store, selection) as version:
        found = documents(version)
        assert found
        assert statements(found) == Counter(version.triples())


def test_parts_that_several_things_share_have_their_own_document(load: Load) -> None:
    """So have parts that go round in a ring, and those of parts that go on for ever."""
    chain = "".join(f"e:c{n} ga:evidence e:c{n + 1} . " for n in range(30))
    shared = "e:a ga:evidence e:shared, e:own . e:b ga:evidence e:shared . e:own ga:locator 'q' . "
    rings = "e:r ga:inferredBy e:s . e:s ga:inferredBy e:r . e:x ga:evidence e:x . "
    store = load(g=f"{GA}{shared}{rings}{chain} e:shared ga:locator 'p' .")
    with open_export(store, Selection()) as version:
        found = documents(version)
        assert statements(found) == Counter(version.triples())
    own = {document["id"].rpartition("/")[2]: document for document in found}
    assert {"a", "b", "r", "s", "shared", "x", "c0", "c11"} <= own.keys()
    assert own.keys().isdisjoint({"own", "c1", "c10"})


def test_blank_nodes_stand_where_they_hang(load: Load) -> None:
    """One with several things is in the document of each, which is a loss."""
    text = "e:a e:p [ e:q [ e:r (1 2) ] ] . [] e:p 1 . _:x e:p _:y . _:y e:p _:x . "
    store = load(g=text)
    losses = Losses()
    with open_export(store, Selection()) as version:
        found = documents(version, losses)
        whole = ox.Dataset(ox.Quad(*triple) for triple in version.triples())
    together = expanded({"@context": found[0]["@context"], "@graph": found})
    assert canonical(together) == canonical(whole)
    assert [loss.what for loss in losses.listed()] == ["Names of source graphs"]
    with open_export(load(g="e:a e:p _:s . e:b e:p _:s . _:s e:q 1 ."), Selection()) as version:
        found = documents(version, losses)
    assert [document["http://example.org/p"] for document in found] == [
        {"http://example.org/q": 1}
    ] * 2
    assert any("Blank nodes" in loss.what for loss in losses.listed())


def test_nothing_makes_nothing(plain_store: DatasetStore) -> None:
    """An empty dataset has no line."""
    with open_export(plain_store, Selection()) as version:
        assert documents(version) == []


def test_contents_of_claims_are_no_facts(demo_store: DatasetStore) -> None:
    """They are listed as lost, as are the names of graphs."""
    losses = Losses()
    with open_export(demo_store, Selection()) as version:
        documents(version, losses)
        counts = {loss.what: loss.count for loss in losses.listed()}
        claims = sum(map(version.is_claim, version.graphs))
        assert counts == {
            "Contents of claims": claims,
            "Names of source graphs": len(version.graphs) - claims,
        }


def test_the_documentation_shows_what_is_written(demo_store: DatasetStore) -> None:
    """Its example is the document of a tenure."""
    text = (Path(__file__).parents[2] / "docs" / "exporting.md").read_text(encoding="utf-8")
    example = json.loads(text.partition("```json\n")[2].partition("```")[0])
    with open_export(demo_store, Selection(kinds=("tenure",))) as version:
        assert example in documents(version)
