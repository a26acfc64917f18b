"""The choice of a media type."""

from __future__ import annotations

import pytest

from kg.web.negotiation import NotAcceptableError, accepts_html, choose

OFFERS = ["text/turtle", "application/ld+json", "text/html"]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "text/turtle"),
        ("", "text/turtle"),
        (" , ", "text/turtle"),
        ("*", "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/*", "text/turtle"),
        ("text/html, */*;q=0.1", "text/html"),
        ("text/html;q=0.2, application/ld+json;q=0.9", "application/ld+json"),
        ("TEXT/HTML", "text/html"),
        ("application/ld+json;profile=x", "application/ld+json"),
        ("text/turtle;q=0, */*", "application/ld+json"),
        ("text/turtle;q=junk, text/html", "text/html"),
        ("text/html, text/turtle", "text/html"),
        ("application/ld+json, text/html, */*", "application/ld+json"),
        ('application/ld+json;profile="x;q=0"', "application/ld+json"),
        ('text/html;q=0.1, application/ld+json;profile="x, text/turtle";q=0.2', OFFERS[1]),
        (r'application/ld+json;profile="\"; q=0", text/html;q=0.5', OFFERS[1]),
        ('text/html;x="not closed, text/turtle;q=0.5', "text/html"),
    ],
)
def test_the_best_match_is_chosen(accept: str | None, chosen: str) -> None:
    """By quality, then by the order of the client, then by ours."""
    assert choose(accept, OFFERS) == chosen


@pytest.mark.parametrize("accept", ["image/png", "text/turtle;q=0", "*/*;q=0"])
def test_nothing_that_matches_is_an_error(accept: str) -> None:
    """It lists what there is."""
    with pytest.raises(NotAcceptableError, match="application/ld"):
        choose(accept, OFFERS)


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [(None, False), ("*/*", False), ("text/html;q=0", False), ("text/html", True)],
)
def test_only_a_browser_names_html(accept: str | None, wanted: bool) -> None:
    """A wildcard is what programs send."""
    assert accepts_html(accept) is wanted
