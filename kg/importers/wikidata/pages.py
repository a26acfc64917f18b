"""Entities from an endpoint, a page at a time: kept in a folder, within one deadline."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from kg.errors import InputError, TooLargeError, UpstreamError
from kg.importers.wikidata.entities import number_of
from kg.importers.wikidata.queries import entities_query, ids_query
from kg.importers.wikidata.rdf_values import WD, Graph
from kg.parsing import parse_document
from kg.store.remote import RemoteDataset

_ONE_ANSWER = 120.0
"""Seconds for one answer; public endpoints give up on a query before that."""
_LARGEST = 1 << 26


@dataclass(frozen=True, slots=True)
class Asking:
    """Which endpoint is asked, and how: *deadline* in seconds for everything together, *page* the
    entities of one answer, *cache* a folder for answers."""

    endpoint: str
    deadline: float
    page: int = 50
    cache: Path | None = None
    contact: str = ""


class Pages:
    """Asks an endpoint; what it answered is not asked again where there is a cache."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._end = time.monotonic() + asking.deadline
        self._remote(asking.deadline)  # refuses an address that is none, before anything is done

    def ids(self, property_name: str, thing: str) -> Iterator[str]:
        """The ids of entities that a property joins to a thing, in the order of their IRIs.

        Raises:
            UpstreamError: the endpoint failed, or the deadline is over.
        """
        number, last = self._asking.page * 20, ""
        while True:
            query = ids_query(property_name, thing, last, number)
            text = self._kept(query, "ids", lambda query=query: self._ask_ids(query))  # type: ignore[misc]
            found = text.decode().split()
            yield from found
            if len(found) < number:
                return
            last = WD + found[-1]

    def graphs(self, ids: Iterator[str]) -> Iterator[tuple[list[str], Graph]]:
        """Entities by their ids, with the graph that tells of them; pages as the cache knows them.

        Raises:
            UpstreamError: the endpoint failed, or the deadline is over.
        """
        while page := list(islice(ids, self._asking.page)):
            yield from self._page(sorted(page, key=number_of))

    def _page(self, ids: Sequence[str]) -> Iterator[tuple[list[str], Graph]]:
        """One page; in two halves when its answer is too long."""
        query = entities_query(ids)
        try:
            text = self._kept(query, "ttl", lambda: self._ask_entities(query))
        except TooLargeError as error:
            if len(ids) == 1:
                raise UpstreamError(f"{ids[0]}: {error.message}") from error
            half = len(ids) // 2
            yield from self._page(ids[:half])
            yield from self._page(ids[half:])
            return
        yield list(ids), Graph(self._parsed(text))

    def _kept(self, query: str, ending: str, ask: Callable[[], bytes]) -> bytes:
        """The answer to a query, from the cache or from the endpoint; a file there is whole."""
        if self._asking.cache is None:
            return self._in_time(ask)
        key = sha256(f"{self._asking.endpoint}\n{query}".encode()).hexdigest()
        path = self._asking.cache / f"{key[:32]}.{ending}"
        try:
            if path.exists():
                return path.read_bytes()
            answer = self._in_time(ask)
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_suffix(f".{os.getpid()}.unfinished")
            unfinished.write_bytes(answer)
            unfinished.replace(path)
        except OSError as error:
            raise InputError(f"{path}: the cache cannot be used: {error.strerror}.") from error
        return answer

    def _ask_ids(self, query: str) -> bytes:
        _, rows = self._remote(self._left()).select(query)
        found = []
        for row in rows:
            entity = row.get("entity")
            if not isinstance(entity, ox.NamedNode) or not entity.value.startswith(f"{WD}Q"):
                raise UpstreamError(f"{self._asking.endpoint}: {entity} is no item of Wikidata.")
            found.append(entity.value.removeprefix(WD))
        return "\n".join(found).encode()

    def _ask_entities(self, query: str) -> bytes:
        answer = self._remote(self._left()).serialise(query, ox.RdfFormat.TURTLE)
        self._parsed(answer)  # what cannot be read is not kept
        return answer

    def _parsed(self, answer: bytes) -> tuple[ox.Quad, ...]:
        name = self._asking.endpoint
        try:
            return parse_document(answer, ox.RdfFormat.TURTLE, name=name).quads
        except InputError as error:
            raise UpstreamError(f"The answer of {error.message}", hint=error.hint) from error

    def _in_time(self, ask: Callable[[], bytes]) -> bytes:
        """What an endpoint answers; the end of the deadline has words of its own."""
        try:
            return ask()
        except UpstreamError as error:
            if time.monotonic() < self._end:
                raise
            raise self._late() from error

    def _left(self) -> float:
        left = self._end - time.monotonic()
        if left <= 0:
            raise self._late()
        return min(left, _ONE_ANSWER)

    def _late(self) -> UpstreamError:
        kept = "is kept and not asked again" if self._asking.cache else "is kept with --cache"
        return UpstreamError(
            f"{self._asking.endpoint}: not done within {self._asking.deadline:g} seconds.",
            hint=f"What was answered {kept}; or raise --deadline.",
        )

    def _remote(self, seconds: float) -> RemoteDataset:
        return RemoteDataset(
            self._asking.endpoint,
            deadline=seconds,
            max_bytes=_LARGEST,
            patient=True,
            contact=self._asking.contact,
        )
