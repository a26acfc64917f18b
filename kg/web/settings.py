"""How a service is run: its limits, who may write, and what it may call."""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.errors import NotFoundError, ParameterError
from kg.query_limits import QueryLimits
from kg.web.public import check_public_url
from kg.workers import WorkerLimits

_SERVICE = re.compile(r"https?://[^\x00-\x20<>\"{}|^`\\]+")
_TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]{8,}")  # RFC 6750 §2.1, and too long to guess


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """The settings of a service; `docs/limits.md` explains each.

    *tokens* are those who may write, by their token; without any the service only
    reads. *services* are the endpoints that SERVICE may name. *public_url* is the address
    that clients know the service by, where it is not the one that requests name.
    *export_quads* is the size up to which exports are made before they are asked for.
    """

    workers: WorkerLimits = field(default_factory=WorkerLimits)
    queries: QueryLimits = field(default_factory=QueryLimits)
    body_bytes: int = 64 << 20
    cache_bytes: int = 64 << 20
    write_seconds: float = 300.0
    export_seconds: float = 1800.0
    export_quads: int = 1_000_000
    tokens: Mapping[str, str] = field(default_factory=dict)
    read_only: bool = False
    services: tuple[str, ...] = ()
    public_url: str = ""

    def __post_init__(self) -> None:
        """Give workers the network when there are services to call, and only then.

        Raises:
            ParameterError: a service has no address of the web, or this one a wrong one.
        """
        if self.public_url:
            check_public_url(self.public_url)
        for iri in self.services:
            if not _SERVICE.fullmatch(iri):
                raise ParameterError(
                    f"{iri[:200]!r} is no address of an endpoint.",
                    hint="Write it in full, as queries do: https://example.org/sparql.",
                )
        isolated = replace(self.workers, network=bool(self.services))
        object.__setattr__(self, "workers", isolated)

    @property
    def writable(self) -> bool:
        """Somebody may write."""
        return bool(self.tokens) and not self.read_only

    def holder(self, token: str) -> str | None:
        """The name of who holds a token; every token is compared, each in constant time."""
        found = None
        for known, name in self.tokens.items():
            if hmac.compare_digest(known.encode(), token.encode()):
                found = name
        return found


def read_tokens(path: Path) -> dict[str, str]:
    """Read a file of tokens, a line `name:token` each; empty lines and `#` lines are skipped.

    Raises:
        NotFoundError: there is no such file.
        ParameterError: a line is none, a token is too short, or a name or token stands twice.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise NotFoundError(f"{path}: the token file cannot be read: {error}.") from error
    tokens = dict(_token(path, number, line) for number, line in _stated(lines))
    if not tokens:
        raise ParameterError(f"{path}: there is no token in it.", hint="A line is name:token.")
    if len(set(tokens.values())) < len(tokens) or len(tokens) < len(list(_stated(lines))):
        raise ParameterError(f"{path}: a name or a token stands twice.")
    return tokens


def _stated(lines: Iterable[str]) -> Iterable[tuple[int, str]]:
    numbered = ((number, line.strip()) for number, line in enumerate(lines, start=1))
    return ((number, line) for number, line in numbered if line and not line.startswith("#"))


def _token(path: Path, number: int, line: str) -> tuple[str, str]:
    name, colon, token = line.partition(":")
    if not colon or not name.strip() or not _TOKEN.fullmatch(token.strip()):
        raise ParameterError(
            f"{path}:{number}: this is no name:token.",
            hint="A token has at least 8 letters, digits or signs of -._~+/=.",
        )
    return token.strip(), name.strip()
