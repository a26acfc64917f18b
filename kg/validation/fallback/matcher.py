"""Has pySHACL tell which texts match a regular expression that the engine cannot match."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from rdflib import RDF, SH

from kg.errors import LimitError, MemoryLimitError, QueryTimeoutError
from kg.validation.fallback.limits import FallbackLimits
from kg.validation.fallback.patterns import Regex, as_python

_SHAPE = ox.NamedNode("urn:x-geoactors:shape")
_TYPE, _NODE_SHAPE = ox.NamedNode(str(RDF.type)), ox.NamedNode(str(SH.NodeShape))
_PATTERN, _TARGET = ox.NamedNode(str(SH.pattern)), ox.NamedNode(str(SH.targetNode))
_VALUE = ox.NamedNode(str(SH.value))

# Measured: a text that breaks its pattern takes 0.2 ms and 10 KB.
_AT_ONCE = 5_000
_LONG = 4 << 20  # characters


class Matcher:
    """Matches for one check of the shape *owner*, for as long as all of it may take."""

    def __init__(self, owner: str, limits: FallbackLimits | None = None) -> None:
        self._owner = owner
        self._limits = limits or FallbackLimits()
        self._left = self._limits.seconds

    def breaking(self, regex: Regex, texts: Iterable[str]) -> set[str]:
        """Find those of *texts* that *regex* does not match.

        Raises:
            LimitError: it took too long, or too much memory.
            ShapesError: pySHACL cannot match it.
            UnavailableError: the process that matches it ended for another reason.
        """
        return {text for part in _parts(texts) for text in self._breaking(regex, part)}

    def _breaking(self, regex: Regex, texts: Iterable[str]) -> Iterator[str]:
        from kg.validation.fallback.child import shared_child  # seldom needed

        begin = time.monotonic()
        try:
            report = shared_child(self._limits).ask(_shapes(regex, texts), self._left)
        except QueryTimeoutError as error:
            most = f"{self._limits.seconds:g} seconds"
            raise self._beyond(f"took more than {most}", regex, limit="pattern-time") from error
        except MemoryLimitError as error:
            most = f"{self._limits.memory_bytes >> 20:,} MiB of memory"
            raise self._beyond(f"needed more than {most}", regex, limit="pattern-memory") from error
        self._left -= time.monotonic() - begin
        for quad in ox.parse(report, ox.RdfFormat.N_TRIPLES):
            if quad.predicate == _VALUE and isinstance(quad.object, ox.Literal):
                yield quad.object.value

    def _beyond(self, what: str, regex: Regex, *, limit: str) -> LimitError:
        return LimitError(
            f"pySHACL {what} to match {regex.of(self._owner)}.",
            hint="Write it without look-around, references back and nested repetitions.",
            limit=limit,
        )


def _parts(texts: Iterable[str]) -> Iterator[list[str]]:
    """Cut *texts* into parts that are neither many nor long, as far as one text is not."""
    part, length = list[str](), 0
    for text in texts:
        part.append(text)
        length += len(text)
        if len(part) == _AT_ONCE or length > _LONG:
            yield part
            part, length = [], 0
    if part:
        yield part


def _shapes(regex: Regex, texts: Iterable[str]) -> bytes:
    pattern = as_python(regex)
    assert pattern is not None
    triples = [
        ox.Triple(_SHAPE, _TYPE, _NODE_SHAPE),
        ox.Triple(_SHAPE, _PATTERN, ox.Literal(pattern)),
        *(ox.Triple(_SHAPE, _TARGET, ox.Literal(text)) for text in texts),
    ]
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
