"""An address of each kind of page that the server shows of the packaged data."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from playwright.sync_api import Page

DAY = "2024-05-12"
BROKEN_QUERY = "SELECT ?person WHERE {\n  ?person a ga:Person .\n  FILTER(?person >\n}"
QUERY_OF_TABLE = (
    "PREFIX ga: <https://w3id.org/geoactors/ns#>\n"
    "SELECT ?tenure ?start ?end WHERE {\n"
    "  ?tenure a ga:Tenure ; ga:startEarliest ?start ; ga:endLatest ?end .\n"
    "} ORDER BY ?tenure LIMIT 20"
)


def asked(text: str) -> str:
    """The address of the query page with a query."""
    return f"/sparql?{urlencode({'query': text})}"


PAGES = {
    "home": "/",
    "search": f"/search?q={quote('Шойгу')}",
    "search-without-results": "/search?q=qqqqzzzzxx",
    "list-of-persons": "/search?type=Person",
    "person": "/page/agent/sergei-shoigu",
    "person-on-a-day": f"/page/agent/sergei-shoigu?at={DAY}",
    "state": "/page/agent/china",
    "body": "/page/agent/mfa-china",
    "post": f"/page/post/defence-minister-russia?at={DAY}",
    "event": "/page/event/wang-visit-moscow",
    "claim": "/page/claim/china-aids-russia",
    "document": "/page/doc/58d4d7d1640f7572",
    "place": "/page/place/moscow",
    "tenure": "/page/tenure/shoigu-secretary-1",
    "graph": "/graph/doc/58d4d7d1640f7572",
    "cabinet": "/cabinet/france?at=2015-06-01",
    "cabinets": "/cabinet",
    "query": "/sparql",
    "query-with-result": asked(QUERY_OF_TABLE),
    "question": "/queries/answers-on-date?post=post%3Adefence-minister-russia&at=2024-05-12",
    "queries": "/queries",
    "validate": "/validate",
    "validate-example": "/validate?example=1",
    "help": "/help",
    "exports": "/exports",
    "changes": "/changes",
    "ontology": "/ns",
    "shapes": "/shapes",
}
"""Pages that are answered with 200."""

REFUSED = {
    "missing-thing": "/page/agent/sergei-shoygu",
    "missing-page": "/nothing/here",
    "broken-day": "/page/agent/sergei-shoigu?at=yesterday",
    "broken-query": asked(BROKEN_QUERY),
}
"""Pages about an error."""

ALL = PAGES | REFUSED
REFUSALS = set(REFUSED.values())


def open_kind(page: Page, kind: str) -> None:
    """Go to a page of a kind; only those about an error are answered with one."""
    response = page.goto(ALL[kind])
    assert response is not None
    assert response.ok == (kind in PAGES), f"{response.status}: {response.url}"
