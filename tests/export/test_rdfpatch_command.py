"""What `kg export --format rdfpatch` takes and refuses, and the same changes over HTTP."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from kg.errors import ParameterError
from kg.export import Selection, find_format
from kg.export.rdf.canonical import canonical_digest
from kg.ingest import ingest
from kg.ingest.erasure import forget
from kg.store.embedded import DatasetStore
from kg.web import application
from tests.conftest import Kg, Triples
from tests.export.rdfpatch_lives import ANN, G, exported, held, live
from tests.export.rdfpatch_replica import Replica


@pytest.mark.parametrize(
    "option",
    [
        ("--at", "2024-05-12"),
        ("--known-at", "2024-05-12"),
        ("--graph", G),
        ("--kind", "person"),
        ("--merged",),
        ("--licence", "open"),
    ],
    ids=lambda option: option[0],
)
def test_other_selections_are_refused(
    demo_store: DatasetStore, kg: Kg, tmp_path: Path, option: tuple[str, ...]
) -> None:
    """Changes are of all graphs: part of them would not lead to any dataset."""
    target = tmp_path / "changes.rdfp"
    command = ("export", "--store", demo_store.folder, "--format", "rdfpatch", "--output", target)
    finished = kg(*command, *option)
    assert finished.code == 2
    assert "no other selection" in finished.err
    assert not target.exists()


def test_since_goes_with_changes_alone(demo_store: DatasetStore, kg: Kg, tmp_path: Path) -> None:
    """What a version holds does not depend on another one."""
    command = ("export", "--store", demo_store.folder, "--format", "nquads", "--since", "1")
    finished = kg(*command, "--output", tmp_path / "all.nq")
    assert finished.code == 2
    assert "rdfpatch" in finished.err


def test_the_command_writes_the_same_document_twice(
    demo_store: DatasetStore, kg: Kg, tmp_path: Path
) -> None:
    """Without --since it is that from nothing; the report counts what has no place in it."""
    for name in ("one", "two"):
        target = tmp_path / f"{name}.rdfp"
        command = (
            "export",
            "--store",
            demo_store.folder,
            "--format",
            "rdfpatch",
            "--output",
            target,
        )
        assert kg(*command).code == 0
    first, second = (tmp_path / f"{name}.rdfp" for name in ("one", "two"))
    assert first.read_bytes() == second.read_bytes() == exported(demo_store)
    report = first.with_name("one.rdfp.report.json").read_text(encoding="utf-8")
    assert '"since": 0' in report
    assert "Who changed the dataset" in report
    assert '"left_out": []' in report


def test_only_the_format_of_changes_knows_a_version_before() -> None:
    """Every other format gives what a version holds."""
    with pytest.raises(ParameterError):
        find_format("nquads").require_fitting(Selection(since=1))
    find_format("rdfpatch").require_fitting(Selection(since=1))
    find_format("nquads").require_fitting(Selection(graphs=(G,)))


def followed(client: FlaskClient) -> Replica:
    """Follow the feed of a server from its beginning: the oldest patch first."""
    replica = Replica()
    for address in reversed(list(enclosures(client))):
        answer = client.get(address, buffered=True)
        assert (answer.status_code, answer.mimetype) == (200, "application/rdf-patch")
        replica.apply(answer.data)
    return replica


def enclosures(client: FlaskClient, address: str = "/changes") -> Iterable[str]:
    """Where the patches are, the newest first, through all pages of the feed."""
    atom = "{http://www.w3.org/2005/Atom}"
    while address:
        feed = ElementTree.fromstring(client.get(address, buffered=True).data)
        for link in feed.findall(f"{atom}entry/{atom}link"):
            yield urlsplit(link.get("href", "")).path
        following = [link.get("href", "") for link in feed.findall(f"{atom}link[@rel='next']")]
        found = urlsplit(following[0]) if following else None
        address = f"{found.path}?{found.query}" if found else ""


def test_the_feed_leads_to_the_dataset(
    plain_store: DatasetStore, triples: Triples, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over HTTP, page by page: as it grew, when it was compacted, and after an erasure."""
    monkeypatch.setattr("kg.web.datasets.feed._PAGE", 5)
    live(plain_store, triples)
    for change in (lambda: None, plain_store.compact, lambda: forget(plain_store, [ANN], None)):
        change()
        with application(plain_store) as app:
            replica = followed(app.test_client())
        assert canonical_digest(replica.quads) == canonical_digest(held(plain_store))
    ingest(plain_store, {G: triples("e:s e:p 4 .")}, None)
    with application(plain_store) as app:
        assert followed(app.test_client()).quads == held(plain_store)
