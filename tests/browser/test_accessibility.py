"""No kind of page has a barrier that axe-core calls serious or critical, light or dark."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.browser.barriers import barriers
from tests.browser.conftest import Visit
from tests.browser.crawling import PageText
from tests.browser.kinds_of_pages import ALL, REFUSALS, open_kind
from tests.running import Server

VERY_LONG = ("ontology", "shapes")
"""Pages of hundreds of parts that are all alike, which take long to look at."""


@pytest.mark.parametrize(
    "kind",
    [pytest.param(kind, marks=[pytest.mark.long] if kind in VERY_LONG else []) for kind in ALL],
)
def test_no_barrier_is_serious(visit: Visit, kind: str) -> None:
    """All rules in the light, and those on colours in the dark as well."""
    page = visit(refusals=REFUSALS)
    open_kind(page, kind)
    found = barriers(page)
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {line}" for line in barriers(page, colours_alone=True)]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("kind", ALL)
def test_headings_are_in_order(site: Server, kind: str) -> None:
    """A page has one heading of the first level, and none is left out on the way down."""
    levels = PageText(site.get(ALL[kind], "text/html").text).headings
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
