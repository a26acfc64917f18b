"""What a format cannot express: counted, with a reason and examples."""

from __future__ import annotations

from dataclasses import dataclass, field

_EXAMPLES = 5


@dataclass(slots=True)
class Loss:
    """One kind of thing that an export does not carry, or carries as something less."""

    what: str
    why: str
    count: int = 0
    examples: list[str] = field(default_factory=list)


class Losses:
    """The losses of one export, by what is lost; a writer notes each thing once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Loss] = {}

    def note(self, what: str, why: str, example: str = "", count: int = 1) -> None:
        """Note that something is lost: *what* in the plural, as a heading; *why* as a sentence."""
        loss = self._found.setdefault((what, why), Loss(what, why))
        loss.count += count
        if example and len(loss.examples) < _EXAMPLES and example not in loss.examples:
            loss.examples.append(example)

    def __bool__(self) -> bool:
        return bool(self._found)

    def listed(self) -> list[Loss]:
        """The losses, by heading and reason."""
        return [self._found[key] for key in sorted(self._found)]
