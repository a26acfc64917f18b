"""The error of a thing that was erased for good."""

from __future__ import annotations

from kg.errors import KgError


class GoneError(KgError):
    """A thing was erased; what took its place is at the address *replacement*, or nothing did."""

    def __init__(self, replacement: str = "") -> None:
        self.replacement = replacement
        super().__init__(
            "What was said of this thing was erased for good.",
            hint=f"Its place was taken by {replacement}." if replacement else "",
        )
