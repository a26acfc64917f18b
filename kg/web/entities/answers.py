"""What the dataset says of a thing, as a worker gathers it: once for all its syntaxes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from rdflib import RDFS

from kg.dates import Day
from kg.store.entity_description import Summary
from kg.web import hot
from kg.web.entities.addresses import EntityAddress
from kg.web.held.cache import CachedAnswer
from kg.web.known import folder_of
from kg.web.state import state
from kg.workers import EntityJob

_SEE = str(RDFS.seeAlso).encode()


@dataclass(frozen=True, slots=True)
class Entity:
    """A summary and the statements in N-Quads; *digest* is that of both."""

    summary: Summary
    lines: bytes
    digest: str


def entity_at(address: EntityAddress, *, brief: bool = False) -> Entity:
    """What is said of the thing at an address, as `entity_of` has it."""
    return entity_of(address.iri, address.at, address.known, brief=brief)


def entity_of(
    iri: str, at: Day | None = None, known: Day | None = None, *, brief: bool = False
) -> Entity:
    """What is said of a thing, by the version of the request; *brief* without many events.

    Raises:
        UnavailableError: it was not gathered in time, or its view is not there yet.
    """
    held = state()
    version, settings = hot.current_version(), held.store.settings
    key = ("entity", version, iri, str(at or ""), str(known or ""), brief)
    found = held.cache.get(key)
    if found is None:
        folder = folder_of(version, known)
        job = EntityJob(folder, iri, settings.base_iri, held.store.union, str(at or ""), brief)
        body = held.pool.run(job).read()
        found = CachedAnswer((("digest", _digest(body)),), body)
        held.cache.put(key, found)
    head, _, lines = found.body.partition(b"\n")
    return Entity(Summary.from_bytes(head), lines, found.headers[0][1])


def with_left_out(entity: Entity, places: Iterable[str]) -> Entity:
    """Say in the statements, too, at which *places* that is asked for which is too much for them.

    They are on the server of the request, and so is what has them.
    """
    iri = entity.summary.iri.encode()
    more = {b"<%s> <%s> <%s> .\n" % (iri, _SEE, place.encode()) for place in places}
    if not more:
        return entity
    lines = b"".join(sorted((*entity.lines.splitlines(keepends=True), *more)))
    return replace(entity, lines=lines, digest=_digest(entity.digest.encode() + lines))


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:24]
