"""The dataset in a folder: transactions, crashes, locks and settings."""

from __future__ import annotations

import fcntl
import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import NotFoundError, ParameterError, UnavailableError
from kg.store.embedded import KEPT_VERSIONS, DatasetStore
from kg.store.settings import StoreSettings, require_same
from tests.conftest import Load, Triples

GRAPH = "http://example.org/g"


def values(store: DatasetStore) -> set[str]:
    """The objects in the default graph of the published version."""
    return {str(quad.object) for quad in store.snapshot().default_graph()}


def test_a_write_is_published_as_the_next_version(load: Load) -> None:
    """Readers of the version before keep it."""
    store = load(g="e:a e:b 1 .")
    before = store.snapshot()
    load(g="e:a e:b 2 .")
    assert store.version == 2
    assert len(list(before.default_graph())) == 1
    assert values(store) == {str(ox.Literal(2))}


def test_an_exception_discards_the_whole_write(load: Load, triples: Triples) -> None:
    """Two graphs were changed, and neither change is there."""
    store = load(g="e:a e:b 1 .")

    def break_off() -> None:
        with store.write() as staging:
            staging.put(GRAPH, triples("e:a e:b 2 ."))
            staging.put("http://example.org/h", triples("e:a e:b 3 ."))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()
    assert store.version == 1
    assert values(store) == {str(ox.Literal(1))}
    assert store.snapshot().graphs() == [GRAPH]
    assert not (store.folder / "staging").exists()


def test_the_same_data_again_keeps_the_version(load: Load) -> None:
    """Nothing changed, so nothing is published; the store's own spelling of numbers counts."""
    store = load(g="e:a e:b 01, 1.50 .")
    load(g="e:a e:b 01, 1.50 .")
    assert store.version == 1


def test_adding_keeps_what_a_graph_had(load: Load) -> None:
    """Replacing does not."""
    store = load(g="e:a e:b 1 .")
    load(add=True, g="e:a e:b 2 .")
    assert len(values(store)) == 2
    load(g="e:a e:b 3 .")
    assert values(store) == {str(ox.Literal(3))}


def test_leftovers_of_a_crash_are_harmless(load: Load) -> None:
    """A copy that was being changed, and a version that CURRENT never named."""
    store = load(g="e:a e:b 1 .")
    (store.folder / "staging").mkdir()
    (store.folder / "staging" / "half").write_text("x", encoding="ascii")
    (store.folder / "versions" / "2").mkdir()
    (store.folder / "versions" / "2" / "half").write_text("x", encoding="ascii")
    again = DatasetStore.open(store.folder)
    assert values(again) == {str(ox.Literal(1))}
    load(g="e:a e:b 2 .")
    assert (again.version, values(again)) == (2, {str(ox.Literal(2))})


def test_a_second_writer_is_refused(load: Load) -> None:
    """With a plain sentence; the first goes on."""
    store = load(g="e:a e:b 1 .")
    with (store.folder / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(UnavailableError, match="another process is writing"), store.write():
            pytest.fail("two writers at once")
    load(g="e:a e:b 2 .")
    assert store.version == 2


def test_old_versions_are_removed(load: Load) -> None:
    """The last few stay for readers that are not done."""
    for number in range(6):
        store = load(g=f"e:a e:b {number} .")
    kept = sorted(int(path.name) for path in (store.folder / "versions").iterdir())
    assert kept == [6 - offset for offset in reversed(range(KEPT_VERSIONS))]


def test_the_content_of_a_claim_is_not_in_the_default_graph(load: Load) -> None:
    """Whether its graph is called a claim graph before or after it is loaded, and only so long."""
    called = (
        "@prefix ga: <https://w3id.org/geoactors/ns#> . <http://example.org/c> a ga:ClaimGraph ."
    )
    store = load(c="e:a e:b 7 .")
    assert str(ox.Literal(7)) in values(store)
    load(catalogue=called)
    assert str(ox.Literal(7)) not in values(store)
    load(c="e:a e:b 8 .")
    assert str(ox.Literal(8)) not in values(store)
    load(catalogue="e:a e:b 1 .")
    assert str(ox.Literal(8)) in values(store)


def test_a_triple_stays_while_one_source_holds_it(load: Load) -> None:
    """A claim graph is no source."""
    store = load(g="e:a e:b 1 .", h="e:a e:b 1 .")
    load(g="e:a e:b 2 .")
    assert values(store) == {str(ox.Literal(1)), str(ox.Literal(2))}
    load(h="e:a e:b 2 .")
    assert values(store) == {str(ox.Literal(2))}


def test_settings_are_fixed_at_creation(tmp_path: Path) -> None:
    """Another value is refused with both named."""
    store = DatasetStore.create(tmp_path / "s", StoreSettings(default_graph="own", shapes="none"))
    settings = DatasetStore.open(store.folder).settings
    require_same(settings, "own", "none")
    require_same(settings, None, None)
    with pytest.raises(ParameterError, match="own; it cannot be opened with union"):
        require_same(settings, "union", None)
    with pytest.raises(ParameterError, match="none; it cannot be opened with packaged"):
        require_same(settings, None, "packaged")


def test_a_folder_that_is_no_store_is_refused(tmp_path: Path) -> None:
    """It is neither opened nor filled."""
    with pytest.raises(NotFoundError, match="no store"):
        DatasetStore.open(tmp_path)
    (tmp_path / "letter.txt").write_text("private", encoding="ascii")
    with pytest.raises(NotFoundError, match="not empty"):
        DatasetStore.create(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("text", ["{", "[]", '{"unknown": 1}', '{"format": 99}'])
def test_settings_that_cannot_be_read_are_named(tmp_path: Path, text: str) -> None:
    """So is a store of another release."""
    DatasetStore.create(tmp_path / "s")
    (tmp_path / "s" / "settings.json").write_text(text, encoding="utf-8")
    with pytest.raises(ParameterError):
        DatasetStore.open(tmp_path / "s")


def test_settings_are_readable_json(tmp_path: Path) -> None:
    """An administrator can look at them."""
    DatasetStore.create(tmp_path / "s")
    stored = json.loads((tmp_path / "s" / "settings.json").read_text(encoding="utf-8"))
    assert stored["default_graph"] == "union"
    assert stored["base_iri"] == "https://w3id.org/geoactors/"
