"""The public address of a service behind a proxy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from kg.errors import ParameterError
from kg.store.embedded import DatasetStore
from kg.web import ServiceSettings, application

URL = "https://data.example.org/geo/"


@pytest.fixture
def client(demo_store: DatasetStore) -> Iterator[FlaskClient]:
    """A client of a service that is known by another address."""
    with application(demo_store, ServiceSettings(public_url=URL)) as app:
        yield app.test_client()


@pytest.mark.parametrize("path", ["/changes", "/geo/changes"])
def test_addresses_are_public_ones(client: FlaskClient, path: str) -> None:
    """Whether the proxy passes the prefix on or not, and whatever host it names."""
    answer = client.get(path, headers={"Host": "evil.example"})
    assert answer.status_code == 200
    assert f"{URL}changes/" in answer.text
    assert "evil.example" not in answer.text


def test_the_home_page_is_found_at_the_prefix(client: FlaskClient) -> None:
    """Also without a slash behind it."""
    for path in ("/", "/geo", "/geo/"):
        page = client.get(path, headers={"Accept": "text/html"})
        assert 'href="/geo/sparql"' in page.text


@pytest.mark.parametrize(
    "url", ["data.example.org", "ftp://example.org/", "https://example.org/?x=1", "https://a b/"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    """Before a server starts with it."""
    with pytest.raises(ParameterError):
        ServiceSettings(public_url=url)
