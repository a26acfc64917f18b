"""Decides which IRIs mean one thing, and writes the dataset by it; it can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from kg.bounds import Day
from kg.errors import ConflictError, NotFoundError
from kg.gate import Gate
from kg.ingest.decisions import Decision, Pair, classes_of, pair_of, read_decisions, written
from kg.ingest.delivery import Delivery
from kg.ingest.identified import Things, canonical_of, check_alike
from kg.ingest.joining import check_accepted, check_joined, check_offices, check_rejections
from kg.ingest.transaction import Author, Outcome, commit
from kg.store.embedded import DatasetStore
from kg.store.identity import Identities
from kg.store.staging import Staging
from kg.terms import shorten

Decisions = dict[Pair, Decision]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be decided of two IRIs, and on what grounds.

    *although* their ids of Wikidata differ they are one: only an editor says so.
    """

    first: str
    second: str
    reason: str
    editor: str
    confidence: float = 1.0
    day: Day | None = None
    although: bool = False


def accept(
    store: DatasetStore, verdicts: Sequence[Verdict], gate: Gate | None, author: Author
) -> Outcome:
    """Decide that the two IRIs of each verdict mean one thing, and store all by one of them.

    All of them, or none. What sources delivered is kept: see `kg.store.delivered`.

    Raises:
        NotFoundError: no source says what an IRI is.
        ConflictError: two cannot be one: their kinds differ, or their ids of Wikidata, or the
            holders or posts of tenures, or they were decided to be two.
        NonConformingDataError: the dataset would break the shapes; nothing was decided.
    """

    def decide(staging: Staging, held: Decisions) -> None:
        check_accepted(held, [pair_of(v.first, v.second) for v in verdicts])
        things, before = Things(staging), classes_of(held.values())
        for verdict in verdicts:
            first, second = things.of(verdict.first), things.of(verdict.second)
            check_alike(first, second)
            decision = _decision(verdict, same=True)
            held[decision.pair] = decision
        check_rejections(held)
        although = {iri for v in verdicts if v.although for iri in (v.first, v.second)}
        check_joined(before, classes_of(held.values()), things, although)

    return _decided(store, decide, gate, author)


def reject(
    store: DatasetStore, verdicts: Sequence[Verdict], gate: Gate | None, author: Author
) -> Outcome:
    """Decide that the two IRIs of each verdict mean two things; an accepted pair is parted.

    Raises:
        NotFoundError: no source says what an IRI is.
        ConflictError: they are one by way of others, or holders or posts of tenures that are one.
        NonConformingDataError: the dataset would break the shapes; nothing was decided.
    """

    def decide(staging: Staging, held: Decisions) -> None:
        things = Things(staging)
        for verdict in verdicts:
            for iri in (verdict.first, verdict.second):
                things.of(iri)
            decision = _decision(verdict, same=False)
            held[decision.pair] = decision
        check_rejections(held)

    return _decided(store, decide, gate, author)


def revoke(
    store: DatasetStore, pairs: Iterable[Pair], gate: Gate | None, author: Author
) -> Outcome:
    """Take back what was decided of pairs of IRIs: what their sources delivered is stored again.

    Raises:
        NotFoundError: nothing was decided of a pair.
        ConflictError: tenures that are one would have different holders or posts.
        NonConformingDataError: the dataset would break the shapes; nothing was taken back.
    """

    def decide(_: Staging, held: Decisions) -> None:
        for first, second in pairs:
            if held.pop(pair_of(first, second), None) is None:
                raise NotFoundError(
                    f"Nothing was decided of {shorten(first)} and {shorten(second)}.",
                    hint="`kg identity list` shows what was.",
                )

    return _decided(store, decide, gate, author)


def list_decisions(store: DatasetStore) -> list[Decision]:
    """What was decided, in the order of the pairs."""
    snapshot = store.snapshot()
    found = list(read_decisions(store.view(snapshot)).values())
    snapshot.close()
    return found


def dissolve(staging: Staging, iris: Iterable[str]) -> set[str]:
    """Take back, for an erasure, all that was decided of some IRIs; give those that it was of."""
    held = read_decisions(staging)
    gone = set(iris)
    left = {pair: d for pair, d in held.items() if gone.isdisjoint(pair)}
    if left != held:
        _write(staging, left)
    return {iri for pair in held.keys() - left.keys() for iri in pair}


def one_with(staging: Staging, iris: Iterable[str]) -> list[str]:
    """Some IRIs, and those that were decided to mean what one of them means."""
    classes = classes_of(read_decisions(staging).values())
    found = dict.fromkeys(iris)
    for members in classes:
        if not members.isdisjoint(found):
            found |= dict.fromkeys(sorted(members))
    return list(found)


def _decided(
    store: DatasetStore,
    decide: Callable[[Staging, Decisions], None],
    gate: Gate | None,
    author: Author,
) -> Outcome:
    if not store.union:
        raise ConflictError("A plain dataset has no source graphs whose things could be one.")

    def change(staging: Staging) -> None:
        held = read_decisions(staging)
        before = classes_of(held.values())
        decide(staging, held)
        check_offices(before, classes_of(held.values()), Things(staging))
        _write(staging, held)

    return commit(store, gate, change, author)


def _write(staging: Staging, held: Decisions) -> None:
    """Have the dataset written by decisions, and keep these.

    A set of IRIs that stays as it was keeps its canonical one.
    """
    old = read_decisions(staging)
    chosen = {iri: d.canonical for d in old.values() if d.same for iri in d.pair}
    so_far = {members: chosen[min(members)] for members in classes_of(old.values())}
    things = Things(staging)
    canonical: dict[str, str] = {}
    for members in classes_of(held.values()):
        found = so_far.get(members) or canonical_of(list(map(things.as_known, sorted(members))))
        canonical |= dict.fromkeys(members, found)
    named = [replace(d, canonical=canonical[d.pair[0]]) if d.same else d for d in held.values()]
    Delivery(staging).switch(Identities(canonical))
    if named:
        staging.put(staging.names.identity, written(named, staging.names.base_iri))
    else:
        staging.drop(staging.names.identity)


def _decision(verdict: Verdict, *, same: bool) -> Decision:
    if verdict.first == verdict.second:
        raise ConflictError(f"{shorten(verdict.first)} is one thing already.")
    pair = pair_of(verdict.first, verdict.second)
    confidence = f"{min(max(verdict.confidence, 0.0), 1.0):.3f}".rstrip("0").ljust(3, "0")
    return Decision(pair, same, verdict.reason, verdict.editor, confidence, verdict.day)
