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
    """And other parameters stay."""
    form = control_of(demo_client, f"{PAGE}?at=2024-03-01&known-at=2025-12-31&x=%26")
    kept = "known-at=2025-12-31"
    assert leads(form) == [
        f"{PAGE}?x=%26&at=2024-02-29&{kept}",
        f"{PAGE}?x=%26&at=today&{kept}",
        f"{PAGE}?x=%26&at=2024-03-02&{kept}",
        f"{PAGE}?x=%26",
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
    """For browsers; a program is told that it is no day."""
    answer = demo_client.get(f"{PAGE}?x=1&at=today", headers=HTML)
    before = datetime.now(UTC).date().isoformat()
    assert answer.status_code == 302
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Location"] == f"{PAGE}?x=1&at={before}"
    assert demo_client.get("/queries/answers-on-date?at=today&post=x").status_code == 400


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


@pytest.mark.parametrize("path", ["/help", "/validate", "/exports", "/changes", "/ns", "/problem"])
def test_pages_about_no_day_have_no_control(demo_client: FlaskClient, path: str) -> None:
    """But their links keep the day."""
    page = demo_client.get(f"{path}?at=2024-05-12", headers=HTML).text
    assert 'class="days"' not in page
    assert 'href="/?at=2024-05-12"' in page


def test_kept_pages_keep_days_apart(demo_client: FlaskClient) -> None:
    """What is held for all who ask has no day of somebody else."""
    demo_client.get("/shapes?at=2001-01-01", headers=HTML)
    assert "2001-01-01" not in demo_client.get("/shapes", headers=HTML).text
