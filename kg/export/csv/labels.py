"""Which text of several is shown as a label: English where there is one."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.report import Term


def best_text(values: Iterable[Term]) -> ox.Literal | None:
    """The English text, else one without a language, else the first by language and text."""
    texts = [value for value in values if isinstance(value, ox.Literal)]
    return min(texts, key=_worse, default=None)


def _worse(text: ox.Literal) -> tuple[int, str, str]:
    language = text.language or ""
    rank = 0 if language == "en" else 1 if language.startswith("en-") else 3 if language else 2
    return rank, language, text.value
