"""One write from its first change to the next version: normalise, stage, gate, publish."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import pyoxigraph as ox

from kg.errors import ConflictError, NonConformingDataError
from kg.gate import Gate
from kg.ingest.consequences import Consequences
from kg.ingest.delivery import Delivery
from kg.ingest.judgement import Judgement
from kg.ingest.revalidation import passed_after
from kg.report import Severity, ValidationReport, ValidationResult
from kg.store.embedded import DatasetStore
from kg.store.identity import FOLLOWING
from kg.store.log import Change
from kg.store.staging import Staging
from kg.terms import check_graph_name
from kg.validation.reports import write_report


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a write did: the version now published, the report, the change of each graph.

    *created* and *dropped* are the graphs that came to exist or ceased to.
    """

    version: int
    report: ValidationReport
    changes: Mapping[str, Change] = field(default_factory=dict)
    created: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes and by which action, as the journal keeps it; how long to wait for another writer,
    in seconds."""

    who: str = ""
    action: str = "load"
    wait: float = 0.0


def commit(
    store: DatasetStore,
    gate: Gate | None,
    change: Callable[[Staging], Iterable[str] | None],
    author: Author,
    *,
    remarks: Iterable[ValidationResult] = (),
    erasing: Sequence[str] = (),
) -> Outcome:
    """Let *change* work on a copy of the dataset, judge what it made, and publish it.

    *change* may name graphs to be judged though it left them as they were. In a
    union dataset what follows from a changed graph is brought up to date first.
    *remarks* join what the gate finds. *erasing* is as in `DatasetStore.write`.

    Raises:
        NonConformingDataError: the result breaks the shapes; nothing was stored.
        UnavailableError: another process writes, or the disk is full; nothing was stored.
    """
    writing = store.write(author.action, author.who, wait=author.wait, erasing=erasing)
    with writing as staging:
        judgement = Judgement(staging, gate)
        consequences = Consequences(staging) if store.union else None
        named = set(change(staging) or ())
        problems = [*remarks, *(_completed(staging, consequences) if consequences else ())]
        report = judgement.pronounce(named, problems)
        if not report.conforms:
            raise NonConformingDataError(report)
        if gate is not None:
            staging.report = summary(report)
            staging.passed = passed_after(store, gate)
    return Outcome(
        staging.version,
        report,
        dict(staging.changes),
        frozenset(staging.created),
        frozenset(staging.dropped),
    )


def _completed(staging: Staging, consequences: Consequences) -> list[ValidationResult]:
    """Add what follows now; what a source delivered stays, though it followed before."""
    changed: list[tuple[str, ox.Triple]] = []

    def note(graph: str, triples: Iterable[ox.Triple]) -> None:
        changed.extend((graph, triple) for triple in triples if triple.predicate in FOLLOWING)

    staging.observers.append(note)
    problems = consequences.complete()
    staging.observers.remove(note)
    if changed:
        lost = [(graph, triple) for graph, triple in changed if not staging.holds(graph, triple)]
        Delivery(staging).settle(lost)
    return problems


def check_writable(store: DatasetStore, graph: str) -> None:
    """Refuse to write a graph that is not a source's to write.

    Raises:
        ConflictError: the default graph of a union dataset, or a graph that the store keeps.
        ParameterError: the IRI cannot name a graph.
    """
    if graph in store.names.kept_by_the_store:
        raise ConflictError(
            f"{graph} is kept by the store itself.",
            hint="`kg graphs`, `kg identity` and `kg forget` change it.",
        )
    if not store.union:
        return
    if not graph:
        raise ConflictError(
            "The default graph is the union of the source graphs and cannot be written.",
            hint="Name the source graph that the triples belong to.",
        )
    check_graph_name(graph, store.settings.base_iri)


def summary(report: ValidationReport) -> dict[str, object]:
    """What the journal keeps of a report: its counts and the digest of its text."""
    counts = {
        severity.value: sum(result.severity is severity for result in report.results)
        for severity in Severity
    }
    digest = sha256(write_report(report, "turtle").encode()).hexdigest()
    return {"conforms": report.conforms, **counts, "digest": f"sha256:{digest}"}
