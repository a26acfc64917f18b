"""FollowTheMoney and Popolo: whatever is said of a thing is written or counted as lost."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.export import Losses, Selection, find_format, open_export
from kg.export.version import ExportedVersion
from kg.ingest import graphs_of, ingest
from kg.parsing import parse_path
from kg.resources import article_files, data_files
from kg.store.embedded import DatasetStore
from kg.store.graphs import TYPE
from kg.store.settings import StoreSettings
from tests.conftest import Load
from tests.export.circles import entities, exported

FORMATS = ("ftm", "popolo")
WHOLLY = frozenset(
    (
        *("Claim", "ClaimGraph", "Document", "ImageObject", "NewsArticle", "EventSeries"),
        *("Evidence", "Inference", "Stance", "StatusReport", "SourceGraph", "ReferenceGraph"),
    )
)
"""Classes that are noted as a whole, or that the report tells of."""
TWICE = frozenset(
    (
        *("startEarliest", "startLatest", "endEarliest", "endLatest", "evidence", "involves"),
        *("participant", "participationRole", "type"),
    )
)
"""What other predicates say as well: EDTF the bounds, participations who is involved."""
Kinds = dict[ox.NamedNode, frozenset[ox.NamedNode]]


class Hiding:
    """A version without what is said by one predicate of the things of some classes."""

    def __init__(
        self, version: ExportedVersion, kinds: Kinds, cls: ox.NamedNode, predicate: ox.NamedNode
    ) -> None:
        self._version = version
        self._kinds = kinds
        self._hidden = cls, predicate

    def __getattr__(self, name: str) -> object:
        return getattr(self._version, name)

    def triples(self) -> Iterator[ox.Triple]:
        """The facts, but for the hidden ones."""
        return filter(self._shows, self._version.triples())

    def matching(self, *pattern: object) -> Iterator[ox.Triple]:
        """The facts that fit, but for the hidden ones."""
        return filter(self._shows, self._version.matching(*pattern))  # type: ignore[arg-type]

    def quads_about(self, *pattern: object) -> Iterator[ox.Quad]:
        """What graphs say of a thing, but for the hidden facts."""
        return filter(self._shows, self._version.quads_about(*pattern))  # type: ignore[arg-type]

    def _shows(self, fact: ox.Triple | ox.Quad) -> bool:
        cls, predicate = self._hidden
        return fact.predicate != predicate or cls not in self._kinds.get(fact.subject, ())  # type: ignore[arg-type]


def kinds_of(version: ExportedVersion) -> Kinds:
    """The classes of all things."""
    found: dict[ox.NamedNode, set[ox.NamedNode]] = {}
    for triple in version.matching(None, TYPE):
        found.setdefault(triple.subject, set()).add(triple.object)  # type: ignore[arg-type]
    return {thing: frozenset(classes) for thing, classes in found.items()}


def written(name: str, version: object) -> tuple[bytes, list[tuple[str, int]]]:
    """What a format writes, and what it counts."""
    output, losses = io.BytesIO(), Losses()
    find_format(name).writer()(version, output, losses)  # type: ignore[arg-type]
    return output.getvalue(), [(loss.what, loss.count) for loss in losses.listed()]


@pytest.fixture(scope="module")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> DatasetStore:
    """All packaged data with the sources, without a gate, since that was passed before."""
    settings = StoreSettings(shapes="none")
    store = DatasetStore.create(tmp_path_factory.mktemp("packaged") / "store", settings)
    ingest(store, graphs_of(map(parse_path, data_files())), None)
    return store


@pytest.mark.parametrize("name", FORMATS)
def test_to_hide_a_fact_changes_what_is_written_or_counted(name: str, tmp_path: Path) -> None:
    """No predicate of the article is lost in silence, for any class that has it."""
    store = DatasetStore.create(tmp_path / "store", StoreSettings(shapes="none"))
    files = (path for path in article_files() if path.name != "states.trig")
    ingest(store, graphs_of(map(parse_path, files)), None)
    with open_export(store, Selection()) as version:
        kinds, whole = kinds_of(version), written(name, version)
        pairs = sorted(
            {
                (cls, triple.predicate)
                for triple in version.triples()
                for cls in kinds[triple.subject]  # type: ignore[index]
                if _step(cls) not in WHOLLY and _step(triple.predicate) not in TWICE
            },
            key=str,
        )
        assert len(pairs) > 60
        silent = [pair for pair in pairs if written(name, Hiding(version, kinds, *pair)) == whole]
    assert silent == []


def _step(node: ox.NamedNode) -> str:
    return node.value.replace("#", "/").rpartition("/")[2]


def test_all_packaged_data_pass_the_model(packaged: DatasetStore) -> None:
    """Roles and capacities are links; whatever is written is an entity of `followthemoney`."""
    model = pytest.importorskip("followthemoney", reason="needs ICU to be built").model
    found = entities(exported("ftm", packaged))
    for entity in found.values():
        schema = model.get(entity["schema"])
        assert set(entity["properties"]) <= set(schema.properties)
        schema.validate(entity)
        for name, values in entity["properties"].items():
            range = schema.get(name).range
            for other in (found[value] for value in values if range and value in found):
                assert model.get(other["schema"]).is_a(range)
    links = [e["properties"] for e in found.values() if e["schema"] == "UnknownLink"]
    assert sum(link["role"] == ["part of"] for link in links) == 176
    assert sum(link["role"] == ["affiliation"] for link in links) == 13
    assert any(
        "In the capacity of" in text for link in links for text in link.get("description", ())
    )


def test_what_popolo_has_no_place_for_is_counted_by_things(packaged: DatasetStore) -> None:
    """Capacities and whom somebody represents count once for each participation."""
    losses = Losses()
    exported("popolo", packaged, losses=losses)
    lost = {loss.what: loss for loss in losses.listed()}
    assert lost["Things with ga:inCapacity"].count == 583
    assert lost["Things with ga:representing"].count == 590
    assert lost["Things with ga:affiliation"].count == 13
    assert all("/id/" in iri for iri in lost["Things with ga:inCapacity"].examples)


@pytest.mark.parametrize("name", FORMATS)
def test_foreign_predicates_classes_and_blank_nodes_are_counted(name: str, load: Load) -> None:
    """A thing counts once, whatever number of values it has in whatever number of graphs."""
    ann = "e:p a <https://w3id.org/geoactors/ns#Person>"
    store = load(
        g=f'{ann}, e:Alien ; e:likes "a", "b" . [] e:likes "c" ; e:hates "d" .',
        h=f'{ann} ; <http://www.w3.org/2004/02/skos/core#prefLabel> "Ann"@en ; e:likes "a", "e" .',
    )
    losses = Losses()
    exported(name, store, losses=losses)
    lost = {loss.what: loss.count for loss in losses.listed()}
    assert lost == {
        "Things with <http://example.org/likes>": 1,
        "Things of the class <http://example.org/Alien>": 1,
        "Things without an IRI": 1,
    }


def test_a_thing_of_two_classes_is_one_entity(load: Load) -> None:
    """The second schema is counted, since no program could merge the two lines."""
    store = load(
        g="@prefix ga: <https://w3id.org/geoactors/ns#> . e:p a ga:Person, ga:Event ;"
        ' <http://www.w3.org/2004/02/skos/core#prefLabel> "Ann"@en .'
    )
    losses = Losses()
    (found,) = entities(exported("ftm", store, losses=losses)).values()
    assert found["schema"] == "Person"
    assert "Further classes of things" in {loss.what for loss in losses.listed()}


def test_popolo_refers_to_persons_as_persons(load: Load) -> None:
    """Whom an event concerns is no organisation, and a holder without a description a person."""
    store = load(
        g="@prefix ga: <https://w3id.org/geoactors/ns#> . e:a a ga:Person ."
        " e:e a ga:Event ; ga:concerns e:a . e:o a ga:Post ."
        " e:t a ga:Tenure ; ga:holder e:nobody ; ga:post e:o ."
    )
    losses = Losses()
    document = json.loads(exported("popolo", store, losses=losses))
    assert "organization_id" not in document["events"][0]
    assert document["memberships"][0]["person_id"] == "http://example.org/nobody"
    lost = {loss.what: loss.count for loss in losses.listed()}
    assert lost["References to what is no such item"] == 1
    assert lost["Items without a name"] == 3
    assert lost["What events are about"] == 1


def test_an_article_without_a_title_is_one(load: Load) -> None:
    """A store without shapes may have such."""
    ga = "https://w3id.org/geoactors/"
    store = load(g=f"e:d a <{ga}ns#Document> ; <{ga}ns#documentType> <{ga}code/news-article> .")
    (found,) = entities(exported("ftm", store)).values()
    assert found["schema"] == "Article"
