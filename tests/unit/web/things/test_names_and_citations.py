"""Names in all scripts, what places elsewhere are called, and how a page is cited."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from kg.bounds import Day
from kg.web import application
from kg.web.things.citing import Cited
from kg.web.things.elsewhere import named_place
from tests.conftest import Load

BROWSER = {"Accept": "text/html"}
BASE = "https://w3id.org/geoactors/"


def section(page: str, name: str) -> str:
    """The section of a page with a name, or ""."""
    found = re.search(rf'<section id="{name}">.*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def test_names_stand_by_language_with_their_script(demo_client: FlaskClient) -> None:
    """The English name of the language, its tag for readers of screens, and the direction."""
    names = section(demo_client.get("/page/agent/sergei-shoigu", headers=BROWSER).text, "names")
    assert '<dd class="preferred" lang="ru" dir="auto">Сергей Шойгу</dd>' in names
    assert 'lang="ar" dir="rtl">سيرغي شويغو</dd>' in names
    assert "Chinese, simplified" in names
    assert '<dd class="alias" lang="en" dir="auto">Sergey Shoygu</dd>' in names


def test_hidden_names_are_folded_and_links_are_named(demo_client: FlaskClient) -> None:
    """Metonyms are not offered as names; Wikidata is called that."""
    page = demo_client.get("/page/agent/government-of-china", headers=BROWSER).text
    folded = section(page, "names").partition("<details>")[2]
    assert "Beijing" in folded
    assert "Beijing" not in section(page, "names").partition("<details>")[0]
    putin = demo_client.get("/page/agent/vladimir-putin", headers=BROWSER).text
    assert '<span class="scheme">Wikidata</span> Q7747' in section(putin, "names")


@pytest.mark.parametrize(
    ("iri", "place", "name"),
    [
        ("http://www.wikidata.org/entity/Q159", "Wikidata", "Q159"),
        ("https://en.wikipedia.org/wiki/Sven_Mikser", "Wikipedia", "Sven Mikser"),
        ("https://www.example.org/", "example.org", ""),
        ("http://[broken/", "", "http://[broken/"),
        ("urn:isbn:123", "", "urn:isbn:123"),
    ],
)
def test_places_elsewhere_have_names(iri: str, place: str, name: str) -> None:
    """By host and last step; what has no host stays as it is."""
    found = named_place(iri, iri)
    assert (found.place, found.name) == (place, name)


def test_hostile_links_and_names_do_no_harm(load: Load) -> None:
    """What is no address of the web is text, and a long name has an end."""
    schema = "https://schema.org/sameAs"
    store = load(
        g=f"""<{BASE}id/agent/x> a <{BASE}ns#Person> ; <{schema}> <javascript:alert(1)> ;
        <http://www.w3.org/2004/02/skos/core#prefLabel> "<b>x</b>"@en, "{"y" * 5000}"@fr ."""
    )
    with application(store) as app:
        page = app.test_client().get("/page/agent/x", headers=BROWSER).text
    assert 'href="javascript' not in page
    assert "<b>x</b>" not in page
    assert "javascript:alert(1)" in section(page, "names")


CITED = Cited(
    "Shoigu & {Sons}",
    f"{BASE}id/agent/sergei-shoigu",
    "http://localhost/page/agent/sergei-shoigu?at=2024-05-12",
    7,
    Day(2026, 11, 26),
    ("on 12 May 2024", "as known on 1 December 2025"),
    ("The Moscow Times.",),
    ("CC BY 4.0",),
)


def test_a_citation_says_version_days_sources_and_licence() -> None:
    """Enough to find the same again, and to give credit."""
    assert CITED.text() == (
        "“Shoigu & {Sons}” (on 12 May 2024, as known on 1 December 2025). In: Geopolitical actors"
        f" (geoactors), version 7, 26 November 2026. {BASE}id/agent/sergei-shoigu, seen at"
        " http://localhost/page/agent/sergei-shoigu?at=2024-05-12. Sources: The Moscow Times."
        " Licences: CC BY 4.0."
    )


def test_the_entry_of_bibtex_is_one_that_tex_can_read() -> None:
    """Signs of TeX are escaped, braces are balanced, and the key is plain."""
    entry = CITED.bibtex()
    assert entry.startswith("@misc{geoactors-agent-sergei-shoigu,\n")
    assert r"title = {{Shoigu \& \{Sons\}}}" in entry
    assert "year = {2026}" in entry
    bare = entry.replace(r"\{", "").replace(r"\}", "")
    assert bare.count("{") == bare.count("}")


def test_a_page_can_be_cited_copied_and_downloaded(demo_client: FlaskClient) -> None:
    """Without scripts: the IRI in a field, the text, the syntaxes by names for people."""
    page = demo_client.get("/page/agent/sergei-shoigu?at=2024-05-12", headers=BROWSER).text
    cite = section(page, "cite")
    assert f'value="{BASE}id/agent/sergei-shoigu" readonly' in cite
    assert "(on 12 May 2024)" in cite
    assert "@misc{geoactors-agent-sergei-shoigu" in cite
    assert 'href="/changes/1?at=2024-05-12"' in cite
    data = section(page, "data")
    assert '/data/agent/sergei-shoigu.csv?at=2024-05-12" title="text/csv">CSV</a>' in data
    assert "for spreadsheets" in data
