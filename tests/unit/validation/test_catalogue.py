"""Tests of kg.validation.reports.catalogue: which page a report leads to."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import NotFoundError, ParameterError, ResourceError
from kg.validation.reports.catalogue import command_of, explain, is_packaged, link_of
from tests.unit.validation.report_samples import GS


@pytest.mark.parametrize("name", ["gs:TenureShape", "TenureShape", f"{GS}TenureShape"])
def test_a_rule_is_found_by_any_of_its_names(name: str) -> None:
    """As reports, people and other programs write it."""
    assert explain(name).startswith("# gs:TenureShape: tenure\n\nWho held which office")


def test_a_property_shape_has_its_section() -> None:
    """With why, an example that breaks it and one that passes, and no other rule."""
    text = explain("gs:TenureShape-holder")
    for part in ("Who held which", "## gs:TenureShape-holder\n", "Breaks it", "## What passes"):
        assert part in text
    assert "TenureShape-post\n" not in text
    assert "<!--" not in text


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("gs:TenurShape", "gs:TenureShape"),
        ("gs:TenureShape-holdr", "gs:TenureShape"),
        ("x", "One is"),
    ],
)
def test_an_unknown_rule_is_refused_with_the_nearest(name: str, near: str) -> None:
    """Names are typed by hand."""
    with pytest.raises(NotFoundError) as caught:
        explain(name)
    assert near in str(caught.value)


@pytest.mark.parametrize(
    "name", ["../../why", "", "gs:../x", "TenureShape/../PostShape", "-", "/x"]
)
def test_a_name_is_no_path(name: str) -> None:
    """Only pages are read."""
    with pytest.raises((NotFoundError, ParameterError)):
        explain(name)


def test_without_pages_the_installation_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And says so."""
    monkeypatch.setattr("kg.validation.reports.catalogue.resource_root", lambda: tmp_path)
    with pytest.raises(ResourceError, match="Install geoactors again"):
        explain("TenureShape")


@pytest.mark.parametrize(
    ("shape", "packaged"),
    [
        (f"{GS}TenureShape", True),
        (f"{GS}TenureShape-holder", True),
        (f"{GS}<script>", False),
        (f"{GS}a b", False),
        (GS, False),
        ("http://example.org/TenureShape", False),
        ("", False),
    ],
)
def test_only_packaged_rules_have_a_link(shape: str, packaged: bool) -> None:
    """Their IRI is their address; those of strangers may be anything."""
    assert is_packaged(shape) is packaged
    assert link_of(shape) == (shape if packaged else "")
    assert bool(command_of(shape)) is packaged
