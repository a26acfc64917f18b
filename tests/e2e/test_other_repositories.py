"""What runs in the repositories of others: the workflow, the action, the hook and the snippet.

The commands are read from the files and run as their services run them, in a scratch repository of
git: red on the mistake that `kg init` leaves, green when it is mended. The environment of the
tests stands for the step that installs.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg import __version__
from kg.cli.init import REPOSITORY, starter_files
from kg.parsing import FORMATS
from tests.running import run_kg

ROOT = Path(__file__).parents[2]
MISTAKE = 'skos:prefLabel "Secretary-General of the United Nations"'
INPUT = re.compile(r"\$\{\{ inputs\.([\w-]+) \}\}")
INSTALLS = re.compile(r"python -m pip install [^\n]*")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of git with what `kg init` writes, committed."""
    for path, text in starter_files():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "data: begin")
    return tmp_path


def git(folder: Path, *arguments: str) -> str:
    """Run git as somebody."""
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    command = ["git", *who, *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def mend(folder: Path) -> None:
    """Do what the message says."""
    path = folder / "data" / "newsletter.trig"
    text = path.read_text(encoding="utf-8")
    assert text.count(MISTAKE) == 1
    path.write_text(text.replace(MISTAKE, f"{MISTAKE}@en"), encoding="utf-8")


def read_yaml(path: Path) -> Any:
    """Read a file of a service."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def shell(folder: Path, script: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a script as the runners do, with this environment's commands first."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env={**os.environ, "PATH": path, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def action_steps(inputs: Mapping[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """The scripts of our action with their variables, except for the one that installs."""
    action = read_yaml(ROOT / "action.yml")
    assert set(inputs) <= set(action["inputs"])
    values = {name: about["default"] for name, about in action["inputs"].items()} | dict(inputs)
    for step in action["runs"]["steps"]:
        if "run" in step and not INSTALLS.fullmatch(step["run"].strip()):
            assert "${{" not in step["run"], "an input that is pasted into a script may be one"
            given = step.get("env", {})
            yield step["run"], {k: INPUT.sub(lambda m: values[m[1]], v) for k, v in given.items()}


def run_workflow(folder: Path, inputs: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Run the jobs of the workflow that `kg init` wrote, to the first step that fails."""
    workflow = read_yaml(folder / ".github" / "workflows" / "validate.yml")
    output, ran = "", 0
    for job in workflow["jobs"].values():
        checkout, ours = job["steps"]
        assert checkout["uses"].startswith("actions/checkout@")
        assert ours["uses"] == f"{REPOSITORY}@v{__version__}"
        for script, variables in action_steps(inputs or ours.get("with", {})):
            done = shell(folder, script, **variables)
            output, ran = output + done.stdout + done.stderr, ran + 1
            if done.returncode:
                return done.returncode, output
    assert ran
    return 0, output


def test_the_workflow_is_red_on_the_mistake_and_green_when_it_is_mended(repository: Path) -> None:
    """With an annotation at the file; both times the whole report stands in the log."""
    code, output = run_workflow(repository)
    assert code == 1
    assert re.search(r"^::error file=data/newsletter\.trig[,:]", output, re.MULTILINE)
    assert "has no language" in output
    mend(repository)
    code, output = run_workflow(repository)
    assert (code, "::error" in output) == (0, False)
    assert "Conforms: no results" in output


def test_the_action_takes_paths_options_and_a_file_for_sarif(repository: Path) -> None:
    """Spaces and signs of the shell stay what they are."""
    odd = repository / "more data $(touch x); 'y"
    odd.mkdir()
    (repository / "data" / "catalogue.trig").rename(odd / "-c.trig")
    mend(repository)
    inputs = {
        "paths": f"data\n{odd.name}\n",
        "options": "--fail-on=info\n--context=data",
        "sarif": "report.sarif",
    }
    code, output = run_workflow(repository, inputs)
    assert (code, (repository / "x").exists()) == (0, False), output
    assert '"version": "2.1.0"' in (repository / "report.sarif").read_text(encoding="utf-8")
    (odd / "broken.ttl").write_text("wrong", encoding="utf-8")
    code, output = run_workflow(repository, inputs)
    assert code == 2
    assert "broken.ttl" in (repository / "report.sarif").read_text(encoding="utf-8")
    assert "::error file=" in output


def test_the_action_installs_itself() -> None:
    """The version that was asked for, not the newest one."""
    steps = read_yaml(ROOT / "action.yml")["runs"]["steps"]
    installs = [step["run"] for step in steps if INSTALLS.match(step.get("run", ""))]
    assert [script.split()[-1] for script in installs] == ['"$GITHUB_ACTION_PATH"']


def run_hook(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str] | None:
    """Run our hook as pre-commit does: on the staged files that it names, if there are any."""
    [used] = read_yaml(folder / ".pre-commit-config.yaml")["repos"]
    assert used["repo"].endswith(f"/{REPOSITORY}")
    [hook] = [
        hook
        for hook in read_yaml(ROOT / ".pre-commit-hooks.yaml")
        if hook["id"] in {asked["id"] for asked in used["hooks"]}
    ]
    assert hook["language"] == "python"
    staged = git(folder, "diff", "--cached", "--name-only", "--diff-filter=ACMR").splitlines()
    names = [name for name in staged if re.search(hook["files"], name)]
    program, *words = hook["entry"].split()
    assert program == "kg"
    return run_kg(*words, *arguments, *names, folder=folder) if names else None


def test_the_hook_refuses_the_mistake_and_lets_the_mended_file_pass(repository: Path) -> None:
    """With the names of the staged files alone; the rest of the data is context."""
    assert run_hook(repository) is None
    newsletter = repository / "data" / "newsletter.trig"
    newsletter.write_text(f"{newsletter.read_text('utf-8')}# changed\n", encoding="utf-8")
    git(repository, "add", ".")
    done = run_hook(repository)
    assert done is not None
    assert (done.returncode, "has no language" in done.stdout) == (1, True)
    mend(repository)
    catalogue = repository / "data" / "catalogue.trig"
    catalogue.write_text(f"{catalogue.read_text('utf-8')}# changed\n", encoding="utf-8")
    git(repository, "add", "data/catalogue.trig")
    for _ in range(2):
        done = run_hook(repository)
        assert done is not None
        assert done.returncode == 0, done.stdout
        git(repository, "commit", "--quiet", "--all", "--message", "data: mend")
        catalogue.write_text(f"{catalogue.read_text('utf-8')}# again\n", encoding="utf-8")
        git(repository, "add", ".")


def test_the_hook_needs_no_kg_toml(repository: Path) -> None:
    """When it is told with `args` what the rest of the data is."""
    mend(repository)
    (repository / "kg.toml").unlink()
    git(repository, "rm", "--quiet", "--cached", "-r", "data")
    git(repository, "commit", "--quiet", "--message", "data: none")
    git(repository, "add", "data/catalogue.trig")
    alone, together = run_hook(repository), run_hook(repository, "--context", "data")
    assert alone is not None
    assert together is not None
    assert (alone.returncode, together.returncode) == (1, 0)


def test_the_hook_asks_for_all_files_that_are_found() -> None:
    """By the endings under which `kg validate` finds files in a folder."""
    [hook] = read_yaml(ROOT / ".pre-commit-hooks.yaml")
    endings = re.search(r"\((.*)\)", hook["files"])
    assert endings
    assert set(endings[1].split("|")) == FORMATS.keys() - {"json", "xml"}


def test_our_own_data_is_validated_this_way() -> None:
    """By what continuous integration runs, and without a warning."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = makefile.partition("\ntest: ")[2].partition("\n\n")[0]
    assert "kg validate data/ --fail-on warning\n" in recipe
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_snippet_for_gitlab_is_red_and_green(repository: Path) -> None:
    """With a report that the merge request shows."""
    job = read_yaml(repository / ".gitlab-ci.yml")["validate"]
    install, *commands = job["script"]
    assert INSTALLS.fullmatch(install)
    report = repository / job["artifacts"]["reports"]["junit"]
    done = shell(repository, "\n".join(commands))
    assert (done.returncode, 'failures="1"' in report.read_text(encoding="utf-8")) == (1, True)
    assert "Does not conform: 1 violation" in done.stderr
    mend(repository)
    done = shell(repository, "\n".join(commands))
    assert (done.returncode, 'failures="0"' in report.read_text(encoding="utf-8")) == (0, True)
