"""Entities of Wikidata from an endpoint: pages, the cache, and hosts that misbehave."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.errors import InputError, ParameterError, UpstreamError
from kg.importers import Import, Limits
from kg.importers.wikidata import pages
from tests.importers.support import RETRIEVED, ask, fixture, imported, rows, write
from tests.importers.test_wikidata_entity import facts
from tests.importers.wikidata_host import (
    Host,
    Reply,
    fixture_text,
    free_port,
    hosting,
    minimal,
    wait_for,
)
from tests.running import run_kg

FIXTURE = fixture("wikidata-entity")
TURTLE = {"Content-Type": "text/turtle"}


def got(host: Host, *lists: Path, **options: str) -> Import:
    """Import from a host."""
    return imported("wikidata", *lists, options={"endpoint": host.address, **options})


def listed(folder: Path, *ids: str) -> Path:
    """A list of ids."""
    return write(folder, "ids.txt", ids)


def persons(made: Import) -> list[str]:
    """The persons of an import by their IRIs."""
    found = rows(made, "SELECT ?p { ?p a ga:Person ; skos:prefLabel ?n }")
    return sorted((name for (name,) in found), key=lambda name: int(name[1:]))


def test_an_endpoint_says_what_the_file_says(tmp_path: Path) -> None:
    """The same facts and names, as far as properties are mapped."""
    with hosting(fixture_text(FIXTURE)) as host:
        made = got(host, listed(tmp_path, "Q53713"))
    plain = imported("wikidata-entity", FIXTURE / "Q53713.ttl")
    assert _of(facts(made), "ids") == _of(facts(plain), "q53713")
    assert made.accounts.total.as_json() == plain.accounts.total.as_json()


def _of(triples: Iterable[object], key: str) -> set[str]:
    """Triples as text, whatever the release is called."""
    return {
        str(t).replace(f"wikidata-entity-{key}", "KEY").replace(f"wikidata-{key}", "KEY")
        for t in triples
    }


@pytest.mark.parametrize("option", [{"class": "Q5"}, {"post": "Q900"}])
def test_ids_come_in_pages(option: dict[str, str]) -> None:
    """Each page asks for what follows the last id of the one before; none comes twice."""
    with hosting(minimal(*range(8001, 8048)), minimal(8099, post="Q901")) as host:
        made = got(host, page="1", **option)
    expected = [f"q{n}" for n in range(8001, 8048)] + ["q8099"] * ("class" in option)
    assert persons(made) == expected
    assert made.release.key == f"wikidata-{next(iter(option.items()))[0]}-q" + option.get(
        "class", option.get("post", "")
    ).lower().removeprefix("q")
    assert len(host.asked) - host.asked_for_entities == 3
    assert host.asked_for_entities == len(expected)


def test_entities_come_in_pages(tmp_path: Path) -> None:
    """Sorted, each once, whatever the order of the list; addresses of items are ids as well."""
    ids = ["Q8030", "http://www.wikidata.org/entity/Q8004", "# comment", "", "Q8004", "Q80200"]
    with hosting(minimal(8004, 8030, 80200)) as host:
        made = got(host, listed(tmp_path, *ids), page="2")
    assert persons(made) == ["q8004", "q8030", "q80200"]
    assert [("wd:Q8004 wd:Q8030" in query, "wd:Q80200" in query) for query in host.asked] == [
        (True, False),
        (False, True),
    ]


def test_what_an_endpoint_does_not_know_is_skipped(tmp_path: Path) -> None:
    """With its reason."""
    with hosting(minimal(8004)) as host:
        made = got(host, listed(tmp_path, "Q8004", "Q8005"))
    assert made.accounts.total.reasons == {"the source has no such entity": 1}


def test_an_interrupted_import_goes_on_where_it_was(tmp_path: Path) -> None:
    """What was answered is kept, and not asked again; the result is that of one run."""
    ids, cache = listed(tmp_path, "Q8001", "Q8002", "Q8003"), str(tmp_path / "cache")
    with hosting(minimal(8001, 8002, 8003)) as host:
        whole = got(host, ids, page="1")
        host.asked.clear()
        host.told.extend([None, None, (500, {}, b"out of memory")])
        with pytest.raises(UpstreamError, match="HTTP 500: out of memory"):
            got(host, ids, page="1", cache=cache)
        assert host.asked_for_entities == 3
        host.asked.clear()
        made = got(host, ids, page="1", cache=cache)
        assert host.asked_for_entities == 1
        assert made.triples == whole.triples
        host.asked.clear()
        assert got(host, ids, page="1", cache=cache).triples == whole.triples
        assert host.asked == []
    assert not list(Path(cache).glob("*.unfinished"))


def test_the_deadline_holds_for_everything_together(tmp_path: Path) -> None:
    """What was answered by then is kept."""
    ids, cache = listed(tmp_path, *(f"Q{n}" for n in range(8001, 8200))), tmp_path / "cache"
    before = time.monotonic()
    with (
        hosting(minimal(*range(8001, 8200)), pause=0.05) as host,
        pytest.raises(UpstreamError, match=r"not done within 0\.5 seconds"),
    ):
        got(host, ids, page="1", cache=str(cache), deadline="0.5")
    assert time.monotonic() - before < 3
    assert 0 < len(list(cache.iterdir())) < 50


def test_an_endpoint_that_is_busy_is_waited_for(tmp_path: Path) -> None:
    """As long as it asks for."""
    with hosting(minimal(8001)) as host:
        host.told.extend([(429, {"Retry-After": "1"}, b""), (503, {"Retry-After": "0"}, b"")])
        before = time.monotonic()
        assert persons(got(host, listed(tmp_path, "Q8001"))) == ["q8001"]
        assert time.monotonic() - before >= 1
        assert len(host.asked) == 3


def test_a_wait_beyond_the_deadline_is_an_end(tmp_path: Path) -> None:
    """At once, and not when it is over."""
    before = time.monotonic()
    with hosting(minimal(8001)) as host:
        host.told.append((429, {"Retry-After": "90"}, b""))
        with pytest.raises(UpstreamError, match="asks to wait 90 seconds, which is beyond"):
            got(host, listed(tmp_path, "Q8001"), deadline="20")
    assert time.monotonic() - before < 10


FAILURES: dict[str, tuple[Reply, str]] = {
    "an error": ((500, {}, b"stack"), "HTTP 500: stack"),
    "another page": ((200, {"Content-Type": "text/html"}, b"<p>"), "it sent text/html"),
    "garbage": ((200, TURTLE, b"<p>hello"), "The answer of http"),
    "cut short": ((200, TURTLE, b"<http://a/b> <http://a/c> <htt"), "The answer of http"),
    "elsewhere": ((302, {"Location": "http://127.0.0.1:9/"}, b""), "redirects; name its new"),
}


@pytest.mark.parametrize(("reply", "message"), FAILURES.values(), ids=FAILURES)
def test_a_host_that_fails_is_named(tmp_path: Path, reply: Reply, message: str) -> None:
    """Nothing of its answer is kept."""
    with hosting(minimal(8001)) as host:
        host.told.append(reply)
        with pytest.raises(UpstreamError, match=message):
            got(host, listed(tmp_path, "Q8001"), cache=str(tmp_path / "cache"))
    assert not (tmp_path / "cache").exists()


def test_ids_that_are_none_are_refused() -> None:
    """An endpoint of something else is not taken for Wikidata."""
    wrong = (
        b'{"head":{"vars":["entity"]},"results":{"bindings":[{"entity":{"type":"uri",'
        b'"value":"http://example.org/Q1> <x:"}}]}}'
    )
    json_type = {"Content-Type": "application/sparql-results+json"}
    with hosting() as host:
        host.told.append((200, json_type, wrong))
        with pytest.raises(UpstreamError, match="is no SPARQL result"):
            got(host, post="Q900")


def test_answers_that_are_too_long_are_asked_for_in_halves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Down to one entity; one that is too long alone is the endpoint's fault."""
    ids = listed(tmp_path, *(f"Q{n}" for n in range(8001, 8009)))
    with hosting(minimal(*range(8001, 8009))) as host:
        monkeypatch.setattr(pages, "_LARGEST", 2000)
        assert len(persons(got(host, ids))) == 8
        monkeypatch.setattr(pages, "_LARGEST", 200)
        with pytest.raises(UpstreamError, match=r"Q8001: .*longer than 200 bytes"):
            got(host, ids)


def test_lines_that_are_no_ids_are_named(tmp_path: Path) -> None:
    """File and line; with --keep-going they are set aside."""
    ids = listed(tmp_path, "Q8001", "Q2> . <http://evil/", "Q8003")
    with hosting(minimal(8001, 8003)) as host:
        with pytest.raises(InputError, match=r"ids\.txt, line 2: .*no id of Wikidata"):
            got(host, ids)
        options, limits = {"endpoint": host.address}, Limits(tmp_path / "aside")
        made = imported("wikidata", ids, options=options, limits=limits)
        assert not any("evil" in query for query in host.asked)
    assert persons(made) == ["q8001", "q8003"]
    assert (tmp_path / "aside" / "ids.txt").read_text() == "Q2> . <http://evil/\n"


@pytest.mark.parametrize(
    "options",
    [
        {"class": "Q5", "post": "Q6"},
        {"class": "wd:Q5 } INSERT"},
        {"post": "5"},
        {"post": "Q5", "deadline": "soon"},
        {"post": "Q5", "deadline": "nan"},
        {"post": "Q5", "page": "0"},
        {"post": "Q5", "endpoint": "file:///etc/passwd"},
        {"post": "Q5", "contact": "me\r\nX-Other: 1"},
    ],
)
def test_options_that_do_not_fit_are_refused(options: dict[str, str]) -> None:
    """Before anything is asked."""
    with pytest.raises(ParameterError):
        imported("wikidata", options={"endpoint": "http://127.0.0.1:9/", **options})


def test_the_program_says_who_it_is(tmp_path: Path) -> None:
    """Its name and version, and whom to write to."""
    with hosting(minimal(8001)) as host:
        got(host, listed(tmp_path, "Q8001"), contact="mail@example.org")
        (agent,) = host.agents
    assert agent.startswith("geoactors/")
    assert agent.endswith("(+https://w3id.org/geoactors/; mail@example.org)")


def test_the_command_line_asks_an_endpoint(tmp_path: Path) -> None:
    """Into a store through the gate; a host that fails is exit code 3, and nothing is stored."""
    store = tmp_path / "store"
    with hosting(fixture_text(FIXTURE)) as host:
        command = ("import", "wikidata", "--post", "Q687075", "--endpoint", host.address)
        common = ("--store", store, "--retrieved", RETRIEVED)
        host.told.append((500, {}, b"no"))
        failed = run_kg(*command, *common)
        assert failed.returncode == 3, failed.stderr
        assert "HTTP 500" in failed.stderr
        assert "Traceback" not in failed.stderr
        done = run_kg(*command, *common)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Published as version 1." in done.stdout
        assert "Nothing changed" in run_kg(*command, *common).stdout


def test_options_of_other_formats_are_refused(tmp_path: Path) -> None:
    """On the command line, by name."""
    done = run_kg("import", "wikidata-entity", tmp_path, "--post", "Q5", "--dry-run")
    assert done.returncode == 2
    assert "--post is no option of wikidata-entity" in done.stderr


@contextmanager
def oxigraph(folder: Path, text: str) -> Iterator[str]:
    """Run Oxigraph's own server on a graph."""
    program = Path(sys.executable).parent / "oxigraph"
    if not program.exists():
        pytest.skip("Oxigraph's server is not installed; `make bench` installs it")
    file, port = write(folder, "data.ttl", text.encode()), free_port()
    location = ("--location", str(folder / "data"))
    subprocess.run([program, "load", *location, "--file", file], check=True, capture_output=True)
    command = [str(program), "serve-read-only", *location, "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}/query"
    finally:
        process.terminate()
        process.wait(timeout=30)


def test_a_server_of_another_make_is_asked(tmp_path: Path) -> None:
    """The queries are plain SPARQL 1.1."""
    with oxigraph(tmp_path, fixture_text(FIXTURE)) as address:
        options = {"endpoint": address, "class": "Q5"}
        made = imported("wikidata", options=options)
    assert made.accounts.total.outcomes == {"imported": 9, "merged": 1}
    assert ask(made, "ASK { ?t ga:holder agent:q53713 ; ga:post post:q687075 }")
