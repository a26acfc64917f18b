"""Measures questions on time and views: `python -m tests.benchmarks.timemachine --help`."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from kg.dates import parse_day
from kg.lookup import parameter_values, prepare, stored_query
from kg.store.embedded import DatasetStore
from kg.store.snapshot import Snapshot
from kg.store.views import Views
from tests.benchmarks import blocks
from tests.benchmarks.compare import markdown, percentile, show, verdict
from tests.benchmarks.generate import parse_size, write_dataset
from tests.benchmarks.stores import Prepared, load_ours
from tests.benchmarks.world import DAYS, POSTS_OF_BODY, World, chain, skewed

_TARGET = 0.1
_VIEW_DAYS = ("1990-01-01", "2005-01-01", "2020-01-01", "2024-11-20", "2025-11-01")

LISTING = blocks.block("""
    event:listing-{number} a ga:Event
    event:listing-{number} ga:eventType gc:sanctions-listing
    event:listing-{number} ga:hasParticipation event:listing-{number}#target
    event:listing-{number} ga:involves agent:person-{person}
    event:listing-{number}#target a ga:Participation
    event:listing-{number}#target ga:participant agent:person-{person}
    event:listing-{number}#target ga:participationRole gc:target
""")


@dataclass(frozen=True, slots=True)
class Asked:
    """A stored query, and values for one round.

    *scans* is one that reads all there is, *empty* one that the made-up world has no rows for.
    """

    name: str
    draw: Callable[[World, int], Mapping[str, str]]
    scans: bool = False
    empty: bool = False


def main() -> None:
    """Print the tables; the exit code is 1 when a question had no answer in any round."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1m", help="100k,1m,10m")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--folder", type=Path, help="keeps files and stores here")
    options = parser.parse_args()
    sound = True
    with ExitStack() as stack:
        folder = options.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for size in map(parse_size, options.sizes.split(",")):
            store, statements = prepare_store(folder / f"timemachine-{size}", World(size))
            print(f"\n## {statements:,} statements in named graphs\n")
            text, answered = questions_table(store, World(size), options.rounds)
            print(text, flush=True)
            print(f"\n{views_table(store)}", flush=True)
            sound = sound and answered
    sys.exit(0 if sound else 1)


def prepare_store(folder: Path, world: World) -> tuple[DatasetStore, int]:
    """Generate the world with sanctions listings and load it, unless an earlier run did."""
    folder.mkdir(parents=True, exist_ok=True)
    note = folder / "statements"
    prepared = Prepared(world, folder, 0)
    if not note.exists():
        statements = write_dataset(world, prepared.file)
        with prepared.file.open("a", encoding="utf-8") as file:
            for number in range(world.triples // 500):
                text = listing(world, number)
                file.write(text)
                statements += text.count("\n")
        load_ours(prepared)
        note.write_text(str(statements))
    return DatasetStore.open(prepared.ours), int(note.read_text())


def listing(world: World, number: int) -> str:
    """Somebody who holds or held a post on a list of sanctions."""
    random = world.random("listing", number)
    tenure = random.choice(chain(world, random.randrange(world.posts)))
    day = DAYS[min(tenure.start + random.randrange(1500), len(DAYS) - 1)]
    graph = f"{blocks.GRAPHS}reference"
    event = blocks.node("event", f"listing-{number}")
    return LISTING(graph=graph, number=number, person=tenure.holder) + blocks.DATED(
        graph=graph, thing=event, day=day
    )


def questions_table(store: DatasetStore, world: World, rounds: int) -> tuple[str, bool]:
    """Ask each question with new values in each round; whether each had rows in some."""
    snapshot = store.snapshot()
    rows, answered = [], True
    for asked in QUESTIONS:
        text, found = stored_query(asked.name), 0
        times: list[float] = []
        for number in range(rounds + 1):
            values = asked.draw(world, number)
            seconds, count = _ask(snapshot, prepare(text, parameter_values(text, values)))
            found = max(found, count)
            times += [seconds] if number else []  # the first is to warm up
        middle, worst = median(times), percentile(times, 0.95)
        target = "scan" if asked.scans else f"{show(_TARGET)}: {verdict(middle <= _TARGET)}"
        rows.append([asked.name, show(middle), show(worst), f"{found:,}", target])
        answered = answered and (found > 0 or asked.empty)
    return markdown(["query", "median", "p95", "most rows", "target"], rows), answered


def views_table(store: DatasetStore) -> str:
    """Make the views of some days, and ask the newest of them a question."""
    shutil.rmtree(store.folder / "views", ignore_errors=True)
    views, snapshot, rows = Views(store), store.snapshot(), []
    for day in _VIEW_DAYS:
        opened, seconds = views.open(snapshot, parse_day(day))
        start = time.perf_counter()
        views.open(snapshot, parse_day(day))
        again = time.perf_counter() - start
        triples = sum(1 for _ in opened.default_graph())
        rows.append([day, f"{triples:,}", show(seconds or 0.0), show(again)])
    return markdown(["known at", "triples", "view built in", "found again in"], rows)


def _ask(snapshot: Snapshot, query: str) -> tuple[float, int]:
    start = time.perf_counter()
    _, rows = snapshot.select(query)
    return time.perf_counter() - start, len(rows)


def _state_and_day(world: World, number: int) -> Mapping[str, str]:
    random = world.random("cabinet", number)
    return {"state": f"agent:state-{skewed(random, world.states)}", "at": _day(random.random())}


def _post_and_day(world: World, number: int) -> Mapping[str, str]:
    random = world.random("believed", number)
    return {"post": f"post:post-{skewed(random, world.posts)}", "at": _day(random.random())}


def _who_and_when(world: World, number: int) -> Mapping[str, str]:
    """A state over one year, or somebody in a high post over ten."""
    random = world.random("met", number)
    state = skewed(random, world.states)
    if number % 2:
        year = random.randrange(2012, 2025)
        return {
            "who": f"agent:state-{state}",
            "since": f"{year}-01-01",
            "until": f"{year}-12-31",
        }
    posts = min(world.posts, POSTS_OF_BODY * world.states)
    holder = random.choice(chain(world, skewed(random, posts))).holder
    return {"who": f"agent:person-{holder}", "since": "2015-01-01", "until": "2024-12-31"}


def _nothing(_world: World, _number: int) -> Mapping[str, str]:
    return {}


def _day(share: float) -> str:
    return DAYS[2000 + int(share * (len(DAYS) - 2000))]


QUESTIONS = (
    Asked("cabinet-on-date", _state_and_day),
    Asked("met-while-holding", _who_and_when),
    Asked("believed-on", _post_and_day),
    Asked("answers-on-date", _post_and_day),
    Asked("sanctioned-in-office", _nothing, scans=True),
    Asked("announced-but-not-occurred", _nothing, scans=True),
    Asked("conflicting-dates", _nothing, scans=True, empty=True),
)


if __name__ == "__main__":
    main()
