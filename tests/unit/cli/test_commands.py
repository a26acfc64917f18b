"""The commands: help, exit codes, options that are fixed names."""

from __future__ import annotations

import errno
import json
import os
import shutil
import socket
from pathlib import Path

import pytest

import kg.errors
import kg.resources
from kg.cli.exits import EXIT_CODES, exit_code
from kg.gate import packaged_validators
from kg.store.embedded import DatasetStore
from kg.web.problems import KINDS, status_of
from tests.conftest import Kg
from tests.running import endpoint, run_kg, serving

COMMANDS = [
    *("backup", "demo", "doctor", "forget", "graphs", "init", "load", "log", "query", "restore"),
    *("serve", "validate"),
]
OWN = "SELECT ?t { ?t <https://w3id.org/geoactors/ns#endLatest> ?e FILTER(?e < ?at) }"
BINDS = "SELECT ?t { ?t ?p ?e { BIND(?e AS ?at) } }"
DEFENCE = ("answers-on-date", "--param", "post=post:defence-minister-russia")
MOVED = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n"
HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nok"
BROKEN = b"HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n\r\noops"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example(kg: Kg, command: str) -> None:
    """Of every command."""
    done = kg(command, "--help")
    assert done.code == 0
    assert f"kg {command}" in done.out.partition("Examples:")[2]


def test_every_command_is_listed(kg: Kg) -> None:
    """With a word on what it is for."""
    listed = kg("--help").out.partition("Commands:")[2]
    assert all(f"\n  {command} " in listed for command in COMMANDS)


STORE_COMMANDS = [
    ("backup", "file"),
    ("doctor",),
    ("forget", "urn:x"),
    ("graphs",),
    ("graphs", "drop", "urn:x"),
    ("log",),
    ("log", "--compact"),
    ("restore", "backup"),
]


@pytest.mark.parametrize("command", STORE_COMMANDS, ids=" ".join)
@pytest.mark.parametrize("store", ["none", "file", "sparql+http://127.0.0.1:9/sparql"])
def test_a_store_that_is_none_ends_with_2(
    kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], store: str
) -> None:
    """A missing folder, a file, the address of an endpoint; nothing is made of it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("no store")
    (tmp_path / "backup").write_text("no backup")
    done = kg(*command, "--store", store)
    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup", "file"]


def test_a_file_holds_no_data_to_validate(kg: Kg, breaking_file: Path) -> None:
    """The sentence says what a store is, without the words of the system."""
    done = kg("validate", "--store", breaking_file)
    assert (done.code, "A store is a folder" in done.err, "Errno" in done.err) == (2, True, False)


@pytest.mark.parametrize("command", ["load", "serve"])
def test_a_file_is_no_store_to_be_made(
    kg: Kg, tmp_path: Path, breaking_file: Path, command: str
) -> None:
    """The sentence says what a store is."""
    more = ("--graph", "urn:g", breaking_file) if command == "load" else ()
    done = kg(command, "--store", breaking_file, *more)
    assert (done.code, "A store is a folder" in done.err) == (2, True)


@pytest.mark.parametrize(
    "command",
    [("graphs",), ("graphs", "drop", "urn:x"), ("log", "--compact"), ("forget", "urn:x")],
    ids=" ".join,
)
@pytest.mark.parametrize("lost", ["CURRENT", "versions/0"])
def test_a_damaged_store_ends_with_4(
    kg: Kg, plain_store: DatasetStore, command: tuple[str, ...], lost: str
) -> None:
    """The sentence says where to go on."""
    path = plain_store.folder / lost
    path.rename(path.with_name("lost"))
    done = kg(*command, "--store", plain_store.folder)
    if lost == "CURRENT" or command == ("graphs",):
        assert (done.code, "kg doctor" in done.err) == (4, True)
    else:  # version 0 is made again before anything is written
        assert done.code in (0, 2)


@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOSPC, "disk is full"), (errno.EROFS, "Read-only")]
)
def test_a_disk_that_cannot_be_written_ends_with_5(
    kg: Kg, plain_store: DatasetStore, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    """By every command that writes."""
    with plain_store.write() as staging:
        staging.create("urn:g")
    file = plain_store.folder.parent / "a.nt"
    file.write_text("<urn:s> <urn:p> 1 .".replace("1", '"1"'))

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    store = ("--store", plain_store.folder)
    for command, step in (
        (("load", *store, "--graph", "urn:g", file), "kg.store.journal.PatchWriter.end"),
        (("graphs", *store, "drop", "urn:g"), "kg.store.journal.PatchWriter.end"),
        (("forget", *store, "urn:g"), "kg.store.publication.sync_files"),
        (("backup", *store, file.with_name("b")), "kg.store.backup.pack"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(step, fail)
            done = kg(*command)
        assert (done.code, said in done.err) == (5, True), command
    assert plain_store.version == 1


def test_every_error_has_a_code_and_a_status() -> None:
    """A class that is in neither table gets those of its parent, and no class gets none."""
    kinds = [
        value
        for value in vars(kg.errors).values()
        if isinstance(value, type) and issubclass(value, kg.errors.KgError)
    ]
    assert len(kinds) > 15
    for kind in kinds:
        if kind is not kg.errors.KgError:
            assert any(parent in EXIT_CODES for parent in kind.__mro__), kind
            assert any(parent in KINDS for parent in kind.__mro__), kind
    assert exit_code(kg.errors.TooLargeError("")) == 2
    assert status_of(kg.errors.TooLargeError("")) == 413


@pytest.mark.parametrize(
    ("at", "answer"),
    [("2024-05-12", "unknown"), ("2024-06-15", "false"), ("2024-04-30", "unknown")],
)
def test_a_stored_query_answers_for_a_day(
    kg: Kg, demo_store: DatasetStore, at: str, answer: str
) -> None:
    """From the article alone."""
    done = kg("query", "--store", demo_store.folder, *DEFENCE, "--at", at, "--format", "csv")
    assert (done.code, done.out.splitlines()[1].split(",")[0]) == (0, answer)


def test_known_at_asks_only_what_was_published(
    kg: Kg, demo_store: DatasetStore, tmp_path: Path
) -> None:
    """The article is of 28 November 2025; a day before it nobody had said anything."""
    store = shutil.copytree(demo_store.folder, tmp_path / "copy")
    shutil.rmtree(store / "views", ignore_errors=True)
    for day, rows, built in (
        ("2025-11-27", 1, True),
        ("2025-11-27", 1, False),
        ("2025-11-28", 2, False),
    ):
        options = ("--at", "2024-05-12", "--known-at", day, "--format", "csv")
        done = kg("query", "--store", store, *DEFENCE, *options)
        assert (done.code, len(done.out.splitlines())) == (0, rows)
        assert done.err.startswith("view of 2025-11-27 built in ") == built


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((*DEFENCE,), "The query needs at. For example: --param at=2024-05-12"),
        ((*DEFENCE, "--at", "May"), "is no day"),
        (("-q", OWN, "--at", "foo"), "'foo' is no day"),
        (("-q", OWN, "--at", "2010"), "'2010' is no day"),
        (("-q", OWN, "--at", "2010-13-01"), "'2010-13-01' is no day"),
        (("-q", OWN, "--at", ""), "'' is no day"),
        (("-q", BINDS, "--at", "2010-01-01"), "the query gives ?at a value itself"),
        ((*DEFENCE, "--at", "2024-05-12", "--param", "x=1"), "has no parameter x"),
        ((*DEFENCE, "--param", "junk"), "write it as NAME=VALUE"),
        (("counts", "--at", "2024-05-12"), "asks about no day: it has no variable ?at"),
        ((*DEFENCE, "--at", "2024-05-12", "--param", "at=2024-05-13"), "are two days"),
        (("counts", "--known-at", "May"), "is no day"),
        (("no-such-query",), "no stored query named no-such-query"),
        (("nowhere.rq",), "nowhere.rq: No such file"),
        ((), "Give one query"),
        (("counts", "-q", "ASK {}"), "Give one query"),
        (("counts", "--format", "turtle"), "A table needs a results format"),
    ],
)
def test_wrong_parameters_end_with_2(
    kg: Kg, demo_store: DatasetStore, options: tuple[str, ...], said: str
) -> None:
    """With the parameter named, and an example."""
    done = kg("query", "--store", demo_store.folder, *options)
    assert (done.code, said in done.err) == (2, True), done.err


def test_the_list_of_queries_has_their_questions(kg: Kg) -> None:
    """And their parameters."""
    done = kg("query", "--list")
    assert "Who holds the post on the day" in done.out
    assert "--param at=…" in done.out


@pytest.mark.parametrize("answer", [MOVED, HTML, BROKEN, b"", b"junk\r\n\r\n"])
def test_a_remote_endpoint_that_fails_ends_with_3(kg: Kg, answer: bytes) -> None:
    """It redirects, sends something else, breaks, or sends nothing at all."""
    with endpoint(answer) as host:
        address = host.address
        done = kg("query", "--store", f"sparql+{address}", "-q", "ASK {}")
    assert done.code == 3
    assert address in done.err


def test_a_remote_endpoint_answers(kg: Kg, demo_store: DatasetStore) -> None:
    """The same command, the same rows."""
    with serving("serve", "--store", demo_store.folder) as server:
        address = f"sparql+{server.address}/sparql"
        remote = kg("query", "--store", address, *DEFENCE, "--at", "2024-05-12")
        graph = kg("query", "--store", address, "-q", "CONSTRUCT WHERE { ?s a ?o } LIMIT 1")
    local = kg("query", "--store", demo_store.folder, *DEFENCE, "--at", "2024-05-12")
    assert remote.out == local.out
    assert (graph.code, " a " in graph.out) == (0, True)


def test_a_broken_installation_ends_with_4(
    kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The shapes are gone."""
    for name in ("ontology", "shapes", "queries", "data"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr("kg.resources.resource_root", lambda: tmp_path)
    monkeypatch.setattr("kg.gate.packaged.packaged_validators", packaged_validators.__wrapped__)
    file = tmp_path / "a.ttl"
    file.write_text("<http://a.example/> <http://b.example/> 1 .", encoding="utf-8")
    done = kg("validate", file)
    assert (done.code, "Traceback" in done.err) == (4, False)


def test_a_port_that_is_taken_ends_with_5(kg: Kg, demo_store: DatasetStore) -> None:
    """Before anything is loaded."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for command in (["serve", "--store", demo_store.folder], ["demo", "--no-browser"]):
            done = kg(*command, "--port", port)
            assert (done.code, "Cannot listen" in done.err) == (5, True)


@pytest.mark.parametrize(
    "option", [("--default-graph", "own"), ("--shapes", "none"), ("--shapes", "missing.ttl")]
)
def test_other_settings_than_the_store_s_end_with_2(
    kg: Kg, demo_store: DatasetStore, breaking_file: Path, option: tuple[str, str]
) -> None:
    """They are fixed when a store is created."""
    done = kg("load", "--store", demo_store.folder, *option, "--graph", "urn:g", breaking_file)
    assert done.code == 2
    assert demo_store.version == 1


def test_a_plain_store_takes_triples_without_a_graph(kg: Kg, tmp_path: Path) -> None:
    """A plain dataset has a default graph of its own; a union asks for the name of a graph."""
    file = tmp_path / "a.ttl"
    file.write_text("<http://a.example/> <http://b.example/> 1 .", encoding="utf-8")
    plain = ("--default-graph", "own", "--shapes", "none")
    assert kg("load", "--store", tmp_path / "plain", *plain, file).code == 0
    done = kg("load", "--store", tmp_path / "union", "--shapes", "none", file)
    assert (done.code, "--graph IRI" in done.err) == (2, True)


def test_own_shapes_judge_alone(kg: Kg, tmp_path: Path, breaking_file: Path) -> None:
    """Neither context nor normalisation; shapes that cannot be used end with 2."""
    shapes = tmp_path / "shapes.ttl"
    head = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://example.org/> ."
    target = "sh:targetClass <https://w3id.org/geoactors/ns#Person>"
    shapes.write_text(f"{head} e:S a sh:NodeShape ; {target} ; sh:property e:P . e:P a"
        " sh:PropertyShape ; sh:path e:name ; sh:minCount 1 .", encoding="utf-8")  # fmt: skip
    done = kg("validate", breaking_file, "--shapes", shapes, "--format", "json")
    assert done.code == 1
    [result] = json.loads(done.out)["results"]
    assert result["shape"] == "http://example.org/P"
    shapes.write_text(f"{head} e:S a sh:NodeShape ; sh:minCout 1 ; {target} .", encoding="utf-8")
    done = kg("validate", breaking_file, "--shapes", shapes)
    assert (done.code, "minCount" in done.err) == (2, True)
    place = f"{shapes}:1:{(shapes.read_text(encoding='utf-8')).index('sh:minCout') + 1}: "
    assert place in done.err
    store = tmp_path / "store"
    done = kg("load", "--store", store, "--shapes", shapes, "--graph", "urn:g", breaking_file)
    assert (done.code, place in done.err, store.exists()) == (2, True, False)


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit", "github", "turtle"])
def test_reports_are_written_in_every_format(
    kg: Kg, tmp_path: Path, breaking_file: Path, form: str
) -> None:
    """To a file when one is named."""
    target = tmp_path / "report"
    done = kg("validate", breaking_file, "--format", form, "--output", target)
    assert (done.code, done.out) == (1, "")
    assert "DeclaredPropertyShape" in target.read_text(encoding="utf-8")


def test_errors_show_a_traceback_only_on_request(tmp_path: Path) -> None:
    """With `--debug`."""
    missing = tmp_path / "nowhere.ttl"
    assert "Traceback" not in run_kg("validate", missing).stderr
    assert "Traceback" in run_kg("--debug", "validate", missing).stderr


@pytest.mark.parametrize(
    ("fail_on", "code"), [("violation", 0), ("warning", 1), ("info", 1), ("VIOLATION", 2)]
)
def test_the_mildest_result_that_fails_can_be_chosen(
    kg: Kg, tmp_path: Path, fail_on: str, code: int
) -> None:
    """An agent without a name is a warning."""
    file = tmp_path / "nameless.ttl"
    file.write_text(
        "<https://w3id.org/geoactors/id/agent/x> a <https://w3id.org/geoactors/ns#Person> .",
        encoding="utf-8",
    )
    assert kg("validate", file, "--fail-on", fail_on).code == code


def test_warnings_are_shown_when_they_are_stored(kg: Kg, tmp_path: Path) -> None:
    """They do not refuse, and are not swallowed."""
    file = tmp_path / "nameless.ttl"
    file.write_text(
        "<https://w3id.org/geoactors/id/agent/x> a <https://w3id.org/geoactors/ns#Person> .",
        encoding="utf-8",
    )
    done = kg("load", "--store", tmp_path / "s", "--graph", "http://example.org/g", file)
    assert (done.code, "WARNING" in done.err, "agent:x" in done.err) == (0, True, True)


def test_states_come_into_a_store_on_request(kg: Kg, tmp_path: Path) -> None:
    """Without them a reference to a state leads nowhere, and is refused with the way out."""
    file = tmp_path / "citizen.ttl"
    file.write_text(
        "@prefix ga: <https://w3id.org/geoactors/ns#> ."
        " @prefix agent: <https://w3id.org/geoactors/id/agent/> ."
        " agent:x a ga:Person ; ga:citizenship agent:france .",
        encoding="utf-8",
    )
    load = ("load", "--store", tmp_path / "s", "--graph", "http://example.org/g", file)
    refused = kg(*load)
    assert (refused.code, "--states" in refused.err) == (1, True)
    assert kg(*load, "--states").code == 0
    assert kg("load", "--store", tmp_path / "s").code == 2


@pytest.mark.parametrize(
    "name",
    [
        "javascript:alert(1)",
        "https://w3id.org/geoactors/id/agent/x",
        "https://w3id.org/geoactors/id/Claim/x",
        "https://w3id.org/geoactors/id/%63laim/x",
        "http://w3id.org/geoactors/id/claim/x",
        "https://w3id.org/geoactors/graph/../x",
        "https://w3id.org/geoactors/ns#Person",
    ],
)
def test_graphs_that_pose_as_something_else_are_refused(kg: Kg, tmp_path: Path, name: str) -> None:
    """A near miss of a claim's IRI would make a fact of its content."""
    file = tmp_path / "a.ttl"
    file.write_text("<http://a.example/> <http://b.example/> 1 .", encoding="utf-8")
    done = kg("load", "--store", tmp_path / "s", "--shapes", "none", "--graph", name, file)
    assert (done.code, "cannot name a graph" in done.err) == (2, True)


def test_a_view_of_what_was_known_never_shows_the_content_of_a_claim(
    kg: Kg, tmp_path: Path
) -> None:
    """Even when the catalogue calls its graph a source."""
    file = tmp_path / "a.trig"
    base = "https://w3id.org/geoactors"
    file.write_text(
        f"<{base}/id/claim/moon> {{ <http://a.example/> <http://b.example/> 1 }}"
        f" <{base}/graph/catalogue> {{ <{base}/id/claim/moon> a <{base}/ns#ReferenceGraph> }}",
        encoding="utf-8",
    )
    store = tmp_path / "s"
    assert kg("load", "--store", store, "--shapes", "none", file).code == 0
    asked = "SELECT ?s ?o { ?s <http://b.example/> ?o }"
    done = kg("query", "--store", store, "-q", asked, "--known-at", "2030-01-01", "--format", "csv")
    assert (done.code, done.out.splitlines()) == (0, ["s,o"])


def test_debug_may_stand_behind_the_command(tmp_path: Path) -> None:
    """Where people add it."""
    assert "Traceback" in run_kg("validate", tmp_path / "nowhere.ttl", "--debug").stderr


def test_a_prefixed_name_binds_as_an_iri(kg: Kg, demo_store: DatasetStore) -> None:
    """In a query of one's own, whose variables have no declared kind."""
    count = "SELECT (COUNT(?s) AS ?n) WHERE { ?s a ?c }"
    done = kg(
        *("query", "--store", demo_store.folder, "-q", count),
        *("--param", "c=ga:Government", "--format", "csv"),
    )
    assert int(done.out.splitlines()[1]) > 0
    short = kg("query", "--store", demo_store.folder, "-q", "CONSTRUCT WHERE { ?s a ?c }",
        "--param", "c=ga:Government")  # fmt: skip
    assert (short.code, "Write its template out" in short.err) == (2, True)
