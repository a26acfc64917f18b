"""Measures the candidates of `kg identity`: precision and recall, and what they cost.

Run it by `make bench`. Where GEOACTORS_TESTDATA leads to the given files, they are imported as
sources that share no IRI and know no id of Wikidata, and compared. Two yardsticks: the ids that
were hidden, where two sources have them, and a sample of pairs that a person checked.
"""

from __future__ import annotations

import csv
import os
import random
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from kg.dates import parse_day
from kg.identity import Candidate, choose, propose
from kg.importers import Known, Release, find_format, run_import
from kg.normalise import normalise
from kg.resources import reference_files
from kg.store.graphs import GraphNames
from kg.store.view import DatasetView
from kg.terms import in_graph
from kg.vocabulary import BASE_IRI, PREFIXES

SAMPLE = Path(__file__).parent / "identity-pairs.tsv"
AUTOMATIC = 0.95
WIKIDATA = "http://www.wikidata.org/entity/"
_SAME_AS = ox.NamedNode(PREFIXES["schema"] + "sameAs")
_KINDS = ("agent", "post", "tenure", "event", "membership", "claim", "stance")
_RELEASES = (
    ("popolo", "popolo", "popolo-uk-wikidata"),
    ("pocom", "pocom", "hsg-pocom"),
    ("visits", "hsg-visits", "hsg-visits"),
    ("travels", "hsg-travels", "hsg-travels"),
    ("eu", "sanctions-eu", "eu-sanctions"),
    ("ofac", "sanctions-ofac", "ofac-sdn"),
    ("uk", "sanctions-uk", "uk-sanctions"),
)
_CABINETS = "wikidata-cabinets"


@dataclass
class Sources:
    """Sources that share no IRI of their own, in one dataset; *entities* are the hidden ids."""

    quads: ox.Store = field(default_factory=ox.Store)
    entities: dict[str, str] = field(default_factory=dict)

    @property
    def view(self) -> DatasetView:
        """The dataset to compare."""
        return DatasetView(self.quads, GraphNames(BASE_IRI), union=True)

    def take(self, name: str, triples: Iterable[ox.Triple], graph: str) -> None:
        """Take in what a source says, its things renamed and their ids hidden."""
        for triple in triples:
            subject = _renamed(triple.subject, name)
            entity = triple.object.value if isinstance(triple.object, ox.NamedNode) else ""
            if triple.predicate == _SAME_AS and entity.startswith(WIKIDATA):
                self.entities[subject.value] = entity.removeprefix(WIKIDATA)
                continue
            moved = ox.Triple(subject, triple.predicate, _renamed(triple.object, name))
            self.quads.add(in_graph(moved, ox.NamedNode(graph)))
            self.quads.add(in_graph(moved))


def _renamed(term: ox.Term, name: str) -> ox.Term:  # type: ignore[name-defined]
    """A thing of a source under a name of the source's own; states are common to all."""
    if isinstance(term, ox.NamedNode) and term not in _states():
        for kind in _KINDS:
            head = f"{BASE_IRI}id/{kind}/"
            if term.value.startswith(head):
                return ox.NamedNode(f"{head}{name}-{term.value.removeprefix(head)}")
    return term


_STATES: set[ox.NamedNode] = set()


def _states() -> set[ox.NamedNode]:
    if not _STATES:
        for path in reference_files():
            _STATES.update(quad.subject for quad in ox.parse(path=str(path)))
    return _STATES


def _releases(root: Path) -> Iterator[tuple[str, str, list[Path]]]:
    """Names, formats and files; of a cabinet the former and the present holders are two sources."""
    for country in sorted(path for path in (root / _CABINETS).iterdir() if path.is_dir()):
        files = sorted(country.rglob("*.csv"))
        former = [path for path in files if path.stem == "holders21"]
        present = [path for path in files if path.stem in ("current-cabinet", "bio")]
        yield f"former-{country.name}", _CABINETS, former
        yield f"present-{country.name}", _CABINETS, present
    for name, source, folder in _RELEASES:
        yield name, source, [root / folder]


def read_sources(root: Path) -> Sources:
    """Import the given files."""
    sources = Sources()
    for name, source, paths in _releases(root):
        found = find_format(source)
        if found.settle is not None:
            found = found.settle(found, {})
        release = Release(
            source, f"bench-{name}", found.terms, BASE_IRI, retrieved=parse_day("2026-11-23")
        )
        made = run_import(found, paths, release, Known(None, release.graph))
        complete, _ = normalise(release.graph, made.triples)
        sources.take(name, complete, release.graph)
    return sources


@dataclass(frozen=True)
class Measure:
    """How many pairs were found rightly and wrongly, and how many are true."""

    right: int
    wrong: int
    true: int

    @property
    def text(self) -> str:
        """Precision and recall."""
        found = self.right + self.wrong
        precision = f"{self.right / found:.4f}" if found else "none"
        recall = f"{self.right / self.true:.3f}" if self.true else "none"
        return f"precision {precision} ({self.right} of {found}), recall {recall} of {self.true}"


def by_entities(found: Iterable[Candidate], entities: dict[str, str]) -> Measure:
    """Judge pairs of things that both have an id, by the ids."""
    by_id: defaultdict[str, list[str]] = defaultdict(list)
    for iri, entity in entities.items():
        by_id[entity].append(iri)
    true = sum(len(iris) * (len(iris) - 1) // 2 for iris in by_id.values())
    judged = [entities[a] == entities[b] for a, b in _pairs(found) if {a, b} <= entities.keys()]
    return Measure(sum(judged), len(judged) - sum(judged), true)


def by_sample(found: Iterable[Candidate], sample: dict[tuple[str, str], bool]) -> Measure:
    """Judge pairs by those that were checked."""
    judged = [sample[pair] for pair in _pairs(found) if pair in sample]
    return Measure(sum(judged), len(judged) - sum(judged), sum(sample.values()))


def _pairs(found: Iterable[Candidate]) -> Iterator[tuple[str, str]]:
    return (candidate.pair for candidate in found)


def read_sample(draw: str) -> dict[tuple[str, str], bool]:
    """The checked pairs of a draw: two IRIs, and whether they mean one thing."""
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if line[0] != "#"), dialect="excel-tab")
        return {
            (f"{BASE_IRI}id/{row['first']}", f"{BASE_IRI}id/{row['second']}"): row["one"] == "yes"
            for row in rows
            if row["draw"] == draw
        }


def many(number: int) -> DatasetView:
    """A dataset of two sources with so many persons together, some of them in both."""
    draw = random.Random(1)  # the same names every time
    syllables = re.findall("..", "karomilenshatuverdolinybalstegoranperizofamuhel")
    store = ox.Store()
    person = ox.NamedNode("https://w3id.org/geoactors/ns#Person")
    type_ = ox.NamedNode(PREFIXES["rdf"] + "type")
    label = ox.NamedNode(PREFIXES["skos"] + "prefLabel")
    names = [
        " ".join("".join(draw.choices(syllables, k=draw.randint(2, 3))).title() for _ in "ab")
        for _ in range(number * 3 // 4)
    ]
    quads = []
    for place in range(number):
        node = ox.NamedNode(f"{BASE_IRI}id/agent/{place}")
        graph = ox.NamedNode(f"{BASE_IRI}graph/{place % 2}")
        name = ox.Literal(names[place % len(names)], language="en")
        for triple in (ox.Triple(node, type_, person), ox.Triple(node, label, name)):
            quads += [in_graph(triple, graph), in_graph(triple)]
    store.bulk_extend(quads)
    return DatasetView(store, GraphNames(BASE_IRI), union=True)


def main() -> None:
    """Print the tables."""
    view = many(200_000)
    begin = time.perf_counter()
    found = propose(view, ("agent",), least=0.1)
    print(f"200,000 names: {len(found):,} candidates in {time.perf_counter() - begin:.1f} s")
    root = os.environ.get("GEOACTORS_TESTDATA")
    if not root:
        print("GEOACTORS_TESTDATA is not set: nothing to compare.", file=sys.stderr)
        return
    sources = read_sources(Path(root, "data"))
    begin = time.perf_counter()
    candidates = propose(sources.view, ("agent",), least=0.05)
    print(f"{len(candidates):,} candidates in {time.perf_counter() - begin:.1f} s")
    for name, chosen in (
        ("all proposed from 0.5", [c for c in candidates if c.score >= 0.5]),
        (f"accepted automatically, from {AUTOMATIC}", choose(candidates, AUTOMATIC)),
    ):
        print(f"{name}: {len(chosen):,}")
        print(f"  by hidden ids: {by_entities(chosen, sources.entities).text}")
        for draw in "12":
            print(f"  by checked pairs, draw {draw}: {by_sample(chosen, read_sample(draw)).text}")


if __name__ == "__main__":
    main()
