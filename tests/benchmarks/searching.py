"""Measures searches by name: how soon, how well, beside what people do otherwise.

Run it by `make bench`. The index is searched in this process; a server adds its own time. The
others are FTS5 as it comes (`unicode61`, the last word as a beginning, in the order of bm25), and
scans of all names by rapidfuzz and by difflib.
"""

from __future__ import annotations

import argparse
import difflib
import random
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rapidfuzz import fuzz, process
from rdflib import SKOS

from kg.search import SearchIndex
from kg.search.building import write_index
from kg.store.graphs import TYPE
from kg.terms import term
from kg.vocabulary import BASE_IRI, GA
from tests.benchmarks.names import person_name
from tests.search.quality import ALL, Recall, labelled_queries, measure, table
from tests.search.versions import Triples, packaged

TARGET_MS = 50.0
_LABEL, _ALIAS = term(SKOS.prefLabel), term(SKOS.altLabel)
_HITS = 10
Search = Callable[[str], list[str]]
Rows = list[tuple[str, str]]
"""IRIs and names."""


def many_names(number: int) -> Triples:
    """Persons with so many names together: of packaged labels recombined, and made up ones.

    The same for the same number; every other person has a Latin, a Cyrillic and a Chinese name.
    """
    draw = random.Random(1)
    parts = [row[1].split() for row in names_of(packaged()) if 2 <= len(row[1].split()) <= 3]
    person = ox.NamedNode(str(GA.Person))
    triples: list[ox.Triple] = []
    made = 0
    while made < number:
        node = ox.NamedNode(f"{BASE_IRI}id/agent/n{made}")
        triples.append(ox.Triple(node, TYPE, person))
        if made % 2:
            mixed = f"{draw.choice(parts)[0]} {draw.choice(parts)[-1]}"
            triples.append(ox.Triple(node, _LABEL, ox.Literal(mixed, language="en")))
            made += 1
            continue
        name = person_name(made)
        for text, language in zip(name, ("en", "ru", "zh-hans"), strict=True):
            triples.append(ox.Triple(node, _LABEL, ox.Literal(text, language=language)))
        made += 3
    return Triples(triples)


def names_of(version: Triples) -> Rows:
    """All names, for those that do without an index of ours."""
    pairs = (t for p in (_LABEL, _ALIAS) for t in version.matching(None, p))
    return [
        (triple.subject.value, triple.object.value)
        for triple in pairs
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.Literal)
    ]


@dataclass(frozen=True)
class Timed:
    """How long searches took, in milliseconds, and the p95 of what they took of the processor."""

    median: float
    p95: float
    longest: float
    processor: float

    @classmethod
    def of(cls, search: Search, queries: Sequence[str]) -> Timed:
        """Ask each query once."""
        taken, worked = [], []
        for query in queries:
            begin, started = time.perf_counter(), time.thread_time()
            search(query)
            worked.append((time.thread_time() - started) * 1000)
            taken.append((time.perf_counter() - begin) * 1000)
        taken.sort()
        worked.sort()
        place = int(len(taken) * 0.95)
        return cls(statistics.median(taken), taken[place], taken[-1], worked[place])

    @property
    def text(self) -> str:
        """The figures."""
        return f"{self.median:.1f} | {self.p95:.1f} | {self.longest:.1f} | {self.processor:.1f}"


def suggest_queries(rows: Rows, number: int) -> list[str]:
    """What people type: beginnings of names, whole names, one in four with a letter wrong."""
    draw = random.Random(2)
    found = []
    for _ in range(number):
        name = draw.choice(rows)[1]
        text = name[: draw.randint(min(2, len(name)), len(name))]
        if draw.random() < 0.25 and len(text) > 3:
            at = draw.randrange(1, len(text))
            text = text[:at] + draw.choice("aeioubdgkmnrst") + text[at + 1 :]
        found.append(text)
    return found


def ours(index: SearchIndex) -> Search:
    """Our index."""
    return lambda query: [hit.iri for hit in index.search(query, limit=_HITS)]


def plain_fts(rows: Rows) -> Search:
    """FTS5 as it comes."""
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE f USING fts5(name, iri UNINDEXED, tokenize='unicode61')")
    index.executemany("INSERT INTO f(iri, name) VALUES (?, ?)", rows)

    def search(query: str) -> list[str]:
        tokens = ['"' + token.replace('"', "") + '"' for token in query.split()]
        match = " ".join(tokens) + "*"
        statement = "SELECT iri FROM f WHERE f MATCH ? ORDER BY rank LIMIT ?"
        try:
            found = index.execute(statement, (match, _HITS * 3)).fetchall()
        except sqlite3.Error:
            return []
        return list(dict.fromkeys(row[0] for row in found))[:_HITS]

    return search


def scan(rows: Rows) -> Search:
    """All names compared by rapidfuzz."""
    texts = [name.casefold() for _, name in rows]

    def search(query: str) -> list[str]:
        best = process.extract(query.casefold(), texts, scorer=fuzz.WRatio, limit=_HITS * 3)
        return list(dict.fromkeys(rows[place][0] for _, _, place in best))[:_HITS]

    return search


def slow_scan(rows: Rows) -> Search:
    """All names compared by difflib, as in the standard library."""
    by_text: dict[str, list[str]] = {}
    for iri, name in rows:
        by_text.setdefault(name.casefold(), []).append(iri)

    def search(query: str) -> list[str]:
        best = difflib.get_close_matches(query.casefold(), by_text, n=_HITS, cutoff=0.5)
        return list(dict.fromkeys(iri for text in best for iri in by_text[text]))[:_HITS]

    return search


def recall_of(search: Search) -> Recall:
    """The recall of another way to search, over all labelled queries."""
    found = Recall()
    for labelled in labelled_queries():
        ranks = [at for at, iri in enumerate(search(labelled.query)) if iri in labelled.things]
        found.asked += 1
        found.first += bool(ranks and not ranks[0])
        found.among_five += bool(ranks and ranks[0] < 5)
    return found


def built(version: Triples, path: Path) -> SearchIndex:
    """Build an index, and tell what it took."""
    begin = time.perf_counter()
    write_index(version, path)
    seconds = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = path.stat().st_size / 1e6
    print(f"built in {seconds:.1f} s, {size:.1f} MB; peak of this process {peak:.0f} MB")
    return SearchIndex(path)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=200_000)
    parser.add_argument("--queries", type=int, default=1000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print("packaged data: ", end="")
        version = packaged()
        index = built(version, Path(folder, "packaged.sqlite"))
        print("\n".join(table(measure(index, labelled_queries()))))
        rows = names_of(version)
        others = {"plain FTS5": plain_fts(rows), "rapidfuzz scan": scan(rows)}
        others["difflib scan"] = slow_scan(rows)
        print("\n| over all labelled queries | recall@1 | recall@5 |\n|---|---|---|")
        for name, recall in (
            ("ours", measure(index, labelled_queries())[ALL]),
            *((name, recall_of(search)) for name, search in others.items()),
        ):
            print(f"| {name} | {recall.at_1:.3f} | {recall.at_5:.3f} |")
        print(f"\n{chosen.names:,} names: ", end="")
        version = many_names(chosen.names)
        index = built(version, Path(folder, "many.sqlite"))
        _print_times(index, names_of(version), chosen.queries)


def _print_times(index: SearchIndex, rows: Rows, number: int) -> None:
    queries = suggest_queries(rows, number)
    print(
        "| suggest, in this process | queries | median ms | p95 | longest | p95 on the processor |"
    )
    print("|---|---|---|---|---|---|")
    mine = Timed.of(ours(index), queries)
    for name, search, asked in (
        ("plain FTS5", plain_fts(rows), number),
        ("rapidfuzz scan", scan(rows), max(20, number // 20)),
        ("difflib scan", slow_scan(rows), 3),
    ):
        if name == "plain FTS5":
            print(f"| ours | {number} | {mine.text} |")
        print(f"| {name} | {asked} | {Timed.of(search, queries[:asked]).text} |")
    print(f"target: p95 of ours at most {TARGET_MS:.0f} ms")


if __name__ == "__main__":
    main()
