"""Tests of kg.store.views: made once, right, kept within bounds, and gone with their version."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.dates import Day, parse_day
from kg.errors import ParameterError, UnavailableError
from kg.store import view_filling
from kg.store.embedded import DatasetStore
from kg.store.files import SharedLock, locked
from kg.store.settings import StoreSettings
from kg.store.snapshot import Snapshot
from kg.store.view_filling import fill_view
from kg.store.view_folders import KEPT
from kg.store.views import Views
from tests.conftest import Load

GA = "https://w3id.org/geoactors/ns#"
G = "http://example.org/"
YEARS = range(2001, 2009)


def described(year: int) -> str:
    """What the catalogue and a dated document say of the graph of a year."""
    return (
        f"<{G}g{year}> a <{GA}SourceGraph> ; <{GA}sourceDocument> e:d{year} ."
        f' e:d{year} <{GA}startLatest> "{year}-06-01"^^<http://www.w3.org/2001/XMLSchema#date> .'
    )


@pytest.fixture
def yearly(load: Load) -> DatasetStore:
    """A store with a graph a year, which share a fact; one is a claim, one is suspended."""
    claim = f"<{G}g2002> a <{GA}ClaimGraph> ."
    catalogue = claim + " ".join(map(described, YEARS))
    facts = {f"g{year}": f"e:s e:p {year} , 255 ; e:q e:x ." for year in YEARS}
    acceptance = f"<{G}g2003> a <{GA}SuspendedGraph> ."
    store = load(catalogue=catalogue, **facts)
    with store.write() as staging:
        document = f"{acceptance}".encode()
        triples = {quad.triple for quad in ox.parse(document, ox.RdfFormat.TURTLE)}
        staging.put(store.names.acceptance, triples)
    return store


def view(store: DatasetStore, day: str) -> tuple[Snapshot, float | None]:
    """The view of the published version."""
    return Views(store).open(store.snapshot(), parse_day(day))


def values(snapshot: Snapshot) -> list[str]:
    """What the default graph says of the one thing."""
    _, rows = snapshot.select("SELECT ?o { ?s <http://example.org/p> ?o } ORDER BY ?o")
    return [str(row["o"].value) for row in rows if isinstance(row["o"], ox.Literal)]


def views_of(store: DatasetStore, version: int) -> list[str]:
    """The names of the views on disk."""
    folder = store.versions.views.of(version)
    return sorted(path.name for path in folder.iterdir() if path.is_dir())


def test_a_view_holds_what_was_published_by_then(yearly: DatasetStore) -> None:
    """As facts, but for claims and suspended graphs, which are named graphs all the same."""
    assert values(view(yearly, "2001-05-31")[0]) == []
    assert values(view(yearly, "2001-06-01")[0]) == ["255", "2001"]
    seen, _ = view(yearly, "2004-12-31")
    assert values(seen) == ["255", "2001", "2004"]
    assert {f"{G}g2002", f"{G}g2003"} <= set(seen.graphs())
    assert f"{G}g2005" not in seen.graphs()


def test_a_view_is_made_once(yearly: DatasetStore) -> None:
    """For all days between two publications; a day on which all was known needs none."""
    assert view(yearly, "2004-06-01")[1] is not None
    assert view(yearly, "2005-05-31")[1] is None
    assert views_of(yearly, yearly.version) == ["2004-06-01"]
    whole, seconds = view(yearly, "2008-06-01")
    assert (seconds, views_of(yearly, yearly.version)) == (None, ["2004-06-01"])
    assert {*whole.quads()} == {*yearly.snapshot().quads()}


@pytest.mark.parametrize("year", YEARS)
def test_two_ways_lead_to_the_same_view(yearly: DatasetStore, tmp_path: Path, year: int) -> None:
    """What was not known is taken away, or what was known is copied."""
    snapshot = yearly.snapshot()
    graphs = [f"{G}g{number}" for number in YEARS if number <= year]
    graphs += [yearly.names.catalogue, yearly.names.acceptance]
    made = []
    for name, most in (("taken", view_filling.MOST_TAKEN), ("copied", -1), ("either", None)):
        fill_view(yearly, snapshot, graphs, tmp_path / name, most)
        opened = Snapshot.open(tmp_path / name, 1, snapshot.base_iri)
        made.append(({*opened.quads()}, {*opened.default_graph()}, opened.graphs()))
    assert made[0] == made[1] == made[2]
    assert made[0][2] == sorted(graphs)


def test_few_views_are_kept(yearly: DatasetStore) -> None:
    """Those that were used last; one that somebody reads stays."""
    held, _ = view(yearly, "2001-06-01")
    for year in YEARS[1:-1]:
        folder = yearly.versions.views.of(yearly.version) / f"{year - 1}-06-01"
        os.utime(folder, (year, year))
        view(yearly, f"{year}-06-01")
    kept = views_of(yearly, yearly.version)
    assert kept == ["2001-06-01", *(f"{year}-06-01" for year in YEARS[-1 - KEPT : -1])]
    assert values(held) == ["255", "2001"]


def test_views_go_with_their_version(yearly: DatasetStore) -> None:
    """When the version is removed; those of others stay."""
    first = yearly.version
    view(yearly, "2001-06-01")
    for number in range(yearly.settings.keep_versions):
        with yearly.write() as staging:
            staging.put(
                f"{G}more", {ox.Triple(ox.NamedNode(G), ox.NamedNode(G), ox.Literal(number))}
            )
        if number == 0:
            view(yearly, "2002-06-01")
    assert first not in yearly.versions.numbers()
    assert not yearly.versions.views.of(first).exists()
    assert views_of(yearly, first + 1) == ["2002-06-01"]


def test_an_erasure_takes_all_older_views(yearly: DatasetStore) -> None:
    """Also one that somebody reads: it holds what is erased."""
    held, _ = view(yearly, "2001-06-01")
    before = yearly.version
    with yearly.write(erasing=[f"{G}s"]) as staging:
        staging.drop(f"{G}g2001")
    assert not yearly.versions.views.of(before).exists()
    del held


def test_of_two_who_want_a_view_one_makes_it(yearly: DatasetStore) -> None:
    """The other waits, and finds it."""
    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(view, yearly, "2004-06-01") for _ in range(4)]
        opened = [future.result() for future in asked]
    assert sum(seconds is not None for _, seconds in opened) == 1
    assert views_of(yearly, yearly.version) == ["2004-06-01"]


def test_who_does_not_wait_is_told_so(yearly: DatasetStore) -> None:
    """Another process has the lock; what is there already is found all the same."""
    view(yearly, "2001-06-01")
    with locked(yearly.folder / "views" / "lock", "busy"):
        assert view(yearly, "2001-06-01")[1] is None
        with pytest.raises(UnavailableError, match="another process makes a view"):
            Views(yearly).make(yearly.snapshot(), Day(2004, 6, 1), wait=0.0)


def test_a_broken_view_is_made_again(yearly: DatasetStore) -> None:
    """What cannot be opened is no view."""
    view(yearly, "2001-06-01")
    place = yearly.versions.views.of(yearly.version) / "2001-06-01"
    (place / "CURRENT").write_text("junk")
    opened, seconds = view(yearly, "2001-06-01")
    assert seconds is not None
    assert values(opened) == ["255", "2001"]


def test_what_a_crash_left_is_removed(yearly: DatasetStore) -> None:
    """And what another process still makes is not."""
    folder = yearly.versions.views.of(yearly.version)
    for name in (".new-left", ".new-held"):
        (folder / name / "view").mkdir(parents=True)
    lock = SharedLock(folder / ".new-held")
    view(yearly, "2001-06-01")
    assert views_of(yearly, yearly.version) == [".new-held", "2001-06-01"]
    del lock


def test_a_store_that_cannot_be_written_has_views_elsewhere(
    yearly: DatasetStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Among the temporary files, as long as they are open."""
    monkeypatch.setattr("kg.store.views._is_writable", lambda _: False)
    made = Views(yearly).make(yearly.snapshot(), Day(2001, 6, 1))
    assert made.pin is not None
    assert not made.folder.is_relative_to(yearly.folder)
    opened, _ = view(yearly, "2001-06-01")
    assert values(opened) == ["255", "2001"]
    place = made.folder
    del made
    assert not place.exists()
    with pytest.raises(UnavailableError, match="cannot be written"):
        Views(yearly).make(yearly.snapshot(), Day(2001, 6, 1), elsewhere=False)


def test_a_view_of_a_version_that_went_is_not_left(
    yearly: DatasetStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An erasure meanwhile waits for nobody."""
    snapshot = yearly.snapshot()

    def fill_late(*arguments: object, **_: object) -> None:
        fill_view(*arguments)  # type: ignore[arg-type]
        shutil.rmtree(yearly.versions.path(snapshot.version))

    monkeypatch.setattr("kg.store.views.fill_view", fill_late)
    with pytest.raises(UnavailableError, match="was removed"):
        Views(yearly).open(snapshot, Day(2001, 6, 1))
    assert views_of(yearly, snapshot.version) == []


def test_a_plain_dataset_has_no_views(tmp_path: Path) -> None:
    """Its default graph is not made from the others."""
    store = DatasetStore.create(tmp_path / "own", StoreSettings(default_graph="own"))
    with pytest.raises(ParameterError, match="union of its source graphs"):
        view(store, "2001-06-01")
