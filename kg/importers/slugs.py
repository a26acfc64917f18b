"""IRIs out of texts of a source: slugs of keys, pieces for fragments, addresses; last steps."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256

import pyoxigraph as ox

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_OTHER = re.compile(r"[^a-z0-9]+")
_LONGEST = 80


def is_slug(text: str) -> bool:
    """Whether a text is a slug as it stands."""
    return len(text) <= _LONGEST and _SLUG.fullmatch(text) is not None


@lru_cache(maxsize=1 << 14)
def slug(text: str) -> str:
    """Write a text with small letters, digits and single hyphens, and no longer than 80 characters.

    Letters lose their accents. What cannot be written so, or is too long, ends in a digest
    of the text, so that different texts of another script have different slugs.
    """
    letters = text if text.isascii() else _without_accents(text)
    body = _OTHER.sub("-", letters.lower()).strip("-")
    if len(body) <= _LONGEST and body and letters.isascii():
        return body
    digest = sha256(text.encode()).hexdigest()[:8]
    return f"{body[: _LONGEST - 9].rstrip('-')}-{digest}".lstrip("-")


def slug_of_key(key: str) -> str:
    """The last step of the IRI of a thing that is minted for a key, unless another has it."""
    return slug(key.replace(":", "-"))


def is_minted_for(step: str, key: str) -> bool:
    """Whether the last step of an IRI is the slug of a key, or that and a number as in `-2`."""
    wanted = slug_of_key(key)
    rest = step.removeprefix(wanted)
    return step == wanted or (rest != step and rest[:1] == "-" and rest[1:].isdecimal())


def web_page(address: str) -> ox.NamedNode | None:
    """An http or https IRI as it stands; none when the text is something else."""
    address = address.strip()
    if not address.lower().startswith(("http://", "https://")):
        return None
    try:
        return ox.NamedNode(address)
    except ValueError:
        return None


def last_step(iri: ox.NamedNode) -> str:
    """What stands behind the last slash of an IRI; of ours, it tells things of a kind apart."""
    return iri.value.rpartition("/")[2]


def _without_accents(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(character for character in plain if not unicodedata.combining(character))
