"""`kg init`: a repository of data that is validated on every change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from kg import __version__
from kg.cli.documents import GivenPath
from kg.errors import ConflictError, NotFoundError

# Before the first release: put the owner of the repository in place of geoactors.example. No
# owner's name has a dot, so this one can belong to nobody.
REPOSITORY = "geoactors.example/geoactors"

_STARTER = Path(__file__).parent / "starter"
_DOT = "dot_"
_IGNORED = {".git"}
_EXAMPLES = """\b
Examples:
  kg init my-data
  cd my-data && kg validate
"""


@click.command("init", epilog=_EXAMPLES)
@click.argument("folder", metavar="DIR", type=GivenPath(path_type=Path))
def init_command(folder: Path) -> None:
    """Write a repository of data to DIR, with checks for GitHub, GitLab and pre-commit.

    DIR is made, or is empty but for .git. The data has one mistake to mend:
    `kg validate` in DIR says which.
    """
    _require_empty(folder)
    for path, text in starter_files():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        click.echo(str(target))
    click.echo(
        f"Written. Now run `kg validate` in {folder}: one mistake waits to be mended.", err=True
    )


def starter_files() -> Iterator[tuple[Path, str]]:
    """The files of a new repository, in name order: paths within it, and texts."""
    for source in sorted(path for path in _STARTER.rglob("*") if path.is_file()):
        parts = source.relative_to(_STARTER).parts
        text = source.read_text(encoding="utf-8")
        text = text.replace("__REPOSITORY__", REPOSITORY).replace("__VERSION__", __version__)
        yield Path(*map(_dotted, parts)), text


def _dotted(name: str) -> str:
    """Give a name its dot: files that begin with one are easily lost on the way into a package."""
    return f".{name.removeprefix(_DOT)}" if name.startswith(_DOT) else name


def _require_empty(folder: Path) -> None:
    try:
        held = [path.name for path in folder.iterdir() if path.name not in _IGNORED]
    except FileNotFoundError:
        return
    except OSError as error:
        raise NotFoundError(f"{folder}: {error.strerror or error}.") from error
    if held:
        raise ConflictError(
            f"{folder}: the folder is not empty; it holds {sorted(held)[0]}.",
            hint="Name a new folder: nothing is written over.",
        )
