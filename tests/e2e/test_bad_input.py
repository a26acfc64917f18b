"""What is wrong is named, ends with its documented code or status, and leaves nothing behind."""

from __future__ import annotations

from os import mkfifo
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kg.resources import CONTEXT_IRI
from kg.store.embedded import DatasetStore
from tests.conftest import BREAKING, Kg
from tests.running import Endpoint, run_kg

TURTLE = "text/turtle"
DOCTYPE = """<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [<!ENTITY a "aaaaaaaaaa">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>
"""
UNREADABLE = [
    ("wrong.ttl", "<a:a> <a:b> <a:c> .\n<a:a> <a:b> ;", "wrong.ttl:2:13: ", TURTLE, 400),
    ("table.xlsx", "<a:a> <a:b> <a:c> .", "names no RDF syntax", "application/vnd.ms-excel", 415),
    ("empty.ttl", "# nothing\n", "holds no triple", TURTLE, 400),
    ("entities.rdf", DOCTYPE, "DOCTYPE is refused", "application/rdf+xml", 400),
    ("quoted.ttl", "<a:a> <a:b> <<( <a:a> <a:b> <a:c> )>> .", "triple term", TURTLE, 400),
    (
        "half.jsonld",
        '{"@id": "http://a.example/", ',
        "half.jsonld:1:30: ",
        "application/ld+json",
        400,
    ),
    (
        "control.ttl",
        '<a:a> <a:b> "\\u0000" .',
        "<a:b> has a text with the character U+0000",
        TURTLE,
        400,
    ),
]
NAMES = [case[0] for case in UNREADABLE]


@pytest.mark.parametrize(("name", "text", "said", "_type", "_status"), UNREADABLE, ids=NAMES)
def test_an_unreadable_file_ends_with_2_and_stores_nothing(
    kg: Kg, tmp_path: Path, name: str, text: str, said: str, _type: str, _status: int
) -> None:
    """Loading and validating say what is wrong and where, and no store has a new version."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    for command in (
        ["validate", path],
        ["load", "--store", tmp_path / "store", "--graph", "http://example.org/g", path],
    ):
        done = kg(*command)
        assert done.code == 2
        assert said in done.err
        assert "Traceback" not in done.err
    if (tmp_path / "store").exists():
        assert DatasetStore.open(tmp_path / "store").version == 0


@pytest.mark.parametrize(("_name", "text", "said", "media", "status"), UNREADABLE, ids=NAMES)
def test_an_unreadable_body_is_a_problem(
    demo_client: FlaskClient, _name: str, text: str, said: str, media: str, status: int
) -> None:
    """The same over HTTP."""
    answer = demo_client.post("/validate", data=text.encode(), content_type=media)
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    detail = answer.get_json()["detail"]
    if ".ttl:" in said or ".jsonld:" in said:
        assert answer.get_json()["line"] == int(said.split(":")[1])
    elif status == 400:
        assert said in detail


def test_text_that_is_not_utf_8_is_told_of_it(kg: Kg, tmp_path: Path) -> None:
    """Line and column of the first byte, and what to do."""
    path = tmp_path / "latin.ttl"
    path.write_bytes('<a:a> <a:b>\n  "Müller" .'.encode("latin-1"))
    done = kg("validate", path)
    assert (done.code, done.out) == (2, "")
    assert "latin.ttl:2:5: the byte FC is not UTF-8. Save it as UTF-8" in done.err


def test_every_unreadable_file_has_its_line(kg: Kg, tmp_path: Path) -> None:
    """One after another, each with the name of the program before it."""
    for name, text in (("a.ttl", "wrong"), ("b.ttl", "<a:a> <a:b> 1 ."), ("c.nt", "wrong")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = kg("validate", tmp_path)
    assert done.code == 2
    names = [line.partition(":1:")[0] for line in done.err.splitlines()]
    assert names == [f"kg: {tmp_path / 'a.ttl'}", f"kg: {tmp_path / 'c.nt'}"]


def test_no_path_is_not_the_working_directory(
    kg: Kg, breaking_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unset variable in a script must not validate whatever lies around."""
    monkeypatch.chdir(breaking_file.parent)
    done = kg("validate", "")
    assert (done.code, done.out) == (2, "")
    assert done.err == "kg: An empty text names no file or folder. Write . for this folder.\n"
    assert kg("validate", ".").code == 1


def test_a_pipe_is_refused(kg: Kg, tmp_path: Path) -> None:
    """Nobody may ever write into it."""
    mkfifo(tmp_path / "pipe.ttl")
    done = kg("validate", tmp_path / "pipe.ttl")
    assert done.code == 2
    assert "pipe.ttl: this is neither a file nor a folder" in done.err


def test_recursive_shapes_are_refused(kg: Kg, tmp_path: Path, breaking_file: Path) -> None:
    """They do not say what they mean, so nothing conforms to them."""
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://example.org/> .\n"
        "ex:S sh:targetSubjectsOf ex:p ; sh:property [ sh:path ex:p ; sh:node ex:S ] .",
        encoding="utf-8",
    )
    done = kg("validate", breaking_file, "--shapes", shapes)
    assert (done.code, done.out) == (2, "")
    assert "shapes.ttl:2:45: The shapes are recursive: <http://example.org/S>" in done.err
    assert done.err.count("\n") == 1


def test_a_missing_file_is_named(kg: Kg, tmp_path: Path) -> None:
    """Neither validated nor loaded."""
    for command in (["validate"], ["load", "--store", tmp_path / "store"]):
        done = kg(*command, tmp_path / "nowhere.ttl")
        assert done.code == 2
        assert "nowhere.ttl: there is no such file or folder" in done.err


def test_a_graph_that_breaks_a_shape_is_refused_with_its_report(
    kg: Kg, tmp_path: Path, breaking_file: Path
) -> None:
    """Exit 1, the report on standard output, and nothing stored."""
    store = tmp_path / "store"
    done = kg("load", "--store", store, "--graph", "http://example.org/g", breaking_file)
    assert done.code == 1
    assert "gs:DeclaredPropertyShape" in done.out
    assert "nothing was stored" in done.err
    assert DatasetStore.open(store).version == 0
    assert kg("validate", breaking_file).code == 1


def test_a_breaking_body_is_reported(demo_client: FlaskClient) -> None:
    """`/validate` answers with the report, since judging it is what was asked for."""
    answer = demo_client.post(
        "/validate",
        data=BREAKING.encode(),
        content_type=TURTLE,
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 200
    report = answer.get_json()
    assert report["conforms"] is False
    assert any("DeclaredPropertyShape" in result["shape"] for result in report["results"])


UPDATE = "INSERT DATA { <http://a.example/> <http://b.example/> 1 }"
UNDECLARED = "SELECT * WHERE {\n  ?t ga:holder ?p }"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (UPDATE, "INSERT is an update, not a query"),
        (UNDECLARED, "Line 2, column 6: prefix ga: is not declared"),
        ("ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * { ?s ?p }", "cannot be read"),
        ("", "empty"),
    ],
)
def test_a_wrong_query_is_explained(
    kg: Kg, demo_store: DatasetStore, demo_client: FlaskClient, query: str, said: str
) -> None:
    """On the command line with code 2, over HTTP with status 400."""
    done = kg("query", "--store", demo_store.folder, "-q", query)
    assert (done.code, said in done.err) == (2, True)
    answer = demo_client.post("/sparql", data={"query": query})
    assert answer.status_code == 400
    assert said in answer.get_json()["detail"]


def test_an_undeclared_prefix_of_ours_comes_with_its_line(
    demo_client: FlaskClient,
) -> None:
    """The hint can be pasted."""
    answer = demo_client.get("/sparql", query_string={"query": UNDECLARED})
    assert "Add PREFIX ga: <https://w3id.org/geoactors/ns#>" in answer.get_json()["hint"]


def test_an_update_to_the_query_address_is_refused(demo_client: FlaskClient) -> None:
    """As a form field and as a media type."""
    assert demo_client.post("/sparql", data={"update": UPDATE}).status_code == 400
    answer = demo_client.post(
        "/sparql", data=UPDATE.encode(), content_type="application/sparql-update"
    )
    assert answer.status_code == 415
    assert "/update" in answer.get_data(as_text=True)


def test_a_literal_of_200_megabytes_is_refused(tmp_path: Path) -> None:
    """With a sentence, in a process that survives it."""
    path = tmp_path / "long.nt"
    with path.open("w", encoding="ascii") as file:
        file.write('<http://a.example/> <http://b.example/> "')
        for _ in range(200):
            file.write("a" * 1_000_000)
        file.write('" .\n')
    done = run_kg("load", "--store", tmp_path / "store", "--graph", "http://example.org/g", path)
    assert done.returncode == 2
    assert "limit" in done.stderr
    assert not (tmp_path / "store").exists()


def test_a_remote_context_is_refused_and_not_called(
    kg: Kg, demo_client: FlaskClient, tmp_path: Path, silent_host: Endpoint
) -> None:
    """The host that the context names hears nothing."""
    text = f'{{"@context": "{silent_host.address}", "@id": "http://a.example/", "b": 1}}'
    path = tmp_path / "remote.jsonld"
    path.write_text(text, encoding="utf-8")
    done = kg("validate", path)
    assert done.code == 2
    assert "is remote; nothing is fetched" in done.err
    answer = demo_client.post("/validate", data=text.encode(), content_type="application/ld+json")
    assert answer.status_code == 400


def test_our_own_context_is_read_without_a_network(kg: Kg, tmp_path: Path) -> None:
    """Its address stands for the packaged file."""
    path = tmp_path / "ours.jsonld"
    path.write_text(
        f'{{"@context": "{CONTEXT_IRI}", "id": "https://w3id.org/geoactors/id/agent/somebody",'
        ' "type": "Person", "prefLabel": {"en": "Somebody"}}',
        encoding="utf-8",
    )
    done = kg("validate", path)
    assert (done.code, done.err) == (0, "")
    assert "looked at 1 node." in done.out
