"""The page about validation: its commands print what it shows, and its numbers are in force."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import yaml

from kg import __version__
from kg.cli.init import REPOSITORY, starter_files
from kg.cli.project import SETTINGS, read_project
from kg.validation.reports import FORMATS
from kg.validation.reports.extent import MOST_ANNOTATIONS, MOST_NODES, MOST_RESULTS, MOST_RULES
from tests.pages import BLOCK, check_command, commands

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
BLOCKS = BLOCK.findall(TEXT)


def blocks(language: str) -> list[str]:
    """The blocks of the page in a language."""
    return [text for of, text in BLOCKS if of == language]


def test_the_page_has_only_blocks_that_are_tested() -> None:
    """A block in a language that nothing reads would go unnoticed."""
    assert {language for language, _ in BLOCKS} == {"console", "toml", "yaml"}


def test_every_command_of_the_page_prints_what_it_shows(tmp_path: Path) -> None:
    """In order, in one session; what does not conform ends with 1."""
    folder = tmp_path
    for text in blocks("console"):
        for command, shown in commands(text):
            if command.startswith("cd "):
                folder /= command.removeprefix("cd ").strip()
                continue
            code = 1 if shown.startswith("Does not conform") else 0
            check_command(command, shown, folder, code=code)


def test_the_page_has_every_format_with_its_bounds() -> None:
    """As they are in force."""
    rows = dict(re.findall(r"^\| (`\w+`(?:, `\w+`)*) \| [^|]* \| ([^|]*) \|$", TEXT, re.MULTILINE))
    bounds = {name.strip("`"): text for names, text in rows.items() for name in names.split(", ")}
    assert set(bounds) == set(FORMATS)
    for name, most in MOST_RESULTS.items():
        assert bounds[name].startswith(f"{most:,} results")
    for name, most in MOST_NODES.items():
        assert bounds[name].strip() == f"{MOST_RULES} rules, {most} results of each"
    assert bounds["github"].startswith(f"{MOST_ANNOTATIONS} annotations of each severity")


def test_the_page_has_every_setting(tmp_path: Path) -> None:
    """And each one can be read."""
    (block,) = blocks("toml")
    assert set(tomllib.loads(block)["validate"]) == set(SETTINGS)
    (tmp_path / "kg.toml").write_text(block, encoding="utf-8")
    assert read_project(tmp_path).paths == (tmp_path / "data",)


def test_the_snippets_are_those_that_init_writes() -> None:
    """The ones that a test runs; and the step has inputs that the action takes."""
    written = {
        str(path): yaml.safe_load(text) for path, text in starter_files() if "y" in path.suffix
    }
    (step,), gitlab, hook = (yaml.safe_load(text) for text in blocks("yaml"))
    assert step["uses"] == f"{REPOSITORY}@v{__version__}"
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert set(step["with"]) <= set(action["inputs"])
    assert gitlab == written[".gitlab-ci.yml"]
    assert hook == written[".pre-commit-config.yaml"]
