"""Which media type an answer takes: RFC 9110 §12.5.1, where werkzeug gives up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.errors import KgError

_QVALUE = re.compile(r"0(\.\d*)?|1(\.0*)?", re.ASCII)
_QUOTED = re.compile(r'("(?:[^"\\]|\\.)*")', re.DOTALL)
HTML = "text/html"

_HTML = (HTML, "application/xhtml+xml")


class NotAcceptableError(KgError):
    """None of the media types on offer is acceptable to the client."""

    def __init__(self, offers: Iterable[str]) -> None:
        self.offers = tuple(offers)
        super().__init__(
            "No media type that you accept is on offer.",
            hint=f"There is {', '.join(self.offers)}.",
        )


def choose(accept: str | None, offers: Sequence[str]) -> str:
    """Choose the offer of the highest quality; at equal quality the client's order, then ours.

    An absent or empty header accepts anything. Parameters of a range other than
    `q`, such as a profile, do not stand in the way of a match.

    Raises:
        NotAcceptableError: nothing matches.
    """
    ranges = _ranges(accept or "*/*")
    best: tuple[float, int, int] | None = None
    chosen = ""
    for rank, offer in enumerate(offers):
        match = _match(offer, ranges)
        if match is None or match[0] <= 0:
            continue
        key = (match[0], -match[1], -rank)
        if best is None or key > best:
            best, chosen = key, offer
    if not chosen:
        raise NotAcceptableError(offers)
    return chosen


def prefer(accept: str | None, offers: Sequence[str]) -> str:
    """Choose as `choose` does, the first offer where nothing matches: its address has an ending."""
    try:
        return choose(accept, offers)
    except NotAcceptableError:
        return offers[0]


def split_unquoted(text: str, mark: str) -> list[str]:
    """Split a field at a mark, but not within quoted strings (RFC 9110 §5.6.4).

    A quotation mark that no other follows begins none.
    """
    parts = [""]
    for piece in _QUOTED.split(text):
        if _QUOTED.fullmatch(piece):
            parts[-1] += piece
            continue
        first, *others = piece.split(mark)
        parts[-1] += first
        parts += others
    return parts


def accepts_html(accept: str | None) -> bool:
    """The client names HTML, as browsers do and programs do not."""
    return any(media in _HTML and quality > 0 for media, quality in _ranges(accept or ""))


def _match(offer: str, ranges: Sequence[tuple[str, float]]) -> tuple[float, int] | None:
    """Quality and place of the most specific range that covers *offer*."""
    found: tuple[int, float, int] | None = None
    for place, (media, quality) in enumerate(ranges):
        specificity = _specificity(media, offer)
        if specificity and (found is None or specificity > found[0]):
            # a wildcard expresses no order, so what it covers comes after all that is named
            found = (specificity, quality, place if specificity == 3 else len(ranges))
    return None if found is None else (found[1], found[2])


def _specificity(media: str, offer: str) -> int:
    if media == offer:
        return 3
    if media.endswith("/*") and media != "*/*" and offer.startswith(media[:-1]):
        return 2
    return 1 if media == "*/*" else 0


def _ranges(header: str) -> list[tuple[str, float]]:
    ranges: list[tuple[str, float]] = []
    for part in split_unquoted(header, ","):
        media, *parameters = (piece.strip() for piece in split_unquoted(part, ";"))
        if media:
            media = "*/*" if media == "*" else media.lower()
            ranges.append((media, _quality(parameters)))
    return ranges or ([("*/*", 1.0)] if not header.strip(" ,") and header else [])


def _quality(parameters: Iterable[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            return float(value) if _QVALUE.fullmatch(value.strip()) else 0.0
    return 1.0
