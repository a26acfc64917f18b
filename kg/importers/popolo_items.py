"""Items of Popolo as they are written: texts, names in languages, identifiers, links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kg.importers.names import script_language
from kg.importers.rows import Row, RowError

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_QID = re.compile(r"Q[1-9][0-9]{0,14}")
# Ids that an authority gives out hold beyond one file: addresses, names in a domain, UUIDs.
_GLOBAL = re.compile(
    r"https?://.+|urn:.+|[a-z]+(?:\.[a-z0-9-]+)+/.+"
    r"|[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
)
Name = tuple[str, str]
"""A language tag and a text."""


@dataclass(slots=True)
class Item:
    """One object of a document. *scope* tells the document from others of the source."""

    row: Row[dict[str, Any]]
    value: dict[str, Any]
    scope: str
    latin: str

    def text(self, name: str) -> str:
        """A text or number as text; empty where there is none.

        Raises:
            RowError: the value is something else.
        """
        return as_text(name, self.value.get(name))

    def texts(self, name: str) -> list[str]:
        """The texts of a value that is a text or a list of them."""
        value = self.value.get(name)
        values = value if isinstance(value, list) else [value]
        return [text for each in values if (text := as_text(name, each))]

    def names(self, name: str) -> list[Name]:
        """A text in its languages: plain, or an object as {"lang:en": "…"}."""
        value = self.value.get(name)
        if value is None:
            return []
        if not isinstance(value, dict):
            text = as_text(name, value)
            return [(script_language(text, self.latin), text)] if text else []
        found = [(language_tag(key), as_text(name, text)) for key, text in value.items()]
        return [(language, text) for language, text in found if text]

    def objects(self, name: str) -> list[Item]:
        """The objects of a list inside; a text alone counts as an object with that `url`.

        Raises:
            RowError: there is something else.
        """
        value = self.value.get(name)
        if not value:
            return []
        found = [
            {"url": each} if isinstance(each, str) else each
            for each in (value if isinstance(value, list) else [value])
        ]
        if not all(isinstance(each, dict) for each in found):
            raise RowError(f"{name} holds something that is no object")
        return [Item(self.row, each, self.scope, self.latin) for each in found]

    def identifiers(self) -> list[tuple[str, str]]:
        """Schemes and identifiers, without empty ones."""
        if "identifiers" not in self.value:
            return []
        found = [(i.text("scheme"), i.text("identifier")) for i in self.objects("identifiers")]
        return [(scheme, value) for scheme, value in found if value]

    @property
    def wikidata(self) -> str:
        """The id of Wikidata among the identifiers; empty where there is none."""
        for scheme, value in self.identifiers():
            if scheme.casefold() == "wikidata" and is_wikidata(value):
                return value
        return ""


def as_text(name: str, value: Any) -> str:
    """The text of a value of JSON.

    Raises:
        RowError: it is a list, an object, true or false.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise RowError(f"{name} holds something that is no text")
    return str(value)


def is_wikidata(text: str) -> bool:
    """Whether a text is the id of an item of Wikidata."""
    return _QID.fullmatch(text) is not None


def is_global(identifier: str) -> bool:
    """Whether an id means the same thing in every document."""
    return _GLOBAL.fullmatch(identifier) is not None


@lru_cache(maxsize=1 << 10)
def language_tag(key: str) -> str:
    """The tag of a language as keys name it: `lang:en`, `en`; `und` for what is no tag."""
    tag = key.removeprefix("lang:").replace("_", "-")
    return tag if _TAG.fullmatch(tag) else "und"
