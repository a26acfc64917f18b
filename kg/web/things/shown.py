"""How terms, days and licences read on a page."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Shown:
    """A term as a page shows it: its text, language, address here, and the IRI where it has one."""

    text: str
    language: str = ""
    link: str = ""
    iri: str = ""
    sources: tuple[int, ...] = ()

    @property
    def place(self) -> tuple[str, str]:
        """Where it stands among others: by its text, and the same every time."""
        return self.text, self.iri


@dataclass(frozen=True, slots=True)
class Fact:
    """A property with its values; *more* are not shown."""

    name: str
    link: str
    values: list[Shown] = field(default_factory=list)
    more: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """A graph that states something of the thing; sources are numbered from 1."""

    title: str
    link: str
    licences: list[Shown]
    credit: str


@dataclass(frozen=True, slots=True)
class ThingView:
    """What is said of a thing, one by one; *left_out* names relations to too many things."""

    label: str
    language: str
    kinds: list[Shown]
    facts: list[Fact]
    references: list[Fact]
    sources: list[Source]
    left_out: list[str]


def licence_name(iri: str) -> str:
    """The name of a licence in its IRI: the last parts of the path, as people write them."""
    name = iri.rstrip("/").partition("/licenses/")[2]
    if "creativecommons.org" in iri:
        return f"CC {name.upper().replace('/', ' ')}"
    return name or iri
