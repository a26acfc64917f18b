"""Asks the twelve queries in interleaved rounds: ours with new and repeated values, and peers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median
from typing import Final

import pyoxigraph as ox

from tests.benchmarks.client import Client, Reply
from tests.benchmarks.compare import markdown, show
from tests.benchmarks.peers import OURS, OXIGRAPH, RDFLIB, Service
from tests.benchmarks.questions import Kind, Question, read_questions
from tests.benchmarks.world import World

JSON: Final = "application/sparql-results+json"
CSV: Final = "text/csv"
TRIPLES: Final = "application/n-triples"
_PATIENCE: Final = 20.0
"""Seconds that one server may spend on one query; then it sits the other rounds out."""

_ROUNDS_OF_CHEAP: Final = 10
_CHECKED_RUNS: Final = 3
# How many times faster than a peer we want to be: with new values, and with repeated ones.
_TARGETS: Final[dict[tuple[str, Kind], tuple[float, float]]] = {
    (OXIGRAPH, "heavy"): (0.9, 10.0),
    (OXIGRAPH, "cheap"): (0.25, 0.5),
    (RDFLIB, "heavy"): (10.0, 10.0),
    (RDFLIB, "cheap"): (1.0, 1.0),
}


@dataclass(slots=True)
class Contender:
    """One server on one query; with *repeats* it is asked with the same values each time."""

    name: str
    service: Service
    client: Client
    repeats: bool = False
    seconds: list[float] = field(default_factory=list)
    trouble: str = ""

    def run(self, question: Question, world: World, number: int) -> None:
        """Ask once, unless something went wrong before or the patience is over."""
        if self.trouble or sum(self.seconds) > _PATIENCE:
            return
        text = question.ask(world, 0 if self.repeats else number)
        reply = self.ask(text, TRIPLES if question.returns_graph else JSON)
        if reply.status == 200:
            self.seconds.append(reply.seconds)
        else:
            self.trouble = f"status {reply.status}" if reply.status else "no answer"

    def ask(self, text: str, accept: str) -> Reply:
        """Ask by GET."""
        return self.client.query(self.service.path, text, accept)

    @property
    def median(self) -> float | None:
        """The median in seconds, if there is one."""
        return median(self.seconds) if self.seconds and not self.trouble else None

    def show(self) -> str:
        """Write the median for a person, or what went wrong."""
        return self.trouble or (show(median(self.seconds)) if self.seconds else "–")


@dataclass(frozen=True, slots=True)
class Result:
    """How all fared with one query."""

    question: Question
    contenders: Sequence[Contender]
    difference: str

    def of(self, service: str) -> list[Contender]:
        """One service with new values and with repeated ones; empty when it is not there."""
        return [contender for contender in self.contenders if contender.service.name == service]

    @property
    def is_sound(self) -> bool:
        """Whether we answered, and as Oxigraph did."""
        ours = all(not contender.trouble for contender in self.of(OURS))
        return ours and OXIGRAPH not in self.difference


def measure(world: World, services: Sequence[Service], rounds: int) -> list[Result]:
    """Ask every question of every service in turns, with new values and with repeated ones.

    The first of *services* is the one whose answers the others must give.
    """
    return [_measure(question, world, services, rounds) for question in read_questions()]


def _measure(question: Question, world: World, services: Sequence[Service], rounds: int) -> Result:
    with ExitStack() as stack:
        contenders = [
            Contender(service.name, service, stack.enter_context(service.client()), repeats)
            for repeats in (False, True)
            for service in services
        ]
        difference = compare_answers(question, world, contenders[: len(services)])
        for contender in contenders:
            contender.run(question, world, 0)
            contender.seconds.clear()
        for number in range(rounds * (_ROUNDS_OF_CHEAP if question.kind == "cheap" else 1)):
            for contender in contenders:
                contender.run(question, world, _CHECKED_RUNS + number)
    return Result(question, contenders, difference)


def compare_answers(question: Question, world: World, contenders: Iterable[Contender]) -> str:
    """Ask for some values and say who answers otherwise than the first; nothing when all agree."""
    differences: dict[str, str] = {}
    for run in range(_CHECKED_RUNS):
        first: list[str] | None = None
        for contender in contenders:
            answer = _content(question, contender, question.ask(world, run))
            if answer is None:
                continue
            first = answer if first is None else first
            if answer != first:
                differences[contender.name] = f"{len(answer)} lines for {len(first)}"
    return "; ".join(f"{name}: {what}" for name, what in differences.items())


def _content(question: Question, contender: Contender, text: str) -> list[str] | None:
    """The rows or triples of an answer in order; nothing when there is none."""
    if contender.trouble:
        return None
    reply = contender.ask(text, TRIPLES if question.returns_graph else CSV)
    if reply.status != 200:
        contender.trouble = f"status {reply.status}" if reply.status else "no answer"
        return None
    if not question.returns_graph:
        return sorted(reply.body.decode().splitlines())
    # rdflib-endpoint describes in RDF/XML, whatever it is asked for
    syntax = ox.RdfFormat.RDF_XML if reply.body.startswith(b"<?xml") else ox.RdfFormat.N_TRIPLES
    return sorted(str(quad) for quad in ox.parse(reply.body, syntax))


def table(results: Iterable[Result], peers: Sequence[str]) -> str:
    """Write one line for each query.

    A ratio is a peer's time by ours on the same values: new ones, then repeated ones.
    """
    titles = ["query", "kind", "ours, new values", "ours, repeated"]
    for peer in peers:
        titles += [peer, "ratios"]
    rows = [_row(result, peers) for result in results]
    return markdown([*titles, "answers", "targets"], rows)


def _row(result: Result, peers: Sequence[str]) -> list[str]:
    kind = result.question.kind
    fresh, repeated = result.of(OURS)
    row = [result.question.name, kind, fresh.show(), repeated.show()]
    verdicts = [] if fresh.median and repeated.median else ["missed"]
    for peer in peers:
        found = result.of(peer)
        if not found:
            row += ["–", "–"]
            continue
        ratios = [_ratio(their, own) for their, own in zip(found, (fresh, repeated), strict=True)]
        row += [found[0].show(), " / ".join(_times(ratio) for ratio in ratios)]
        for ratio, target in zip(ratios, _TARGETS[peer, kind], strict=True):
            if ratio is not None and ratio < target:
                verdicts.append(f"missed {_times(target)} {peer}")
    return [*row, result.difference or "equal", "; ".join(verdicts) or ("met" if peers else "–")]


def _ratio(peer: Contender, own: Contender) -> float | None:
    return peer.median / own.median if peer.median and own.median else None


def _times(ratio: float | None) -> str:
    if ratio is None:
        return "–"
    return f"{ratio:.0f} ×" if ratio >= 10 else f"{ratio:.2f} ×"
