"""Tests of `kg validate --store`, and of what commands say when the shapes changed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.gate import packaged_validators
from kg.resources import resource_root
from kg.store.embedded import DatasetStore
from kg.store.files import locked
from tests.conftest import Kg
from tests.running import serving

SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://example.org/> .
e:P a sh:NodeShape ; sh:targetSubjectsOf e:p ; sh:property e:P-p .
e:P-p a sh:PropertyShape ; sh:path e:p ; sh:maxCount 2 ; sh:severity sh:Violation .
"""
STRICTER = SHAPES.replace("maxCount 2", "maxCount 1")
DATA = '<http://example.org/s> <http://example.org/p> "1" , "2" .\n'
CHANGED = "The shapes are not those that version 1 passed: changed <http://example.org/P>."


@pytest.fixture
def store(kg: Kg, tmp_path: Path) -> Path:
    """A store that was made with shapes of the caller's own."""
    shapes, data, folder = tmp_path / "own.ttl", tmp_path / "a.ttl", tmp_path / "s"
    shapes.write_text(SHAPES, encoding="utf-8")
    data.write_text(DATA, encoding="utf-8")
    done = kg("load", "--store", folder, "--shapes", shapes, "--graph", "urn:g", data)
    assert (done.code, done.err) == (0, "")
    return folder


def change(store: Path, shapes: str = STRICTER) -> None:
    """Put other shapes into a store."""
    (store / "shapes.ttl").write_text(shapes, encoding="utf-8")


def test_a_store_says_which_shapes_changed(kg: Kg, store: Path, tmp_path: Path) -> None:
    """Where it is loaded and looked at; nothing while they are what the data passed."""
    before = kg("doctor", "--store", store)
    assert (before.code, "Note:" in before.out) == (0, False)
    change(store)
    done = kg("doctor", "--store", store)
    line = f"{store}: {CHANGED} Run `kg validate --store {store}`.\n"
    assert (done.code, f"Note: {line}" in done.out) == (0, True)
    done = kg("load", "--store", store, "--graph", "urn:h", tmp_path / "a.ttl")
    assert (done.code, done.err.startswith(line)) == (0, True)


def test_a_server_says_it_as_it_starts(kg: Kg, store: Path) -> None:
    """And serves; the data can pass meanwhile."""
    change(store, SHAPES.replace("maxCount 2", "maxCount 3"))
    with serving("serve", "--store", store) as server:
        assert CHANGED in server.said
        assert kg("validate", "--store", store).code == 0
        assert server.get("/health").status == 200
    with serving("serve", "--store", store) as server:
        assert "shapes" not in server.said


def test_shapes_that_cannot_be_read_stop_no_server(store: Path) -> None:
    """It says so."""
    change(store, "@prefix")
    with serving("serve", "--store", store) as server:
        assert "shapes.ttl" in server.said


def test_the_log_shows_what_each_version_passed(kg: Kg, store: Path) -> None:
    """Short in the table, whole in JSON."""
    [entry] = map(json.loads, kg("log", "--store", store, "--format", "json").out.splitlines())
    digest = entry["shapes"].removeprefix("sha256:")
    assert len(digest) == 64
    assert (store / "shapes" / f"{digest}.json").is_file()
    assert kg("log", "--store", store).out.splitlines()[-1].split()[-1] == digest[:12]


def test_data_that_passes_is_validated_once(kg: Kg, store: Path) -> None:
    """By the shapes that changed; then nothing is said any more."""
    change(store, SHAPES.replace("maxCount 2", "maxCount 3"))
    done = kg("validate", "--store", store)
    assert (done.code, done.err) == (0, "Noted that version 1 has passed these shapes.\n")
    assert "what it has not passed yet: <http://example.org/P>." in done.out
    again = kg("validate", "--store", store)
    assert (again.code, again.err) == (0, "")
    assert "looked at 0 nodes" in again.out
    assert "has passed these shapes before" in again.out
    whole = kg("validate", "--store", store, "--all-shapes")
    assert (whole.code, whole.err, "looked at 1 node" in whole.out) == (0, "", True)
    assert "Note:" not in kg("doctor", "--store", store).out
    assert DatasetStore.open(store).version == 1


def test_data_that_breaks_a_shape_ends_with_1(kg: Kg, store: Path, tmp_path: Path) -> None:
    """In every format, to a file too; nothing is noted."""
    change(store)
    done = kg("validate", "--store", store, "--format", "json", "--output", tmp_path / "report")
    assert (done.code, done.out) == (1, "")
    assert "Nothing was noted in the store: version 1 has 1 violation." in done.err
    [result] = json.loads((tmp_path / "report").read_text())["results"]
    assert result["shape"] == "http://example.org/P-p"
    assert CHANGED in kg("doctor", "--store", store).out


def test_a_baseline_lets_pass_what_the_store_does_not_note(
    kg: Kg, store: Path, tmp_path: Path
) -> None:
    """What is accepted is a violation all the same."""
    change(store)
    file = tmp_path / "baseline.toml"
    write = ("--write-baseline", file, "--reason", "Mended by spring.")
    assert kg("validate", "--store", store, *write).code == 0
    done = kg("validate", "--store", store, "--baseline", file)
    assert (done.code, "Accepted by the baseline: 1." in done.out) == (0, True)
    assert "Nothing was noted" in done.err
    assert CHANGED in kg("doctor", "--store", store).out


@pytest.mark.parametrize(("fail_on", "code"), [("violation", 0), ("warning", 1)])
def test_warnings_fail_where_they_should(kg: Kg, store: Path, fail_on: str, code: int) -> None:
    """They are no reason not to note that the data passed."""
    change(store, STRICTER.replace("sh:Violation", "sh:Warning"))
    done = kg("validate", "--store", store, "--fail-on", fail_on)
    assert (done.code, "Noted" in done.err) == (code, True)


def test_a_folder_s_settings_are_not_those_of_a_store(
    kg: Kg, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kg.toml is about the files beside it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kg.toml").write_text('[validate]\npaths = ["no"]\nbaseline = "no.toml"\n')
    assert kg("validate", "--store", store, "--all-shapes").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--store", "s", "a.ttl"), "by its own shapes"),
        (("--store", "s", "--shapes", "own.ttl"), "by its own shapes"),
        (("--store", "s", "--context", "a.ttl"), "by its own shapes"),
        (("--all-shapes", "a.ttl"), "goes with --store"),
        (("--store", "nowhere"), "there is no store here"),
        (("--store", "sparql+http://127.0.0.1:1/"), "needs a store in a folder"),
        (("--store", ""), "names no file"),
    ],
)
@pytest.mark.usefixtures("store")
def test_wrong_options_end_with_2(
    kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    """With what is wrong about them."""
    monkeypatch.chdir(tmp_path)
    done = kg("validate", *arguments)
    assert (done.code, done.out, said in done.err) == (2, "", True), done.err


def test_a_store_without_shapes_ends_with_2(kg: Kg, plain_store: DatasetStore) -> None:
    """Nothing would be validated."""
    done = kg("validate", "--store", plain_store.folder)
    assert (done.code, "has no shapes" in done.err) == (2, True)


def test_beside_a_writer_it_ends_with_5(
    kg: Kg, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report is right; what could not be noted can be once more."""
    monkeypatch.setattr("kg.store.embedded._PATIENCE", 0.0)
    change(store, SHAPES.replace("maxCount 2", "maxCount 3"))
    with locked(store / "lock", "busy"):
        done = kg("validate", "--store", store)
    assert (done.code, done.out.startswith("Conforms")) == (5, True)
    assert kg("validate", "--store", store).code == 0


def test_other_shapes_than_those_of_the_store_are_refused(
    kg: Kg, store: Path, tmp_path: Path
) -> None:
    """As ever: they were fixed when it was created."""
    other = tmp_path / "other.ttl"
    other.write_text(STRICTER, encoding="utf-8")
    done = kg("load", "--store", store, "--shapes", other, "--graph", "urn:g", tmp_path / "a.ttl")
    assert (done.code, "was created with --shapes" in done.err) == (2, True)


def test_a_record_that_is_torn_is_said(kg: Kg, store: Path) -> None:
    """It is found out again."""
    for path in (store / "shapes").iterdir():
        path.write_text("{")
    change(store, SHAPES.replace("maxCount 2", "maxCount 3"))
    done = kg("doctor", "--store", store)
    assert (done.code, "cannot be read" in done.out, "Traceback" in done.err) == (0, True, False)
    assert kg("validate", "--store", store).code == 0
    assert "Note:" not in kg("doctor", "--store", store).out


def test_what_was_erased_leaves_the_rest_as_it_passed(kg: Kg, store: Path) -> None:
    """The log says so."""
    assert kg("forget", "--store", store, "http://example.org/s").code == 0
    first, second = map(
        json.loads, kg("log", "--store", store, "--format", "json").out.splitlines()
    )
    assert first["shapes"] == second["shapes"] != ""


# ---------- the packaged shapes ----------


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The packaged files, to be changed as another release would."""
    for name in ("ontology", "shapes", "queries", "data"):
        shutil.copytree(resource_root() / name, tmp_path / "release" / name)
    monkeypatch.setattr("kg.resources.resource_root", lambda: tmp_path / "release")
    packaged_validators.cache_clear()
    yield tmp_path / "release"
    packaged_validators.cache_clear()


@pytest.fixture
def packaged(kg: Kg, tmp_path: Path, release: Path) -> Path:
    """A store with the packaged shapes as they were first, and a person in it."""
    assert release.is_dir()
    file = tmp_path / "a.ttl"
    text = "<https://w3id.org/geoactors/id/agent/x> a <https://w3id.org/geoactors/ns#Person> ;\n"
    text += ' <http://www.w3.org/2004/02/skos/core#prefLabel> "X"@en .\n'
    file.write_text(text, encoding="utf-8")
    assert kg("load", "--store", tmp_path / "s", "--graph", "urn:g", file).code == 0
    return tmp_path / "s"


def test_a_release_with_other_shapes_is_noticed(kg: Kg, packaged: Path, release: Path) -> None:
    """Only those that ask something else; a text that changed asks nothing."""
    file = release / "shapes" / "actors.ttl"
    text = file.read_text(encoding="utf-8").replace('"@en ;', ' Reworded."@en ;')
    file.write_text(text.replace("sh:maxCount 1", "sh:maxCount 2", 1), encoding="utf-8")
    packaged_validators.cache_clear()
    done = kg("doctor", "--store", packaged)
    [line] = [line for line in done.out.splitlines() if line.startswith("Note: ")]
    assert ("changed gs:" in line, line.count("gs:")) == (True, 1)
    assert kg("validate", "--store", packaged).code == 0
    assert "Note:" not in kg("doctor", "--store", packaged).out


def test_a_release_with_another_ontology_is_noticed(kg: Kg, packaged: Path, release: Path) -> None:
    """All shapes are asked again: each may depend on it."""
    with (release / "ontology" / "codes.ttl").open("a", encoding="utf-8") as file:
        file.write("<urn:new> a <http://www.w3.org/2004/02/skos/core#Concept> .\n")
    packaged_validators.cache_clear()
    assert "the ontology or its code lists" in kg("doctor", "--store", packaged).out
    done = kg("validate", "--store", packaged)
    assert (done.code, "by all shapes" in done.out) == (0, True)
    assert "Note:" not in kg("doctor", "--store", packaged).out


def test_a_release_whose_shapes_the_data_breaks(kg: Kg, packaged: Path, release: Path) -> None:
    """Ends with 1, and names the graph."""
    file = release / "shapes" / "zealous.ttl"
    file.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> ."
        " @prefix gs: <https://w3id.org/geoactors/shapes#> ."
        " gs:Zealous a sh:NodeShape ; gs:scope gs:graph ; sh:nodeKind sh:Literal ;"
        " sh:targetClass <https://w3id.org/geoactors/ns#Person> .",
        encoding="utf-8",
    )
    packaged_validators.cache_clear()
    assert "new gs:Zealous" in kg("doctor", "--store", packaged).out
    done = kg("validate", "--store", packaged)
    assert (done.code, "in <urn:g>" in done.out) == (1, True)
    assert "new gs:Zealous" in kg("doctor", "--store", packaged).out
