"""What changed in what is said of a thing since a day, by the journal."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyoxigraph as ox
from flask.testing import FlaskClient

from kg.ingest import ingest
from kg.store.embedded import DatasetStore
from kg.web import application
from tests.conftest import Load

BROWSER = {"Accept": "text/html"}
BASE = "https://w3id.org/geoactors/"
X = f"<{BASE}id/agent/x> a <{BASE}ns#Person>"
LABEL = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
THING = ox.NamedNode(f"{BASE}id/agent/x")
TODAY = datetime.now(UTC).date()


def since(store: DatasetStore, day: str) -> str:
    """The section of the page of x with the changes since a day."""
    with application(store) as app:
        page = app.test_client().get(f"/page/agent/x?since={day}", headers=BROWSER).text
    return page[page.index('<section id="changes">') :].partition("</section>")[0]


def test_without_a_day_it_says_when_the_sources_were_stored(demo_client: FlaskClient) -> None:
    """And asks for a day; "as known on" is told apart."""
    page = demo_client.get("/page/agent/wang-yi", headers=BROWSER).text
    assert "The newest of its sources was stored here on" in page
    assert 'name="since"' in page
    assert "as known on" in page


def test_statements_added_and_removed_are_told(load: Load) -> None:
    """As the sum of all versions: what came and went again is not there."""
    load(g=f'{X} ; {LABEL} "Old"@en .')
    load(g=f'{X} ; {LABEL} "Passing"@en .')
    store = load(g=f'{X} ; {LABEL} "New"@en .', h=f'<{BASE}id/agent/y> {LABEL} "Other"@en .')
    told = since(store, str(TODAY - timedelta(days=1)))
    assert "2 statements added, 0 removed, in 3 versions" in told
    assert "New" in told
    assert "Passing" not in told
    assert "Other" not in told


def test_what_was_removed_is_told(load: Load) -> None:
    """With the day and the graph that said so."""
    load(g=f'{X} ; {LABEL} "Old"@en .')
    store = load(g=f"{X} .")
    first, *later = store.journal.log.entries()
    store.journal.log.rewrite([replace(first, time="2020-01-01T00:00:00Z"), *later])
    told = since(store, str(TODAY - timedelta(days=1)))
    assert "0 statements added, 1 removed, in 1 version." in told
    assert "removed" in told
    assert "Old" in told


def test_nothing_changed_is_said(load: Load) -> None:
    """Of a day to come."""
    store = load(g=f'{X} ; {LABEL} "Old"@en .')
    assert "Nothing that is said of it has changed" in since(store, str(TODAY + timedelta(days=2)))


def test_patches_that_are_gone_are_told(load: Load) -> None:
    """Then the day from which on there is a record stands there."""
    load(g=f'{X} ; {LABEL} "Old"@en .')
    store = load(g=f'{X} ; {LABEL} "New"@en .')
    store.journal.patch(1).unlink()
    told = since(store, "2000-01-01")
    assert "1 statement added, 1 removed" in told
    assert "cannot be shown" in told


def test_a_day_that_is_none_is_refused(demo_client: FlaskClient) -> None:
    """As every other parameter that cannot be read."""
    assert demo_client.get("/page/agent/wang-yi?since=soon", headers=BROWSER).status_code == 400
    assert demo_client.get("/page/agent/wang-yi?since=", headers=BROWSER).status_code == 200


def test_the_content_of_claims_is_no_change(load: Load) -> None:
    """What is only claimed of a thing is not told as a statement about it."""
    claim = f"{BASE}id/claim/c"
    store = load(
        g=f"{X} .",
        catalogue=f"<{claim}> a <{BASE}ns#ClaimGraph> .",
    )
    participant = ox.NamedNode(f"{BASE}ns#participant")
    ingest(store, {claim: {ox.Triple(ox.NamedNode(f"{claim}#p"), participant, THING)}}, None)
    told = since(store, str(TODAY - timedelta(days=1)))
    assert "1 statement added, 0 removed" in told
    assert "participant" not in told
