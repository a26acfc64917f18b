"""Who cannot have held a post on a day is not offered as possible, though no source excludes it."""

from __future__ import annotations

import re
from html import unescape

import pytest

from kg.dates import Day
from kg.web import application
from kg.web.roles.reach import Life, is_out_of_reach
from tests.conftest import Load

BASE = "https://w3id.org/geoactors/"
BROWSER = {"Accept": "text/html"}
DATA = f"""
@prefix ga: <{BASE}ns#> . @prefix a: <{BASE}id/agent/> . @prefix t: <{BASE}id/tenure/> .
@prefix gc: <{BASE}code/> . @prefix n: <http://www.w3.org/2004/02/skos/core#> .
@prefix x: <http://www.w3.org/2001/XMLSchema#> .
a:land a ga:State ; n:prefLabel "Land"@en .
<{BASE}id/post/head> a ga:Post ; n:prefLabel "Head"@en ; ga:jurisdiction a:land ;
  ga:postType gc:president .
a:young a ga:Person ; n:prefLabel "Young"@en ; ga:birth <{BASE}id/event/b> .
<{BASE}id/event/b> a ga:Event ; ga:startEarliest "1980-01-01"^^x:date .
a:old a ga:Person ; n:prefLabel "Old"@en ; ga:death <{BASE}id/event/d> .
<{BASE}id/event/d> a ga:Event ; ga:endLatest "2001-12-31"^^x:date .
t:young a ga:Tenure ; ga:holder a:young ; ga:post <{BASE}id/post/head> ;
  ga:endLatest "2030-12-31"^^x:date .
t:old a ga:Tenure ; ga:holder a:old ; ga:post <{BASE}id/post/head> ;
  ga:startEarliest "1950-01-01"^^x:date .
"""


@pytest.mark.parametrize(
    ("day", "told", "life", "answer"),
    [
        ("1979-12-31", ["2030-12-31"], Life(born=(Day(1980, 1, 1),)), True),
        ("1980-01-01", ["2030-12-31"], Life(born=(Day(1980, 1, 1),)), False),
        ("2002-01-01", [], Life(dead=(Day(2001, 12, 31),)), True),
        ("-0500-01-01", ["2024-05-12"], Life(), True),
        ("1990-01-01", ["2024-05-12"], Life(), False),
        ("-0500-01-01", [], Life(), False),
    ],
)
def test_what_is_out_of_reach(day: str, told: list[str], life: Life, answer: bool) -> None:
    """Days outside a life, and more than a lifetime from all that is told; else nothing."""
    days = [Day(*map(int, one.split("-"))) for one in told]
    sign = -1 if day.startswith("-") else 1
    year, month, date = map(int, day.lstrip("-").split("-"))
    assert is_out_of_reach(Day(sign * year, month, date), days, life) is answer


@pytest.mark.parametrize("path", ["/page/post/head", "/page/agent/land", "/cabinet/land"])
def test_pages_offer_only_who_may_have_been(load: Load, path: str) -> None:
    """By births, deaths and the days told; the page of another time says that nothing is known."""
    with application(load(g=DATA)) as app:
        client = app.test_client()

        def offered(day: str) -> set[str]:
            answer = client.get(path, query_string={"at": day}, headers=BROWSER)
            assert answer.status_code == 200, answer.text
            page = " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())
            names = r"possibly (Young|Old)" if "post" in path else r"\b(Young|Old)\b"
            return set(re.findall(names, page))

        assert offered("1990-01-01") == {"Young", "Old"}
        assert offered("1970-01-01") == {"Old"}
        assert offered("2010-01-01") == {"Young"}
        assert offered("-0500-01-01") == set()


def test_of_another_time_nothing_is_known(load: Load) -> None:
    """The answer says so, and the table has no mark for the day."""
    with application(load(g=DATA)) as app:
        page = app.test_client().get("/page/agent/young?at=-0500-01-01", headers=BROWSER).text
    assert "Nothing is known of that day." in page
    assert "nothing known</span>" in page
    assert "mark-unknown" not in page
