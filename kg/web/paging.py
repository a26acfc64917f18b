"""Long lists in pages: the number of the page stands in the address, and other parameters stay."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from kg.errors import ParameterError
from kg.web.days import kept_pairs
from kg.web.parameters import of_address

_NUMBER = re.compile(r"[1-9]\d{0,3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a page of a list stands: its *number* from 1, and whether there are *more*."""

    parameter: str
    number: int
    more: bool

    @property
    def newer(self) -> str:
        """The address of the page before; "" on the first one."""
        return with_parameters({self.parameter: str(self.number - 1)}) if self.number > 1 else ""

    @property
    def older(self) -> str:
        """The address of the next page; "" on the last one."""
        return with_parameters({self.parameter: str(self.number + 1)}) if self.more else ""


def page_asked(parameter: str) -> int:
    """The number of the page in the address of the request, from 1.

    Raises:
        ParameterError: it is none.
    """
    text = of_address().one(parameter)
    if text is None:
        return 1
    if not _NUMBER.fullmatch(text):
        raise ParameterError(
            f"{parameter}={text[:40]} is no page.", hint=f"Write it as {parameter}=2."
        )
    return int(text)


def with_parameters(changed: dict[str, str], anchor: str = "") -> str:
    """The query of the address of the page with some parameters changed; "" drops one.

    It begins with its question mark, so that it leads to the same path.
    """
    kept = [pair for pair in kept_pairs() if pair[0] not in changed]
    pairs = kept + [(name, value) for name, value in changed.items() if value]
    return f"?{urlencode(pairs)}{anchor}"
