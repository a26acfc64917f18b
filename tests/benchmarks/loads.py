"""Keeps a server busy in the background while others ask it cheap questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count, takewhile
from statistics import median
from threading import Event, Thread
from time import perf_counter
from typing import Final

from tests.benchmarks.compare import markdown, percentile, show, verdict
from tests.benchmarks.peers import Service
from tests.benchmarks.questions import Question, read_questions
from tests.benchmarks.rounds import JSON, TRIPLES
from tests.benchmarks.runaways import CARTESIAN, CLOSURE, send
from tests.benchmarks.world import World

_BESIDE: Final = "beside two heavy and two runaway"
_HEAVY: Final = ("text-in-labels", "events-per-month")
_STOPPED: Final = "503 at the limit"
_TARGET: Final = 0.050
"""Seconds: what 99 of 100 cheap queries may take beside two heavy and two runaway ones."""


@dataclass(slots=True)
class Load:
    """Background clients and what became of their queries, by what they asked."""

    outcomes: Mapping[str, Counter[str]]
    over: Event = field(default_factory=Event)

    def show(self) -> str:
        """Say how often each was answered how."""
        parts = []
        for name, outcomes in self.outcomes.items():
            seen = ", ".join(f"{n} × {what}" for what, n in sorted(outcomes.items()))
            parts.append(f"{name}: {seen or 'none answered'}")
        return "; ".join(parts)

    @property
    def is_real(self) -> bool:
        """Whether heavy queries were answered, and runaway ones ran until they were stopped."""
        return all(
            outcomes["200" if name in _HEAVY else _STOPPED]
            for name, outcomes in self.outcomes.items()
        )


@dataclass(frozen=True, slots=True)
class Latency:
    """What cheap queries took, in seconds; those without an answer are only counted."""

    seconds: list[float]
    failures: int


@contextmanager
def background(service: Service, world: World, limit: float) -> Iterator[Load]:
    """Run two heavy and two runaway queries over and over until the block ends."""
    questions = {question.name: question for question in read_questions()}
    runaways = {"cartesian product": CARTESIAN, "property-path closure": CLOSURE}
    load = Load({name: Counter() for name in (*_HEAVY, *runaways)})
    threads = [
        Thread(target=_heavy, args=(load, service, world, questions[name]), daemon=True)
        for name in _HEAVY
    ]
    threads += [
        Thread(target=_runaway, args=(load, service, name, text, limit), daemon=True)
        for name, text in runaways.items()
    ]
    for thread in threads:
        thread.start()
    try:
        yield load
    finally:
        load.over.set()
        for thread in threads:
            thread.join(timeout=limit + 40)


def _heavy(load: Load, service: Service, world: World, question: Question) -> None:
    with service.client() as client:
        for run in count(1_000_000):  # values that no round has asked with
            if load.over.is_set():
                return
            reply = client.query(service.path, question.ask(world, run), JSON)
            load.outcomes[question.name][str(reply.status)] += 1
            if reply.status != 200:
                load.over.wait(0.1)


def _runaway(load: Load, service: Service, name: str, text: str, limit: float) -> None:
    while not load.over.is_set():
        status, seconds = send(service, text, limit)
        stopped = status == 503 and seconds >= limit
        load.outcomes[name][_STOPPED if stopped else f"{status} at once"] += 1
        if not stopped:
            load.over.wait(0.1)


def ask_cheap(service: Service, world: World, duration: float, first: int) -> Latency:
    """Ask cheap questions one after the other, each with new values from run *first* on.

    It goes on for *duration* seconds.
    """
    cheap = [question for question in read_questions() if question.kind == "cheap"]
    seconds: list[float] = []
    failures = 0
    with service.client(30.0) as client:
        end = perf_counter() + duration
        for number in takewhile(lambda _: perf_counter() < end, count()):
            question = cheap[number % len(cheap)]
            accept = TRIPLES if question.returns_graph else JSON
            reply = client.query(service.path, question.ask(world, first + number), accept)
            if reply.status == 200:
                seconds.append(reply.seconds)
            else:
                failures += 1
    return Latency(seconds, failures)


def table(service: Service, world: World, limit: float) -> str:
    """Ask without and with a load, and write a line for each.

    With a load it takes so long that every runaway is stopped, and begun again, some times.
    """
    ask_cheap(service, world, 1.0, 2_000_000)
    alone = ask_cheap(service, world, limit, 3_000_000)
    with background(service, world, limit) as load:
        load.over.wait(1.0)  # all four are under way
        beside = ask_cheap(service, world, 3.5 * limit, 4_000_000)
    titles = ("cheap queries", "number", "median", "p99", "longest", "failed", "target for p99")
    met = bool(beside.seconds) and percentile(beside.seconds, 0.99) <= _TARGET
    target = f"{show(_TARGET)}: {verdict(met and not beside.failures and load.is_real)}"
    rows = [("alone", *_figures(alone), "–"), (_BESIDE, *_figures(beside), target)]
    return f"{markdown(titles, rows)}\n\nIn the background, {load.show()}."


def _figures(latency: Latency) -> tuple[str, ...]:
    times, failures = latency.seconds, str(latency.failures)
    if not times:
        return "0", "–", "–", "–", failures
    slow = percentile(times, 0.99)
    return f"{len(times):,}", show(median(times)), show(slow), show(max(times)), failures
