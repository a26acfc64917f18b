"""By which shapes the data of each version was found sound: a digest of each, kept in the store."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from kg.errors import ResourceError
from kg.store.files import write_atomically

CONTEXT = "context"
"""Stands among the shapes for what they know beside the data: the ontology and its code lists."""

_SCHEME = "sha256:"
_DIGEST = re.compile(f"{_SCHEME}([0-9a-f]{{64}})")
_NOT_ALL = ""
"""Stands for the digest of a shape that some of the data never passed as it was then."""


class Differences(NamedTuple):
    """The names of shapes that are not the same in two sets of shapes."""

    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShapeDigests:
    """The digest of each shape by its name, and that of their context."""

    parts: Mapping[str, str]

    @cached_property
    def text(self) -> str:
        """All of it as JSON, the same text for the same shapes."""
        return json.dumps(dict(self.parts), sort_keys=True, indent=0, ensure_ascii=False) + "\n"

    @cached_property
    def digest(self) -> str:
        """One digest for all of it."""
        return _SCHEME + sha256(self.text.encode("utf-8")).hexdigest()

    def since(self, passed: ShapeDigests) -> Differences:
        """What is different from shapes that were *passed*."""
        here, there = self.parts.keys(), passed.parts.keys()
        return Differences(
            tuple(sorted(n for n in here & there if self.parts[n] != passed.parts[n])),
            tuple(sorted(here - there)),
            tuple(sorted(there - here)),
        )

    def carried(self, passed: ShapeDigests) -> ShapeDigests:
        """What all data has passed when a change was judged by these, and the rest *passed*.

        A shape that is another by now has judged a part of the data in either form: all
        of it has passed neither.
        """
        return ShapeDigests(
            {
                name: digest if self.parts[name] == digest else _NOT_ALL
                for name, digest in passed.parts.items()
                if name in self.parts
            }
        )


class PassedShapes:
    """The folder `shapes/`: a file for each set of shapes, named by its digest.

    The log names the one that a version passed. One that it does not name does no harm.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, digests: ShapeDigests) -> str:
        """Keep digests, synced, unless they are there already; give the digest of all."""
        path = self._path(digests.digest)
        if not path.exists() or path.read_bytes() != digests.text.encode("utf-8"):
            self._folder.mkdir(exist_ok=True)
            write_atomically(path, digests.text)
        return digests.digest

    def read(self, digest: str) -> ShapeDigests | None:
        """Read what was kept under a digest; None for the empty one: nothing was.

        Raises:
            ResourceError: it is gone, or not as it was written.
        """
        if not digest:
            return None
        path = self._path(digest)
        try:
            found = read_digests(path.read_bytes())
        except (OSError, ValueError) as error:
            raise _unreadable(str(path), str(error)) from error
        if found.digest != digest:
            raise _unreadable(str(path), "it has another digest than its name")
        return found

    def known(self, digest: str) -> ShapeDigests | None:
        """What was kept under a digest; None also where that cannot be read."""
        with suppress(ResourceError):
            return self.read(digest)
        return None

    def _path(self, digest: str) -> Path:
        named = _DIGEST.fullmatch(digest)
        if named is None:
            raise _unreadable("The log", f"{digest[:80]!r} is no digest of shapes")
        return self._folder / f"{named[1]}.json"


def read_digests(data: bytes) -> ShapeDigests:
    """Read digests from their JSON.

    Raises:
        ValueError: it is something else.
    """
    try:
        parts = json.loads(data)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
    if not isinstance(parts, dict) or not all(isinstance(part, str) for part in parts.values()):
        raise ValueError("it holds no digests of shapes")
    return ShapeDigests(parts)


def _unreadable(place: str, reason: str) -> ResourceError:
    return ResourceError(
        f"{place}: which shapes the data has passed cannot be read: {reason.rstrip('.')}.",
        hint="`kg validate --store DIR` finds it out again.",
    )
