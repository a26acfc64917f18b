"""Terms outlive releases: each release keeps a list of its terms, and none is ever taken away."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.resources import ontology_files, resource_root
from kg.vocabulary import BASE_IRI
from tests.conformance.ontology_graphs import own_terms, triples

Version = tuple[int, int, int]
LISTS = sorted((resource_root() / "ontology").glob("terms-*.txt"))
OWL = "http://www.w3.org/2002/07/owl#"


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


def version_of(path: Path) -> Version:
    """Read the version in the name of a term list."""
    major, minor, patch = path.stem.removeprefix("terms-").split(".")
    return int(major), int(minor), int(patch)


def terms_of(path: Path) -> frozenset[str]:
    """Read a term list: an IRI and a kind a line, comments aside."""
    lines = path.read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def current_terms() -> frozenset[str]:
    """Write the present terms as a list writes them."""
    return frozenset(f"{term.removeprefix(BASE_IRI)} {kind}" for term, kind in own_terms().items())


def header(path: Path, name: str) -> str:
    """Read one value of the header of an ontology file."""
    (value,) = {
        t.object.value
        for t in triples([path])
        if t.predicate.value == OWL + name and isinstance(t.object, (ox.Literal, ox.NamedNode))
    }
    return value


def test_the_ontology_and_its_codes_are_released_together() -> None:
    """Both files carry one version, and the newest term list is of it."""
    core, codes = (header(path, "versionInfo") for path in ontology_files())
    assert core == codes
    assert max(LISTS, key=version_of).name == f"terms-{core}.txt"


@pytest.mark.parametrize("path", ontology_files(), ids=lambda path: path.name)
def test_the_version_is_told_once(path: Path) -> None:
    """Version, version IRI and citation agree, and the prior version is an earlier one."""
    version = header(path, "versionInfo")
    citation = next(t for t in triples([path]) if t.predicate.value.endswith("Citation")).object
    assert header(path, "versionIRI").endswith(f"/{version}")
    assert f"version {version}." in str(citation)
    prior = header(path, "priorVersion").rpartition("/")[2]
    assert version_of(Path(f"terms-{prior}.txt")) < version_of(Path(f"terms-{version}.txt"))


def test_the_newest_list_holds_the_present_terms() -> None:
    """A new term is a new release: raise the version and write its list."""
    newest = max(LISTS, key=version_of)
    assert TermChanges.between(terms_of(newest), current_terms()) == TermChanges(
        frozenset(), frozenset()
    )


def test_no_released_term_is_gone() -> None:
    """Terms are deprecated and keep their place; none of any release is missing."""
    released = frozenset().union(*(terms_of(path) for path in LISTS))
    assert TermChanges.between(released, current_terms()).removed == frozenset()


def test_each_release_is_numbered_for_what_it_changed() -> None:
    """From list to list the version rises at least as semantic versioning asks."""
    ordered = sorted(LISTS, key=version_of)
    assert ordered
    for old, new in pairwise(ordered):
        changes = TermChanges.between(terms_of(old), terms_of(new))
        assert version_of(new) >= changes.least_version_after(version_of(old))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"ns#a class"}, {"ns#a class"}, (1, 2, 4)),
        ({"ns#a class"}, {"ns#a class", "ns#b class"}, (1, 3, 0)),
        ({"ns#a class"}, {"ns#b class"}, (2, 0, 0)),
        ({"ns#a object property"}, {"ns#a datatype property"}, (2, 0, 0)),
    ],
)
def test_a_change_asks_for_its_version(old: set[str], new: set[str], expected: Version) -> None:
    """Removing or changing the kind of a term is major, adding one minor, the rest a patch."""
    changes = TermChanges.between(frozenset(old), frozenset(new))
    assert changes.least_version_after((1, 2, 3)) == expected


def test_term_iris_follow_the_pattern() -> None:
    """A term is `ns#name`, a code `code/name-with-hyphens`."""
    for term in own_terms():
        assert re.fullmatch(r"ns#[A-Za-z0-9]+|code/[a-z0-9]+(-[a-z0-9]+)*", term[len(BASE_IRI) :])
