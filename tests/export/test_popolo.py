"""Popolo: what comes in as a document goes out as the same persons, posts and memberships."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from kg.export import Losses
from kg.store.embedded import DatasetStore
from kg.store.settings import StoreSettings
from tests.conftest import Load
from tests.export.circles import circle, exported, imported, release
from tests.importers import support
from tests.importers.support import fixture

GIVEN = fixture("popolo") / "commons" / "popolo-m17n.json"
ARRAYS = ["persons", "organizations", "posts", "events", "memberships", "areas"]
DATE = re.compile("[0-9]{4}(-[0-9]{2}){0,2}")
REFERENCES = {
    "person_id": "persons",
    "organization_id": "organizations",
    "on_behalf_of_id": "organizations",
    "post_id": "posts",
    "role_code": "posts",
    "area_id": "areas",
    "legislative_period_id": "events",
}
"""The arrays that properties of items point into; `parent_id` points into its own."""

HEAD = """@prefix ga: <https://w3id.org/geoactors/ns#> .
@prefix gc: <https://w3id.org/geoactors/code/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
e:p a ga:Person ; skos:prefLabel "Ann"@en .
e:b a ga:Organisation ; skos:prefLabel "B"@en .
e:o a ga:Post ; org:postIn e:b ; skos:prefLabel "O"@en ."""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """The export of the fixture, and that of its export."""
    return circle("popolo", GIVEN, tmp_path_factory.mktemp("popolo"))


@pytest.fixture(scope="module")
def found(both: tuple[bytes, bytes]) -> dict[str, Any]:
    """The document of the fixture's export."""
    document: dict[str, Any] = json.loads(both[0])
    return document


def by_id(items: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Items by their ids."""
    return {item["id"]: item for item in items}


def only(store: DatasetStore, array: str) -> dict[str, Any]:
    """The one item of an array in the export of a store."""
    (item,) = json.loads(exported("popolo", store))[array]
    assert isinstance(item, dict)
    return item


def names(item: dict[str, Any]) -> set[str]:
    """All names of an item, of one language or of several."""
    name = item.get("name", "")
    own = set(name.values()) if isinstance(name, dict) else {name}
    return own | {other["name"] for other in item.get("other_names", [])}


def test_a_full_circle_gives_the_same_bytes(both: tuple[bytes, bytes]) -> None:
    """Import, export, import into an empty store and export."""
    assert both[0] == both[1]


@pytest.mark.parametrize("array", ["persons", "organizations", "areas"])
def test_things_come_back_under_their_ids(array: str, found: dict[str, Any]) -> None:
    """Names, identifiers and links are those that were given, and so is what they belong to."""
    again = by_id(found[array])
    for given in json.loads(GIVEN.read_text(encoding="utf-8"))[array]:
        item = again[given["id"]]
        assert names(given) <= names(item)
        for name in ("identifiers", "links"):
            kept = [{k: v for k, v in each.items() if k != "note"} for each in item.get(name, [])]
            for each in given.get(name, []):  # a note of a link has no place in the store
                assert {k: v for k, v in each.items() if k != "note"} in kept
        for name in ("parent_id", "area_id", "seat_counts"):
            assert item.get(name) == given.get(name)


def test_memberships_come_back_with_their_dates(found: dict[str, Any]) -> None:
    """Each keeps its id, its member, body, party, area and role, and the precision of its dates."""
    again = by_id(found["memberships"])
    given = json.loads(GIVEN.read_text(encoding="utf-8"))["memberships"]
    assert len(again) == len(given)
    for membership in given:
        item = again[membership["id"]]
        for name in membership.keys() - {"role", "role_superclass", "role_superclass_code"}:
            assert item.get(name) == membership[name], name
        assert item["role"] == membership["role"]["lang:en"]
        assert item.keys() - membership.keys() == {"post_id"}


def test_the_seat_of_an_area_is_a_post(found: dict[str, Any]) -> None:
    """Its post has the organisation and the area, as the specification has it."""
    posts = by_id(found["posts"])
    for membership in found["memberships"]:
        post = posts[membership["post_id"]]
        assert post["organization_id"] == membership["organization_id"]
        assert post["area_id"] == membership["area_id"]


def test_documents_follow_the_specification(
    found: dict[str, Any], demo_store: DatasetStore
) -> None:
    """Arrays, ids, dates, names and links have the forms of popolo-spec."""
    for document in (found, json.loads(exported("popolo", demo_store))):
        assert list(document) == ARRAYS
        for array, items in document.items():
            assert len(by_id(items)) == len(items)
            for item in items:
                check(array, item)


def check(array: str, item: dict[str, Any]) -> None:
    """Hold an item to what the schemas of Popolo say of its class."""
    for name, value in item.items():
        if name.endswith("_date"):
            assert DATE.fullmatch(value), (name, value)
        elif name in ("links", "sources"):
            assert all(link["url"].startswith("http") for link in value)
        elif name == "identifiers":
            assert all(each["identifier"] and each["scheme"] for each in value)
        elif name == "other_names":
            assert all(each["name"] for each in value)
        elif name == "attendees":
            assert all(each["id"] for each in value)
        elif name != "seat_counts":
            assert isinstance(value, str), name
            assert value, name
    if array == "memberships":
        assert ("person_id" in item) != ("member_id" in item)
        assert "organization_id" in item or "post_id" in item


def test_all_ids_that_are_referred_to_are_there(
    found: dict[str, Any], demo_store: DatasetStore
) -> None:
    """No link of an item leads out of the document."""
    for document in (found, json.loads(exported("popolo", demo_store))):
        ids = {array: set(by_id(items)) for array, items in document.items()}
        for array, items in document.items():
            for item in items:
                for name, target in {**REFERENCES, "parent_id": array}.items():
                    assert name not in item or item[name] in ids[target], (array, item)


def test_a_membership_of_an_organisation_is_no_tenure(load: Load) -> None:
    """The kind of a membership is its label: a role would make it an office."""
    store = load(
        g=f"{HEAD} e:m a ga:Membership ; org:member e:b ; org:organization e:c ;"
        ' ga:membershipType gc:full-member ; ga:edtf "1992/.." . e:c a ga:Organisation .'
    )
    item = only(store, "memberships")
    assert (item["member_id"], item["organization_id"]) == (
        "http://example.org/b",
        "http://example.org/c",
    )
    assert item["label"] == "full member"
    assert item["start_date"] == "1992"
    assert not {"role", "end_date"} & set(item)


@pytest.mark.parametrize(
    ("edtf", "dates", "lost"),
    [
        ("2021/2021-02", {"start_date": "2021", "end_date": "2021-02"}, None),
        ("1952~/", {"start_date": "1952"}, "Uncertain and approximate dates"),
        ("[2012..2013]/", {}, "Dates known as a range"),
        ("-0043/0014", {"end_date": "0014"}, "Dates left out"),
    ],
)
def test_dates_have_room_for_one(
    edtf: str, dates: dict[str, str], lost: str | None, load: Load
) -> None:
    """A date keeps its precision; a range has no single date and is counted."""
    store = load(g=f'{HEAD} e:t a ga:Tenure ; ga:holder e:p ; ga:post e:o ; ga:edtf "{edtf}" .')
    losses = Losses()
    (item,) = json.loads(exported("popolo", store, losses=losses))["memberships"]
    assert {name: value for name, value in item.items() if name.endswith("_date")} == dates
    assert {loss.what for loss in losses.listed()} == ({lost} if lost else set())


def test_an_own_id_is_kept_beside_that_of_wikidata(tmp_path: Path) -> None:
    """A person with both has the id of the document again, and so has the membership."""
    person = {
        "id": "uk.org.publicwhip/person/1",
        "name": "Ann",
        "identifiers": [{"scheme": "wikidata", "identifier": "Q5"}],
    }
    membership = {"person_id": person["id"], "organization_id": "b", "start_date": "2021"}
    body = {"id": "b", "name": "B"}
    path = tmp_path / "some.json"
    document = {"persons": [person], "organizations": [body], "memberships": [membership]}
    path.write_text(json.dumps(document), encoding="utf-8")
    store = imported("popolo", path, tmp_path / "store")
    again = json.loads(exported("popolo", store, release("popolo", store)))
    assert again["persons"][0]["id"] == person["id"]
    assert again["persons"][0]["identifiers"] == person["identifiers"]
    assert again["memberships"][0]["person_id"] == person["id"]
    assert again["memberships"][0]["organization_id"] == "b"


def test_hostile_names_stay_in_their_strings(load: Load) -> None:
    """Markup, quotes, line breaks and 5,000 characters are text."""
    store = load(g=rf'{HEAD} e:p skos:altLabel "<script>\"\n"@en , "{"x" * 5000}"@fr .')
    others = {other["name"] for other in only(store, "persons")["other_names"]}
    assert others == {'<script>"', "x" * 5000}


def test_an_empty_store_makes_a_document_of_empty_arrays(tmp_path: Path) -> None:
    """So does one whose default graph is its own."""
    settings = StoreSettings(shapes="none", default_graph="own")
    store = DatasetStore.create(tmp_path / "store", settings)
    assert json.loads(exported("popolo", store)) == {array: [] for array in ARRAYS}


@pytest.mark.parametrize(
    "parts",
    [
        ("popolo-uk-wikidata", "legislative", "Q206171", "Q29585769", "popolo-m17n.json"),
        ("uk-ministers-parlparse", "sp-ministers.json.gz"),
    ],
)
def test_given_documents_go_full_circle(parts: tuple[str, ...], tmp_path: Path) -> None:
    """The Scottish parliament of Wikidata, and ministers who are ids alone."""
    path = support.testdata(*parts)
    plain = tmp_path / path.name.removesuffix(".gz")
    data = path.read_bytes()
    plain.write_bytes(gzip.decompress(data) if path.suffix == ".gz" else data)
    first, second = circle("popolo", plain, tmp_path / "circle")
    assert first == second
