"""What a mapping says of its source: title, licence, dates, and how the table is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import cast

from kg.dates import Order, parse_date, parse_day
from kg.errors import DateError, ParameterError
from kg.importers.csv_fields import codes_of
from kg.importers.csv_sections import Section, suggest
from kg.importers.release import SPDX, Terms
from kg.importers.slugs import slug
from kg.importers.tables import Dialect
from kg.terms import expand

_SPDX_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{0,60}", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)
SOURCE_KEYS = (
    *("title", "publisher", "licence", "homepage", "rights", "citation", "document_type"),
    *("key", "retrieved", "published", "date_order", "language"),
    *("delimiter", "encoding", "quoted", "ends_early"),
)


@dataclass(frozen=True, slots=True)
class TableSource:
    """A source and its table; *key* names the release and stands in the keys of its things.

    With *quoted* false, a quotation mark is a character like others; where a row *ends_early*, the
    cells that it lacks are empty.
    """

    terms: Terms
    key: str
    retrieved: str
    published: str
    citation: str
    order: Order | None
    delimiter: str
    encoding: str
    quoted: bool
    ends_early: bool
    language: str

    def dialect(self, file: str) -> Dialect:
        """How a file is written: with tabs where its name ends in .tsv or .tab."""
        tabs = PurePath(file).suffix.lower() in (".tsv", ".tab")
        return Dialect(
            delimiter=self.delimiter or ("\t" if tabs else ","),
            encoding=self.encoding,
            quoted=self.quoted,
            ends_early=self.ends_early,
        )


def read_source(mapping: Section) -> TableSource:
    """Read the table [source] of a mapping.

    Raises:
        ParameterError: something in it is missing or wrong.
    """
    found = mapping.take("source")
    if not isinstance(found, dict):
        raise mapping.wrong("source", "it is missing", "Write [source], with title and publisher.")
    section = Section(mapping.file, "source, ", found)
    language = section.text("language", "en")
    if not _LANGUAGE.fullmatch(language):
        raise section.wrong("language", "it is no language", "It looks like en or zh-Hans.")
    source = TableSource(
        _terms(section, language),
        slug(section.text("key")) if section.text("key") else "",
        _date(section, "retrieved"),
        _date(section, "published"),
        section.text("citation"),
        cast("Order | None", section.choice("date_order", ("dmy", "mdy", "ymd")) or None),
        _delimiter(section),
        _encoding(section),
        section.flag("quoted", default=True),
        section.flag("ends_early"),
        language,
    )
    section.close(SOURCE_KEYS)
    return source


def _terms(section: Section, language: str) -> Terms:
    title, publisher, licence = (section.text(k) for k in ("title", "publisher", "licence"))
    for key, text in (("title", title), ("publisher", publisher), ("licence", licence)):
        if not text:
            raise section.wrong(key, "it is missing", _HINTS[key])
    kind = section.choice("document_type", codes_of("document-type"), "dataset")
    return Terms(
        title=title,
        publisher=publisher,
        license=_iri(section, "licence", licence),
        homepage=_iri(section, "homepage", section.text("homepage")),
        rights=section.text("rights"),
        language=language,
        document_type=kind,
    )


_HINTS = {
    "title": "It says what the table is.",
    "publisher": "It is the name of whoever made the table.",
    "licence": "It is an address, or a name of SPDX such as CC0-1.0 or CC-BY-4.0.",
}


def _iri(section: Section, key: str, text: str) -> str:
    if not text:
        return ""
    if key == "licence" and _SPDX_ID.fullmatch(text):
        return SPDX + text
    try:
        return expand(text)
    except ParameterError as error:
        raise section.wrong(key, "it is no address", _HINTS.get(key, "")) from error


def _date(section: Section, key: str) -> str:
    text = section.text(key)
    try:
        if text:
            (parse_day if key == "retrieved" else parse_date)(text)
    except DateError as error:
        raise section.wrong(key, f"it is no date: {error.message.rstrip('.')}") from error
    return text


def _delimiter(section: Section) -> str:
    found = section.take("delimiter")
    if found is None:
        return ""
    if not isinstance(found, str) or len(found) != 1 or found in '"\r\n ' or not found.isascii():
        raise section.wrong("delimiter", "it is one character", r'Often "," or ";" or "\t".')
    return found


def _encoding(section: Section) -> str:
    name = section.text("encoding", "utf-8")
    try:
        plain = "\n,;".encode(name) == b"\n,;"
    except (LookupError, UnicodeError, ValueError):
        plain = False
    if not plain:
        raise section.wrong(
            "encoding",
            "tables are not read in it",
            suggest(name, ("utf-8", "cp1252", "cp1251", "iso-8859-1", "koi8-r", "gb18030", "big5")),
        )
    return name
