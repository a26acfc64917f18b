"""When a document was published, in words and with the precision that is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.dates import Day
from kg.web.dates_in_words import date_in_words, day_in_words


def publication_in_words(
    issued: Iterable[Day], edtf: Iterable[str], bounds: Sequence[Sequence[Day]]
) -> str:
    """Say when a document was published; "" where nothing is known of it.

    *bounds* are the days of each bound, in the order of `kg.terms.BOUNDS`.
    """
    said = [day_in_words(day) for day in sorted(set(issued))]
    said += [date_in_words(date) for date in sorted(set(edtf)) if "/" not in date]
    if said:
        return " or ".join(dict.fromkeys(said))
    earliest, latest = bounds[0], bounds[1]
    if earliest and latest:
        first, last = day_in_words(max(earliest)), day_in_words(min(latest))
        return first if first == last else f"between {first} and {last}"
    if latest:
        return f"by {day_in_words(min(latest))}"
    return f"not before {day_in_words(max(earliest))}" if earliest else ""
