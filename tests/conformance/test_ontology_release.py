"""Terms outlive releases: each release keeps a list of its terms, and none is ever taken away."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.resources import ontology_files
from kg.vocabulary import BASE_IRI
from tests.conformance.ontology_graphs import own_terms, triples
from tools.compare_releases import TermChanges, Version, main, term_lists, terms_of, version_of

OWL = "http://www.w3.org/2002/07/owl#"
LISTS = term_lists()


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
    assert LISTS[max(LISTS)].name == f"terms-{core}.txt"


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
    newest = LISTS[max(LISTS)]
    assert TermChanges.between(terms_of(newest), current_terms()) == TermChanges(
        frozenset(), frozenset()
    )


def test_no_released_term_is_gone() -> None:
    """Terms are deprecated and keep their place; none of any release is missing."""
    released = frozenset().union(*(terms_of(path) for path in LISTS.values()))
    assert TermChanges.between(released, current_terms()).removed == frozenset()


def test_each_release_is_numbered_for_what_it_changed() -> None:
    """From list to list the version rises at least as semantic versioning asks."""
    assert LISTS
    for old, new in pairwise(LISTS):
        changes = TermChanges.between(terms_of(LISTS[old]), terms_of(LISTS[new]))
        assert new >= changes.least_version_after(old)


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


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    """Three releases; the last list sorts before the second by name."""
    for version, terms in {
        "1.0.0": "ns#a class\nns#b object property",
        "2.0.0": "# comment\nns#a class\nns#b datatype property",
        "10.0.0": "code/c code\nns#a class",
    }.items():
        (tmp_path / f"terms-{version}.txt").write_text(terms + "\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            ["1.0.0", "2.0.0"],
            "2.0.0 since 1.0.0: added 1, removed 1\n"
            "+ ns#b datatype property\n- ns#b object property\n",
        ),
        (
            [],
            "10.0.0 since 2.0.0: added 1, removed 1\n+ code/c code\n- ns#b datatype property\n",
        ),
        (["10.0.0"], "10.0.0 since 10.0.0: added 0, removed 0\n"),
    ],
)
def test_the_changes_between_releases_are_printed(
    arguments: list[str], expected: str, releases: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line for each term, by the versions given or the newest two."""
    assert main(arguments, releases) == 0
    assert capsys.readouterr().out == expected


def test_the_changes_of_the_packaged_releases_are_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The newest release is compared with the one before it, the first with nothing."""
    assert main([]) == 0
    newest = max(LISTS)
    assert capsys.readouterr().out.startswith(".".join(map(str, newest)) + " ")


def test_an_unknown_release_is_named(releases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a sentence and code 2."""
    assert main(["3.0.0"], releases) == 2
    assert capsys.readouterr().err == "There is no term list of release 3.0.0.\n"


def test_term_iris_follow_the_pattern() -> None:
    """A term is `ns#name`, a code `code/name-with-hyphens`."""
    for term in own_terms():
        assert re.fullmatch(r"ns#[A-Za-z0-9]+|code/[a-z0-9]+(-[a-z0-9]+)*", term[len(BASE_IRI) :])
