"""`/changes`: an Atom feed of versions, each with its RDF patch."""

from __future__ import annotations

import shutil
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from rdflib import Dataset
from werkzeug.test import TestResponse

from kg.store.embedded import DatasetStore
from kg.store.settings import StoreSettings
from kg.web import application
from tests.conftest import Load, Triples
from tests.unit.store.disk import copied, quick_folder

ATOM = "{http://www.w3.org/2005/Atom}"
G, H = "http://example.org/g", "http://example.org/h"
ODD = """e:s e:p 1, 'a < b & "c"\\n\u2028' . [] e:q [ e:r 'deep' ] ."""
CATALOGUED = """<http://example.org/g> a <https://w3id.org/geoactors/ns#SourceGraph> ;
<http://purl.org/dc/terms/title> "Letters of a traveller"@en ;
<http://purl.org/dc/terms/license> <http://example.org/licence> ."""
RDFLIB = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")


class Buffered(FlaskClient):
    """A client that reads each answer to its end, so that no file stays open."""

    def open(self, *arguments: Any, **options: Any) -> TestResponse:
        """Send a request."""
        return super().open(*arguments, **{"buffered": True, **options})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for the stores of this module."""
    with quick_folder(tmp_path_factory.mktemp("feed")) as found:
        yield found


@pytest.fixture(scope="module")
def store(folder: Path, triples: Triples) -> DatasetStore:
    """Four versions, one of them by a person with an odd name; tests only read it."""
    store = DatasetStore.create(folder / "store", StoreSettings(shapes="none"))
    with store.write() as staging:
        staging.put(G, triples(ODD))
        staging.put(H, triples("e:s e:p 2 ."))
    with store.write() as staging:
        staging.put(G, triples("e:s e:p 1, 3 ."))
    with store.write("put", "Ann <\x1b&> 王") as staging:
        staging.create("urn:empty")
        staging.put(H, triples("e:s e:p 4 ."))
    with store.write() as staging:
        staging.put("http://example.org/k", triples("e:s e:p 'Ünï' ."))
    return store


@contextmanager
def client_of(store: DatasetStore) -> Iterator[FlaskClient]:
    """A client of a server of a store."""
    with application(store) as app:
        app.test_client_class = Buffered
        yield app.test_client()


@pytest.fixture(scope="module")
def client(store: DatasetStore) -> Iterator[FlaskClient]:
    """A client of a server of it."""
    with client_of(store) as found:
        yield found


@pytest.fixture
def own(store: DatasetStore, folder: Path) -> Iterator[DatasetStore]:
    """A copy that a test may change."""
    yield copied(store, folder / "copy")
    shutil.rmtree(folder / "copy")


def feed(client: FlaskClient, address: str = "/changes") -> ElementTree.Element:
    """Read a feed; it must be XML."""
    answer = client.get(address)
    assert (answer.status_code, answer.content_type) == (200, "application/atom+xml")
    return ElementTree.fromstring(answer.data)


def text(element: ElementTree.Element, name: str) -> str:
    """The text of a part that must be there."""
    found = element.find(f"{ATOM}{name}")
    assert found is not None
    return found.text or ""


def link(element: ElementTree.Element, relation: str) -> str | None:
    """The path and the query of a link."""
    for found in element.findall(f"{ATOM}link"):
        if found.get("rel") == relation:
            address = urlsplit(found.get("href", ""))
            return address.path + (f"?{address.query}" if address.query else "")
    return None


def titles(element: ElementTree.Element) -> list[str]:
    """What the entries are called."""
    return [text(entry, "title").partition(":")[0] for entry in element.iter(f"{ATOM}entry")]


def test_the_feed_has_what_atom_asks_for(client: FlaskClient, store: DatasetStore) -> None:
    """RFC 4287 §4.1: an id, a title, a time; an author; each entry alike, all different."""
    found = feed(client)
    entries = list(found.iter(f"{ATOM}entry"))
    assert text(found, "id") == f"urn:geoactors:store:{store.settings.identity}"
    assert text(found, "title")
    assert text(found, "updated") == text(entries[0], "updated")
    assert found.find(f"{ATOM}author/{ATOM}name") is not None
    assert link(found, "self") == "/changes"
    assert link(found, "next") is None
    assert len({text(entry, "id") for entry in entries}) == len(entries) == 4
    assert titles(found) == ["Version 4", "Version 3", "Version 2", "Version 1"]


def test_an_entry_says_who_changed_what(client: FlaskClient) -> None:
    """With the counts of each graph; no name can break the XML."""
    entry = list(feed(client).iter(f"{ATOM}entry"))[1]
    assert text(entry, "title") == "Version 3: put, +1 -1"
    name = entry.find(f"{ATOM}author/{ATOM}name")
    assert name is not None
    assert name.text == "Ann <\ufffd&> 王"
    assert text(entry, "content").splitlines() == [f"{H} +1 -1", "urn:empty +0 -0"]


@pytest.mark.parametrize("accept", ["application/atom+xml", "text/html"])
def test_accounts_of_the_machine_are_not_told(load: Load, accept: str) -> None:
    """Who writes on the command line is known by the name of an account."""
    with load().write("load", "operator-of-this-machine") as staging:
        staging.put("http://example.org/g", set())
    with application(load(catalogue=CATALOGUED)) as app:
        answer = app.test_client().get("/changes", headers={"Accept": accept})
    assert "operator-of-this-machine" not in answer.text
    assert "Version" in answer.text


def test_graphs_are_named_by_their_titles(load: Load) -> None:
    """As on the first page."""
    with application(load(g="e:s e:p 1 .", catalogue=CATALOGUED)) as app:
        answer = app.test_client().get("/changes", headers={"Accept": "text/html"})
    assert ">Letters of a traveller</" in answer.text


def test_the_feed_comes_in_pages(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each names the next, until there is none; together they are all versions."""
    monkeypatch.setattr("kg.web.datasets.feed._PAGE", 2)
    first = feed(client)
    assert titles(first) == ["Version 4", "Version 3"]
    older = link(first, "next")
    assert older == "/changes?before=3"
    second = feed(client, older)
    assert titles(second) == ["Version 2", "Version 1"]
    assert (link(second, "next"), link(second, "self")) == (None, older)
    assert titles(feed(client, "/changes?before=1")) == []
    assert titles(feed(client, "/changes?before=999999"))[0] == "Version 4"


@pytest.mark.parametrize("page", [1, 2, 3, 4, 5])
def test_pages_follow_each_other_to_the_first_version(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    """However many entries each has, none is left out, and none comes twice."""
    monkeypatch.setattr("kg.web.datasets.feed._PAGE", page)
    found: list[str] = []
    address: str | None = "/changes"
    while address is not None:
        one = feed(client, address)
        assert 1 <= len(titles(one)) <= page
        found += titles(one)
        address = link(one, "next")
    assert found == ["Version 4", "Version 3", "Version 2", "Version 1"]


def test_a_version_that_is_not_published_is_not_in_the_feed(own: DatasetStore) -> None:
    """Its line is written before it is published."""
    own.journal.log.append(replace(next(own.journal.log.newest(9)), version=5))
    with client_of(own) as client:
        for address in ("/changes", "/changes?before=999"):
            assert titles(feed(client, address))[0] == "Version 4"


@pytest.mark.parametrize("before", ["", "x", "-1", "0", "1.5", "9" * 5000, "%D9%A1", "1&before=2"])
def test_a_page_begins_before_a_version(client: FlaskClient, before: str) -> None:
    """Else the request is a mistake, and never an error of ours."""
    answer = client.get(f"/changes?before={before}")
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")


@RDFLIB
def test_the_patches_of_the_feed_make_the_dataset(client: FlaskClient, store: DatasetStore) -> None:
    """In their order, from nothing, by the tools of others."""
    dataset = Dataset()
    for entry in reversed(list(feed(client).iter(f"{ATOM}entry"))):
        address = link(entry, "enclosure")
        assert address is not None
        answer = client.get(address)
        assert (answer.status_code, answer.content_type) == (200, "application/rdf-patch")
        dataset.parse(data=answer.data, format="patch")
    quads = ox.parse(dataset.serialize(format="nquads"), ox.RdfFormat.N_QUADS)
    followed, held = ox.Dataset(quads), ox.Dataset(store.snapshot().quads())
    for one in (followed, held):
        one.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    assert followed == held


def test_an_unchanged_feed_is_304(client: FlaskClient) -> None:
    """A page of it has a tag of its own."""
    tag = client.get("/changes").headers["ETag"]
    again = client.get("/changes", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    other = client.get("/changes?before=2", headers={"If-None-Match": tag})
    assert other.status_code == 200
    assert client.get("/changes", headers={"If-Match": '"other"'}).status_code == 412


def test_a_new_version_changes_the_feed(own: DatasetStore, triples: Triples) -> None:
    """At once, under another tag."""
    with client_of(own) as client:
        tag = client.get("/changes").headers["ETag"]
        with own.write() as staging:
            staging.put(G, triples("e:s e:p 9 ."))
        answer = client.get("/changes", headers={"If-None-Match": tag})
        assert answer.status_code == 200
        assert titles(feed(client))[0] == "Version 5"


@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_an_unchanged_patch_is_304(client: FlaskClient, coding: str) -> None:
    """Patches never change; they have their length, and no ranges."""
    fields = {"Accept-Encoding": coding}
    first = client.get("/changes/2", headers=fields)
    assert int(first.headers["Content-Length"]) == len(first.data)
    assert "Accept-Ranges" not in first.headers
    head = client.head("/changes/2", headers=fields)
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", first.headers["ETag"])
    fields["If-None-Match"] = first.headers["ETag"]
    again = client.get("/changes/2", headers=fields)
    assert (again.status_code, again.data) == (304, b"")
    assert client.get("/changes/1", headers=fields).status_code == 200


@pytest.mark.parametrize(
    ("accept", "status", "sent"),
    [
        ("application/atom+xml", 200, "application/atom+xml"),
        ("application/xml", 200, "application/xml"),
        ("*/*", 200, "application/atom+xml"),
        ("text/turtle", 406, "application/problem+json"),
    ],
)
def test_the_feed_is_negotiated(client: FlaskClient, accept: str, status: int, sent: str) -> None:
    """Older readers ask for XML."""
    answer = client.get("/changes", headers={"Accept": accept})
    assert (answer.status_code, answer.content_type) == (status, sent)
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize(("version", "said"), [("5", "no version 5 yet"), ("0", "not kept")])
def test_a_version_without_a_patch_is_404(client: FlaskClient, version: str, said: str) -> None:
    """Since it is not there yet, or holds nothing."""
    answer = client.get(f"/changes/{version}")
    assert (answer.status_code, said in answer.get_json()["detail"]) == (404, True)
    for odd in ("-1", "x", "9" * 5000):
        assert client.get(f"/changes/{odd}").status_code == 404


@RDFLIB
def test_compacted_patches_are_gone_with_a_hint(own: DatasetStore) -> None:
    """The feed names the versions still, and the first patch left is of the whole dataset."""
    with client_of(own) as client:
        before = client.get("/changes").headers["ETag"]
        patch = client.get("/changes/2").headers["ETag"]
        assert own.compact() == 2
        answer = client.get("/changes", headers={"If-None-Match": before})
        assert answer.status_code == 200
        entries = list(ElementTree.fromstring(answer.data).iter(f"{ATOM}entry"))
        links = [link(entry, "enclosure") for entry in entries]
        assert links == ["/changes/4", "/changes/3", "/changes/2", None]
        named = entries[2].find(f"{ATOM}link")
        assert named is not None
        assert named.get("title") == "the whole dataset"
        gone = client.get("/changes/1")
        assert (gone.status_code, gone.content_type) == (404, "application/problem+json")
        assert "follow /changes from there" in gone.get_json()["hint"]
        whole = client.get("/changes/2", headers={"If-None-Match": patch})
        assert (whole.status_code, b'H base "true"' in whole.data) == (200, True)
        assert len(Dataset().parse(data=whole.data, format="patch")) == 3


def test_an_erased_thing_is_in_no_patch(own: DatasetStore) -> None:
    """The feed begins anew with what is left."""
    with own.write("forget", erasing=[G]) as staging:
        staging.drop(G)
    with client_of(own) as client:
        entries = list(feed(client).iter(f"{ATOM}entry"))
        assert [link(entry, "enclosure") for entry in entries] == ["/changes/5", *[None] * 4]
        assert G not in client.get("/changes").get_data(as_text=True)
        assert G not in client.get("/changes/5").get_data(as_text=True)
        assert {client.get(f"/changes/{number}").status_code for number in range(1, 5)} == {404}


BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def test_a_browser_gets_a_page(client: FlaskClient) -> None:
    """The versions with who, when, how much, and where the patch is; names are text."""
    answer = client.get("/changes", headers=BROWSER)
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    page = answer.get_data(as_text=True)
    assert 'by <span dir="auto">Ann &lt;\\u001b&amp;&gt; 王</span>' in page
    assert [f'href="/changes/{number}"' in page for number in range(5)] == [False, *[True] * 4]
    assert f'<a href="{G}"' in page
    assert 'rel="alternate" type="application/atom+xml"' in page


def test_the_page_leads_to_older_versions(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And back to the newest; before the first there are none."""
    monkeypatch.setattr("kg.web.datasets.changes.PAGE", 2)
    first = client.get("/changes", headers=BROWSER).get_data(as_text=True)
    assert 'href="/changes?before=3" rel="next"' in first
    second = client.get("/changes?before=3", headers=BROWSER).get_data(as_text=True)
    assert ("Newest versions" in second, "Older versions" in second) == (True, False)
    none = client.get("/changes?before=1", headers=BROWSER).get_data(as_text=True)
    assert "There are no versions before that one." in none


def test_the_page_of_an_empty_store_says_what_to_do(plain_store: DatasetStore) -> None:
    """By the command that fills it."""
    with client_of(plain_store) as client:
        page = client.get("/changes", headers=BROWSER).get_data(as_text=True)
        assert "kg load" in page


def test_a_version_of_many_graphs_is_cut(own: DatasetStore, triples: Triples) -> None:
    """Those that changed most are named, and the others counted."""
    with own.write() as staging:
        for number in range(40):
            staging.put(f"http://example.org/many/{number}", triples("e:s e:p 1 ."))
    with client_of(own) as client:
        assert "and 34 more" in client.get("/changes", headers=BROWSER).get_data(as_text=True)
