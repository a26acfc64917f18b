"""What pages tell of events: who took part as what, how they came about, what was at a place."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from kg.ingest import graphs_of, ingest
from kg.parsing import parse_path
from kg.store.embedded import DatasetStore
from kg.web import application
from tests.conformance.competency import FIXTURES
from tests.conftest import Load

BROWSER = {"Accept": "text/html"}
MOSCOW = "/page/place/moscow"
VISIT = "/page/event/wang-visit-moscow"
BASE = "https://w3id.org/geoactors/"
PREFIXES = f"""@prefix ga: <{BASE}ns#> . @prefix gc: <{BASE}code/> .
@prefix agent: <{BASE}id/agent/> . @prefix event: <{BASE}id/event/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def section(client: FlaskClient, path: str, name: str) -> str:
    """A section of a page, as text of HTML; "" where the page has none."""
    answer = client.get(path, headers=BROWSER)
    assert answer.status_code == 200
    found = re.search(rf'<section id="{name}">.*?</section>', answer.text, re.DOTALL)
    return found[0] if found else ""


def words(html: str) -> str:
    """What can be read of a piece of HTML."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))


# ---------- the events of somebody ----------


def test_a_person_took_part_in_a_capacity(demo_client: FlaskClient) -> None:
    """When, in which role and post, for whom, with whom, how far it came, and who says so."""
    told = words(section(demo_client, "/page/agent/wang-yi", "events"))
    visit = told[told.index("visit of Wang Yi to Moscow") - 60 :]
    assert "between 1 and 7 December 2025" in visit
    assert re.search(r"visitor, as Minister of Foreign Affairs of China for China", visit)
    assert "Sergei Shoigu" in visit
    assert "announced" in visit


def test_those_who_stand_for_a_state_are_named(demo_client: FlaskClient) -> None:
    """The state itself did not travel; on the page of a post its holder is named, too."""
    told = words(section(demo_client, "/page/agent/china", "events"))
    assert "Wang Yi : visitor, as Minister of Foreign Affairs of China" in told
    assert "for China" not in told
    post = words(section(demo_client, "/page/post/foreign-minister-china", "events"))
    assert "Wang Yi : visitor" in post


def test_events_of_a_day_are_marked(demo_client: FlaskClient) -> None:
    """What may have been on the day stays, as possible; what was not is left out."""
    path = "/page/agent/vladimir-putin"
    assert "possible" in section(demo_client, f"{path}?at=2025-12-03", "events")
    assert "meeting of Steve Witkoff" not in section(demo_client, f"{path}?at=2024-12-03", "events")
    spoken = section(demo_client, f"{path}?at=2025-11-27", "events")
    assert "certain" in spoken


@pytest.mark.parametrize("number", ["0", "-1", "x", "1e3", "99999", ""])
def test_a_page_of_the_list_that_is_none_is_400(demo_client: FlaskClient, number: str) -> None:
    """The sentence says how to write it."""
    answer = demo_client.get(f"/page/agent/wang-yi?events={number}", headers=BROWSER)
    assert answer.status_code == 400
    assert "events=2" in answer.text


def many(number: int) -> str:
    """A person in many events."""
    parts = [f'{PREFIXES} agent:x a ga:Person ; skos:prefLabel "Somebody"@en .']
    for one in range(number):
        day = f'"{1950 + one // 12}-{one % 12 + 1:02}-03"^^xsd:date'
        parts.append(
            f'event:e{one} a ga:Event ; skos:prefLabel "Meeting number {one}"@en ;'
            f" ga:eventType gc:meeting ; ga:hasParticipation <{BASE}id/doc/d#p{one}> ;"
            f" ga:startEarliest {day} ; ga:startLatest {day} ;"
            f" ga:endEarliest {day} ; ga:endLatest {day} ."
            f" <{BASE}id/doc/d#p{one}> a ga:Participation ; ga:participant agent:x ;"
            f" ga:participationRole gc:attendee ."
        )
    return "\n".join(parts)


def test_five_hundred_events_come_in_pages(load: Load) -> None:
    """The newest first, each once; links to other pages keep the rest; no page is large."""
    with application(load(g=many(500))) as app:
        client = app.test_client()
        seen: list[str] = []
        for number in range(1, 21):
            answer = client.get(f"/page/agent/x?events={number}", headers=BROWSER)
            assert len(answer.data) <= 200_000
            table = section(client, f"/page/agent/x?events={number}", "events")
            seen += re.findall(r"Meeting number (\d+)<", table)
        assert seen == [str(number) for number in reversed(range(500))]
        last = section(client, "/page/agent/x?neighbours=events&events=20", "events")
        assert 'rel="next"' not in last
        assert "?neighbours=events&amp;events=19#events" in last
        beyond = words(section(client, "/page/agent/x?events=21", "events"))
        assert "no events on this page" in beyond


# ---------- an event ----------


def test_an_event_tells_what_where_and_when(demo_client: FlaskClient) -> None:
    """With the words of the source, and that the days were worked out from them."""
    told = words(section(demo_client, VISIT, "event"))
    assert "visit announced" in told
    assert "between 1 and 7 December 2025" in told
    assert "next week" in told
    assert "worked out" in told
    assert "Moscow" in told


def test_the_history_of_an_event_names_who_says_so(demo_client: FlaskClient) -> None:
    """In a list, and on a strip that is told in words, too."""
    history = section(demo_client, VISIT, "statuses")
    assert "announced says Ministry of Foreign Affairs of China , 28 November 2025" in words(
        history
    )
    assert "announced: 28 November 2025. the event itself: 1 December 2025 to" in history


def test_participants_stand_with_post_and_state(demo_client: FlaskClient) -> None:
    """And one who was only taken to be there says so."""
    told = words(section(demo_client, VISIT, "participants"))
    assert "Wang Yi visitor Minister of Foreign Affairs of China China" in told
    talks = "/page/event/strategic-security-consultations"
    shoigu = words(section(demo_client, talks, "participants")).partition("Sergei Shoigu")[2]
    assert "worked out" in shoigu.partition("Wang Yi")[0]


def test_an_event_leads_to_what_it_is_connected_with(demo_client: FlaskClient) -> None:
    """What prompted it, its parts, and the documents and claims about it by their titles."""
    told = words(section(demo_client, VISIT, "related"))
    assert "Prompted by invitation of Wang Yi to Moscow" in told
    assert "Its parts strategic security consultations" in told
    assert "China’s Foreign Minister to Visit Moscow for Security Talks" in told
    assert "Wang Yi will thoroughly exchange views" in told
    series = "/page/event/china-russia-strategic-security-consultations"
    assert "Its rounds" in section(demo_client, series, "related")


@pytest.fixture(scope="module")
def fixtures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """The graphs of the questions, with a visit that was postponed."""
    store = DatasetStore.create(tmp_path_factory.mktemp("fixtures") / "store")
    ingest(store, graphs_of(map(parse_path, FIXTURES)), None)
    with application(store) as app:
        yield app.test_client()


def test_a_postponed_visit_has_its_history_in_order(fixtures: FlaskClient) -> None:
    """Postponed first, then held; the last report is what counts."""
    path = "/page/event/blinken-visit-china"
    history = words(section(fixtures, path, "statuses").partition("<ol")[2])
    assert re.search(r"postponed says NPR.*occurred says Department of State", history)
    assert "visit occurred" in words(section(fixtures, path, "event"))


def test_sources_that_disagree_stand_side_by_side(load: Load) -> None:
    """Each with its day, and that they cannot both be right."""
    texts = {
        name: f'{PREFIXES} event:x a ga:Event ; ga:edtf "{day}" ;'
        f' ga:startEarliest "{day}"^^xsd:date ;'
        f' ga:startLatest "{day}"^^xsd:date ; ga:endEarliest "{day}"^^xsd:date ;'
        f' ga:endLatest "{day}"^^xsd:date .'
        for name, day in (("one", "2020-01-01"), ("two", "2020-02-01"))
    }
    with application(load(**texts)) as app:
        told = words(section(app.test_client(), "/page/event/x", "event"))
    assert "Sources disagree on when" in told
    assert told.count("1 January 2020") == told.count("1 February 2020") == 2


def test_events_fit_a_narrow_window(demo_client: FlaskClient) -> None:
    """The strip has places in per cent, so that its texts keep their size; the table stacks."""
    strip = section(demo_client, VISIT, "statuses").partition("</svg>")[0]
    assert "viewBox" not in strip
    shares = [float(place) for place in re.findall(r'\bx="([\d.]+)%"', strip)]
    assert shares
    assert max(shares) <= 100
    table = section(demo_client, VISIT, "participants")
    assert '<table class="stacked" role="table">' in table
    assert '<td role="cell" data-name="as">visitor</td>' in table


def test_days_are_written_in_words(demo_client: FlaskClient) -> None:
    """In the facts of an event and at the head of the column of answers."""
    assert "On 2 December 2025" in words(section(demo_client, f"{VISIT}?at=2025-12-02", "event"))
    events = section(demo_client, "/page/agent/wang-yi?at=2025-12-02", "events")
    assert "On 2 December 2025</th>" in events


# ---------- a place ----------


def test_what_was_announced_for_moscow_in_a_week(demo_client: FlaskClient) -> None:
    """By week, with the status, who says so, and the document."""
    path = f"{MOSCOW}?from=2025-12-01&until=2025-12-07"
    told = words(section(demo_client, path, "place"))
    assert "Week of 1 to 7 December 2025" in told
    assert told.count("announced, says Ministry of Foreign Affairs of China") == 2
    assert "visit of Wang Yi to Moscow" in told
    assert "The Moscow Times" in told


def test_a_place_on_other_days_says_so(demo_client: FlaskClient) -> None:
    """And leads to all that is known; a day that is none is told."""
    told = section(demo_client, f"{MOSCOW}?until=2020-01-01&known-at=2025-12-01", "place")
    assert "No source places an event here on these days" in told
    assert 'href="?known-at=2025-12-01#place"' in told
    assert "December 2025" in section(demo_client, MOSCOW, "place")
    assert "possible" in section(demo_client, f"{MOSCOW}?at=2025-12-02", "place")
    wrong = demo_client.get(f"{MOSCOW}?from=soon", headers=BROWSER)
    assert wrong.status_code == 400


def test_days_in_the_wrong_order_are_told_at_their_field(demo_client: FlaskClient) -> None:
    """Nothing is said of events on days that there are not."""
    told = section(demo_client, f"{MOSCOW}?from=2025-12-07&until=2025-12-01", "place")
    assert re.search(r'<input id="until"[^>]* aria-describedby="until-wrong"', told)
    assert "This day is before 7 December 2025, the first one." in words(told)
    assert "agenda" not in told
    assert "No source places" not in told


# ---------- hostile ----------


def test_hostile_events_do_no_harm(load: Load) -> None:
    """Names are text, statuses of others get no class, and what has no dates is there."""
    store = load(
        g=f"""{PREFIXES}
        agent:x a ga:Person ; skos:prefLabel "<script>alert(1)</script>"@en .
        event:y a ga:Event ; ga:hasParticipation _:part ; ga:eventType <javascript:alert(2)> ;
          ga:location <javascript:alert(3)> ; ga:startEarliest "no day" ; ga:edtf "<i>" ;
          skos:prefLabel "{"z" * 5000}\\u202E"@en .
        _:part ga:participant agent:x ; ga:participationRole "text" .
        _:report ga:reportsOn event:y ; ga:status <http://example.org/x\\u00A0y> .
        event:z a ga:Event ; ga:hasParticipation <{BASE}id/doc/d#p> .
        <{BASE}id/doc/d#p> ga:participant agent:x ; ga:participationRole <javascript:alert(4)> .
        """
    )
    with application(store) as app:
        client = app.test_client()
        for path in (
            "/page/agent/x",
            "/page/event/y",
            "/page/event/z",
            "/page/agent/x?at=2020-01-01",
        ):
            page = client.get(path, headers=BROWSER)
            assert page.status_code == 200
            assert "<script>alert" not in page.text
            assert "<i>" not in page.text
            assert 'href="javascript' not in page.text
