"""A SPARQL endpoint on loopback for tests: answers out of a graph, or as it is told to."""

from __future__ import annotations

import socket
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import pyoxigraph as ox

Reply = tuple[int, dict[str, str], bytes]
"""Status, headers and body of an answer."""


@dataclass
class Host:
    """*told* are answers that are given instead of those of the graph, one after the other; none
    of them stands for what the graph answers. *asked* are the queries that came, and *agents* the
    names of those who sent them."""

    address: str = ""
    told: deque[Reply | None] = field(default_factory=deque)
    asked: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)

    @property
    def asked_for_entities(self) -> int:
        """How many queries asked for entities, and not for their ids."""
        return sum("CONSTRUCT" in query for query in self.asked)


@contextmanager
def hosting(*texts: str, pause: float = 0.0) -> Iterator[Host]:
    """Serve Turtle until the block ends; each answer after a *pause* in seconds."""
    store = ox.Store()
    for text in texts:
        store.load(text.encode(), format=ox.RdfFormat.TURTLE)
    host = Host()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            query = parse_qs(body)["query"][0]
            host.asked.append(query)
            host.agents.append(self.headers["User-Agent"])
            time.sleep(pause)
            told = host.told.popleft() if host.told else None
            status, headers, answer = told or _asked(store, query)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(answer))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    host.address = f"http://127.0.0.1:{server.server_address[1]}/sparql"
    try:
        yield host
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _asked(store: ox.Store, query: str) -> Reply:
    found = store.query(query)
    if isinstance(found, ox.QueryTriples):
        turtle = ox.RdfFormat.TURTLE
        return 200, {"Content-Type": turtle.media_type}, found.serialize(format=turtle) or b""
    assert isinstance(found, ox.QuerySolutions)
    syntax = ox.QueryResultsFormat.JSON
    return 200, {"Content-Type": syntax.media_type}, found.serialize(format=syntax) or b""


def minimal(*numbers: int, post: str = "Q900") -> str:
    """Turtle of made-up persons who held a post; nothing else is said of them."""
    return _PREFIXES + "".join(
        f'wd:Q{n} rdfs:label "Person {n}"@en ; p:P31 wds:Q{n}-a ; p:P39 wds:Q{n}-b .\n'
        f"wds:Q{n}-a ps:P31 wd:Q5 ; wikibase:rank wikibase:NormalRank .\n"
        f"wds:Q{n}-b ps:P39 wd:{post} ; wikibase:rank wikibase:NormalRank .\n"
        for n in numbers
    )


def fixture_text(folder: Path) -> str:
    """The Turtle of the fixture."""
    return (folder / "Q53713.ttl").read_text(encoding="utf-8")


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_for(port: int) -> None:
    """Wait until somebody listens."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"nobody listens at {port}")


_PREFIXES = """
@prefix p: <http://www.wikidata.org/prop/> .
@prefix ps: <http://www.wikidata.org/prop/statement/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wds: <http://www.wikidata.org/entity/statement/> .
@prefix wikibase: <http://wikiba.se/ontology#> .
"""
