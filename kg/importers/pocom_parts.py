"""Rows of the POCOM files: a person, a tenure, a mission, a position, an entry of a code table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from kg.errors import InputError
from kg.importers.files import InputFile
from kg.importers.markup import read_elements, text_of
from kg.importers.rows import Frame, Row, RowError
from kg.importers.slugs import is_slug

Element = ElementTree.Element

ROOTS = (
    "person",
    "role",
    "country-mission",
    "org-mission",
    "principal-position",
    "code-table",
    "concurrent-appointments",
)
_CONTAINERS = ("chiefs", "other-nominees", "principals", "other-appointees", "items")
NOMINEES = ("other-nominees", "other-appointees")


@dataclass(frozen=True, slots=True)
class Part:
    """One row: *kind* is the name of its element, *head* the document that it stands in.

    *owner* is the id of the mission, position or code table; *container* the element around it.
    *again* tells that another row of the document has its id.
    """

    kind: str
    element: Element
    head: Element
    owner: str = ""
    container: str = ""
    again: bool = False


def read_parts(file: InputFile) -> Iterator[Row[Part]]:
    """Read the rows of one file; it is one document of a person, mission, position or table.

    Raises:
        InputError: the file is no document of the source.
    """
    count = 0
    for row in read_elements(file, *ROOTS):
        count += 1
        yield from _parts(row)
    if not count:
        raise InputError(
            f"{file.name}: it is no document of a person, mission, position, role or code table.",
            hint=f"The outermost element is one of {', '.join(ROOTS)}.",
        )


def _parts(row: Row[Element]) -> Iterator[Row[Part]]:
    root = row.value
    owner = text_of(root, "territory-id") or text_of(root, "id") or text_of(root, "name")
    containers = [child for child in root if child.tag in _CONTAINERS]
    if not containers:
        value = Part(root.tag, root, root, owner)
        yield Row(row.file, row.locator, value, "", row.written)
        return
    frame = _frame(root)
    if root.tag != "code-table":
        value = Part(root.tag, root, root, owner)
        yield Row(row.file, row.locator, value, "", str, frame)
    ids = Counter(text_of(child, "id") for around in containers for child in around)
    places: Counter[tuple[str, ...]] = Counter()
    for around in containers:
        places[(around.tag,)] += 1
        outer = f"{row.locator}/{_step(around.tag, places[(around.tag,)])}"
        for child in around:
            places[(outer, child.tag)] += 1
            again = ids[text_of(child, "id")] > 1
            part = Part(child.tag, child, root, owner, around.tag, again)
            locator = f"{outer}/{_step(child.tag, places[(outer, child.tag)])}"
            yield Row(row.file, locator, part, "", lambda p=part: _written(p), frame)  # type: ignore[misc]


def _step(tag: str, number: int) -> str:
    return tag if number == 1 else f"{tag}[{number}]"


def _frame(root: Element) -> Frame:
    """The document without its rows, so that a row can be repaired and read again."""
    others = (ElementTree.tostring(c, "unicode").strip() for c in root if c.tag not in _CONTAINERS)
    return Frame(f"<{root.tag}>\n" + "".join(f"{o}\n" for o in others), f"</{root.tag}>\n")


def _written(part: Part) -> str:
    text = ElementTree.tostring(part.element, "unicode").strip()
    return f"<{part.container}>{text}</{part.container}>\n"


def read_id(element: Element, name: str) -> str:
    """An id of the source out of an element, `id` or another.

    Raises:
        RowError: the element is missing or holds no id.
    """
    id = text_of(element, name)
    plain = id.replace("--", "-").rstrip("-")
    if not is_slug(plain):
        raise RowError(f"the element {name} holds no id: {id[:40]!r}")
    return id
