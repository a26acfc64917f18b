"""One entity of FollowTheMoney, as a line of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Entity:
    """An entity as it is put together: properties keep their order, values come once."""

    id: str
    schema: str
    caption: str = ""
    datasets: tuple[str, ...] = ()
    properties: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, *values: str) -> None:
        """Give values to a property; empty ones are left out."""
        self.extend(name, values)

    def extend(self, name: str, values: Iterable[str]) -> None:
        """Give several values to a property."""
        for value in values:
            held = self.properties.setdefault(name, [])
            if value and value not in held:
                held.append(value)

    def line(self) -> bytes:
        """The entity as JSON in UTF-8, with the line's end; properties in order of their names."""
        given = {name: values for name, values in sorted(self.properties.items()) if values}
        value = {
            "id": self.id,
            "caption": self.caption or self.id,
            "schema": self.schema,
            "properties": given,
            "datasets": list(self.datasets),
        }
        return json.dumps(value, ensure_ascii=False, separators=(", ", ": ")).encode() + b"\n"
