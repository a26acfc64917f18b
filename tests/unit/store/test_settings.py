"""Tests of kg.store.settings."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from kg.errors import NotFoundError, ParameterError
from kg.store.settings import StoreSettings, read_settings, require_same


def test_settings_are_read_as_they_were_written(tmp_path: Path) -> None:
    """Every one of them, and the identity."""
    settings = StoreSettings("own", "none", "http://example.org/")
    settings.write(tmp_path)
    found = read_settings(tmp_path)
    assert found == settings
    assert found.identity == settings.identity


def test_no_two_stores_have_one_identity() -> None:
    """Though their settings are equal."""
    assert StoreSettings() == StoreSettings()
    assert StoreSettings().identity != StoreSettings().identity


def test_a_folder_without_settings_is_no_store(tmp_path: Path) -> None:
    """The sentence says how to make one."""
    with pytest.raises(NotFoundError, match=r"there is no store here.*kg load"):
        read_settings(tmp_path)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"colour": "blue"}', '{"format": 3}', "\udcff"])
def test_settings_that_cannot_be_read_are_said_so(text: str, tmp_path: Path) -> None:
    """A store of another release, or a damaged one, is not opened by guesses."""
    data = text.encode("utf-8", "surrogateescape")
    (tmp_path / "settings.json").write_bytes(data)
    with pytest.raises(
        ParameterError, match=r"settings\.json (cannot be read|holds no)|has format 3"
    ):
        read_settings(tmp_path)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("keep_versions", 0),
        ("keep_versions", -1),
        ("keep_versions", "3"),
        ("keep_versions", True),
        ("default_graph", "both"),
        ("base_iri", None),
        ("format", "2"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused(
    name: str, value: object, tmp_path: Path
) -> None:
    """They are edited by hand; with none kept the published version itself would go."""
    (tmp_path / "settings.json").write_text(json.dumps({**asdict(StoreSettings()), name: value}))
    with pytest.raises(ParameterError, match=rf"settings\.json: {name}"):
        read_settings(tmp_path)


def test_another_format_names_both_releases(tmp_path: Path) -> None:
    """And what to do about it."""
    (tmp_path / "settings.json").write_text(json.dumps({"format": 9}))
    with pytest.raises(ParameterError, match=r"has format 9.* reads 2\..*Install the newest"):
        read_settings(tmp_path)


@pytest.mark.parametrize(
    ("default_graph", "shapes", "option"),
    [("own", None, "--default-graph union"), (None, "none", "--shapes packaged")],
)
def test_other_options_than_at_creation_are_refused(
    default_graph: str | None, shapes: str | None, option: str
) -> None:
    """The sentence names the option as it was given then."""
    with pytest.raises(ParameterError, match=f"was created with {option}; it cannot be opened"):
        require_same(StoreSettings(), default_graph, shapes)


@pytest.mark.parametrize("options", [(None, None), ("union", None), ("union", "packaged")])
def test_the_same_options_or_none_are_accepted(options: tuple[str | None, str | None]) -> None:
    """Nobody has to repeat them, and everybody may."""
    require_same(StoreSettings(), *options)
