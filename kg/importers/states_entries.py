"""Entries of ISO 3166: current ones confirm or name the packaged states, withdrawn ones end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from rdflib import DCTERMS, RDFS

from kg.bounds import Bounds
from kg.errors import DateError
from kg.importers.facts import EVIDENCE, SAME_AS, Facts, Node, term
from kg.importers.known import WIKIDATA
from kg.importers.names import clean
from kg.importers.rows import IMPORTED, MERGED, Fate, Row, RowError
from kg.importers.slugs import last_step
from kg.vocabulary import GA

Value = Mapping[str, Any]

_NAMES = {
    **{f"official_name_{tag}": tag for tag in ("ar", "en", "es", "fr", "ru")},
    "official_name_cn": "zh-Hans",
    **{
        f"UNTERM {language} {form}": tag
        for language, tag in (
            *(("Arabic", "ar"), ("Chinese", "zh-Hans"), ("English", "en")),
            *(("French", "fr"), ("Russian", "ru"), ("Spanish", "es")),
        )
        for form in ("Short", "Formal")
    },
    "CLDR display name": "en",
    **dict.fromkeys(("name", "official_name", "common_name", "name_short", "name_official"), "en"),
}
"""The language of each column or member that holds a name."""
_CODES = (
    *("FIFA", "FIPS", "GAUL", "IOC", "ITU", "MARC", "WMO", "DS", "EDGAR", "TLD", "Geoname ID"),
    *("UNcode", "FAOcode", "GBDcode", "DACcode", "ccTLD", "GWcode", "GEOnumeric"),
)
"""Columns with codes of other schemes."""
_ARTICLE = re.compile(
    r"^(?:(?:the|el|la|los|las|le|les) |l['’])"
    r"|\s*\((?:the|el|la|los|las|le|les|l['’])\)(?:\s*\[\w+\.\])?(?=[\s*]*$)|\s*\*+$"
)
"""Articles and marks of footnotes, which UNTERM writes with a name."""
_BELONGS = re.compile(r"(?:Territor(?:y|ies)|Part|Commonwealth|Crown dependency) of ([A-Z]{2})")
_QID = re.compile(r"(Q[1-9]\d{0,14})$")


class Entries:
    """Rows about one entry of ISO 3166-1 each, found by its alpha-3 code."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def take(self, row: Row[Any], document: Node, name: str, columns: tuple[str, str, str]) -> Fate:
        """Add what a row says of an entry and the packaged states do not.

        *name* is that of the list; *columns* are those of the alpha-3, alpha-2 and numeric code.
        """
        value: Value = row.value
        entry = self.entry(value, *columns)
        if not self.add(entry, value):
            return MERGED
        code = value[columns[0]]
        evidence = self._facts.evidence(
            row, f"{name}-{code}", document=document, locator=f"{columns[0]} {code}"
        )
        self._facts.add(entry, EVIDENCE, evidence)
        return IMPORTED

    def entry(self, value: Value, alpha_3: str, alpha_2: str, numeric: str) -> Node:
        """The packaged entry of a code; one of the list's own where none has it.

        Raises:
            RowError: there is no alpha-3 code, or another code is that of another entry.
        """
        facts, code = self._facts, _text(value, alpha_3)
        if not (len(code) == 3 and code.isascii() and code.isalnum() and code.isupper()):
            raise RowError(f"{alpha_3} is no alpha-3 code: {code[:40]!r}")
        known = facts.states.by_code.get(code)
        for column, other in (
            (alpha_2, _text(value, alpha_2)),
            (numeric, _text(value, numeric).zfill(3)),
        ):
            found = facts.states.by_code.get(other)
            if found is not None and found != known:
                raise RowError(f"{column} is the code of another entry: {other!r} for {code}")
        if known is not None:
            return known
        return facts.type(facts.mint("agent", f"states:{code}"), GA.Polity)

    def add(self, entry: Node, value: Value) -> bool:
        """Add names, codes, links, the capital and whose the territory is; tell whether any was
        new."""
        facts, new = self._facts, False
        own = entry not in facts.states.labels
        for text, language in _names(value):
            if entry not in facts.states.by_exact_name.get(text, ()):
                facts.name(entry, text, language, alias=not own)
                new = True
        for column in _CODES:
            if code := _text(value, column):
                facts.text(entry, DCTERMS.identifier, f"{column}:{code}")
                new = True
        if (qid := _QID.search(_text(value, "wikidata_id"))) and self._links(entry, qid[1]):
            new = True
        if "/id/agent/" in entry.value:
            new = self._government(entry, value) or new
        return new or own

    def _links(self, entry: Node, qid: str) -> bool:
        """Link an entry to its item of Wikidata, where that is not known."""
        known = self._facts.states.by_wikidata.get(qid)
        if known is not None and known != entry:
            raise RowError(f"wikidata_id is the item of another entry: {qid}")
        if known is None:
            self._facts.add(entry, SAME_AS, Node(WIKIDATA + qid))
        return known is None

    def _government(self, entry: Node, value: Value) -> bool:
        facts = self._facts
        capital, status = _text(value, "Capital"), _text(value, "is_independent")
        if capital:
            place = facts.mint("place", f"states:capital:{last_step(entry)}")
            facts.type(place, GA.Place)
            facts.code(place, GA.placeType, "capital")
            facts.name(place, capital)
            facts.add(place, term(GA.jurisdiction), entry)
        if status and status != "Yes":
            match = _BELONGS.fullmatch(status)
            owner = facts.states.by_code.get(match[1]) if match else None
            if owner is not None and owner != entry:
                facts.add(entry, term(GA.jurisdiction), owner)
            else:
                facts.text(entry, RDFS.comment, f"Independent: {status}", "en")
        return bool(capital or status not in ("", "Yes"))


class Withdrawn:
    """Entries of ISO 3166-3, each a polity that had ended when its code was withdrawn."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._seen: dict[str, str] = {}

    def take(self, row: Row[Any], document: Node) -> Fate:
        """A polity, with the last day on which it can have ended."""
        facts, value = self._facts, row.value
        code, day = _text(value, "alpha_4"), _text(value, "withdrawal_date")
        if not (len(code) == 4 and code.isascii() and code.isalpha() and code.isupper()):
            raise RowError(f"alpha_4 is no code of ISO 3166-3: {code[:40]!r}")
        if (earlier := self._seen.get(code)) is not None:
            if earlier != day:
                raise RowError(f"two rows of one alpha_4 have different dates: {code}")
            return MERGED
        polity = facts.type(facts.mint("agent", f"states:iso-3166-3:{code}"), GA.Polity)
        evidence = facts.evidence(
            row, f"withdrawn-{code}", document=document, locator=f"alpha_4 {code}"
        )
        facts.add(polity, EVIDENCE, evidence)
        facts.name(polity, _text(value, "name"))
        for member in ("alpha_2", "alpha_3", "numeric"):
            if other := _text(value, member):
                facts.text(polity, DCTERMS.identifier, f"{member}:{other}")
        facts.text(polity, RDFS.comment, _text(value, "comment"), "en")
        if day:
            ended(facts, polity, day, "withdrawal_date")
        self._seen[code] = day
        return IMPORTED


def ended(facts: Facts, polity: Node, text: str, column: str) -> None:
    """Say that a polity had ended by a day, month or year, and in which words its source does.

    Raises:
        RowError: it is none.
    """
    try:
        bounds: Bounds = facts.interval("", f"[..{facts.date(text).edtf}]")
    except DateError as error:
        raise RowError(f"{column} is no date: {text[:40]!r}") from error
    facts.dates(polity, bounds)
    facts.text(polity, GA.timeExpression, f"{column} {text}", "en")


def _names(value: Value) -> Iterable[tuple[str, str]]:
    for column, language in _NAMES.items():
        if text := clean(_text(value, column)):
            yield _ARTICLE.sub("", text), language


def _text(value: Value, name: str) -> str:
    """A text of a row; empty when it has none.

    Raises:
        RowError: it holds something else.
    """
    text = value.get(name, "")
    if not isinstance(text, str):
        raise RowError(f"{name} is no text: {str(text)[:40]!r}")
    return text.strip()
