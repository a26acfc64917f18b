"""What `kg export` takes of a dataset: graphs, kinds, days and terms of use."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.dates import parse_day
from kg.errors import NotFoundError, ParameterError
from kg.export import ExportedVersion, Selection, open_export
from kg.store.embedded import DatasetStore
from tests.conftest import Kg, Load

BASE = "https://w3id.org/geoactors/"
ARTICLE = f"{BASE}graph/doc/58d4d7d1640f7572"
RESOLVED = f"{ARTICLE}/resolved"
GA = f"{BASE}ns#"
PERSON = ox.NamedNode(f"{GA}Person")
TENURE = ox.NamedNode(f"{GA}Tenure")
ORGANISATION = ox.NamedNode(f"{GA}Organisation")
OWN = "http://example.org/"
LICENCES = f"""@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix cc: <https://creativecommons.org/licenses/> .
<{OWN}free> dcterms:title "Free"@en ; dcterms:license cc:by\\/4.0\\/ .
<{OWN}bound> dcterms:license cc:by-nc\\/4.0\\/ .
<{OWN}both> dcterms:license cc:by\\/4.0\\/, cc:by-nd\\/4.0\\/ .
"""


def subjects(version: ExportedVersion) -> set[str]:
    """What anything is said of."""
    return {str(t.subject.value) for t in version.triples() if isinstance(t.subject, ox.NamedNode)}


def names(graphs: Iterable[str]) -> list[str]:
    """The last parts of IRIs."""
    return [graph.rpartition("/")[2] for graph in graphs]


def test_all_that_counts_is_exported(demo_store: DatasetStore) -> None:
    """Facts are the union without the content of claims, as the default graph has it."""
    with open_export(demo_store, Selection()) as version:
        assert ARTICLE in version.graphs
        assert any(version.is_claim(graph) for graph in version.graphs)
        assert not any(version.is_claim(graph) for graph in version.facts)
        whole = set(version.triples())
        merged = {quad.triple for graph in version.facts for quad in version.quads(graph)}
        assert whole == merged


def test_merged_facts_come_once(demo_store: DatasetStore) -> None:
    """Also where graphs are named, so that they have to be merged here."""
    with open_export(demo_store, Selection()) as all_graphs:
        chosen = all_graphs.facts
    with open_export(demo_store, Selection(graphs=chosen)) as version:
        triples = list(version.triples())
        assert len(triples) == len(set(triples))
        assert len(set(version.matching(None, None))) == len(triples)


def test_a_graph_that_is_not_there_is_an_error(demo_store: DatasetStore) -> None:
    """A misspelt name must not give an empty export."""
    with pytest.raises(NotFoundError), open_export(demo_store, Selection(graphs=(OWN,))):
        pass


def test_a_kind_that_is_not_there_is_an_error() -> None:
    """The kinds are named."""
    with pytest.raises(ParameterError, match="persons"):
        Selection(kinds=("persons",))


def test_suspended_graphs_are_left_out(kg: Kg, demo_store: DatasetStore, tmp_path: Path) -> None:
    """Unless they are named; the report says which."""
    shutil.copytree(demo_store.folder, tmp_path / "store")
    assert kg("graphs", "--store", tmp_path / "store", "suspend", RESOLVED).code == 0
    store = DatasetStore.open(tmp_path / "store")
    with open_export(store, Selection()) as version:
        assert RESOLVED not in version.graphs
        assert version.names.acceptance not in version.graphs
        assert [loss.examples for loss in version.left_out.listed()] == [[RESOLVED]]
    with open_export(store, Selection(graphs=(RESOLVED,))) as version:
        assert version.graphs == (RESOLVED,)
        assert list(version.triples())


def test_kinds_bring_what_hangs_on_their_things(demo_store: DatasetStore) -> None:
    """A tenure with its evidence, and no person; a state is an organisation, too."""
    with open_export(demo_store, Selection(kinds=("tenure",))) as version:
        assert version.things(TENURE)
        assert version.things(PERSON) == []
        assert any("#" in subject for subject in subjects(version))
        assert not any("/id/agent/" in subject for subject in subjects(version))
    with open_export(demo_store, Selection(kinds=("organisation",))) as version:
        assert f"{BASE}id/agent/russia" in {thing.value for thing in version.things(ORGANISATION)}


def test_a_day_leaves_out_what_certainly_was_not(demo_store: DatasetStore) -> None:
    """Shoigu's ministry ended in May 2024; nobody says when it began."""
    ministry = ox.NamedNode(f"{BASE}id/tenure/shoigu-defence-1")
    with open_export(demo_store, Selection(at=parse_day("2024-05-12"))) as version:
        assert ministry in version.things(TENURE)
    with open_export(demo_store, Selection(at=parse_day("2024-06-01"))) as version:
        assert ministry not in version.things(TENURE)
        assert not any(quad.subject == ministry for quad in version.quads(ARTICLE))


def test_a_day_leaves_out_participations_with_their_event(load: Load) -> None:
    """What hangs on an event goes with it."""
    store = load(
        g=f"""@prefix ga: <{GA}> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        e:talks a ga:Event ; ga:hasParticipation e:part ; ga:endLatest "2020-01-01"^^xsd:date .
        e:part ga:participant e:somebody . e:somebody a ga:Person ."""
    )
    with open_export(store, Selection(at=parse_day("2021-01-01"))) as version:
        assert subjects(version) == {f"{OWN}somebody"}


OF_A_DAY = f"""@prefix ga: <{GA}> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    @prefix prov: <http://www.w3.org/ns/prov#> .
    e:talks a ga:Event ; ga:endLatest "2020-01-01"^^xsd:date ; ga:evidence e:own, e:shared ;
        ga:inferredBy e:thought .
    e:thought a ga:Inference ; prov:used e:basis, e:doc .
    e:report a ga:StatusReport ; ga:reportsOn e:talks ; ga:evidence e:of-report .
    e:own a ga:Evidence ; ga:inDocument e:doc . e:shared a ga:Evidence . e:basis a ga:Evidence .
    e:of-report a ga:Evidence . e:doc a ga:Document .
    e:post a ga:Post ; ga:evidence e:shared .
    e:somebody a ga:Person ; ga:birth e:born .
    e:born a ga:Event ; ga:endLatest "1970-01-01"^^xsd:date ; ga:evidence e:of-birth .
    e:of-birth a ga:Evidence .
    e:born-report a ga:StatusReport ; ga:reportsOn e:born ."""


@pytest.mark.parametrize(
    ("kinds", "kept"),
    [
        ((), "shared doc post somebody born of-birth born-report"),
        (("post",), "post shared"),
        (("event", "person"), "somebody born of-birth"),
        (("event",), ""),
    ],
)
def test_a_day_leaves_out_what_only_the_gone_need(
    load: Load, kinds: tuple[str, ...], kept: str
) -> None:
    """Reports, evidence and inferences; births of persons who are selected stay."""
    with open_export(load(g=OF_A_DAY), Selection(kinds=kinds, at=parse_day("2021-01-01"))) as found:
        assert subjects(found) == {f"{OWN}{name}" for name in kept.split()}


def test_what_was_known_on_a_day(demo_store: DatasetStore) -> None:
    """The article came out on 28 November 2025."""
    with open_export(demo_store, Selection(), parse_day("2025-11-01")) as version:
        assert ARTICLE not in version.graphs
    with open_export(demo_store, Selection(), parse_day("2025-12-01")) as version:
        assert ARTICLE in version.graphs


def test_open_licences(load: Load) -> None:
    """Each licence of a graph has to be open; without one nobody knows."""
    store = load(
        catalogue=LICENCES, free="e:a e:p 1 .", bound="e:b e:p 1 .", both="e:c e:p 1 .",
        none="e:d e:p 1 .",
    )  # fmt: skip
    with open_export(store, Selection(open_only=True)) as version:
        assert version.graphs == (f"{OWN}free",)
        (left,) = version.left_out.listed()
        assert (left.count, names(left.examples)) == (4, ["both", "bound", "none", "catalogue"])
        assert f"{OWN}b" not in subjects(version)
        terms = next(terms for terms in version.sources if terms.graph == f"{OWN}free")
        assert (terms.title, terms.is_open) == ("Free", True)


@pytest.mark.parametrize(
    ("licence", "is_open"),
    [
        ("http://spdx.org/licenses/CC0-1.0", True),
        ("https://creativecommons.org/publicdomain/zero/1.0/", True),
        ("https://creativecommons.org/licenses/by-sa/4.0/", True),
        ("https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/", True),
        ("http://spdx.org/licenses/CC-BY-NC-4.0", False),
        ("http://spdx.org/licenses/MITNFA", False),
        ("https://creativecommons.org/licenses/by-nc/4.0/", False),
        ("https://example.org/creativecommons.org/licenses/by/4.0/", False),
    ],
)
def test_which_licences_are_open(load: Load, licence: str, is_open: bool) -> None:
    """Those of the Open Definition, by the address they really have."""
    store = load(
        catalogue=f"<{OWN}g> <http://purl.org/dc/terms/license> <{licence}> .", g="e:a e:p 1 ."
    )
    with open_export(store, Selection()) as version:
        assert version.terms(f"{OWN}g").is_open is is_open


def test_a_plain_dataset_is_exported_with_its_default_graph(kg: Kg, tmp_path: Path) -> None:
    """There the default graph is made from nothing else."""
    path, store = tmp_path / "data.nq", tmp_path / "own"
    lines = [f'<{OWN}a> <{OWN}p> "1" .', f'<{OWN}b> <{OWN}p> "2" <{OWN}g> .']
    path.write_text("\n".join(lines) + "\n")
    settings = ("--default-graph", "own", "--shapes", "none")
    assert kg("load", "--store", store, path, *settings).code == 0
    output = tmp_path / "out.nq"
    assert kg("export", "--store", store, "--format", "nquads", "--output", output).code == 0
    assert output.read_text().splitlines() == lines


def test_the_report_names_sources_and_what_was_left_out(
    kg: Kg, demo_store: DatasetStore, tmp_path: Path
) -> None:
    """It lies beside the export, and has its size and digest."""
    output = tmp_path / "all.nq"
    done = kg("export", "--store", demo_store.folder, "--format", "nquads", "--output", output,
              "--kind", "post", "--at", "2024-05-12", "--licence", "open")  # fmt: skip
    assert (done.code, done.out) == (0, "")
    report = json.loads((tmp_path / "all.nq.report.json").read_text(encoding="utf-8"))
    assert report["selection"] == {"kinds": ["post"], "at": "2024-05-12", "licence": "open"}
    assert report["files"][0]["bytes"] == output.stat().st_size
    assert report["files"][0]["sha256"] in done.err
    article = next(source for source in report["sources"] if source["graph"] == ARTICLE)
    assert article["licences"] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert "The Moscow Times" in article["attribution"][0]
