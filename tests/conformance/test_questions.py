"""Questions about a day, on what was imported: who governed, who met whom, what was known."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.gate import packaged_gate
from kg.ingest import graphs_of, ingest
from kg.lookup import Dataset, open_known_at, parameter_values, prepare, stored_query
from kg.parsing import parse_path
from kg.resources import data_files, resource_root
from kg.store.embedded import DatasetStore
from kg.store.snapshot import Snapshot
from kg.terms import plain
from tests.conformance.competency import in_rdflib, rows_of, rows_of_other
from tests.running import run_kg

FIXTURES = Path(__file__).parents[1] / "importers" / "fixtures"
MOST_BYTES = 3_000_000


@pytest.fixture(scope="module")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> DatasetStore:
    """All packaged data, the selections from other sources among them."""
    store = DatasetStore.create(tmp_path_factory.mktemp("packaged") / "store")
    ingest(store, graphs_of(parse_path(path) for path in data_files()), packaged_gate())
    return store


def answers(dataset: Dataset, name: str, **values: str) -> list[dict[str, str]]:
    """Ask a stored query; IRIs by their last step."""
    text = stored_query(name)
    names, rows = dataset.select(prepare(text, parameter_values(text, values)))
    return [
        {n: plain(row[n]).rpartition("/")[2] if n in row else "" for n in names} for row in rows
    ]


def test_the_selections_stay_small_and_say_where_they_are_from() -> None:
    """At most 3 MB, and each graph has its document, its licence and its credit."""
    folder = resource_root() / "data" / "sources"
    assert sum(path.stat().st_size for path in folder.iterdir()) <= MOST_BYTES
    catalogue = (folder / "catalogue.trig").read_text(encoding="utf-8")
    graphs = catalogue.count("a ga:SourceGraph")
    assert graphs == len(list(folder.glob("*.trig"))) - 1
    for part in ("dcterms:license <http://spdx.org/licenses/CC0-1.0>", "Citation ", "ga:sourceD"):
        assert catalogue.count(part) == graphs


def test_the_cabinet_of_a_state_on_a_day(packaged: DatasetStore) -> None:
    """Hollande was President of France on 1 June 2015, Fabius Foreign Minister, Le Drian of
    Defence and Valls Prime Minister."""
    rows = answers(packaged.snapshot(), "cabinet-on-date", state="agent:france", at="2015-06-01")
    certain = {row["holder"] for row in rows if row["answer"] == "true"}
    assert certain == {"q157", "q217070", "q559040", "q10287"}
    assert not any(row["answer"] == "disputed" for row in rows)


@pytest.mark.parametrize(
    ("at", "holders"),
    [
        ("2012-05-14", {"q329"}),
        ("2012-05-15", {"q157", "q329"}),
        ("2012-05-16", {"q157"}),
    ],
)
def test_a_handover_is_a_day_of_both(packaged: DatasetStore, at: str, holders: set[str]) -> None:
    """Sarkozy's last day is Hollande's first: the source gives both the 15th."""
    rows = answers(packaged.snapshot(), "answers-on-date", post="post:q191954", at=at)
    assert {row["holder"] for row in rows if row["answer"] == "true"} == holders


def test_who_met_whom_while_holding_what(packaged: DatasetStore) -> None:
    """The state visit of February 2014: the President of France, in that post."""
    rows = answers(
        packaged.snapshot(),
        "met-while-holding",
        who="agent:france",
        since="2014-01-01",
        until="2014-12-31",
    )
    assert [(row["one"], row["post"], row["other"], row["earliest"]) for row in rows] == [
        (
            "hsg-visits-france-president-francois-hollande",
            "hsg-posts-france-president",
            "united-states",
            "2014-02-09",
        )
    ]


@pytest.mark.parametrize(
    ("day", "sources"), [("2026-11-22", []), ("2026-11-23", ["wikidata-cabinets-france-cabinet"])]
)
def test_what_was_believed_on_a_day(packaged: DatasetStore, day: str, sources: list[str]) -> None:
    """The tables were fetched on 23 November 2026; nothing says that they were out before."""
    view, _ = open_known_at(str(packaged.folder), day)
    found = answers(view, "believed-on", post="post:q191954", at="2015-06-01")
    assert [row["document"] for row in found] == sources


def test_who_was_sanctioned_while_in_office(tmp_path: Path) -> None:
    """The Union listed the Russian defence minister on 23 February 2022."""
    lines = (FIXTURES / "ftm").glob("*.json*")
    listing = {
        "id": "eu-shoigu-sanction",
        "schema": "Sanction",
        "properties": {
            "entity": ["NK-Shoigu"],
            "authority": ["Council of the European Union"],
            "program": ["Council Implementing Regulation (EU) 2022/260"],
            "listingDate": ["2022-02-23"],
        },
    }
    file = tmp_path / "peps.ftm.json"
    texts = [path.read_text(encoding="utf-8") for path in lines]
    file.write_text("".join([*texts, json.dumps(listing), "\n"]), encoding="utf-8")
    store = tmp_path / "store"
    done = run_kg("import", "ftm", file, "--store", store, "--retrieved", "2026-11-23")
    assert done.returncode == 0, done.stderr
    rows = answers(DatasetStore.open(store).snapshot(), "sanctioned-in-office")
    assert [(row["answer"], row["from"]) for row in rows] == [("true", "2022-02-23")]
    assert "shoigu" in rows[0]["holder"]


def test_what_was_announced_and_never_reported_as_held(packaged: DatasetStore) -> None:
    """The visit that the article announces; what the selections report took place."""
    found = answers(packaged.snapshot(), "announced-but-not-occurred")
    assert {row["event"] for row in found} == {
        "wang-visit-moscow",
        "strategic-security-consultations",
    }


LAST_DAY = "Dmytro Kuleba,,,Дмитро Кулеба,,UA,Minister of Foreign Affairs,04/03/2020,05/09/2024"
KULEBA = "ministers-tenure-dmytro-kuleba-ua-minister-of-foreign-affairs-04-03-2020"


@pytest.fixture(scope="module")
def two_releases(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """A table of ministers, and a later release of it that ends one tenure half a year earlier."""
    folder = tmp_path_factory.mktemp("releases")
    text = (FIXTURES / "csv" / "ministers.csv").read_text(encoding="utf-8")
    earlier = text.replace(LAST_DAY, LAST_DAY.replace("05/09/2024", "05/03/2024"))
    assert earlier != text
    file, store = folder / "ministers.csv", folder / "store"
    mapping = ("--mapping", FIXTURES / "csv" / "ministers.toml")
    for release, table in (("first", text), ("second", earlier)):
        file.write_text(table, encoding="utf-8")
        done = run_kg("import", "csv", file, *mapping, "--store", store, "--release", release)
        assert done.returncode == 0, done.stderr
    return DatasetStore.open(store).snapshot()


def test_two_releases_of_a_source_contradict_each_other(two_releases: Dataset) -> None:
    """The question names the thing, both days and both sources."""
    assert answers(two_releases, "conflicting-dates") == [
        {
            "thing": KULEBA,
            "notBefore": "2024-09-05",
            "source": "csv-first",
            "notAfter": "2024-03-05",
            "otherSource": "csv-second",
        }
    ]


@pytest.mark.parametrize(
    ("at", "answer"),
    [
        ("2024-03-05", "true"),
        ("2024-03-06", "disputed"),
        ("2024-09-05", "disputed"),
        ("2024-09-06", "false"),
    ],
)
def test_a_corrected_date_is_disputed(two_releases: Dataset, at: str, answer: str) -> None:
    """On the days that one release has and the other excludes."""
    post = "post:ministers-office-ua-minister-of-foreign-affairs"
    rows = answers(two_releases, "answers-on-date", post=post, at=at)
    assert [r["answer"] for r in rows if r["tenure"] == KULEBA] == [answer]


TENURES = """
@prefix ga: <https://w3id.org/geoactors/ns#> . @prefix gc: <https://w3id.org/geoactors/code/> .
@prefix post: <https://w3id.org/geoactors/id/post/> . @prefix e: <http://example.org/> .
@prefix agent: <https://w3id.org/geoactors/id/agent/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
post:p ga:jurisdiction agent:s ; ga:postType gc:minister .
post:q ga:jurisdiction agent:s ; ga:postType gc:president .
e:1 ga:post post:p ; ga:holder e:both ; ga:evidence e:from-one .
e:2 ga:post post:p ; ga:holder e:both ; ga:evidence e:from-two ;
  ga:startLatest "2020-01-01"^^xsd:date ; ga:endEarliest "2021-01-01"^^xsd:date .
e:3 ga:post post:p ; ga:holder e:perhaps ; ga:evidence e:from-one .
e:4 ga:post post:p ; ga:holder e:contested ; ga:evidence e:from-one .
e:5 ga:post post:p ; ga:holder e:contested ; ga:evidence e:from-two ;
  ga:startLatest "2020-01-01"^^xsd:date ; ga:endEarliest "2021-01-01"^^xsd:date ;
  ga:endLatest "2020-02-01"^^xsd:date .
e:6 ga:post post:q ; ga:holder e:both ; ga:evidence e:from-one .
e:from-one ga:inDocument e:one . e:from-two ga:inDocument e:two .
"""


@pytest.fixture(scope="module")
def joined() -> Snapshot:
    """Persons with several tenures in one post, as joined identities leave them."""
    return Snapshot.of_quads(ox.parse(TENURES, format=ox.RdfFormat.TURTLE))


def both_engines(dataset: Snapshot, name: str, **values: str) -> list[dict[str, str]]:
    """Ask a stored query of two engines, which answer alike."""
    text = stored_query(name)
    query = prepare(text, parameter_values(text, values))
    assert rows_of(dataset, query) == rows_of_other(in_rdflib(dataset), query)
    return answers(dataset, name, **values)


@pytest.mark.filterwarnings(
    "ignore:Dataset.(default_context|contexts) is deprecated:DeprecationWarning"
)
def test_what_is_asserted_of_a_holder_leaves_nothing_unknown(joined: Snapshot) -> None:
    """In that post; a disputed answer stays, and so does another post."""
    rows = both_engines(joined, "cabinet-on-date", state="agent:s", at="2020-06-01")
    assert [(row["post"], row["holder"], row["answer"]) for row in rows] == [
        ("p", "contested", "disputed"),
        ("p", "both", "true"),
        ("p", "perhaps", "unknown"),
        ("q", "both", "unknown"),
    ]
    rows = both_engines(joined, "believed-on", post="post:p", at="2020-06-01")
    assert [(row["answer"], row["holder"], row["document"]) for row in rows] == [
        ("disputed", "contested", "two"),
        ("true", "both", "two"),
        ("unknown", "perhaps", "one"),
    ]
    rows = both_engines(joined, "cabinet-on-date", state="agent:s", at="2022-01-01")
    assert {row["answer"] for row in rows} == {"unknown"}
