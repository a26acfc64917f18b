"""The control of days: steps that work without JavaScript, and a sentence at a wrong day."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from tests.unit.web.test_protocol import BROWSER

HTML = {"Accept": BROWSER}
PAGE = "/page/agent/sergei-shoigu"


def control_of(client: FlaskClient, address: str) -> str:
    """The form of the days on a page."""
    page = client.get(address, headers=HTML).text
    return page[page.index('<form class="days"') : page.index("</form>", page.index("days"))]


def leads(form: str) -> list[str]:
    """The addresses of its links on days, in order."""
    steps = form[form.index('class="steps"') : form.index("<details")]
    return [address.replace("&amp;", "&") for address in re.findall(r'href="([^"]+)"', steps)]


def test_a_day_has_one_before_and_one_after(demo_client: FlaskClient) -> None:
    """And parameters that the page knows stay, but for the page of a list of this day."""
    asked = "at=2024-03-01&known-at=2025-12-31&events=2&since=2023-01-01&x=%26"
    form = control_of(demo_client, f"{PAGE}?{asked}")
    kept = "known-at=2025-12-31"
    assert leads(form) == [
        f"{PAGE}?since=2023-01-01&at=2024-02-29&{kept}",
        f"{PAGE}?since=2023-01-01&at=today&{kept}",
        f"{PAGE}?since=2023-01-01&at=2024-03-02&{kept}",
        f"{PAGE}?since=2023-01-01",
    ]
    assert '<details class="known" open>' in form


def test_without_a_day_only_today_is_offered(demo_client: FlaskClient) -> None:
    """The day of knowledge is folded."""
    form = control_of(demo_client, PAGE)
    assert leads(form) == [f"{PAGE}?at=today"]
    assert '<details class="known">' in form


def test_days_before_the_year_one_have_neighbours(demo_client: FlaskClient) -> None:
    """The day before that of the year 1 is in the year 0."""
    form = control_of(demo_client, f"{PAGE}?at=0001-01-01")
    assert f"{PAGE}?at=0000-12-31" in leads(form)


def test_today_becomes_a_day_in_the_address(demo_client: FlaskClient) -> None:
    """However it is encoded, for browsers and programs."""
    answer = demo_client.get(f"{PAGE}?x=1&at=today", headers=HTML)
    before = datetime.now(UTC).date().isoformat()
    assert answer.status_code == 302
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Location"] == f"{PAGE}?x=1&at={before}"
    for address in (f"{PAGE}?at=%74oday", "/queries/answers-on-date?at=today&post=x"):
        assert demo_client.get(address).headers["Location"].partition("at=")[2][:10] == before


def test_a_query_that_is_posted_is_answered(demo_client: FlaskClient) -> None:
    """It is in the body, and would be lost on another address."""
    sent = {"query": "ASK { ?s ?p ?o }"}
    answer = demo_client.post("/sparql?at=today", data=sent, headers=HTML)
    assert answer.status_code == 400  # as for any other text that is no day


@pytest.mark.parametrize("place", ["//evil.example", "/%5Cevil.example"])
def test_today_leads_to_no_other_host(demo_client: FlaskClient, place: str) -> None:
    """The address of the redirect begins with one slash."""
    answer = demo_client.get(f"{place}?at=today", headers=HTML)
    assert re.match(r"/(?![/\\])", answer.headers.get("Location", "/"))


@pytest.mark.parametrize("name", ["at", "known-at"])
def test_a_wrong_day_is_told_at_its_field(demo_client: FlaskClient, name: str) -> None:
    """With what was written, and joined to the field for a screen reader."""
    form = control_of(demo_client, f"{PAGE}?{name}=2024-13-45%22%3E")
    field = re.search(rf'<input id="{name}"[^>]*>', form)
    assert field is not None
    assert 'value="2024-13-45&#34;&gt;"' in field[0]
    assert f'aria-describedby="{name}-wrong"' in field[0]
    assert f'id="{name}-wrong"' in form
    assert "Write it as 2024-05-12." in form


@pytest.mark.parametrize("path", ["/exports", "/ns", "/problem"])
def test_pages_about_no_day_have_no_control(demo_client: FlaskClient, path: str) -> None:
    """But their links keep the day."""
    page = demo_client.get(f"{path}?at=2024-05-12", headers=HTML).text
    assert 'class="days"' not in page
    assert 'href="/?at=2024-05-12"' in page


def test_kept_pages_keep_days_apart(demo_client: FlaskClient) -> None:
    """What is held for all who ask has no day of somebody else."""
    demo_client.get("/shapes?at=2001-01-01", headers=HTML)
    assert "2001-01-01" not in demo_client.get("/shapes", headers=HTML).text


@pytest.mark.parametrize("path", ["/help", "/validate", "/changes", "/queries", "/search"])
def test_pages_whose_links_have_a_day_have_the_control(demo_client: FlaskClient, path: str) -> None:
    """So that a day can be chosen and left there."""
    assert f"{path}?at=2024-05-11" in control_of(demo_client, f"{path}?at=2024-05-12").replace(
        "&amp;", "&"
    )


@pytest.mark.parametrize("path", ["/", "/page/agent/china", "/search", "/cabinet/france", "/help"])
def test_no_page_holds_what_it_does_not_know(demo_client: FlaskClient, path: str) -> None:
    """It may be kept for others, and grows with what one visitor wrote."""
    plain = demo_client.get(f"{path}?at=2024-01-02", headers=HTML)
    poisoned = demo_client.get(f"{path}?zz=EVIL{'x' * 60_000}&at=2024-01-02", headers=HTML)
    assert plain.status_code == poisoned.status_code
    assert "EVIL" not in poisoned.text
    assert "EVIL" not in demo_client.get(f"{path}?at=2024-01-02", headers=HTML).text


def test_the_first_page_is_the_same_for_all(demo_client: FlaskClient) -> None:
    """Whoever asked first."""
    demo_client.get("/?x=1&at=2019-03-04", headers=HTML)
    assert 'name="x"' not in demo_client.get("/?at=2019-03-04", headers=HTML).text
    demo_client.get("/?x=1", headers=HTML)
    assert 'name="x"' not in demo_client.get("/", headers=HTML).text
