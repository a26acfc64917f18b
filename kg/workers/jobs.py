"""What a worker is asked to do, and what it answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Protocol

from kg.store.dataset import GraphChoice, ResultsFormat
from kg.update import Modify


class WorkerJob(Protocol):
    """A task of `kg.workers.tasks` on the version at a folder.

    `arguments` are pickled: plain values and terms.
    """

    task: ClassVar[str]

    @property
    def folder(self) -> Path:
        """Where the version is."""
        ...

    def arguments(self) -> dict[str, Any]:
        """What the task is told."""
        ...


@dataclass(frozen=True, slots=True)
class Job:
    """A query, answered in a syntax: a format of the engine, or its media type.

    *base_iri* is what relative IRIs of the query stand against.
    """

    task: ClassVar[str] = "query"

    folder: Path
    query: str
    syntax: ResultsFormat | str
    graphs: GraphChoice | None = None
    base_iri: str | None = None

    def arguments(self) -> dict[str, Any]:
        """The query, with the syntax by its media type: formats cannot be pickled."""
        name = self.syntax if isinstance(self.syntax, str) else self.syntax.media_type
        return {
            "query": self.query,
            "media_type": name,
            "graphs": self.graphs,
            "base_iri": self.base_iri,
        }


@dataclass(frozen=True, slots=True)
class RowsJob:
    """A SELECT query of which a page shows the first *most* rows, with labels.

    *labelled* are the variables whose values are; None: all.
    """

    task: ClassVar[str] = "rows"

    folder: Path
    query: str
    most: int
    graphs: GraphChoice | None = None
    base_iri: str | None = None
    labelled: tuple[str, ...] | None = None

    def arguments(self) -> dict[str, Any]:
        """The query and how many rows."""
        return {
            "query": self.query,
            "most": self.most,
            "labelled": self.labelled,
            "graphs": self.graphs,
            "base_iri": self.base_iri,
        }


@dataclass(frozen=True, slots=True)
class DeltaJob:
    """The pattern of an update with its templates, answered with a delta in the form of
    `kg.update.encode`."""

    task: ClassVar[str] = "delta"

    folder: Path
    modify: Modify

    def arguments(self) -> dict[str, Any]:
        """The operation."""
        return {"modify": self.modify}


@dataclass(frozen=True, slots=True)
class EntityJob:
    """All that counts of one *thing*, answered in the form of `kg.store.entity_description`.

    *at* is a day, or empty; *base_iri* that of the dataset, which is a *union* of its graphs or
    has a default graph of its own. *brief* leaves out relations to many events.
    """

    task: ClassVar[str] = "entity"

    folder: Path
    thing: str
    base_iri: str
    union: bool = True
    at: str = ""
    brief: bool = False

    def arguments(self) -> dict[str, Any]:
        """The thing and the day."""
        return {
            "thing": self.thing,
            "base_iri": self.base_iri,
            "union": self.union,
            "at": self.at,
            "brief": self.brief,
        }


@dataclass(frozen=True, slots=True)
class CanonicalJob:
    """The IRIs by which a dataset writes some *iris*, answered as a list of JSON."""

    task: ClassVar[str] = "canonical"

    folder: Path
    iris: tuple[str, ...]
    base_iri: str

    def arguments(self) -> dict[str, Any]:
        """The IRIs."""
        return {"iris": self.iris, "base_iri": self.base_iri}


@dataclass(frozen=True, slots=True)
class OpenJob:
    """Nothing but opening the version, ahead of the queries to it."""

    task: ClassVar[str] = "open"

    folder: Path

    def arguments(self) -> dict[str, Any]:
        """Nothing."""
        return {}


@dataclass(frozen=True, slots=True)
class ViewJob:
    """The view of a version as it was known on a *day*: found, or made in the *store*.

    Answered with a `MadeView`. *wait* is how long to wait for another process that
    makes one, in seconds.
    """

    task: ClassVar[str] = "view"

    folder: Path
    store: Path
    day: str
    wait: float

    def arguments(self) -> dict[str, Any]:
        """Where and when."""
        return {"store": str(self.store), "day": self.day, "wait": self.wait}


@dataclass(frozen=True, slots=True)
class MadeView:
    """Where a view is, and the seconds that making it took; None when it was there."""

    folder: Path
    seconds: float | None

    def to_bytes(self) -> bytes:
        """Write it as JSON."""
        return json.dumps([str(self.folder), self.seconds]).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> MadeView:
        """Read what `to_bytes` wrote."""
        folder, seconds = json.loads(data)
        return cls(Path(folder), seconds)


class Chunks(Iterator[bytes], Protocol):
    """The pieces of a large answer; whoever has them must exhaust or close them.

    Reading on may raise any error of the pool: what was read before is then
    half an answer.
    """

    def close(self) -> None:
        """Let go of an answer that was not read to its end; its worker is ended."""
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete *body*, or the *chunks* of a larger one."""

    body: bytes | None = None
    chunks: Chunks | None = None

    def read(self) -> bytes:
        """Give the whole answer, whatever its size."""
        return b"".join(self.chunks) if self.chunks is not None else self.body or b""
