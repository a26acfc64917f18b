"""The options that bound a service: what they refuse, and that they reach what they bound."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from kg.cli.limits import LIMITS, Limit, settings_with
from kg.errors import ParameterError
from kg.web import ServiceSettings
from tests.conftest import Kg
from tests.running import Answer, Endpoint, Server, endpoint, serving

BODY = b'{"head":{"vars":["s"]},"results":{"bindings":[]}}'
FOUND = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(BODY), BODY)
)
TOKEN = "a-token-of-the-tests"
PROBLEMS = "https://w3id.org/geoactors/problem/"


def name(limit: Limit) -> str:
    """The name of an option's parameter."""
    return limit.option.removeprefix("--").replace("-", "_")


@pytest.mark.parametrize("limit", LIMITS, ids=name)
def test_an_option_sets_one_limit(limit: Limit) -> None:
    """The one that it is for, and no other."""
    text = {"bytes": "2G", "seconds": "2.5"}.get(limit.kind, "7")
    value = {"bytes": 2 << 30, "seconds": 2.5}.get(limit.kind, 7)
    change: dict[str, Any] = {limit.name: value}
    if limit.place:
        part = getattr(ServiceSettings(), limit.place)
        change = {limit.place: replace(part, **change)}
    expected = replace(ServiceSettings(), **change)
    assert settings_with({name(limit): text}) == expected != ServiceSettings()


@pytest.mark.parametrize(
    ("option", "text", "reason"),
    [
        ("--timeout", "0", "this is no number of seconds above 0. Write it as --timeout 2.5"),
        ("--timeout", "nan", "no number of seconds"),
        ("--timeout", "soon", "no number of seconds"),
        ("--memory", "12Q", "this is no number of bytes above 0. Write it as --memory 64M"),
        ("--memory", "1M", "512M is the least"),
        ("--workers", "x", "this is no whole number above 0"),
        ("--workers", "1.5", "no whole number"),
        ("--workers", "-1", "no whole number"),
        ("--workers", "9999", "256 is the most"),
        ("--queue", "9" * 40, "2000 is the most"),
        ("--query-nesting", "257", "256 is the most"),
        ("--query-words", "20001", "20000 is the most"),
    ],
)
def test_a_value_that_is_none_is_refused(option: str, text: str, reason: str) -> None:
    """Nor is one that would end the server."""
    with pytest.raises(ParameterError) as caught:
        settings_with({option.removeprefix("--").replace("-", "_"): text})
    assert str(caught.value).startswith(f"{option} {text}: ")
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    "options",
    [("--timeout", "0"), ("--memory", "12Q"), ("--workers", "x"), ("--allow-service", "x")],
)
def test_the_program_ends_with_a_sentence(kg: Kg, tmp_path: Path, options: tuple[str, str]) -> None:
    """And makes no store."""
    done = kg("serve", "--store", tmp_path / "store", *options)
    assert done.code == 2
    assert "Traceback" not in done.err
    assert options[1] in done.err
    assert not (tmp_path / "store").exists()


def test_services_give_workers_a_network() -> None:
    """And none of them a file, or half an address."""
    assert not settings_with({}).workers.network
    found = settings_with({"allow_service": ("https://example.org/sparql",)})
    assert found.services == ("https://example.org/sparql",)
    assert found.workers.network
    for text in ("example.org", "file:///etc/passwd", "https://", "https://e/{x}", "https://e x"):
        with pytest.raises(ParameterError, match="no address of an endpoint"):
            settings_with({"allow_service": (text,)})


@pytest.fixture(scope="module")
def service() -> Iterator[Endpoint]:
    """An endpoint that a server may call."""
    with endpoint(FOUND) as host:
        yield host


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, service: Endpoint) -> Iterator[Server]:
    """A server with narrow limits."""
    folder = tmp_path_factory.mktemp("limited")
    (folder / "tokens").write_text(f"tests:{TOKEN}\n", encoding="utf-8")
    options = ("--query-patterns", "3", "--update-operations", "2", "--update-bytes", "200")
    with serving(
        *("serve", "--store", folder / "store", "--default-graph", "own", "--shapes", "none"),
        *("--token-file", folder / "tokens", "--allow-service", service.address, *options),
    ) as running:
        yield running


def ask(server: Server, query: str) -> Answer:
    """Send a query."""
    return server.get(f"/sparql?query={quote(query)}", "application/sparql-results+json")


def update(server: Server, text: str) -> Answer:
    """Send an update."""
    fields = {"Content-Type": "application/sparql-update", "Authorization": f"Bearer {TOKEN}"}
    return server.send("POST", "/update", text.encode(), fields)


def kind(answer: Answer) -> str:
    """The type of a problem, by its last word."""
    problem = json.loads(answer.body)
    assert problem["status"] == answer.status
    assert problem["type"].startswith(PROBLEMS)
    return str(problem["type"]).removeprefix(PROBLEMS)


def test_limits_reach_queries(server: Server) -> None:
    """Before a worker sees them."""
    assert ask(server, "ASK { ?s a ?o , ?p , ?q }").status == 200
    refused = ask(server, "ASK { ?s a ?o , ?p , ?q , ?r }")
    assert (refused.status, kind(refused)) == (400, "query-patterns")


def test_limits_reach_updates(server: Server) -> None:
    """In the process that writes."""
    assert update(server, "CLEAR ALL ; CLEAR ALL").status == 204
    for text, status, name in (
        ("CLEAR ALL ; CLEAR ALL ; CLEAR ALL", 400, "update-operations"),
        ("DELETE WHERE { ?s a ?o , ?p , ?q , ?r }", 400, "query-patterns"),
        ("CLEAR ALL #" + "x" * 200, 413, "update-bytes"),
    ):
        refused = update(server, text)
        assert (refused.status, kind(refused)) == (status, name)


def test_an_allowed_service_is_called(server: Server, service: Endpoint) -> None:
    """By a worker."""
    before = len(service.calls)
    answer = ask(server, f"SELECT ?s {{ SERVICE <{service.address}> {{ ?s ?p ?o }} }}")
    assert answer.status == 200, answer.text
    assert len(service.calls) == before + 1


def test_another_service_is_not(server: Server, service: Endpoint) -> None:
    """Nor any by an update."""
    before = len(service.calls)
    with endpoint(FOUND) as other:
        for answer in (
            ask(server, f"ASK {{\n SERVICE <{other.address}> {{ ?s ?p ?o }} }}"),
            update(server, f"INSERT {{}} WHERE {{\n SERVICE <{service.address}> {{ ?s ?p 1 }} }}"),
        ):
            assert (answer.status, kind(answer)) == (400, "input")
            assert [json.loads(answer.body)[name] for name in ("line", "column")] == [2, 2]
        assert other.calls == []
    assert len(service.calls) == before
