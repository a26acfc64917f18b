"""Tests of kg.resources."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import resources
from kg.errors import NotFoundError, ResourceError


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installation in another folder, without anything in it."""
    package = tmp_path / "kg"
    package.mkdir()
    resources.resource_root.cache_clear()
    monkeypatch.setattr(resources, "files", lambda _: package)
    yield package
    resources.resource_root.cache_clear()


def furnish(folder: Path) -> None:
    """Make the folders that an installation has."""
    for name in ("ontology", "shapes", "queries", "data"):
        (folder / name).mkdir(parents=True)


def test_a_checkout_keeps_its_resources_beside_the_package(elsewhere: Path) -> None:
    """So that they can be edited where they stand."""
    furnish(elsewhere.parent)
    assert resources.resource_root() == elsewhere.parent


def test_a_wheel_keeps_its_resources_inside_the_package(elsewhere: Path) -> None:
    """What is installed goes before what happens to lie beside it."""
    furnish(elsewhere.parent)
    furnish(elsewhere / "_packaged")
    assert resources.resource_root() == elsewhere / "_packaged"


def test_a_missing_folder_is_a_broken_installation(elsewhere: Path) -> None:
    """Half an installation must not pass for a whole one."""
    furnish(elsewhere.parent)
    (elsewhere.parent / "shapes").rmdir()
    with pytest.raises(ResourceError, match=r"not beside the program.*Install geoactors again"):
        resources.resource_root()


def test_a_missing_context_is_a_broken_installation(elsewhere: Path) -> None:
    """It is our file that is missing, not the caller's."""
    furnish(elsewhere.parent)
    with pytest.raises(ResourceError, match="context"):
        resources.context_document()


def test_two_queries_of_one_name_are_a_broken_installation(elsewhere: Path) -> None:
    """A name must lead to one query."""
    furnish(elsewhere.parent)
    for folder in ("served", "competency"):
        (elsewhere.parent / "queries" / folder).mkdir()
        (elsewhere.parent / "queries" / folder / "who.rq").write_text("ASK {}")
    with pytest.raises(ResourceError, match="who"):
        resources.query_files()


@pytest.mark.parametrize(
    "find",
    [
        resources.ontology_files,
        resources.alignment_files,
        resources.shape_files,
        resources.data_files,
        resources.reference_files,
        resources.rule_files,
    ],
)
def test_every_kind_of_resource_is_there(find: object) -> None:
    """A glob that matches nothing would validate against nothing."""
    assert callable(find)
    found = find()
    assert found
    assert all(path.is_file() for path in found)


def test_the_context_is_json_with_a_context() -> None:
    """Documents that name its address get this one."""
    assert "@context" in json.loads(resources.context_document())


def test_stored_queries_are_read_by_name() -> None:
    """Served queries and competency questions share one list of names."""
    assert "answers-on-date" in resources.query_files()
    assert resources.read_query("answers-on-date").startswith("# Who holds")


def test_an_unknown_query_is_not_found() -> None:
    """The sentence says how to see the names."""
    with pytest.raises(NotFoundError, match=r"no stored query named nothing.*--list"):
        resources.read_query("nothing")
