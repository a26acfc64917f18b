"""Tests of `kg log`: who changed what and when."""

from __future__ import annotations

import getpass
import json
from pathlib import Path

import pytest

from kg.store.backup import write_backup
from kg.store.checks import check_store
from kg.store.embedded import DatasetStore
from kg.store.restore import restore
from tests.conftest import Kg, Load, Triples

G = "http://example.org/g"


def test_the_log_is_a_table(kg: Kg, demo_store: DatasetStore) -> None:
    """Version, time, who, by what, each graph with its counts, what the gate found."""
    done = kg("log", "--store", demo_store.folder)
    assert done.code == 0
    head, _, first, *others = done.out.splitlines()
    assert head.split() == [
        "version",
        "time",
        "who",
        "action",
        "graph",
        "added",
        "removed",
        "report",
        "shapes",
    ]
    version, time, action, _, added, removed, *report = first.split()
    assert (version, action, added[0], removed, report[0]) == ("1", "load", "+", "-0", "conforms,")
    assert time.endswith("Z")
    assert len(others) == len(demo_store.snapshot().graphs()) - 1


def test_a_command_writes_under_the_name_of_its_user(kg: Kg, tmp_path: Path) -> None:
    """The log keeps it."""
    file = tmp_path / "a.nt"
    file.write_text('<urn:s> <urn:p> "1" .')
    store = tmp_path / "s"
    assert kg("load", "--store", store, "--shapes", "none", "--graph", G, file).code == 0
    [entry] = map(json.loads, kg("log", "--store", store, "--format", "json").out.splitlines())
    assert (entry["who"], entry["action"], entry["changes"]) == (
        getpass.getuser(),
        "load",
        {G: [1, 0]},
    )
    assert entry["created"] == [G]


def test_the_last_versions_can_be_asked_for(kg: Kg, load: Load) -> None:
    """The newest comes last."""
    for number in range(4):
        store = load(g=f"e:s e:p {number} .")
    rows = kg("log", "--store", store.folder, "--last", "2", "--format", "json").out.splitlines()
    assert [json.loads(row)["version"] for row in rows] == [3, 4]
    assert kg("log", "--store", store.folder, "--last", "0").code == 2


def test_a_version_that_was_never_published_is_not_shown(kg: Kg, load: Load) -> None:
    """A crash left its line; the next write removes it."""
    load(g="e:s e:p 1 .")
    store = load(g="e:s e:p 2 .")
    (store.folder / "CURRENT").write_text("1\n")
    rows = kg("log", "--store", store.folder, "--format", "json").out.splitlines()
    assert [json.loads(row)["version"] for row in rows] == [1]


def test_a_restored_version_says_so(kg: Kg, load: Load, tmp_path: Path) -> None:
    """In the place of a report."""
    store = load(g="e:s e:p 1 .")
    write_backup(store, tmp_path / "b")
    restore(tmp_path / "b", store.folder, "ann")
    assert "restored version 1" in kg("log", "--store", store.folder).out


def test_a_default_graph_of_its_own_is_named(kg: Kg, tmp_path: Path) -> None:
    """In words."""
    file = tmp_path / "a.nt"
    file.write_text('<urn:s> <urn:p> "1" .')
    store = tmp_path / "s"
    kg("load", "--store", store, "--shapes", "none", "--default-graph", "own", file)
    assert "default graph   +1" in kg("log", "--store", store).out


@pytest.mark.parametrize("versions", [1, 3])
def test_a_young_journal_has_nothing_to_merge(kg: Kg, load: Load, versions: int) -> None:
    """All of its versions are on disk still."""
    for number in range(versions):
        store = load(g=f"e:s e:p {number} .")
    done = kg("log", "--store", store.folder, "--compact")
    assert (done.code, done.out.startswith("Nothing to merge")) == (0, versions < 3)


def test_the_journal_is_compacted(kg: Kg, load: Load, triples: Triples) -> None:
    """Up to the oldest version on disk; the log stays, and what is left makes the dataset."""
    for number in range(6):
        store = load(g=f"e:s e:p {number} .", h="e:s e:p 'stays' .")
    with store.write() as staging:
        staging.create("urn:empty")
    done = kg("log", "--store", store.folder, "--compact")
    assert (done.code, done.out) == (0, "Merged 5 patches into one.\n")
    assert sorted(path.name for path in (store.folder / "journal").iterdir()) == [
        "5.base.rdfp",
        "6.rdfp",
        "7.rdfp",
        "log.jsonl",
    ]
    assert len(kg("log", "--store", store.folder, "--format", "json").out.splitlines()) == 7
    assert check_store(store) == []
    with store.write() as staging:
        staging.put(G, triples("e:s e:p 9 ."))
    again = kg("log", "--store", store.folder, "--compact")
    assert again.out == "Merged 2 patches into one.\n"
    assert check_store(store) == []
