"""The wheel in a clean environment, used from an empty folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import BREAKING
from tests.running import run_kg, serving

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def kg_command(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Build the wheel, install it with the pinned dependencies, and give the console command."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True)
    [wheel] = folder.glob("geoactors-*.whl")
    subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
    pip = [str(folder / "venv" / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
    install = [*pip, "install", "--quiet", "--constraint", str(ROOT / "constraints.txt")]
    subprocess.run([*install, str(wheel)], check=True, capture_output=True)
    return str(folder / "venv" / "bin" / "kg")


def test_help_shows_the_commands(kg_command: str, tmp_path: Path) -> None:
    """In a folder without any of our files."""
    done = run_kg("--help", command=[kg_command], folder=tmp_path)
    assert done.returncode == 0
    for command in ("demo", "load", "query", "serve", "validate"):
        assert command in done.stdout


def test_validate_finds_the_packaged_shapes(kg_command: str, tmp_path: Path) -> None:
    """A file that breaks a shape is refused by name."""
    (tmp_path / "breaking.ttl").write_text(BREAKING, encoding="utf-8")
    done = run_kg("validate", "breaking.ttl", command=[kg_command], folder=tmp_path)
    assert done.returncode == 1
    assert "gs:DeclaredPropertyShape" in done.stdout


def test_demo_starts_answers_and_stops(kg_command: str, tmp_path: Path) -> None:
    """The packaged data is there, and the process ends when it is told to."""
    with serving("demo", "--no-browser", command=[kg_command], folder=tmp_path) as demo:
        query = "ASK%20%7B%20%3Fs%20a%20%3Chttps://w3id.org/geoactors/ns%23Tenure%3E%20%7D"
        assert '"boolean":true' in demo.get(f"/sparql?query={query}").text
        assert "Questions" in demo.get("/", accept="text/html").text
        assert demo.get("/static/style.css").status == 200
        for name in ("yasqe/yasqe.min.js", "yasqe/LICENCES.txt", "vendor.lock.json"):
            assert demo.get(f"/static/vendor/{name}").status == 200
        for path in ("/ns", "/code/visit", "/shapes", "/rules/TenureShape", "/problem/token"):
            assert "<h1" in demo.get(path, accept="text/html").text
        assert demo.stop() == 0
    assert list(tmp_path.iterdir()) == []
