"""Options of single formats on the command line, and the preview of an import."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ParameterError
from kg.importers.options import OPTIONS, options_of
from tests.running import run_kg

ENTITY = Path(__file__).parents[2] / "importers" / "fixtures" / "wikidata-entity"


def test_options_that_were_given_are_passed_on() -> None:
    """Those that were not are missing, and those of another format are refused."""
    assert options_of("csv", {"mapping": "a.toml", "endpoint": None}) == {"mapping": "a.toml"}
    with pytest.raises(ParameterError, match="--mapping is no option of wikidata"):
        options_of("wikidata", {"mapping": "a.toml"})


def test_the_help_has_every_option() -> None:
    """With the format that it belongs to."""
    text = " ".join(run_kg("import", "--help").stdout.split())
    for format_name, options in OPTIONS.items():
        for option in options:
            assert f"--{option.name} {option.metavar}" in text
            assert f"{format_name}: {option.help[:20]}" in text


def test_a_preview_shows_rows_as_facts(tmp_path: Path) -> None:
    """The first rows with what became of them; no store is needed."""
    done = run_kg("import", "wikidata-entity", ENTITY, "--preview", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("# Q53713.json, /entities/Q53713: imported\n")
    assert "a ga:Person" in done.stdout
    assert done.stdout.count("\n# ") == 4
    assert list(tmp_path.iterdir()) == []


def test_files_are_asked_for(tmp_path: Path) -> None:
    """Unless options stand in their place."""
    done = run_kg("import", "wikidata", "--dry-run", folder=tmp_path)
    assert done.returncode == 2
    assert "Name the files" in done.stderr
    done = run_kg("import", "wikidata", tmp_path, "--post", "Q1", "--dry-run", folder=tmp_path)
    assert done.returncode == 2
    assert "with these options, no file is read" in done.stderr
