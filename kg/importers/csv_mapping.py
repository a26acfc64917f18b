"""Mappings of tables: what a TOML file says of a source and of the things in each row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.importers.csv_fields import Field, Kind, codes_of
from kg.importers.csv_kinds import KINDS, PARTICIPANT
from kg.importers.csv_sections import Section, read_mapping_file, shown, suggest
from kg.importers.csv_source import TableSource, read_source
from kg.importers.csv_values import Value, is_value, value_of

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)
_OWN_KEYS = ("name", "kind", "key", "scope", "class", "optional")


@dataclass(frozen=True, slots=True)
class Setting:
    """A field of a thing, as the mapping fills it: by values, each in a language if it is text, or
    by the name of the thing that it points to."""

    name: str
    field: Field
    values: tuple[tuple[str, Value], ...] = ()
    target: str = ""

    @property
    def value(self) -> Value:
        """Its one value."""
        return self.values[0][1]


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that each row speaks of. Those of one *scope* with equal keys are the same."""

    name: str
    kind: Kind
    scope: str
    key: tuple[Value, ...]
    classed: object
    optional: bool
    settings: dict[str, Setting]
    parts: tuple[dict[str, Setting], ...] = ()

    def columns(self) -> Iterator[str]:
        """All columns that it reads."""
        settings = [*self.settings.values(), *(s for part in self.parts for s in part.values())]
        for value in (*self.key, *(v for setting in settings for _, v in setting.values)):
            yield from value.columns


@dataclass(frozen=True, slots=True)
class TableMapping:
    """A mapping: its source, and its things in the order of the file."""

    file: str
    source: TableSource
    things: tuple[Thing, ...]

    @property
    def columns(self) -> list[str]:
        """The columns that it reads, each once."""
        return list(dict.fromkeys(column for thing in self.things for column in thing.columns()))


def read_mapping(path: Path) -> TableMapping:
    """Read a mapping.

    Raises:
        NotFoundError: there is no such file.
        ParameterError: it is no mapping; the message names the file and the key.
    """
    section = read_mapping_file(path)
    source = read_source(section)
    sections = section.tables("thing")
    section.close(("source", "thing"))
    if not sections:
        raise section.wrong("thing", "the mapping makes nothing of a row", "Write a [[thing]].")
    kinds: dict[str, str] = {}
    for each in sections:
        name = each.text("name") or each.text("kind")
        if name in kinds:
            raise each.wrong("name", f"two things are named {shown(name)}")
        kinds[name] = each.choice("kind", KINDS)
        if not kinds[name]:
            raise each.wrong("kind", "it is missing", suggest("", KINDS))
        each.place = f"thing {shown(name)}, "
    things = (_thing(each, kinds, source.language) for each in sections)
    return TableMapping(section.file, source, tuple(things))


def _thing(section: Section, kinds: dict[str, str], language: str) -> Thing:
    name = section.text("name") or section.text("kind")
    kind = KINDS[section.text("kind")]
    reader = _Reader(section, kinds, language)
    settings = reader.settings(kind.fields)
    classed = kind.classes[section.choice("class", kind.classes, kind.default_class)]
    parts = []
    if kind is KINDS["event"]:
        for inner in section.tables("participant"):
            parts.append(_Reader(inner, kinds, language).settings(PARTICIPANT))
            inner.close(PARTICIPANT)
    found = Thing(
        name,
        kind,
        section.text("scope", name),
        _key(section, settings, kind),
        classed,
        section.flag("optional"),
        settings,
        tuple(parts),
    )
    section.close((*_OWN_KEYS, *kind.fields, *(["participant"] if kind is KINDS["event"] else [])))
    if "date" in settings and not settings.keys().isdisjoint(("start", "end")):
        raise section.wrong("date", "a thing has a date, or a start and an end, and not both")
    return found


def _key(section: Section, settings: dict[str, Setting], kind: Kind) -> tuple[Value, ...]:
    written = section.take("key")
    if written is None:
        if kind is KINDS["state"]:
            return (settings["country"].value,)
        if "wikidata" in settings:
            return (settings["wikidata"].value,)
        raise section.wrong(
            "key", "it is missing", "Name the columns that tell one such thing from another."
        )
    items = written if isinstance(written, list) else [written]
    if not items:
        raise section.wrong("key", "it names no column")
    return tuple(value_of(section, "key", item) for item in items)


class _Reader:
    """Reads the fields of one thing."""

    def __init__(self, section: Section, kinds: dict[str, str], language: str) -> None:
        self._section = section
        self._kinds = kinds
        self._language = language

    def settings(self, fields: dict[str, Field]) -> dict[str, Setting]:
        """The fields that are given."""
        found = {}
        for name, field in fields.items():
            written = self._section.take(name)
            if written is not None:
                found[name] = self._setting(name, field, written)
            elif field.required:
                raise self._section.wrong(name, "it is missing")
        return found

    def _setting(self, name: str, field: Field, written: Any) -> Setting:
        if field.take in ("thing", "document"):
            return Setting(name, field, target=self._target(name, field, written))
        if field.take == "names":
            return Setting(name, field, tuple(self._names(name, written)))
        value = value_of(self._section, name, written)
        if field.scheme:
            self._check_codes(name, field.scheme, value.constants)
        return Setting(name, field, (("", value),))

    def _target(self, name: str, field: Field, written: Any) -> str:
        if not isinstance(written, str) or written not in self._kinds:
            raise self._section.wrong(
                name, f"there is no thing {shown(str(written))}", suggest(str(written), self._kinds)
            )
        if self._kinds[written] not in field.kinds:
            raise self._section.wrong(
                name,
                f"{shown(written)} is a {self._kinds[written]}",
                f"It points to one of the kinds {', '.join(field.kinds)}.",
            )
        return written

    def _names(self, name: str, written: Any) -> Iterator[tuple[str, Value]]:
        by_language = {self._language: written} if is_value(written) else written
        for language, values in by_language.items():
            if not _LANGUAGE.fullmatch(language):
                raise self._section.wrong(
                    name,
                    f"{shown(language)} is no language",
                    'Write name = "column", or { en = "column", fr = "column" }.',
                )
            for value in values if isinstance(values, list) else [values]:
                yield language, value_of(self._section, name, value)

    def _check_codes(self, name: str, scheme: str, codes: Iterable[str]) -> None:
        for code in codes:
            if code not in codes_of(scheme):
                raise self._section.wrong(
                    name,
                    f"{shown(code)} is no code of the list {scheme}",
                    suggest(code, codes_of(scheme)),
                )
