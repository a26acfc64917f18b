"""Conditions of a write: which state of its graph a caller must have seen (RFC 9110 §13)."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import PreconditionError


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold of a graph, looked at under the write lock.

    *versions*: it was last changed by one of these (None: by any). *exists*: it is
    there, or is not (None: either). *not_versions*: it was last changed by none of
    these.
    """

    versions: frozenset[int] | None = None
    exists: bool | None = None
    not_versions: frozenset[int] = frozenset()

    def check(self, graph: str, *, exists: bool, version: int) -> None:
        """Refuse when the graph is not in the state asked for.

        Raises:
            PreconditionError: nothing may be written.
        """
        name = graph or "The default graph"
        if self.exists is not None and self.exists != exists:
            reason = "does not exist" if self.exists else "exists already"
            raise PreconditionError(f"{name} {reason}.", hint="Read it again before you write.")
        changed = self.versions is not None and not (exists and version in self.versions)
        if changed or (exists and version in self.not_versions):
            raise PreconditionError(
                f"{name} was changed by version {version} and is not as the request expects.",
                hint="Read it again, and send its ETag with If-Match.",
            )


ANY = Condition()
"""No condition."""
