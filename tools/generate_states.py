"""Writes data/states.trig, the reference graph of states; run `python tools/generate_states.py`.

`--output FILE` writes elsewhere; `--check` only says whether the file is up to date (exit 1: no).
IRIs that the file has are kept by alpha-3 code, and only new entries get new ones.

Codes and English names come from ISO 3166-1 in pycountry, names in eight languages from CLDR in
Babel, years of admission to the United Nations from country_converter, identifiers of Wikidata
from wikidata_ids.tsv (taken from data/country-codes.csv of github.com/datasets/country-codes,
PDDL, at the commit below; it has none for Namibia). states_decisions.tsv has what no source says.

An entry is a state when it is a member or an observer of the United Nations, a place when it has
no population or no one government of its own, and else a polity. This takes no position on
anybody's status: the list is that of ISO 3166-1, hence without Kosovo, and the names are its
names and those of CLDR, unchanged.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import distribution, version
from pathlib import Path
from string import Template

import pycountry
import pyoxigraph as ox
from babel import Locale
from babel.core import get_cldr_version

TOOLS = Path(__file__).parent
OUTPUT = TOOLS.parent / "data" / "states.trig"
WIKIDATA_COMMIT = "caa72d1e0e5af8876c170bb36a9e4d64a01bba88"

# The six official languages of the United Nations, German and Ukrainian: BCP 47 tag → locale.
_TAGS = ("ar", "de", "en", "es", "fr", "ru", "uk", "zh-Hans")
LANGUAGES = {tag: Locale.parse(tag, sep="-") for tag in _TAGS}

# Release of country_converter → day of its publication. Its list is one of present members, so
# that each of them had not left by then; for another release, look the day up first.
RELEASES = {"1.3.2": "2025-10-22"}

_ID = "https://w3id.org/geoactors/id/"
_IDENTIFIER = ox.NamedNode("http://purl.org/dc/terms/identifier")


def read_column(path: Path, key: str, value: str, **where: str) -> dict[str, str]:
    """Read one column of a TSV file by another, of the rows where the columns named are equal."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {
            row[key]: row[value]
            for row in csv.DictReader(lines, delimiter="\t")
            if where.items() <= row.items()
        }


def _decisions(decision: str) -> dict[str, str]:
    return read_column(TOOLS / "states_decisions.tsv", "alpha3", "value", decision=decision)


# Observers get the class alone: no source names them, so there is no membership of theirs.
OBSERVERS = _decisions("observer")
PLACE_TYPES = _decisions("place")
SLUGS = _decisions("slug")
# The source has the year of first admission alone: nothing is said of the end of these.
INTERRUPTED = _decisions("interrupted")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of ISO 3166-1 and what the sources say of it; empty where they say nothing."""

    alpha2: str
    alpha3: str
    numeric: str
    names: Mapping[str, str]
    other_names: Collection[str]
    admitted: str
    wikidata: str

    @property
    def kind(self) -> str:
        """The local name of its class."""
        if self.admitted or self.alpha3 in OBSERVERS:
            return "State"
        return "Place" if self.alpha3 in PLACE_TYPES else "Polity"


def read_entries() -> list[Entry]:
    """Read all entries from the installed packages, in the order of their alpha-3 codes."""
    package = distribution("country_converter")
    members = Path(str(package.locate_file("country_converter/country_data.tsv")))
    admitted = read_column(members, "ISO3", "UNmember")
    wikidata = read_column(TOOLS / "wikidata_ids.tsv", "alpha3", "wikidata")
    countries = sorted(pycountry.countries, key=lambda country: str(country.alpha_3))
    return [
        _entry(country, admitted[country.alpha_3], wikidata.get(country.alpha_3, ""))
        for country in countries
    ]


def _entry(country: pycountry.db.Country, admitted: str, wikidata: str) -> Entry:
    names = {tag: locale.territories[country.alpha_2] for tag, locale in LANGUAGES.items()}
    english = {getattr(country, f"{kind}name", "") for kind in ("", "common_", "official_")}
    others = sorted(english - {"", names["en"]})
    codes = (country.alpha_2, country.alpha_3, country.numeric)
    return Entry(*codes, names, others, admitted, wikidata)


def slug_of(entry: Entry) -> str:
    """Derive the slug of an entry that has no IRI yet from its English name."""
    if entry.alpha3 in SLUGS:
        return SLUGS[entry.alpha3]
    name = re.sub(r"\(.*?\)|\bSAR China\b", "", entry.names["en"])
    name = name.replace("St. ", "Saint ").replace("&", "and").replace(".", "")
    letters = (c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", "".join(letters).lower()).strip("-")


def mint(entries: Iterable[Entry], minted: Mapping[str, str]) -> dict[str, str]:
    """Give every entry an IRI by its alpha-3 code; those in *minted* stay what they are.

    Raises:
        ValueError: a minted IRI belongs to no entry, and none may vanish.
    """
    entries = list(entries)
    if gone := sorted(minted.keys() - {entry.alpha3 for entry in entries}):
        raise ValueError(f"no longer in ISO 3166-1, deprecate by hand: {', '.join(gone)}")
    iris = dict(minted)
    for entry in entries:
        if entry.alpha3 not in iris:
            stem = f"{_ID}{'place' if entry.kind == 'Place' else 'agent'}/{slug_of(entry)}"
            iri, number = stem, 2
            while iri in iris.values():
                iri, number = f"{stem}-{number}", number + 1
            iris[entry.alpha3] = iri
    return iris


def read_minted(path: Path) -> dict[str, str]:
    """Read the IRIs of an earlier output by alpha-3 code; none when there is no such file."""
    if not path.exists():
        return {}
    return {
        quad.object.value: quad.subject.value
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TRIG)
        if quad.predicate == _IDENTIFIER and f"{_ID}doc/" not in str(quad.subject)
    }


def _literal(value: str, tag: str = "") -> str:
    # The tag is added here: pyoxigraph would write zh-hans, and BCP 47 writes zh-Hans.
    return f"{ox.Literal(value)}{f'@{tag}' if tag else ''}"


def _names(names: Mapping[str, str]) -> str:
    return ",\n      ".join(_literal(name, tag) for tag, name in sorted(names.items()))


def _block(subject: str, **properties: str) -> str:
    """Write one thing: `_` stands for `:` in the names of properties, empty ones are left out."""
    lines = [f"{name.replace('_', ':')} {value}" for name, value in properties.items() if value]
    body = " ;\n    ".join(lines)
    return f"  {subject} {body} .\n"


def _thing(entry: Entry, name: str) -> str:
    return _block(
        name,
        a=f"ga:{entry.kind}",
        ga_placeType=f"gc:{PLACE_TYPES[entry.alpha3]}" if entry.kind == "Place" else "",
        dcterms_identifier=_literal(entry.alpha3),
        ga_isoAlpha2=_literal(entry.alpha2),
        ga_isoAlpha3=_literal(entry.alpha3),
        ga_isoNumeric=_literal(entry.numeric),
        skos_prefLabel=_names(entry.names),
        skos_altLabel=", ".join(_literal(other, "en") for other in entry.other_names),
        schema_sameAs=entry.wikidata and f"wd:{entry.wikidata}",
    )


def _membership(entry: Entry, state: str, document: str, released: str) -> str:
    cell = f"cell:unmember-{entry.alpha3.lower()}"
    membership = _block(
        f"membership:un-{state.partition(':')[2]}",
        a="ga:Membership",
        org_member=state,
        org_organization="agent:united-nations",
        ga_membershipType="gc:full-member",
        ga_edtf=f'"{entry.admitted}/"^^edtf:EDTF',
        ga_startEarliest=f'"{entry.admitted}-01-01"^^xsd:date',
        ga_startLatest=f'"{entry.admitted}-12-31"^^xsd:date',
        ga_endEarliest="" if entry.alpha3 in INTERRUPTED else f'"{released}"^^xsd:date',
        ga_evidence=cell,
    )
    return membership + _block(
        cell,
        a="ga:Evidence",
        ga_inDocument=document,
        ga_locator=_literal(f"row ISO3={entry.alpha3}, column UNmember"),
        ga_quote=_literal(entry.admitted, "zxx"),  # a cell: no linguistic content
    )


def generate(entries: Collection[Entry], minted: Mapping[str, str]) -> str:
    """Write the graph as TriG; equal sources give equal bytes."""
    iris = mint(entries, minted)
    names = {alpha3: iri.removeprefix(_ID).replace("/", ":", 1) for alpha3, iri in iris.items()}
    versions = {name: version(name) for name in ("babel", "country_converter", "pycountry")}
    versions["cldr"] = get_cldr_version()
    keys = {f"{name}_key": number.replace(".", "-") for name, number in versions.items()}
    released = RELEASES[versions["country_converter"]]
    source = f"doc:country-converter-{keys['country_converter_key']}"
    return Template((TOOLS / "states.trig.in").read_text(encoding="utf-8")).substitute(
        versions,
        **keys,
        commit=WIKIDATA_COMMIT,
        commit_key=WIKIDATA_COMMIT[:7],
        released=released,
        organisation=_names({t: locale.territories["UN"] for t, locale in LANGUAGES.items()}),
        entries="\n".join(_thing(entry, names[entry.alpha3]) for entry in entries),
        memberships="\n".join(
            _membership(entry, names[entry.alpha3], source, released)
            for entry in entries
            if entry.admitted
        ),
    )


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(description="Write the reference graph of states.")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="the file to write")
    parser.add_argument("--check", action="store_true", help="only say whether it is up to date")
    options = parser.parse_args(arguments)
    text = generate(read_entries(), read_minted(options.output))
    if options.check:
        same = options.output.exists() and options.output.read_bytes() == text.encode()
        print(f"{options.output} is {'up to date' if same else 'not up to date'}")
        return 0 if same else 1
    options.output.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
