"""The README of a dump: what it is, how to check, load and cite it, and under which terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.export.dump.about import About
from kg.export.dump.contents import title_of
from kg.export.dump.package import is_web_address
from kg.export.losses import Loss
from kg.export.running import WrittenFile
from kg.export.source_terms import SourceTerms
from kg.export.version import ExportedVersion

_HIDDEN = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_TURNING = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What turns the direction of the text around it."""

_MARKED = re.compile(r"([\\`*_{}\[\]<>#|~&])")

_CHECK = """## How to check it

```sh
sha256sum -c SHA256SUMS
```
"""
_LOAD = """## How to load it

Every RDF program reads the files. With geoactors:

```sh
gunzip -k dataset.nq.gz
kg load --store my.store{options} dataset.nq
kg serve --store my.store
```
"""
_TERMS = """## Licences

Each graph has its own terms. Keep the attribution of the graphs that you use.

"""
_NO_TERMS = "No licence is named: ask before you use it."
_UNCHECKED = """
It is only a part: it refers to things that it does not have, which the shapes would refuse.
"""


def readme(version: ExportedVersion, about: About, files: Sequence[WrittenFile]) -> str:
    """Write it in Markdown; nothing that the data says can break out of its line."""
    selected = _selected(version)
    parts = [
        f"# {_plain(about.title)}\n",
        _what(version, about),
        *([_section("Only a part", selected)] if selected else []),
        _files(version, files),
        _CHECK,
        _load(version),
        _licences(version.sources),
        _cite(version, about),
        _section("What was left out", _left_out(version.left_out.listed())),
    ]
    return "\n".join(parts)


def _what(version: ExportedVersion, about: About) -> str:
    modified = version.origin.modified
    published = f", published {modified}" if modified else ""
    lines = [
        f"Version {version.version} of {_link(version.base_iri)}{published}.",
        f"{_counted(about.triples, 'fact')} from {_counted(len(version.speaking), 'graph')}.",
        "`void.ttl` tells more for programs, and `datapackage.json` for tools of data packages.",
    ]
    return " ".join(lines) + "\n"


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _selected(version: ExportedVersion) -> list[str]:
    """What was asked for, in words and as the options of `kg export`."""
    selection, known_at = version.selection, version.origin.known_at
    said = [f"Only the graph {_link(graph)} (`--graph`)." for graph in selection.graphs]
    if selection.kinds:
        kinds = ", ".join(selection.kinds)
        said.append(f"Only things of these kinds, with their parts: {kinds} (`--kind`).")
    if selection.at:
        said.append(
            f"Without tenures, memberships and events that certainly were not on {selection.at}"
            " (`--at`)."
        )
    if known_at:
        said.append(f"Only what was certainly published by {known_at} (`--known-at`).")
    if selection.open_only:
        said.append("Only graphs whose every licence is open (`--licence open`).")
    if selection.merged:
        said.append("The facts of all graphs merged, without the content of claims (`--merged`).")
    return said


def _files(version: ExportedVersion, files: Iterable[WrittenFile]) -> str:
    rows = [(f"`{file.name}`", title_of(file.name, version), f"{file.bytes:,}") for file in files]
    return "## Files\n\n" + _table(("file", "what it is", "bytes"), rows)


def _load(version: ExportedVersion) -> str:
    partial = bool(_selected(version))
    options = " --shapes none" if partial or version.origin.shapes != "packaged" else ""
    if "" in version.graphs:
        options += " --default-graph own"
    elif version.selection.merged:
        options += " --graph https://example.org/graph/dataset"
    return _LOAD.format(options=options) + (_UNCHECKED if partial else "")


def _licences(sources: Iterable[SourceTerms]) -> str:
    rows = [
        (
            _link(source.graph),
            _plain(source.title),
            _several(map(_link, source.licences)) or _NO_TERMS,
            _several(map(_plain, (*source.attribution, *source.rights))),
        )
        for source in sources
    ]
    if not rows:
        return f"## Licences\n\n{_NO_TERMS}\n"
    return _TERMS + _table(("graph", "title", "licence", "attribution and rights"), rows)


def _cite(version: ExportedVersion, about: About) -> str:
    names = ", ".join(about.publishers.values())
    year = version.origin.modified[:4]
    who = f"{_plain(names)} " if names else ""
    when = f"({year}): " if year else ""
    date = f", {version.origin.modified[:10]}" if year else ""
    line = f"{who}{when}{_plain(about.title)}. Version {version.version}{date}."
    return (
        f"## How to cite it\n\n> {line} {_link(version.base_iri)}\n\n"
        "Name the sources whose graphs you use as well: the table above says how.\n"
    )


def _left_out(losses: Iterable[Loss]) -> list[str]:
    said = [
        f"{_plain(loss.what)}: {loss.count:,}. {_plain(loss.why)}"
        + (f" For example {_link(loss.examples[0])}." if loss.examples else "")
        for loss in losses
    ]
    return [*said, "`losses.json` lists what the format of each file cannot say."]


def _section(heading: str, lines: Iterable[str]) -> str:
    return f"## {heading}\n\n" + "".join(f"- {line}\n" for line in lines)


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _several(texts: Iterable[str]) -> str:
    return "<br>".join(texts)


def _link(iri: str) -> str:
    """An address of the Web as a link, any other IRI as text."""
    if is_web_address(iri) and "|" not in iri:
        return f"<{iri}>"
    return _plain(iri)


def _plain(text: str) -> str:
    """A text on one line, in which nothing is markup."""
    return _MARKED.sub(r"\\\1", _TURNING.sub("", _HIDDEN.sub(" ", text))).strip()
