"""Rows of XML documents: one element at a time, with the path to it; no entities, no long texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from kg.errors import InputError
from kg.importers.files import InputFile
from kg.importers.rows import LONGEST_TEXT, NO_FRAME, Frame, Row

_CHUNK = 1 << 16
_DEEPEST = 100


def read_elements(file: InputFile, *names: str) -> Iterator[Row[ElementTree.Element]]:
    """Read the outermost elements of one of some names in the order of the document.

    The locator of a row is an XPath that finds it again. Elements are forgotten after
    they were given, so that memory does not grow with the document.

    Raises:
        InputError: the document is not well-formed, is cut short, declares a document type, is in
            an encoding that is not read, holds a text beyond the limits, or holds other elements
            alone.
    """
    # Only expat's text-free events pass through here, so the builder below sees every text.
    with file.open() as stream:
        builder = _Builder(names)
        parser = ElementTree.XMLParser(target=builder)  # noqa: S314 - no DOCTYPE passes the builder
        while chunk := stream.read(_CHUNK):
            _feed(file, parser, builder, chunk)
            for element, locator in builder.take():
                yield _row(file, element, locator, builder.root)
        _feed(file, parser, builder, None)
        for element, locator in builder.take():
            yield _row(file, element, locator, builder.root)
    if builder.others and not builder.given:
        raise InputError(
            f"{file.name}: the document is a <{builder.root[:50]}> without an element "
            f"{' or '.join(names)}.",
            hint="It is of another format.",
        )


def text_of(element: ElementTree.Element, path: str) -> str:
    """The text of the first element at a path, with single spaces; empty when there is none."""
    found = element.find(path)
    return "" if found is None else inner_text(found)


def inner_text(element: ElementTree.Element) -> str:
    """All text inside an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def _feed(
    file: InputFile, parser: ElementTree.XMLParser, builder: _Builder, chunk: bytes | None
) -> None:
    try:
        if chunk is None:
            parser.close()
        else:
            parser.feed(chunk)
    except ElementTree.ParseError as error:
        line, column = error.position
        raise InputError(
            f"{file.name}, line {line}, column {column + 1}: not well-formed XML: "
            f"{re.sub(r': line.*', '', str(error))}; after {builder.given} rows.",
            hint="The file may be cut short; get it again.",
        ) from error
    except _Refused as error:
        raise InputError(f"{file.name}, after {builder.given} rows: {error}.") from error
    except (LookupError, ValueError) as error:
        raise InputError(
            f"{file.name}: the encoding that the document declares is not read: {error}.",
            hint="Write it in UTF-8.",
        ) from error


def _row(
    file: InputFile, element: ElementTree.Element, locator: str, root: str
) -> Row[ElementTree.Element]:
    def written() -> str:
        return ElementTree.tostring(element, encoding="unicode").strip() + "\n"

    within = locator.count("/") > 1
    frame = Frame(f"<{root}>\n", f"</{root}>\n") if within else NO_FRAME
    return Row(file.name, locator, element, "", written, frame)


class _Refused(Exception):
    """What no document of a source holds."""


class _Builder:
    """Builds the wanted elements alone, and counts the way to each."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names
        self._path: list[str] = []
        self._counts: list[dict[str, int]] = [{}]
        self._tree: ElementTree.TreeBuilder | None = None
        self._depth = 0
        self._length = 0
        self._done: list[tuple[ElementTree.Element, str]] = []
        self.root = "rows"
        self.given = 0
        self.others = False

    def take(self) -> list[tuple[ElementTree.Element, str]]:
        """The elements that ended since the last call."""
        done, self._done = self._done, []
        return done

    def doctype(self, name: str, _public: str | None, _system: str | None) -> None:
        """Refuse a document type: it may declare entities."""
        raise _Refused(f"the document declares a document type ({name[:50]}), which is not read")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        local = tag.rpartition("}")[2]
        if not self._path:
            self.root = local
        else:
            self.others = True
        counts = self._counts[-1]
        counts[local] = number = counts.get(local, 0) + 1
        self._path.append(f"{local}[{number}]")
        self._counts.append({})
        self._length = 0
        if len(self._path) > _DEEPEST:
            raise _Refused(f"elements are nested deeper than {_DEEPEST}")
        if attributes and any(len(value) > LONGEST_TEXT for value in attributes.values()):
            raise _Refused(f"an attribute is longer than {LONGEST_TEXT:,} characters")
        if self._tree is None and local in self._names:
            self._tree, self._depth = ElementTree.TreeBuilder(), len(self._path)
        if self._tree is not None:
            self._tree.start(local, attributes)

    def data(self, text: str) -> None:
        """Take a piece of text."""
        self._length += len(text)
        if self._length > LONGEST_TEXT:
            raise _Refused(f"a text is longer than {LONGEST_TEXT:,} characters")
        if self._tree is not None:
            self._tree.data(text)

    def end(self, tag: str) -> None:
        """End an element."""
        if self._tree is not None:
            self._tree.end(tag.rpartition("}")[2])
            if len(self._path) == self._depth:
                self._done.append((self._tree.close(), self._locator()))
                self._tree = None
                self.given += 1
        self._path.pop()
        self._counts.pop()
        self._length = 0

    def close(self) -> None:
        """End the document."""

    def _locator(self) -> str:
        return "/" + "/".join(step.removesuffix("[1]") for step in self._path)
