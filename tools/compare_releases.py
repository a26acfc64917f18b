"""Prints what happened to the terms of the ontology; run `python tools/compare_releases.py`.

With the versions of two releases it compares those, with one that and the newest, and with none
the newest two. Each added term is a line with +, each removed one a line with -; a term of
another kind is both.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ONTOLOGY = Path(__file__).parents[1] / "ontology"

Version = tuple[int, int, int]


@dataclass(frozen=True)
class TermChanges:
    """What happened to the terms between two releases; a term of another kind is another term."""

    added: frozenset[str]
    removed: frozenset[str]

    @classmethod
    def between(cls, old: frozenset[str], new: frozenset[str]) -> TermChanges:
        """Compare two lists of terms."""
        return cls(added=new - old, removed=old - new)

    def least_version_after(self, version: Version) -> Version:
        """Say which version semantic versioning asks for, at the least."""
        major, minor, patch = version
        if self.removed:
            return (major + 1, 0, 0)
        return (major, minor + 1, 0) if self.added else (major, minor, patch + 1)

    def lines(self) -> Iterator[str]:
        """Write the changes in the order of the terms."""
        signed = [(term, "+") for term in self.added] + [(term, "-") for term in self.removed]
        for term, sign in sorted(signed, key=lambda item: (item[0], item[1] == "+")):
            yield f"{sign} {term}"


def term_lists(folder: Path = ONTOLOGY) -> dict[Version, Path]:
    """Find the term lists of all releases, oldest first."""
    return dict(sorted((version_of(path), path) for path in folder.glob("terms-*.txt")))


def version_of(path: Path) -> Version:
    """Read the version in the name of a term list."""
    return read_version(path.stem.removeprefix("terms-"))


def read_version(text: str) -> Version:
    """Read a version such as 1.0.0."""
    major, minor, patch = text.split(".")
    return int(major), int(minor), int(patch)


def terms_of(path: Path) -> frozenset[str]:
    """Read a term list: an IRI and a kind a line, comments aside."""
    lines = path.read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def report(lists: dict[Version, Path], old: Version | None, new: Version | None) -> str:
    """Write the changes from *old* to *new*; the newest two releases when they are not given.

    Raises:
        KeyError: there is no list of that release.
    """
    versions = list(lists)
    new = new or versions[-1]
    old = old or next((version for version in reversed(versions) if version < new), None)
    before = terms_of(lists[old]) if old else frozenset()
    changes = TermChanges.between(before, terms_of(lists[new]))
    since = f"since {_written(old)}" if old else "as the first release"
    counts = f"added {len(changes.added)}, removed {len(changes.removed)}"
    head = f"{_written(new)} {since}: {counts}"
    return "\n".join([head, *changes.lines()]) + "\n"


def _written(version: Version) -> str:
    return ".".join(map(str, version))


def main(arguments: list[str] | None = None, folder: Path = ONTOLOGY) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old", nargs="?", type=read_version, help="a release, such as 1.0.0")
    parser.add_argument("new", nargs="?", type=read_version, help="a later one")
    options = parser.parse_args(arguments)
    try:
        print(report(term_lists(folder), options.old, options.new), end="")
    except KeyError as error:
        print(f"There is no term list of release {_written(error.args[0])}.", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
