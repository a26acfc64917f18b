"""Unit tests of kg.ingest.joining: which decisions are refused, whichever way they are made."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import ConflictError
from kg.ingest import ingest
from kg.ingest.identity import Verdict, accept, list_decisions, reject, revoke
from kg.ingest.transaction import Author
from kg.store.embedded import DatasetStore
from kg.store.settings import StoreSettings

AUTHOR = Author(who="somebody", action="identity accept")
BASE = "https://w3id.org/geoactors/"
GRAPHS = [f"{BASE}graph/doc/{name}" for name in "xyz"]
HEAD = f"""PREFIX ga: <{BASE}ns#> PREFIX agent: <{BASE}id/agent/>
PREFIX post: <{BASE}id/post/> PREFIX tenure: <{BASE}id/tenure/>
"""
SOURCE = """agent:{0} a ga:Person . post:{0} a ga:Post .
tenure:{0} a ga:Tenure ; ga:holder agent:{0} ; ga:post post:{0} ."""
AGENTS, POSTS, TENURES = (
    (f"{BASE}id/{kind}/a", f"{BASE}id/{kind}/b") for kind in ("agent", "post", "tenure")
)
Pair = tuple[str, str]


def put(store: DatasetStore, graph: str, turtle: str) -> None:
    """Load a source."""
    quads = ox.parse(HEAD + turtle, ox.RdfFormat.TURTLE)
    ingest(store, {graph: {quad.triple for quad in quads}}, None)


@pytest.fixture
def store(tmp_path: Path) -> DatasetStore:
    """Two sources, each with a tenure of its own holder in its own post."""
    made = DatasetStore.create(tmp_path / "store", StoreSettings(shapes="none"))
    for graph, name in zip(GRAPHS, "ab", strict=False):
        put(made, graph, SOURCE.format(name))
    return made


def verdicts(*pairs: Pair) -> list[Verdict]:
    """What an editor says of pairs."""
    return [Verdict(*pair, "Compared.", "an editor") for pair in pairs]


def decide(store: DatasetStore, *pairs: Pair) -> None:
    """Accept pairs at once."""
    accept(store, verdicts(*pairs), None, AUTHOR)


@pytest.mark.parametrize(
    ("first", "what"), [([AGENTS], "posts"), ([POSTS], "holders"), ([], "holders")]
)
def test_tenures_are_one_when_their_holders_and_posts_are(
    store: DatasetStore, first: list[Pair], what: str
) -> None:
    """Else one tenure would say of each holder that it held each post."""
    if first:
        decide(store, *first)
    version = store.version
    with pytest.raises(ConflictError, match=f"different {what}") as caught:
        decide(store, TENURES)
    assert caught.value.hint == f"Accept the {what} first, if they are one."
    assert store.version == version


def test_a_table_may_have_them_in_any_order(store: DatasetStore) -> None:
    """What counts is what is decided in the end; so it is when all is taken back at once."""
    decide(store, TENURES, POSTS, AGENTS)
    assert len(list_decisions(store)) == 3
    revoke(store, [AGENTS, TENURES, POSTS], None, AUTHOR)
    assert list_decisions(store) == []


def test_holders_and_posts_of_one_tenure_stay_one(store: DatasetStore) -> None:
    """They are parted after the tenures: neither by a revocation nor by a rejection."""
    decide(store, AGENTS, POSTS, TENURES)
    for pair, what in ((AGENTS, "holders"), (POSTS, "posts")):
        with pytest.raises(ConflictError, match=f"different {what}") as caught:
            revoke(store, [pair], None, AUTHOR)
        assert caught.value.hint == "Revoke the tenures first: tenure:a and tenure:b."
        with pytest.raises(ConflictError, match=f"different {what}"):
            reject(store, verdicts(pair), None, AUTHOR)
    revoke(store, [TENURES], None, AUTHOR)
    revoke(store, [AGENTS], None, AUTHOR)


def test_what_sources_dispute_before_does_not_stand_in_the_way(store: DatasetStore) -> None:
    """A source that gives a tenure another holder afterwards does not forbid other decisions."""
    decide(store, AGENTS, POSTS, TENURES)
    put(store, GRAPHS[1], SOURCE.format("b") + " agent:c a ga:Person . agent:d a ga:Person .")
    put(store, GRAPHS[2], "tenure:a a ga:Tenure ; ga:holder agent:c ; ga:post post:a .")
    decide(store, (f"{BASE}id/agent/c", f"{BASE}id/agent/d"))
    revoke(store, [TENURES], None, AUTHOR)
    decide(store, TENURES)  # one of the two has both holders already


def test_a_rejection_is_not_overridden(store: DatasetStore) -> None:
    """The pair is named, also one of a table; the rejection and its editor stay."""
    reject(store, [Verdict(*AGENTS, "Another man.", "Jane")], None, AUTHOR)
    for pairs in ([AGENTS], [POSTS, (AGENTS[1], AGENTS[0])]):
        with pytest.raises(ConflictError, match="be two: agent:a and agent:b\\.") as caught:
            decide(store, *pairs)
        assert "revoke" in (caught.value.hint or "")
    [decision] = list_decisions(store)
    assert (decision.same, decision.editor) == (False, "Jane")
    revoke(store, [AGENTS], None, AUTHOR)
    decide(store, AGENTS)


def test_kinds_are_told_with_their_articles(store: DatasetStore) -> None:
    """A sentence is read by people."""
    put(store, GRAPHS[2], "agent:c a ga:State .")
    with pytest.raises(ConflictError, match="agent:a is a person, agent:c an organisation:"):
        decide(store, (AGENTS[0], f"{BASE}id/agent/c"))
