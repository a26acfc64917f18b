"""The folder to publish: digests, terms of use, how to cite and load it, the same bytes again."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.dates import parse_day
from kg.errors import KgError
from kg.export import FORMATS, Selection, export_to, open_export
from kg.store.embedded import DatasetStore
from tests.conftest import CATALOGUE, Kg, Load
from tests.export.breaking import Breaking

DUMP = FORMATS["dump"]
ARTICLE = "https://w3id.org/geoactors/graph/doc/58d4d7d1640f7572"
FILES = {
    "README.md",
    "SHA256SUMS",
    "datapackage.json",
    "dataset.nq.gz",
    "dataset.ttl.gz",
    "losses.json",
    "void.ttl",
}


def dump(
    store: DatasetStore, folder: Path, selection: Selection | None = None, known_at: str = ""
) -> Path:
    """Make a dump."""
    day = parse_day(known_at) if known_at else None
    with open_export(store, selection or Selection(), day) as version:
        export_to(version, DUMP, folder, day)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def whole(demo_store: DatasetStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dump of the packaged data."""
    return dump(demo_store, tmp_path_factory.mktemp("dump") / "whole")


def checked(folder: Path) -> tuple[bool, list[dict[str, Any]]]:
    """Whether frictionless finds a data package valid, with its sizes and digests; its tasks."""
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    report = json.loads(done.stdout)
    return report["valid"], report["tasks"]


def described(folder: Path) -> dict[str, Any]:
    """Its data package."""
    read: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return read


def test_digests_hold(whole: Path) -> None:
    """`sha256sum -c` passes for every file but the one with the digests, and fails for another."""
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=whole, capture_output=True, check=True
    )
    assert {line.split(b":")[0].decode() for line in done.stdout.splitlines()} == FILES - {
        "SHA256SUMS"
    }
    assert {path.name for path in whole.iterdir()} == FILES


def test_the_data_are_those_of_the_other_formats(
    whole: Path, demo_store: DatasetStore, tmp_path: Path
) -> None:
    """Unpacked, the files are what `kg export` writes in each format."""
    with open_export(demo_store, Selection()) as version:
        export_to(version, FORMATS["nquads"], tmp_path / "a.nq")
        export_to(version, FORMATS["turtle"], tmp_path / "a.ttl")
        export_to(version, FORMATS["void"], tmp_path / "void.ttl")
        triples = set(version.triples())
    found = contents(whole)
    assert gzip.decompress(found["dataset.nq.gz"]) == (tmp_path / "a.nq").read_bytes()
    assert gzip.decompress(found["dataset.ttl.gz"]) == (tmp_path / "a.ttl").read_bytes()
    assert found["void.ttl"] == (tmp_path / "void.ttl").read_bytes()
    turtle = gzip.decompress(found["dataset.ttl.gz"])
    assert {quad.triple for quad in ox.parse(turtle, ox.RdfFormat.TURTLE)} == triples


def test_it_is_a_data_package(whole: Path) -> None:
    """By frictionless, which compares sizes and digests as well."""
    valid, tasks = checked(whole)
    assert valid, tasks
    assert [task["place"] for task in tasks] == [
        "dataset.nq.gz",
        "dataset.ttl.gz",
        "void.ttl",
        "losses.json",
    ]


def test_frictionless_sees_another_digest(whole: Path, tmp_path: Path) -> None:
    """The proof above can fail."""
    folder = tmp_path / "changed"
    shutil.copytree(whole, folder)
    (folder / "void.ttl").write_bytes((folder / "void.ttl").read_bytes() + b"\n")
    valid, tasks = checked(folder)
    assert not valid
    assert [task["place"] for task in tasks if not task["valid"]] == ["void.ttl"]


def test_the_package_names_terms_sources_and_version(whole: Path, demo_store: DatasetStore) -> None:
    """As the graphs and the log of the store have them; nothing is of the clock."""
    package = described(whole)
    with open_export(demo_store, Selection()) as version:
        licences = {iri for source in version.sources for iri in source.licences}
        assert {entry["path"] for entry in package["licenses"]} == licences
        assert len(package["sources"]) == len(version.sources)
        assert package["version"] == str(version.version)
        assert package["created"] == version.origin.modified
    editors = package["contributors"][0]
    assert editors["title"] == "geoactors editors"
    assert "publisher" in editors["roles"]
    for resource in package["resources"]:
        data = (whole / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (
            len(data),
            f"sha256:{sha256(data).hexdigest()}",
        )


def test_the_readme_says_which_version_under_which_terms(
    whole: Path, demo_store: DatasetStore
) -> None:
    """With a row for each graph, and its attribution."""
    text = (whole / "README.md").read_text(encoding="utf-8")
    with open_export(demo_store, Selection()) as version:
        assert f"published {version.origin.modified}." in text
        assert f"Version {version.version}, {version.origin.modified[:10]}." in text
        for source in version.sources:
            (row,) = (line for line in text.splitlines() if line.startswith(f"| <{source.graph}>"))
            assert all(f"<{iri}>" in row for iri in source.licences)
    assert "AFP contributed reporting." in text
    assert "Only a part" not in text


def test_it_loads_as_the_readme_says(whole: Path, kg: Kg, tmp_path: Path) -> None:
    """Into an empty store, whose own dump has the same data; only times differ."""
    lines = (whole / "README.md").read_text(encoding="utf-8").splitlines()
    assert "kg load --store my.store dataset.nq" in lines
    (tmp_path / "dataset.nq").write_bytes(gzip.decompress((whole / "dataset.nq.gz").read_bytes()))
    assert kg("load", "--store", tmp_path / "my.store", tmp_path / "dataset.nq").code == 0
    again = contents(dump(DatasetStore.open(tmp_path / "my.store"), tmp_path / "again"))
    first = contents(whole)
    same = {"dataset.nq.gz", "dataset.ttl.gz", "losses.json"}
    assert {name for name in FILES if again[name] == first[name]} >= same


def test_the_same_bytes_again(whole: Path, demo_store: DatasetStore, tmp_path: Path) -> None:
    """In another process, folder, time zone, locale, with other rights and order of hashes."""
    shutil.copytree(demo_store.folder, tmp_path / "copied")
    command = [sys.executable, "-m", "kg.cli", "export", "--store", str(tmp_path / "copied")]
    command += ["--format", "dump", "--to", "elsewhere"]
    root = Path(__file__).parents[2]
    surroundings = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env=os.environ | surroundings | {"PYTHONPATH": str(root)},
        umask=0o077,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert contents(tmp_path / "elsewhere") == contents(whole)


def test_packed_files_have_no_name_and_no_time(whole: Path) -> None:
    """RFC 1952 §2.3: no flag is set, and the time is 0."""
    for name in ("dataset.nq.gz", "dataset.ttl.gz"):
        header = (whole / name).read_bytes()[:8]
        assert header == b"\x1f\x8b\x08\x00\x00\x00\x00\x00"


def test_a_selection_is_in_the_readme(demo_store: DatasetStore, tmp_path: Path) -> None:
    """With the option that asks for it, in words; and in the data."""
    selection = Selection(
        graphs=(ARTICLE,),
        kinds=("tenure",),
        at=parse_day("2024-05-12"),
        open_only=True,
        merged=True,
    )
    folder = dump(demo_store, tmp_path / "part", selection, "2025-12-01")
    text = (folder / "README.md").read_text(encoding="utf-8")
    for said in (ARTICLE, "tenure", "2024-05-12", "2025-12-01", "`--licence open`", "`--merged`"):
        assert said in text.partition("## Files")[0]
    assert "--shapes none --graph" in text
    assert checked(folder)[0]
    assert described(folder)["resources"][0]["mediatype"] == "application/n-triples"
    quads = list(
        ox.parse(gzip.decompress((folder / "dataset.nq.gz").read_bytes()), ox.RdfFormat.N_QUADS)
    )
    assert quads
    assert all(isinstance(quad.graph_name, ox.DefaultGraph) for quad in quads)


HOSTILE = """@prefix dcterms: <http://purl.org/dc/terms/> .
<http://example.org/g>
  dcterms:title "a | b\\n# <script>alert(1)</script> [x](javascript:y) \\u202E"@en ;
  dcterms:license <javascript:alert(1)>, "no IRI `at all`" ;
  dcterms:rightsHolder <urn:somebody>, "text" ;
  dcterms:bibliographicCitation "one\\r\\ntwo| three" .
"""


def test_hostile_texts_stay_in_their_cells(load: Load, tmp_path: Path) -> None:
    """No markup, no line of its own, no link that is not one of the Web."""
    folder = dump(load(catalogue=HOSTILE, g="e:a e:p 1 ."), tmp_path / "d")
    text = (folder / "README.md").read_text(encoding="utf-8")
    (row,) = (line for line in text.splitlines() if line.startswith("| <http://example.org/g>"))
    assert row.count(" | ") == 3
    assert "a \\| b \\# \\<script\\>alert(1)\\</script\\> \\[x\\](javascript:y)" in row
    assert "<javascript:" not in text
    assert "\u202e" not in text
    assert checked(folder)[0]
    licences = described(folder)["licenses"]
    assert licences == [{"name": "javascript:alert(1)"}, {"name": "no IRI `at all`"}]


def test_an_empty_dataset_makes_a_dump(plain_store: DatasetStore, tmp_path: Path) -> None:
    """Which says that nothing is known of its terms."""
    folder = dump(plain_store, tmp_path / "d")
    assert "No licence is named" in (folder / "README.md").read_text(encoding="utf-8")
    assert gzip.decompress((folder / "dataset.nq.gz").read_bytes()) == b""
    assert checked(folder)[0]
    subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, check=True)


_OPEN = "https://creativecommons.org/publicdomain/zero/1.0/"


def test_what_is_lost_is_listed(load: Load, tmp_path: Path) -> None:
    """By file, with what was left out of all; the report of the export has it as well."""
    licence = f"<{CATALOGUE}> <http://purl.org/dc/terms/license> <{_OPEN}> ."
    store = load(catalogue=licence, g="e:a e:p 1 .")
    with open_export(store, Selection(open_only=True)) as version:
        report = export_to(version, DUMP, tmp_path / "d")
        left = version.left_out.listed()
    found = json.loads((tmp_path / "d" / "losses.json").read_text(encoding="utf-8"))
    assert [loss["what"] for loss in found["left_out"]] == [loss.what for loss in left]
    (names,) = found["losses"]["dataset.ttl.gz"]
    assert names["examples"] == [CATALOGUE]
    said = {loss.what for loss in report.losses.listed()}
    assert said == {f"{names['what']} (in dataset.ttl.gz)", "Things (in void.ttl)"}
    assert "Graphs whose terms are not open: 1." in (tmp_path / "d" / "README.md").read_text()


def test_a_failure_leaves_nothing(
    demo_store: DatasetStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not the folder, and not the files that were whole already."""
    monkeypatch.setitem(FORMATS, "turtle", Breaking("turtle", "", "", "ttl", "text/turtle"))
    with pytest.raises(KgError, match="disk"):
        dump(demo_store, tmp_path / "d")
    assert list(tmp_path.iterdir()) == []
