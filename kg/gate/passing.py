"""What the data of a store has passed, beside the shapes that it has now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ResourceError
from kg.gate.stores import present_digests
from kg.store.embedded import DatasetStore
from kg.store.passed import CONTEXT, Differences, ShapeDigests
from kg.validation.reports.common import shape_text

_SHOWN = 5
_WITHOUT = "_:"
_CONTEXT_NAME = "the ontology or its code lists"


@dataclass(frozen=True, slots=True)
class Passing:
    """A version of a store: the shapes that its data has *passed*, and those that are *present*.

    None that passed: it is not known; *trouble* says why when something is broken. None
    that are present: the store takes data as it is. What is *empty* passes everything.
    """

    folder: Path
    version: int
    present: ShapeDigests | None
    passed: ShapeDigests | None
    empty: bool = False
    trouble: str = ""

    @classmethod
    def of(
        cls, store: DatasetStore, present: ShapeDigests | None = None, version: int | None = None
    ) -> Passing:
        """Look at a version, by default the published one.

        *present* are the shapes of the store, by default read again.

        Raises:
            ResourceError: the store is damaged, or the installation.
            KgError: the shapes of the store cannot be read.
        """
        present = present or present_digests(store)
        version = store.version if version is None else version
        entry = next(store.journal.log.newest(before=version + 1), None)
        if entry is None or entry.version != version:
            return cls(store.folder, version, present, None, empty=version == 0)
        if present is not None and entry.shapes == present.digest:
            return cls(store.folder, version, present, present)
        try:
            passed = store.passed.read(entry.shapes)
        except ResourceError as error:
            return cls(store.folder, version, present, None, trouble=error.message)
        return cls(store.folder, version, present, passed, empty=not entry.quads)

    @property
    def differences(self) -> Differences | None:
        """What is not as it passed; None when that is not known."""
        if self.present is None or self.empty:
            return Differences()
        return None if self.passed is None else self.present.since(self.passed)

    @property
    def is_current(self) -> bool:
        """Nothing has to be validated or noted: the data has passed the shapes of now."""
        found = self.differences
        return found is not None and not any(found)

    @property
    def ahead(self) -> frozenset[str] | None:
        """The names of the shapes that the data has yet to pass; None for all of them."""
        found = self.differences
        if found is None or CONTEXT in (*found.changed, *found.added):
            return None
        return frozenset((*found.changed, *found.added))

    def sentence(self) -> str:
        """Say what differs and what to run; nothing when nothing does."""
        found = self.differences
        if found is None:
            text = self.trouble or f"It is not known by which shapes version {self.version} passed."
        elif any(found):
            parts = zip(("changed", "new", "gone"), found, strict=True)
            listed = "; ".join(f"{word} {names_text(names)}" for word, names in parts if names)
            text = f"The shapes are not those that version {self.version} passed: {listed}."
        else:
            return ""
        return f"{self.folder}: {text} Run `kg validate --store {self.folder}`."


def names_text(names: Iterable[str]) -> str:
    """List shapes for a reader, the first of them when they are many."""
    texts = list(dict.fromkeys(map(_text, sorted(names, key=lambda name: (name != CONTEXT, name)))))
    more = len(texts) - _SHOWN
    return ", ".join(texts[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _text(name: str) -> str:
    if name == CONTEXT:
        return _CONTEXT_NAME
    return shape_text("" if name.startswith(_WITHOUT) else name)
