"""What the dataset says of a thing, as a worker gathers it: once for all its syntaxes."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from kg.store.entity_description import Summary
from kg.web import hot
from kg.web.answering import folder_of
from kg.web.cache import CachedAnswer
from kg.web.entity_addresses import EntityAddress
from kg.web.state import state
from kg.workers import EntityJob


@dataclass(frozen=True, slots=True)
class Entity:
    """A summary and the statements in N-Quads; *digest* is that of both."""

    summary: Summary
    lines: bytes
    digest: str


def entity_at(address: EntityAddress) -> Entity:
    """What is said of the thing at an address, by the version of the request.

    Raises:
        UnavailableError: it was not gathered in time, or its view is not there yet.
    """
    held = state()
    version, settings = hot.current_version(), held.store.settings
    key = ("entity", version, address.iri, str(address.at or ""), str(address.known or ""))
    found = held.cache.get(key)
    if found is None:
        folder = folder_of(version, address.known)
        job = EntityJob(
            folder, address.iri, settings.base_iri, held.store.union, str(address.at or "")
        )
        found = CachedAnswer((), held.pool.run(job).read())
        held.cache.put(key, found)
    head, _, lines = found.body.partition(b"\n")
    return Entity(Summary.from_bytes(head), lines, sha256(found.body).hexdigest()[:24])
