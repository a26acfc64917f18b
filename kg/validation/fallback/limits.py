"""What pySHACL may use, and how long."""

from __future__ import annotations

from dataclasses import dataclass

IDLE_SECONDS = 30.0
"""How long the process waits for a question before it ends."""


@dataclass(frozen=True, slots=True)
class FallbackLimits:
    """The limits of the process that pySHACL runs in."""

    seconds: float = 60.0
    """Longest time for one check, which may have to match many values."""
    memory_bytes: int = 1 << 30
    """Most address space, of which an idle one takes some 200 MiB."""
