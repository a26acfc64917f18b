"""Texts and addresses that want to break out of a page do no harm, in whatever kind of thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
from playwright.sync_api import Page

from kg.ingest import ingest
from kg.store.embedded import DatasetStore
from kg.store.settings import StoreSettings
from tests.browser.conftest import WIDTHS, Shoot, Visit, wait_for_names
from tests.browser.layout import too_wide
from tests.running import Server, serving

DATA = Path(__file__).with_name("hostile.trig")
MARK = "{{7*7}}"
TEXT = (
    f"\"><script>window.harmed=1</script><img src=x onerror=window.harmed=1>'{MARK}{{%raw%}}"
    "${7*7}\u202egnp.txet\u202c \u0007\u001b[31m &amp; </title></textarea></style></svg>"
    "<style>*{display:none}</style>"
)
LONG = "Наме" * 1250
NAMES = (
    "</script><script>window.harmed=1</script>",
    "שלום <b>עולם</b>",
    "\u200f\u202eأب\u202c",
    "\ufffe",
)
PLACES = (
    "agent/x",
    "agent/s",
    "agent/g",
    "agent/b",
    "place/x",
    "post/x",
    "post/y",
    "tenure/x1",
    "tenure/x2",
    "event/x",
    "claim/x",
    "stance/x",
    "doc/x",
)
PAGES = (
    "/",
    *(f"/page/{place}" for place in PLACES),
    "/page/agent/x?at=2024-05-12",
    "/graph/x",
    "/cabinet/s?at=2024-05-12",
    "/search?type=Person",
    f"/search?{urlencode({'q': TEXT[:200]})}",
    f"/search?{urlencode({'q': LONG[:400]})}",
    f"/sparql?{urlencode({'query': 'SELECT ?thing ?said ?text WHERE { ?thing ?said ?text }'})}",
    "/queries/answers-on-date?post=post%3Ax&at=2024-05-12",
    "/exports",
)
REFUSED = (
    f"/page/agent/{quote(TEXT[:100], safe='')}",
    f"/page/agent/x?{urlencode({'at': TEXT[:100]})}",
    f"/sparql?{urlencode({'query': TEXT})}",
    f"/queries/answers-on-date?{urlencode({'post': TEXT})}",
)
RUNNING = """() => [...document.querySelectorAll("a, area, form, iframe, use, image, object")]
  .flatMap(one => [one.getAttribute("href"), one.getAttribute("src"), one.getAttribute("action")])
  .filter(link => /^\\s*(javascript|data|vbscript):/i.test(link || ""))"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of such data, which no shape has seen."""
    text = DATA.read_text(encoding="utf-8").partition("\n")[2]
    for name, values in (("TEXT", (TEXT,)), ("LONG", (LONG,)), ("NAMES", NAMES)):
        text = text.replace(name, ", ".join(f"{ox.Literal(value)}@en" for value in values))
    said: defaultdict[str, set[ox.Triple]] = defaultdict(set)
    for quad in ox.parse(text, ox.RdfFormat.TRIG):  # documents are refused for less
        said[str(quad.graph_name).strip("<>")].add(quad.triple)
    folder = tmp_path_factory.mktemp("hostile") / "store"
    store = DatasetStore.create(folder, StoreSettings(shapes="none"))
    ingest(store, said, None)
    with serving("serve", "--store", store.folder) as server:
        wait_for_names(server)
        yield server


def harm(page: Page) -> list[str]:
    """What a page has come to: scripts that ran, templates that were filled, links that run."""
    found = [f"a link runs: {link}" for link in page.evaluate(RUNNING)]
    if page.evaluate("window.harmed"):
        found.append("a script ran")
    if not page.get_by_role("heading", level=1).first.is_visible():
        found.append("a style took effect")
    if "'49" in page.inner_text("body"):
        found.append("a template was filled")
    return found


@pytest.mark.parametrize("address", [*PAGES, *REFUSED], ids=range(len(PAGES) + len(REFUSED)))
def test_nothing_breaks_out_of_a_page(
    visit: Visit, shoot: Shoot, hostile: Server, address: str
) -> None:
    """No script runs, no link would run one, and a telephone shows the page at its width."""
    page = visit(hostile, width=WIDTHS["phone"], refusals={*REFUSED, address} - set(PAGES))
    page.goto(address)
    assert harm(page) == []
    shoot(page, "phone")
    assert too_wide(page) == []


def test_suggestions_are_only_texts(visit: Visit, hostile: Server) -> None:
    """What the search box offers is shown as it is written."""
    page = visit(hostile)
    page.goto("/")
    box = page.get_by_role("combobox").first
    box.press_sequentially("script")
    page.get_by_role("option").first.wait_for()
    assert harm(page) == []
    assert MARK in page.get_by_role("listbox").inner_text()
