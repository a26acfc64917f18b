"""The reference graph of states: complete, unambiguous, sourced, and what its command writes."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.bounds import Bounds
from kg.edtf import parse_edtf
from kg.parsing import parse_path
from kg.resources import reference_files
from kg.vocabulary import PREFIXES

ROOT = Path(__file__).parents[2]
GRAPH = "https://w3id.org/geoactors/graph/reference/states"
UNITED_NATIONS = "agent:united-nations"
OFFICIAL_LANGUAGES = {"ar", "en", "es", "fr", "ru", "zh-hans"}  # as parsers fold them
WITHOUT_KNOWN_END = {"IDN", "SYR"}
BOUNDS = {
    "ga:startEarliest": "start_earliest",
    "ga:startLatest": "start_latest",
    "ga:endEarliest": "end_earliest",
    "ga:endLatest": "end_latest",
}

Thing = dict[str, list[str]]


def compact(term: object) -> str:
    """Shorten an IRI by its prefix; the value of a literal stays as it is."""
    value = str(getattr(term, "value", term))
    for prefix in sorted(PREFIXES, key=lambda name: len(PREFIXES[name]), reverse=True):
        if isinstance(term, ox.NamedNode) and value.startswith(PREFIXES[prefix]):
            return f"{prefix}:{value.removeprefix(PREFIXES[prefix])}"
    return value


@pytest.fixture(scope="module")
def path() -> Path:
    """The packaged file."""
    (found,) = reference_files()
    return found


@pytest.fixture(scope="module")
def quads(path: Path) -> tuple[ox.Quad, ...]:
    """All that the file says."""
    return parse_path(path).quads


@pytest.fixture(scope="module")
def things(quads: tuple[ox.Quad, ...]) -> dict[str, Thing]:
    """Subjects with their properties and values, all in compact form."""
    found: dict[str, Thing] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        found[compact(quad.subject)][compact(quad.predicate)].append(compact(quad.object))
    return found


@pytest.fixture(scope="module")
def entries(things: dict[str, Thing]) -> dict[str, Thing]:
    """The entries of ISO 3166-1."""
    return {name: thing for name, thing in things.items() if "ga:isoAlpha3" in thing}


@pytest.fixture(scope="module")
def memberships(things: dict[str, Thing]) -> dict[str, Thing]:
    """The memberships by the alpha-3 code of the member."""
    return {
        things[thing["org:member"][0]]["ga:isoAlpha3"][0]: thing
        for thing in things.values()
        if "org:member" in thing
    }


def test_the_file_is_one_named_graph_without_blank_nodes(quads: tuple[ox.Quad, ...]) -> None:
    """A source graph is replaced as a whole, and its things can be pointed to."""
    assert {str(getattr(quad.graph_name, "value", "")) for quad in quads} == {GRAPH}
    assert not any(isinstance(t, ox.BlankNode) for q in quads for t in (q.subject, q.object))


def test_every_entry_of_iso_3166_is_there_in_one_class(entries: dict[str, Thing]) -> None:
    """Members and observers of the United Nations are states, the rest polities and places."""
    classes = Counter(name for thing in entries.values() for name in thing["rdf:type"])
    assert classes == {"ga:State": 195, "ga:Polity": 44, "ga:Place": 10}
    assert len(entries) == 249


@pytest.mark.parametrize(
    ("code", "name", "kind"),
    [
        ("CHN", "agent:china", "ga:State"),
        ("RUS", "agent:russia", "ga:State"),
        ("UKR", "agent:ukraine", "ga:State"),
        ("USA", "agent:united-states", "ga:State"),
        ("PSE", "agent:palestine", "ga:State"),
        ("VAT", "agent:vatican-city", "ga:State"),
        ("TWN", "agent:taiwan", "ga:Polity"),
        ("HKG", "agent:hong-kong", "ga:Polity"),
        ("CIV", "agent:cote-d-ivoire", "ga:State"),
        ("ATA", "place:antarctica", "ga:Place"),
    ],
)
def test_iris_that_others_use_stay(
    entries: dict[str, Thing], code: str, name: str, kind: str
) -> None:
    """Other graphs refer to these: an IRI once given does not change."""
    assert entries[name]["ga:isoAlpha3"] == [code]
    assert entries[name]["rdf:type"] == [kind]


@pytest.mark.parametrize(
    ("property_name", "form"),
    [("ga:isoAlpha2", "[A-Z]{2}"), ("ga:isoAlpha3", "[A-Z]{3}"), ("ga:isoNumeric", "[0-9]{3}")],
)
def test_every_entry_has_a_code_of_its_own(
    entries: dict[str, Thing], property_name: str, form: str
) -> None:
    """A code leads to one thing."""
    codes = [code for thing in entries.values() for code in thing[property_name]]
    assert len(codes) == len(set(codes)) == len(entries)
    assert all(re.fullmatch(form, code) for code in codes)


def test_the_key_of_an_iri_is_the_alpha_3_code(entries: dict[str, Thing]) -> None:
    """The command finds the IRIs it gave before by this code."""
    for name, thing in entries.items():
        assert thing["dcterms:identifier"] == thing["ga:isoAlpha3"], name
        kind = "place" if thing["rdf:type"] == ["ga:Place"] else "agent"
        assert re.fullmatch(rf"{kind}:[a-z0-9]+(-[a-z0-9]+)*", name)


def test_everything_is_named_once_in_each_official_language(
    quads: tuple[ox.Quad, ...], entries: dict[str, Thing]
) -> None:
    """The six official languages of the United Nations at least, one preferred name in each."""
    languages: dict[str, list[str]] = defaultdict(list)
    for quad in quads:
        if compact(quad.predicate) == "skos:prefLabel" and isinstance(quad.object, ox.Literal):
            assert quad.object.value.strip()
            languages[compact(quad.subject)].append(str(quad.object.language))
    assert languages.keys() == entries.keys() | {UNITED_NATIONS}
    for name, found in languages.items():
        assert set(found) >= OFFICIAL_LANGUAGES, name
        assert len(found) == len(set(found)), name


def test_english_preferred_names_are_unambiguous(quads: tuple[ox.Quad, ...]) -> None:
    """Nobody can tell two states apart that a list shows by the same name."""
    names = [
        quad.object.value
        for quad in quads
        if compact(quad.predicate) == "skos:prefLabel"
        and isinstance(quad.object, ox.Literal)
        and quad.object.language == "en"
    ]
    assert len(names) == len(set(names)) == 250


def test_language_tags_are_written_as_bcp_47_does(path: Path) -> None:
    """Parsers fold the case of a tag, readers of the file see it."""
    text = path.read_text(encoding="utf-8")
    assert '"中国"@zh-Hans' in text
    assert "@zh-hans" not in text


def test_no_wikidata_item_stands_for_two_entries(entries: dict[str, Thing]) -> None:
    """A link that is not there is a gap, one that is there twice an error."""
    links = {name: thing.get("schema:sameAs", []) for name, thing in entries.items()}
    assert {name for name, found in links.items() if not found} == {"agent:namibia"}
    items = [item for found in links.values() for item in found]
    assert len(items) == len(set(items)) == 248
    assert links["agent:russia"] == ["http://www.wikidata.org/entity/Q159"]


def test_all_193_members_and_nobody_else_are_members(
    memberships: dict[str, Thing], things: dict[str, Thing]
) -> None:
    """No source calls the two observers so: they have no membership."""
    assert len(memberships) == 193
    assert not memberships.keys() & {"PSE", "VAT", "TWN", "HKG", "ESH", "XKX"}
    for thing in memberships.values():
        assert thing["rdf:type"] == ["ga:Membership"]
        assert thing["org:organization"] == [UNITED_NATIONS]
        assert thing["ga:membershipType"] == ["gc:full-member"]
        assert things[thing["org:member"][0]]["rdf:type"] == ["ga:State"]
    assert things[UNITED_NATIONS]["rdf:type"] == ["ga:InternationalOrganisation"]


@pytest.mark.parametrize(
    ("code", "year"),
    [
        ("FRA", 1945),
        ("RUS", 1945),
        ("CHN", 1945),
        ("DEU", 1973),
        ("CZE", 1993),
        ("SRB", 2000),
        ("CHE", 2002),
        ("MNE", 2006),
        ("SSD", 2011),
    ],
)
def test_years_of_admission_are_those_of_the_source(
    memberships: dict[str, Thing], code: str, year: int
) -> None:
    """A successor has the year of the membership it continues, a new member its own."""
    assert memberships[code]["ga:edtf"] == [f"{year}/"]


def test_years_of_admission_lie_between_the_charter_and_south_sudan(
    memberships: dict[str, Thing],
) -> None:
    """51 states founded the organisation; two of them, Czechoslovakia and Yugoslavia, are gone."""
    years = Counter(int(thing["ga:edtf"][0].removesuffix("/")) for thing in memberships.values())
    assert min(years) == 1945
    assert max(years) == 2011
    assert years[1945] == 49


def _known(bounds: Bounds) -> Iterator[tuple[str, str]]:
    for property_name, side in BOUNDS.items():
        if (day := getattr(bounds, side)) is not None:
            yield property_name, str(day)


def test_bounds_are_those_of_the_date_and_of_the_list(
    memberships: dict[str, Thing], things: dict[str, Thing]
) -> None:
    """A list of present members says that each of them stayed until it was published."""
    (released,) = things["doc:country-converter-1-3-2"]["ga:edtf"]
    for code, thing in memberships.items():
        expected = dict(_known(parse_edtf(thing["ga:edtf"][0])))
        if code not in WITHOUT_KNOWN_END:
            expected["ga:endEarliest"] = released
        assert {name: thing[name][0] for name in BOUNDS if name in thing} == expected, code


def test_every_membership_points_to_the_cell_it_rests_on(
    memberships: dict[str, Thing], things: dict[str, Thing]
) -> None:
    """Document, row and text of the cell: enough to look it up."""
    for code, thing in memberships.items():
        (name,) = thing["ga:evidence"]
        evidence = things[name]
        assert name.startswith(f"{evidence['ga:inDocument'][0]}#")
        assert evidence["ga:locator"] == [f"row ISO3={code}, column UNmember"]
        assert evidence["ga:quote"] == [thing["ga:edtf"][0].removesuffix("/")]


def test_every_source_is_credited(things: dict[str, Thing]) -> None:
    """Title, credit line and licence of each document that the graph was made from."""
    documents = {name: t for name, t in things.items() if t["rdf:type"] == ["ga:Document"]}
    assert len(documents) == 4
    for name, document in documents.items():
        assert document["dcterms:identifier"] == [name.removeprefix("doc:")]
        assert document["dcterms:title"], name
        assert document["dcterms:bibliographicCitation"], name
        assert document["dcterms:license"][0].startswith("http://spdx.org/licenses/"), name


def _sources_differ(text: str) -> str:
    """Say which installed package is not the version that the file names."""
    for package, label in (
        ("pycountry", "pycountry"),
        ("babel", "Babel"),
        ("country_converter", "country_converter"),
    ):
        try:
            installed = version(package)
        except PackageNotFoundError:
            return f"{package} is not installed"
        if not re.search(rf"{label}\s{re.escape(installed)}\b", text):
            return f"{package} {installed} is not the version the file was made from"
    return ""


def test_the_command_writes_the_file_as_it_is(path: Path) -> None:
    """From the same versions of its sources, to the byte."""
    if reason := _sources_differ(path.read_text(encoding="utf-8").partition("@prefix")[0]):
        pytest.skip(reason)
    command = [sys.executable, "tools/generate_states.py", "--check", "--output", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
