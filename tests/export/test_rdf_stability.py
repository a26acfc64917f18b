"""The same data gives the same bytes, in whichever store it is, and after a full circle."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.store.embedded import DatasetStore
from kg.store.settings import StoreSettings
from tests.conftest import Kg, Load
from tests.export.test_rdf_syntaxes import DATASETS, GRAPHS, HOSTILE, exported


def test_a_full_circle_through_the_gate_gives_the_same_bytes(
    demo_store: DatasetStore, tmp_path: Path, kg: Kg
) -> None:
    """Export, load elsewhere with the packaged shapes, export: N-Quads are byte-equal."""
    first, second, store = tmp_path / "a.nq", tmp_path / "b.nq", tmp_path / "elsewhere"
    export = ("export", "--format", "nquads")
    assert kg(*export, "--store", demo_store.folder, "--output", first).code == 0
    assert kg("load", "--store", store, first).code == 0
    assert kg(*export, "--store", store, "--output", second).code == 0
    assert first.read_bytes() == second.read_bytes()
    assert first.stat().st_size > 100_000


@pytest.mark.parametrize("default_graph", ["union", "own"])
def test_a_full_circle_of_hostile_data_gives_the_same_bytes(
    load: Load, tmp_path: Path, kg: Kg, default_graph: str
) -> None:
    """Blank nodes, which each store names anew, have the same labels in the end."""
    first, second, store = tmp_path / "a.nq", tmp_path / "b.nq", tmp_path / "elsewhere"
    first.write_bytes(exported(load(one=HOSTILE, two=HOSTILE), "nquads")[0])
    options = ("--shapes", "none", "--default-graph", default_graph)
    assert kg("load", "--store", store, *options, first).code == 0
    assert kg("export", "--format", "nquads", "--store", store, "--output", second).code == 0
    assert b"_:b0 " in first.read_bytes()
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("name", DATASETS + GRAPHS)
def test_a_store_with_another_history_gives_the_same_bytes(
    load: Load, tmp_path: Path, kg: Kg, name: str
) -> None:
    """Graphs loaded in another order, one of them twice, are exported alike."""
    first = load(one=HOSTILE, two=HOSTILE)
    files = []
    for number, text in enumerate(["e:gone e:p 1 .", HOSTILE, HOSTILE]):
        files.append(tmp_path / f"{number}.ttl")
        files[-1].write_text(f"@prefix e: <http://example.org/> .\n{text}", encoding="utf-8")
    second = DatasetStore.create(tmp_path / "second", StoreSettings(shapes="none"))
    for graph, file in (("two", files[0]), ("two", files[1]), ("one", files[2])):
        put = ("put", "--store", second.folder, "--graph", f"http://example.org/{graph}", file)
        assert kg("load", *put[1:]).code == 0
    assert exported(first, name)[0] == exported(second, name)[0]
