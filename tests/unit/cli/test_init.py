"""`kg init`: a repository whose one mistake can be mended from the message alone."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from kg import __version__
from kg.cli.exits import exit_code
from kg.cli.init import REPOSITORY, init_command, starter_files
from kg.errors import KgError
from kg.parsing import parse_path
from tests.conftest import Kg

ROOT = Path(__file__).parents[3]
WRITTEN = [
    ".github/workflows/validate.yml",
    ".gitlab-ci.yml",
    ".pre-commit-config.yaml",
    "README.md",
    "data/catalogue.trig",
    "data/newsletter.trig",
    "kg.toml",
]


def init(folder: Path) -> Result:
    """Run the command."""
    return CliRunner().invoke(init_command, [str(folder)])


def held(folder: Path) -> list[str]:
    """The files in a folder."""
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def test_a_repository_is_written_and_told_of(tmp_path: Path) -> None:
    """Each file on a line of its own, and what to do next on standard error."""
    done = init(tmp_path / "new" / "data")
    assert done.exit_code == 0
    assert held(tmp_path / "new" / "data") == WRITTEN
    assert sorted(done.stdout.splitlines()) == [str(tmp_path / "new" / "data" / n) for n in WRITTEN]
    assert "`kg validate`" in done.stderr


@pytest.mark.parametrize("name", [".", ".git"])
def test_an_empty_repository_is_filled(tmp_path: Path, name: str) -> None:
    """A folder with nothing, or nothing but what git keeps."""
    (tmp_path / "repository" / name).mkdir(parents=True)
    assert init(tmp_path / "repository").exit_code == 0


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """A folder that holds anything is refused, and keeps it."""
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = init(tmp_path)
    assert isinstance(done.exception, KgError)
    assert exit_code(done.exception) == 2
    assert "the folder is not empty; it holds mine.txt" in str(done.exception)
    assert held(tmp_path) == ["mine.txt"]


def test_an_empty_name_is_not_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unset variable in a script must not fill whatever folder it runs in."""
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(init_command, [""])
    assert "An empty text names no file or folder" in str(done.exception)
    assert held(tmp_path) == []


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """It is named."""
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    done = init(file)
    assert isinstance(done.exception, KgError)
    assert (exit_code(done.exception), str(file) in str(done.exception)) == (2, True)


def test_the_mistake_can_be_mended_from_the_message_alone(
    kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Value, place and example of the report are enough, without a word of SHACL."""
    init(tmp_path)
    monkeypatch.chdir(tmp_path)
    done = kg("validate", "--format", "json")
    [found] = json.loads(done.out)["results"]
    assert (done.code, found["severity"]) == (1, "violation")
    assert f"{found['value']} has no language" in found["message"]
    assert 'as in "Russia"@en' in found["message"]
    file, _, rest = found["location"].partition(":")
    lines = Path(file).read_text(encoding="utf-8").splitlines()
    if rest:  # line and column lead to the triple
        assert found["value"] in lines[int(rest.partition(":")[0]) - 1]
    [at] = [
        number for number, line in enumerate(lines) if line.strip().endswith(f"{found['value']} .")
    ]
    lines[at] = lines[at].replace(found["value"], f"{found['value']}@en")
    Path(file).write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert kg("validate", "--fail-on", "info").code == 0


def test_every_file_can_be_read() -> None:
    """RDF, TOML and YAML, with nothing left to fill in."""
    for path, text in starter_files():
        assert "__" not in text, path
        if path.suffix in (".yml", ".yaml"):
            assert yaml.safe_load(text)
        elif path.suffix == ".toml":
            assert tomllib.loads(text)
    for path in (ROOT / "kg" / "cli" / "starter").rglob("*.trig"):
        assert parse_path(path).quads


def test_the_files_name_this_version() -> None:
    """A later release must not turn the checks of others red by itself."""
    texts = {str(path): text for path, text in starter_files()}
    assert f"uses: {REPOSITORY}@v{__version__}\n" in texts[".github/workflows/validate.yml"]
    assert f"geoactors=={__version__}" in texts[".gitlab-ci.yml"]
    assert f"rev: v{__version__}\n" in texts[".pre-commit-config.yaml"]


def test_the_owner_of_the_repository_is_named_once() -> None:
    """Whoever publishes it replaces one name, which can belong to nobody."""
    owner = REPOSITORY.partition("/")[0]
    assert "." in owner
    starter = ROOT / "kg" / "cli" / "starter"
    assert not [path for path in starter.rglob("*") if path.is_file() and owner in path.read_text()]
