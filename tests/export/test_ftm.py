"""FollowTheMoney: what comes in as entities goes out as the same entities."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.dates import parse_day
from kg.export import Losses, Selection
from kg.export.ftm import tables
from kg.importers import ftm_actors, ftm_countries, ftm_events, ftm_links, ftm_relations
from kg.store.embedded import DatasetStore
from kg.store.settings import StoreSettings
from tests.conftest import Load
from tests.export.circles import circle, entities, exported, imported, release
from tests.importers.support import fixture

GIVEN = fixture("ftm") / "entities.ftm.json"
REQUIRED = {
    "Person": ("name",),
    "LegalEntity": ("name",),
    "Organization": ("name",),
    "Company": ("name",),
    "PublicBody": ("name",),
    "Position": ("name",),
    "Address": (),
    "Territory": ("name",),
    "Article": (),
    "Occupancy": ("holder", "post"),
    "Membership": ("member", "organization"),
    "Employment": ("employee", "employer"),
    "Ownership": ("owner", "asset"),
    "Family": ("person", "relative"),
    "Associate": ("person", "associate"),
    "UnknownLink": ("subject", "object"),
    "Representation": ("agent", "client"),
    "Succession": ("predecessor", "successor"),
    "Sanction": ("entity",),
    "Event": ("name",),
    "Trip": ("name", "startLocation", "endLocation"),
}
"""What the model of FollowTheMoney 4.11 requires of each schema."""

NOT_KEPT = {("NK-Shoigu", "topics"), ("Q7747", "topics"), ("NK-WangYi", "topics")}
"""Topics of persons, which the importer does not carry."""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """The export of the fixture, and that of its export."""
    return circle("ftm", GIVEN, tmp_path_factory.mktemp("ftm"))


@pytest.fixture(scope="module")
def article(demo_store: DatasetStore) -> tuple[bytes, Losses]:
    """The export of the packaged article with its losses."""
    losses = Losses()
    return exported("ftm", demo_store, losses=losses), losses


def test_a_full_circle_gives_the_same_bytes(both: tuple[bytes, bytes]) -> None:
    """Import, export, import into an empty store and export."""
    assert both[0] == both[1]


def test_every_property_comes_back(both: tuple[bytes, bytes]) -> None:
    """Each entity has its id, schema and values again, but for what the importer does not carry."""
    found, missing = entities(both[0]), set()
    for given in map(json.loads, GIVEN.read_text(encoding="utf-8").splitlines()):
        if given["schema"] == "Succession":
            continue  # its own test
        entity = found[given["id"]]
        assert entity["schema"] == given["schema"]
        for name, values in given["properties"].items():
            if set(values) - set(_values(entity, name)):
                missing.add((given["id"], name))
    assert {pair for pair in missing if pair not in NOT_KEPT} == {
        ("NK-Shoigu", "birthDate"),  # 1955, beside 1955-05-21
        ("NK-Shoigu", "birthCountry"),  # `su` has become `suhh`, the code that is valid today
        ("addr-mod", "city"),  # the full address holds it
        ("ru-mod", "topics"),
        ("pos-ru-defence", "topics"),
        ("eu-irq-28", "topics"),
    }


def _values(entity: dict[str, Any], name: str) -> list[str]:
    same = {"nationality": "citizenship"}
    found: list[str] = entity["properties"].get(same.get(name, name), [])
    return found


def test_a_succession_comes_back_under_an_id_of_its_two_ends(both: tuple[bytes, bytes]) -> None:
    """It is a link between two organisations, which has no id of its own."""
    found = entities(both[0])["geoactors-succession-fsb-fsk"]
    expected = {"predecessor": ["fsk"], "successor": ["fsb"], "date": ["1995"]}
    assert found["properties"] == expected


def test_lines_have_nothing_that_nobody_said(both: tuple[bytes, bytes]) -> None:
    """There is no first_seen, last_seen or target; a dataset is the graph that told."""
    for entity in entities(both[0]).values():
        assert list(entity) == ["id", "caption", "schema", "properties", "datasets"]
        assert entity["datasets"] == ["ftm_given_entities"]


def test_entities_have_what_their_schema_requires(
    both: tuple[bytes, bytes], article: tuple[bytes, Losses]
) -> None:
    """Names stand in things, and both ends in what lies between two."""
    for data in (both[0], article[0]):
        for entity in entities(data).values():
            assert set(REQUIRED[entity["schema"]]) <= set(entity["properties"]), entity


def test_every_entity_passes_the_model_itself(
    both: tuple[bytes, bytes], article: tuple[bytes, Losses]
) -> None:
    """Schemata, properties and values are those of `followthemoney`; links lead to their ranges."""
    model = pytest.importorskip("followthemoney", reason="needs ICU to be built").model
    for data in (both[0], article[0]):
        found = entities(data)
        for entity in found.values():
            schema = model.get(entity["schema"])
            assert set(entity["properties"]) <= set(schema.properties)
            assert all(entity["properties"].get(name) for name in schema.required)
            schema.validate(entity)
            for name, values in entity["properties"].items():
                range = schema.get(name).range
                for other in (found[value] for value in values if range and value in found):
                    assert model.get(other["schema"]).is_a(range)


def test_an_article_goes_elsewhere(article: tuple[bytes, Losses], tmp_path: Path) -> None:
    """Persons, posts and tenures of the packaged data are there under their IRIs, with dates."""
    path = tmp_path / "article.ftm.json"
    path.write_bytes(article[0])
    again = entities(exported("ftm", imported("ftm", path, tmp_path / "store")))
    for id, entity in entities(article[0]).items():
        if entity["schema"] in ("Person", "Position", "Occupancy"):
            kept = again[id]["properties"]
            for name in {"name", "startDate", "endDate", "holder", "post"} & set(
                entity["properties"]
            ):
                assert set(entity["properties"][name]) <= {*kept[name], *kept.get("alias", [])}
    shoigu = again["geoactors-tenure-shoigu-defence-1"]["properties"]
    assert shoigu["endDate"] == ["2024-05"]
    assert shoigu["holder"] == ["geoactors-agent-sergei-shoigu"]


def test_stances_and_quotes_are_counted_as_losses(article: tuple[bytes, Losses]) -> None:
    """The report names what FollowTheMoney has no place for."""
    lost = {loss.what: loss.count for loss in article[1].listed()}
    assert lost["Stances"] == 19
    assert lost["Passages of documents"] > 0
    assert lost["Reports of the status of events"] > 0
    assert lost["Claims"] == 19


@pytest.mark.parametrize(
    ("edtf", "start", "end", "lost"),
    [
        ("2021/2021-02", ["2021"], ["2021-02"], None),
        ("2021-02-03/..", ["2021-02-03"], [], None),
        ("1952~/", ["1952"], [], "Uncertain and approximate dates"),
        ("2012-11-XX/", ["2012-11"], [], "Uncertain and approximate dates"),
        ("[2012-11..2013-01]/", ["2012-11", "2013-01"], [], "Dates known as a range"),
        ("195X/", ["1950", "1959"], [], "Dates known as a range"),
        ("2012-21/", ["2012"], [], "Uncertain and approximate dates"),
        ("/[..2012-05-01]", [], [], "Dates left out"),
        ("-0043/", [], [], "Dates left out"),
        ("Y12345/", [], [], "Dates left out"),
    ],
)
def test_dates_are_written_as_prefixes(
    edtf: str, start: list[str], end: list[str], lost: str | None, load: Load
) -> None:
    """Each date has the precision of its source; what has no prefix is lost and counted."""
    store = load(g=f'{_HEAD} e:t a ga:Tenure ; ga:holder e:p ; ga:post e:o ; ga:edtf "{edtf}" .')
    losses = Losses()
    (tenure,) = entities(exported("ftm", store, losses=losses)).values()
    assert tenure["properties"].get("startDate", []) == start
    assert tenure["properties"].get("endDate", []) == end
    whats = {loss.what for loss in losses.listed()} - {"Things without a name"}
    assert whats == ({lost} if lost else set())


_HEAD = """@prefix ga: <https://w3id.org/geoactors/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <https://schema.org/> .
@prefix wd: <http://www.wikidata.org/entity/> .
e:p a ga:Person . e:o a ga:Post ."""


def test_sources_that_disagree_have_their_first_and_last_date(load: Load) -> None:
    """The more exact of two dates that agree is the only one."""
    tenure = f"{_HEAD} e:t a ga:Tenure ; ga:holder e:p ; ga:post e:o ; ga:edtf"
    store = load(g=f'{tenure} "2012/2014" .', h=f'{tenure} "2012-05/2015" .')
    losses = Losses()
    (found,) = entities(exported("ftm", store, losses=losses)).values()
    assert found["properties"]["startDate"] == ["2012-05"]
    assert found["properties"]["endDate"] == ["2014", "2015"]
    assert "Dates on which sources disagree" in {loss.what for loss in losses.listed()}


def test_one_of_two_things_has_their_wikidata_id(load: Load) -> None:
    """The other is called by its IRI, so that no id stands for two entities."""
    person = 'a ga:Person ; schema:sameAs wd:Q1 ; skos:prefLabel "Ann"@en .'
    found = entities(exported("ftm", load(g=f"{_HEAD} e:a {person} e:b {person}")))
    assert sorted(found)[0] == "Q1"
    assert len(found) == 2


def test_hostile_names_make_one_line_each(load: Load) -> None:
    """Quotes, line breaks, marks of direction, markup and 5,000 characters stay in their value."""
    long = "x" * 5000
    text = rf'"<script>\"\n\u202Eb"@en , "{long}"@fr'
    data = exported(
        "ftm", load(g=f"{_HEAD} e:a a ga:Person ; skos:prefLabel {text} . [] a ga:Person .")
    )
    (found,) = entities(data).values()
    assert found["properties"]["name"] == ['<script>"\n\u202eb', long]


def test_a_plain_store_is_exported_as_well(tmp_path: Path) -> None:
    """A store whose default graph is its own, and which holds nothing, makes an empty file."""
    settings = StoreSettings(shapes="none", default_graph="own")
    assert exported("ftm", DatasetStore.create(tmp_path / "store", settings)) == b""


def test_an_id_beside_wikidata_is_kept(tmp_path: Path) -> None:
    """An entity with a `wikidataId` has its own id again, and so does what refers to it."""
    line = {"id": "NK-1", "schema": "Person", "properties": {"name": ["A"], "wikidataId": ["Q5"]}}
    body = {"id": "b", "schema": "Organization", "properties": {"name": ["B"]}}
    ends = {"member": ["NK-1"], "organization": ["b"], "startDate": ["2021-02"]}
    member = {"id": "m", "schema": "Membership", "properties": ends}
    path = tmp_path / "some.ftm.json"
    path.write_text("\n".join(map(json.dumps, (line, body, member))), encoding="utf-8")
    store = imported("ftm", path, tmp_path / "store")
    found = entities(exported("ftm", store, release("ftm", store)))
    assert found["NK-1"]["properties"]["wikidataId"] == ["Q5"]
    assert found["m"]["properties"]["member"] == ["NK-1"]


def test_labels_of_comments_are_those_of_the_importer() -> None:
    """What the importer keeps as comments has a property to go back to."""
    labels: dict[str, str] = {}
    for table in (
        ftm_actors._REMARKS,
        ftm_relations._REMARKS,
        ftm_links._REMARKS,
        ftm_events._EVENT_REMARKS,
        ftm_events._SANCTION_REMARKS,
    ):
        labels |= {label: name for name, label in table.items()}
    assert labels.items() <= tables.COMMENTS.items()


def test_other_tables_are_those_of_the_importer() -> None:
    """Codes of countries, topics, sentences and numbers are read as they are written."""
    codes = dict(ftm_countries._OTHERS)
    for qid, (code, name) in tables.COUNTRIES.items():
        assert codes[code][:2] == (qid, name)
    assert {qid for qid, _, _ in codes.values()} == set(tables.COUNTRIES)
    types = {type: topic for topic, type in ftm_actors._ORGANISATION_TYPES.items()}
    assert types == tables.TOPICS
    assert {s: found[0] for s, found in tables.SENTENCES.items()} == ftm_links._SENTENCES
    assert set(ftm_actors._NUMBERS) == tables.COMPANY_NUMBERS


def test_a_selection_keeps_the_ids_of_what_it_leads_to(demo_store: DatasetStore) -> None:
    """Tenures alone have the same lines as in the whole; on a day those that were over are gone."""
    whole = entities(exported("ftm", demo_store))
    for selection in (Selection(kinds=("tenure",)), Selection(at=parse_day("2024-06-30"))):
        found = entities(exported("ftm", demo_store, selection=selection))
        kept = {id for id, entity in found.items() if entity["schema"] == "Occupancy"}
        assert kept
        assert all(found[id] == whole[id] for id in kept)
        assert ("geoactors-tenure-shoigu-defence-1" in found) == (selection.at is None)


def test_an_event_that_was_only_announced_says_so(article: tuple[bytes, Losses]) -> None:
    """What has not occurred is no event like others; the note has all that was reported."""
    visit = entities(article[0])["geoactors-event-wang-visit-moscow"]["properties"]
    assert "Reported as announced" in visit["notes"]
