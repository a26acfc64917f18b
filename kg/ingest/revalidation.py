"""What the data of a store has passed: after a write, and by validating what is there again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from kg.errors import ParameterError
from kg.gate import Gate, Passing, Proposal, gate_of, names_text
from kg.gate.proposal import Triples
from kg.report import ValidationReport
from kg.store.embedded import DatasetStore
from kg.store.files import translated_errors
from kg.store.passed import ShapeDigests
from kg.store.snapshot import Snapshot
from kg.store.view import DatasetView


def passed_after(store: DatasetStore, gate: Gate) -> ShapeDigests | None:
    """The shapes that all data has passed, once a write that *gate* let through is published.

    The gate judges what the write affects; all else has passed what it passed before.
    None when that is not known. The caller holds the write lock.
    """
    now = gate.digests
    last = store.journal.log.last()
    if last is None or last.version != store.version:
        return now if store.version == 0 else None
    if now is None or not last.quads or last.shapes == now.digest:
        return now
    before = store.passed.known(last.shapes)
    return None if before is None else now.carried(before)


@dataclass(frozen=True, slots=True)
class Revalidation:
    """What the published version of a store is found to be by its shapes of now."""

    passing: Passing
    report: ValidationReport


def revalidate(store: DatasetStore, *, every: bool = False) -> Revalidation:
    """Validate the published version by the shapes that it has yet to pass, or by *every* one.

    Each graph is looked at by itself, then the merged dataset, as the gate does. Others
    may read and write meanwhile.

    Raises:
        ParameterError: the store takes data as it is.
        ResourceError: it is damaged.
    """
    if store.settings.shapes == "none":
        raise ParameterError(
            f"{store.folder}: the store takes data as it is, and has no shapes.",
            hint="`kg load --shapes packaged` or FILE makes one that has.",
        )
    snapshot = store.snapshot()  # held, so that nobody removes the version
    passing = Passing.of(store, version=snapshot.version)
    only = None if every else passing.ahead
    nothing = only is not None and not only
    report = ValidationReport() if nothing else _report(store, snapshot, only)
    notes = (*report.notes, _note(passing, every=every))
    snapshot.close()
    return Revalidation(passing, replace(report, notes=notes))


def note_passed(store: DatasetStore, found: Revalidation) -> bool:
    """Note in the store that its version has passed the shapes of now, when it does.

    Says whether anything was noted. What a version has passed before is not noted again.

    Raises:
        UnavailableError: another process writes, or published a version meanwhile.
    """
    passing = found.passing
    if not found.report.conforms or passing.present is None or passing.is_current:
        return False
    store.note_passed(passing.version, passing.present)
    return True


def _report(
    store: DatasetStore, snapshot: Snapshot, only: Collection[str] | None
) -> ValidationReport:
    gate = gate_of(store, only)
    assert gate is not None
    with translated_errors(store.versions.path(snapshot.version)):
        report = gate(_proposal(store.view(snapshot)))
    idle = (name for name in report.idle_shapes if only is None or name in only)
    return replace(report, idle_shapes=tuple(idle))


def _proposal(view: DatasetView) -> Proposal:
    names = sorted(view.graphs())
    return Proposal(
        graphs=_Graphs(view, names),
        claims=frozenset(graph for graph in names if view.is_claim(graph)),
        reference=[t for graph in view.reference_graphs() for t in view.triples(graph)],
        merged=view.matching("", None, None, None),
        stored=True,
    )


class _Graphs(Mapping[str, Triples]):
    """The graphs of a dataset, each read when it is looked at: memory may not hold them all."""

    def __init__(self, view: DatasetView, names: list[str]) -> None:
        self._view = view
        self._names = names

    def __getitem__(self, graph: str) -> Triples:
        return self._view.triples(graph)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _note(passing: Passing, *, every: bool) -> str:
    ahead = passing.ahead
    name = f"Version {passing.version} of {passing.folder}"
    if every or ahead is None:
        return f"{name} was validated by all shapes."
    if ahead:
        return f"{name} was validated by what it has not passed yet: {names_text(ahead)}."
    return f"{name} has passed these shapes before; --all-shapes validates it by them again."
