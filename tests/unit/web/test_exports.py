"""`/exports`: files of the published version, made once, kept, and gone with it."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import time
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from hashlib import sha256
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.http import http_date
from werkzeug.test import TestResponse

from kg.errors import BusyError, KgError, NotFoundError, UnavailableError
from kg.export import FORMATS
from kg.export.making import make
from kg.export.packing import file_name, pack
from kg.store.checks import check_store
from kg.store.embedded import DatasetStore
from kg.store.settings import StoreSettings
from kg.web import application, make_exports_ahead
from kg.web.held.downloads import KnownExports
from kg.web.held.export_process import ExportProcess
from tests.conftest import Triples

G = "http://example.org/g"


class Buffered(FlaskClient):
    """A client that reads each answer to its end, so that no file stays open."""

    def open(self, *arguments: Any, **options: Any) -> TestResponse:
        """Send a request."""
        return super().open(*arguments, **{"buffered": True, **options})


class Slow(ExportProcess):
    """Makes exports in this process, when it is told to."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, 60.0)
        self.folder = folder
        self.asked: list[str] = []
        self.go = Event()
        self.error: UnavailableError | None = None

    def run(self, version: int, name: str, place: Path) -> None:
        """Make an export."""
        self.asked.append(name)
        self.go.wait(10)
        if self.error:
            raise self.error
        make(self.folder, version, FORMATS[name], place)


@pytest.fixture
def store(tmp_path: Path, triples: Triples) -> DatasetStore:
    """A small store at version 1."""
    store = DatasetStore.create(tmp_path / "store", StoreSettings(shapes="none"))
    with store.write() as staging:
        staging.put(G, triples("e:s e:p 1, 'secret' ."))
    return store


@pytest.fixture
def slow(store: DatasetStore) -> Slow:
    """A process that waits to be told."""
    return Slow(store.folder)


@pytest.fixture
def known(store: DatasetStore, slow: Slow) -> Iterator[KnownExports]:
    """What is tested, without processes."""
    exports = KnownExports(store, slow)
    yield exports
    slow.go.set()
    exports.close()


@pytest.fixture
def client(store: DatasetStore) -> Iterator[FlaskClient]:
    """A client of the application, with processes."""
    with application(store) as app:
        app.test_client_class = Buffered
        yield app.test_client()


def fetched(client: FlaskClient, path: str, **fields: str) -> TestResponse:
    """The answer, asked for again while the export is being made."""
    for _ in range(20):
        answer = client.get(path, headers=fields, buffered=True)
        if answer.status_code != 503:
            return answer
    raise AssertionError(answer.get_json())


def test_an_export_is_a_file_with_its_digest(client: FlaskClient, store: DatasetStore) -> None:
    """The same bytes as on the command line, under a name that tells what it is."""
    answer = fetched(client, "/exports/nquads")
    assert gzip.decompress(answer.data).count(b"<http://example.org/g>") == 2
    assert answer.headers["Content-Disposition"] == "attachment; filename=geoactors-v1.nq.gz"
    assert (answer.content_type, answer.content_length) == ("application/gzip", len(answer.data))
    assert "Content-Encoding" not in answer.headers
    listed = client.get("/exports").get_json()["exports"]
    entry = next(entry for entry in listed if entry["format"] == "nquads")
    assert (entry["state"], entry["bytes"]) == ("ready", len(answer.data))
    assert entry["sha256"] == sha256(answer.data).hexdigest()
    assert (store.folder / "exports/1/nquads/geoactors-v1.nq.gz").read_bytes() == answer.data


def test_it_may_be_asked_for_in_parts_and_again(client: FlaskClient) -> None:
    """Ranges, HEAD, 304 and If-Match hold to the tag of its bytes."""
    whole = fetched(client, "/exports/nquads")
    tag = whole.headers["ETag"]
    part = client.get("/exports/nquads", headers={"Range": "bytes=2-5"})
    assert (part.status_code, part.data) == (206, whole.data[2:6])
    assert part.headers["Content-Range"] == f"bytes 2-5/{len(whole.data)}"
    beyond = client.get("/exports/nquads", headers={"Range": "bytes=999999-"})
    assert beyond.status_code == 416
    head = client.head("/exports/nquads")
    assert (head.data, head.content_length) == (b"", len(whole.data))
    assert client.get("/exports/nquads", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/exports/nquads", headers={"If-Match": tag}).data == whole.data
    assert client.get("/exports/nquads", headers={"If-Match": '"x"'}).status_code == 412
    old = {"Range": "bytes=2-5", "If-Range": '"other"'}
    assert client.get("/exports/nquads", headers=old).data == whole.data


@pytest.mark.parametrize(("name", "kind"), [("void", "text/turtle"), ("iris", "text/plain")])
def test_small_files_come_as_they_are(client: FlaskClient, name: str, kind: str) -> None:
    """Nobody has to unpack them."""
    assert fetched(client, f"/exports/{name}").content_type == f"{kind}; charset=utf-8"


def test_a_report_stands_beside_it(client: FlaskClient) -> None:
    """With the sources and the losses; the file leads to it."""
    link = fetched(client, "/exports/nquads").headers["Link"]
    assert (
        link
        == '<http://localhost/exports/nquads/report>; rel="describedby"; type="application/json"'
    )
    answer = client.get("/exports/nquads/report")
    assert (answer.get_json()["format"], answer.get_json()["version"]) == ("nquads", 1)
    again = client.get("/exports/nquads/report", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["nosuch", "..", "%2e%2e%2f1", "<script>", "n" * 3000])
def test_other_names_are_404(client: FlaskClient, name: str) -> None:
    """And stand in no answer."""
    answer = client.get(f"/exports/{name}/report")
    assert (answer.status_code, b"<script>" in answer.data) == (404, False)


def test_the_list_is_a_page_for_a_browser(client: FlaskClient) -> None:
    """Every format, with its state."""
    page = client.get("/exports", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert all(f"/exports/{name}/report" in page for name in FORMATS)
    assert "made when asked for" in page


def test_who_waits_too_long_is_told_to_come_back(known: KnownExports, slow: Slow) -> None:
    """It is made once for all who ask, and is there for the next."""
    for _ in range(3):
        with pytest.raises(BusyError, match="still being made"):
            known.hold(1, "nquads", 0.02)
    assert known.is_begun(1, "nquads")
    slow.go.set()
    assert known.hold(1, "nquads", 10.0).file.exists()
    assert (slow.asked, known.made) == (["nquads"], 1)


def test_one_that_failed_is_not_tried_at_once(
    known: KnownExports, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each try takes a process."""
    slow.go.set()
    slow.error = UnavailableError("the disk is gone")
    for _ in range(3):
        with pytest.raises(UnavailableError, match="the disk is gone"):
            known.hold(1, "nquads", 10.0)
    assert slow.asked == ["nquads"]
    monkeypatch.setattr("kg.web.held.downloads._FAILED_SECONDS", 0.0)
    slow.error = None
    assert known.hold(1, "nquads", 10.0)


def test_few_may_wait(
    known: KnownExports, store: DatasetStore, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They hold threads of the server."""
    monkeypatch.setattr("kg.web.held.downloads.WAITING", 0)
    exports = KnownExports(store, slow)
    with pytest.raises(BusyError, match="Too many requests wait"):
        exports.hold(1, "nquads")
    exports.close()


def test_exports_go_with_their_version(
    known: KnownExports, slow: Slow, store: DatasetStore, triples: Triples
) -> None:
    """As views do; the last few stay."""
    slow.go.set()
    known.hold(1, "nquads", 10.0)
    for number in range(2, 6):
        with store.write() as staging:
            staging.put(G, triples(f"e:s e:p {number} ."))
    assert known.find(1, "nquads") is None
    assert not (store.folder / "exports" / "1").exists()


def test_an_erasure_leaves_no_export(known: KnownExports, slow: Slow, store: DatasetStore) -> None:
    """What was erased stands in no file."""
    slow.go.set()
    known.hold(1, "nquads", 10.0)
    with store.write("forget", erasing=[G]) as staging:
        staging.drop(G)
    assert [path.name for path in (store.folder / "exports").iterdir()] == []


def test_one_that_is_made_during_an_erasure_does_not_stay(
    store: DatasetStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The erasure waits for nobody, whether it comes before the export is whole or behind it."""

    def erase(*_: object) -> None:
        with store.write("forget", erasing=[G]) as staging:
            staging.drop(G)

    place = store.folder / "exports" / "1" / "nquads"
    monkeypatch.setattr("kg.export.making.sync_files", erase)
    with pytest.raises(KgError):
        make(store.folder, 1, FORMATS["nquads"], place)
    assert not list(store.folder.glob("exports/*/*"))


def test_one_whose_version_went_does_not_stay(
    store: DatasetStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was removed may have been erased."""
    version = store.versions.path(1)
    monkeypatch.setattr("kg.export.making.sync_files", lambda _: shutil.rmtree(version))
    place = store.folder / "exports" / "1" / "nquads"
    with pytest.raises(NotFoundError, match="Version 1 was removed"):
        make(store.folder, 1, FORMATS["nquads"], place)
    assert not place.exists()


def test_a_store_with_exports_is_well(known: KnownExports, slow: Slow, store: DatasetStore) -> None:
    """The doctor sees nothing in it."""
    slow.go.set()
    known.hold(1, "nquads", 10.0)
    assert list(check_store(store)) == []


def test_where_the_store_cannot_be_written_they_stand_elsewhere(
    store: DatasetStore, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until the server ends."""
    monkeypatch.setattr(os, "access", lambda *_: False)
    exports = KnownExports(store, slow)
    slow.go.set()
    made = exports.hold(1, "nquads", 10.0)
    assert made.file.exists()
    assert store.folder not in made.file.parents
    exports.close()
    assert not made.file.exists()


def test_another_release_makes_them_anew(
    known: KnownExports, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may write them otherwise."""
    slow.go.set()
    known.hold(1, "nquads", 10.0)
    monkeypatch.setattr("kg.web.held.downloads.__version__", "99")
    assert known.find(1, "nquads") is None


def test_what_was_left_unfinished_goes_at_the_start(store: DatasetStore, slow: Slow) -> None:
    """Nobody makes it any more."""
    left = store.folder / "exports" / "1" / ".new-1234"
    left.mkdir(parents=True)
    KnownExports(store, slow).close()
    assert not left.exists()


def test_the_usual_ones_are_made_ahead(
    known: KnownExports,
    slow: Slow,
    store: DatasetStore,
    triples: Triples,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of each version that is not too large."""
    monkeypatch.setattr("kg.web.held.downloads._LOOK_SECONDS", 0.01)
    slow.go.set()
    known.keep_ahead(2)
    _until(lambda: known.find(1, "void") and known.find(1, "nquads") and known.find(1, "iris"))
    with store.write() as staging:
        staging.put(G, triples("e:s e:p 1, 2, 3 ."))
    time.sleep(0.1)
    assert known.find(2, "nquads") is None


def _until(done: Any) -> None:
    end = time.monotonic() + 20
    while not done():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_the_process_ends_at_its_deadline_and_with_the_server(store: DatasetStore) -> None:
    """And says why."""
    place = store.folder / "exports" / "1" / "nquads"
    with pytest.raises(UnavailableError, match="was not made within"):
        ExportProcess(store.folder, 0.01).run(1, "nquads", place)
    with pytest.raises(UnavailableError, match="Version 9 is not there"):
        ExportProcess(store.folder, 60).run(9, "nquads", place)
    closed = ExportProcess(store.folder, 60)
    closed.close()
    with pytest.raises(UnavailableError, match="The server ends"):
        closed.run(1, "nquads", place)


def test_nothing_outlives_the_server(store: DatasetStore) -> None:
    """Neither the process that makes an export, nor what it wrote so far."""
    exports = KnownExports(store, ExportProcess(store.folder, 60))
    with pytest.raises(BusyError):
        exports.hold(1, "nquads", 0.0)
    with pytest.raises(BusyError):
        exports.hold(1, "void", 0.0)
    begun = time.monotonic()
    exports.close()
    assert time.monotonic() - begun < 5
    assert not list(store.folder.glob("exports/*/.new-*"))
    with pytest.raises(BusyError):
        exports.hold(1, "turtle", 1.0)


def test_folders_are_packed_the_same_each_time(tmp_path: Path) -> None:
    """Whatever their times and the order in which they were written."""
    for number in (1, 2):
        folder = tmp_path / str(number)
        for name in ("b.txt", "a/c.txt") if number == 1 else ("a/c.txt", "b.txt"):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(name, encoding="utf-8")
            os.utime(path, (number * 10**8, number * 10**8))
        pack(folder, tmp_path / f"{number}.zip")
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "1.zip") as packed:
        assert packed.namelist() == ["a/c.txt", "b.txt"]


def test_no_two_formats_have_one_file_name() -> None:
    """Each tells what it is."""
    names = [file_name(wanted, 12) for wanted in FORMATS.values()]
    assert len(set(names)) == len(names)
    assert file_name(FORMATS["nquads"], 12) == "geoactors-v12.nq.gz"


def test_the_application_makes_them_ahead_when_told(store: DatasetStore) -> None:
    """And ends what it does with itself."""
    with application(store) as app:
        make_exports_ahead(app)
        listed = json.loads(app.test_client().get("/exports").data)
        states = {entry["state"] for entry in listed["exports"]}
        assert states <= {"made when asked for", "being made", "ready"}


def test_dates_tell_two_versions_of_one_second_apart(
    client: FlaskClient, store: DatasetStore, triples: Triples, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A client that has the first is not told that it has the second (RFC 9110 §8.8.2.2)."""
    fetched(client, "/exports/iris")
    entry = store.journal.log.last()
    assert entry is not None
    time = entry.time
    begun = datetime.fromisoformat(time)

    class Clock(datetime):
        """It stands still in the second of the version."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Clock:
            """The time."""
            return cls.fromisoformat(time)

    with monkeypatch.context() as patch:
        patch.setattr("kg.web.entities.version_times.datetime", Clock)
        assert "Last-Modified" not in client.get("/exports/iris").headers
    since = {"If-Modified-Since": http_date(begun)}
    assert client.get("/exports/iris", headers=since).status_code == 200
    monkeypatch.setattr("kg.web.entities.version_times._SECOND", timedelta(seconds=-5))
    later = client.get("/exports/iris").headers["Last-Modified"]
    again = client.get("/exports/iris", headers={"If-Modified-Since": later})
    assert again.status_code == 304
