"""Every link of the demo site leads to something, and every fragment to an element."""

from __future__ import annotations

import pytest

from tests.browser.crawling import Crawl
from tests.running import Server

_SOME, _MANY = 600, 12_000


def test_links_lead_somewhere(site: Server) -> None:
    """Some hundred addresses of all kinds, from the home page on."""
    crawl = Crawl(site)
    crawl.run(_SOME)
    assert crawl.pages > _SOME / 4
    assert crawl.troubles == [], "\n".join(crawl.troubles[:50])


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_all_links_lead_somewhere(site: Server) -> None:
    """All addresses that can be reached, as far as twelve thousand; pages of a day only once."""
    crawl = Crawl(site)
    crawl.run(_MANY)
    assert crawl.pages > 1000
    assert crawl.troubles == [], "\n".join(crawl.troubles[:50])
