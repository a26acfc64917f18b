"""What a search asks for: a text, a kind, the days, and how many results."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.errors import ParameterError
from kg.web.days import Days
from kg.web.parameters import of_address
from kg.web.search.kinds import is_kind

MOST = 50
"""The most results that a page shows of a search."""

MOST_PAGES = 20
"""The most pages of a list by name; the query behind it gives all."""

LONGEST = 500
"""The most characters that may be searched for, as the field of the form has it."""

_FEW = 20
_SUGGESTED = (8, 20)  # as long as nothing is asked, and at most
_NUMBER = re.compile(r"[1-9]\d{0,5}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """A search; *kind* is the name of a class of the ontology, or "" for all.

    *page* is that of a list by name, which is what a kind without a text gives.
    """

    text: str
    kind: str
    days: Days
    limit: int
    page: int = 1

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that the index is asked for; none for all."""
        return (self.kind,) if self.kind else ()

    def place(self, root: str, kind: str, limit: int = 0) -> str:
        """Where the results are of the same text for another kind, or up to another limit."""
        asked = {"q": self.text, "type": kind, "limit": str(limit or "")}
        return self.days.on(
            f"{root}/search", **{name: text for name, text in asked.items() if text}
        )


def asked_of_page() -> Asked:
    """What the address of a page of results asks.

    Raises:
        ParameterError: a parameter has a value that it cannot have, or stands twice.
    """
    return Asked(
        _text(),
        _kind(),
        Days.of_request(),
        _whole("limit", _FEW, MOST),
        _whole("page", 1, MOST_PAGES),
    )


def asked_of_suggestions() -> Asked:
    """What the address of suggestions asks.

    Raises:
        ParameterError: a parameter has a value that it cannot have, or stands twice.
    """
    return Asked(_text(), _kind(), Days.of_request(), _whole("limit", *_SUGGESTED))


def _text() -> str:
    text = (of_address().one("q") or "").strip()
    if len(text) > LONGEST:
        raise ParameterError(
            f"The search has {len(text):,} characters.",
            hint=f"A name has at most {LONGEST}: search for a few words of it.",
        )
    return text


def _kind() -> str:
    kind = of_address().one("type") or ""
    if kind and not is_kind(kind):
        raise ParameterError(
            f"type={kind[:40]} is no kind of thing.",
            hint="Kinds are classes of the ontology, as Person, State or Event; /ns lists them.",
        )
    return kind


def _whole(name: str, usual: int, most: int) -> int:
    text = of_address().one(name)
    if text is None:
        return usual
    if not _NUMBER.fullmatch(text) or int(text) > most:
        raise ParameterError(
            f"{name}={text[:40]} is no number from 1 to {most}.",
            hint=f"Write it as {name}={usual}.",
        )
    return int(text)
