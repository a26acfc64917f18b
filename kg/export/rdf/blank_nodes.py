"""Labels of blank nodes that follow from what is said of them, whichever store holds them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from heapq import heappop, heappush

_LABEL = re.compile(rb'^_:[^ ]+(?= )|(?<=> )_:[^ "]+(?= (?:<[^>]*> )?\.\n?$)')


@dataclass(frozen=True, slots=True)
class _Line:
    """A line cut at its blank nodes: *pieces* stand before, between and after *labels*."""

    pieces: tuple[bytes, ...]
    labels: tuple[bytes, ...]

    def written(self, names: dict[bytes, bytes]) -> bytes:
        """The line with other labels."""
        written = self.pieces[0]
        for label, piece in zip(self.labels, self.pieces[1:], strict=True):
            written += names[label] + piece
        return written


def labelled(lines: Iterable[bytes]) -> list[bytes]:
    """Give the blank nodes of lines of N-Quads or N-Triples new labels, and sort the lines.

    Nodes are told apart by what is said of them and of their neighbours (colour refinement),
    each connected part for itself. Among nodes that this cannot tell apart the
    first one is marked, and so on: they are symmetric but in regular structures
    that are drawn to deceive, where the labels are those of this store alone.
    """
    parts = [_ordered(part) for part in _parts(list(map(_cut, lines)))]
    names: dict[bytes, bytes] = {}
    written: list[bytes] = []
    for _, order, part in sorted(parts, key=lambda found: found[0]):
        names.update({label: b"_:b%d" % (len(names) + n) for n, label in enumerate(order)})
        written += [line.written(names) for line in part]
    return sorted(written)


def _cut(line: bytes) -> _Line:
    found = list(_LABEL.finditer(line))
    ends = [0, *(match.end() for match in found)]
    starts = [*(match.start() for match in found), len(line)]
    pieces = tuple(line[end:start] for end, start in zip(ends, starts, strict=True))
    return _Line(pieces, tuple(match[0] for match in found))


def _parts(lines: list[_Line]) -> list[list[_Line]]:
    """Put together what is connected by blank nodes."""
    above: dict[bytes, bytes] = {}

    def top(label: bytes) -> bytes:
        while (upper := above.setdefault(label, label)) != label:
            above[label] = above[upper]
            label = upper
        return label

    for line in lines:
        above[top(line.labels[0])] = top(line.labels[-1])
    parts: dict[bytes, list[_Line]] = defaultdict(list)
    for line in lines:
        parts[top(line.labels[0])].append(line)
    return list(parts.values())


def _ordered(part: list[_Line]) -> tuple[list[bytes], list[bytes], list[_Line]]:
    """The form of a connected part without its labels, its labels in order, and its lines."""
    order = _Colours(part).settled()
    names = {label: b"_:%08d" % number for number, label in enumerate(order)}
    return sorted(line.written(names) for line in part), order, part


class _Colours:
    """The colours of the nodes of a connected part: equal for those not told apart so far."""

    def __init__(self, part: list[_Line]) -> None:
        self._uses: dict[bytes, list[tuple[bytes, bytes, bytes]]] = defaultdict(list)
        for line in part:
            text = b"\0".join(line.pieces)
            first, last = line.labels[0], line.labels[-1]
            own = b"=" if first == last else b""
            self._uses[first].append((b"s" + own + text, last, own))
            self._uses[last].append((b"o" + own + text, first, own))
        self._colour = dict.fromkeys(self._uses, b"")
        self._class: dict[bytes, set[bytes]] = {b"": set(self._uses)}
        self._tied: list[bytes] = [b""] if len(self._uses) > 1 else []

    def settled(self) -> list[bytes]:
        """Tell all nodes apart, and put them in the order of their colours."""
        self._refine(set(self._uses))
        while self._tied:
            colour = self._tied[0]
            if len(self._class.get(colour, ())) < 2:
                heappop(self._tied)
                continue
            chosen = min(self._class[colour])
            self._move(chosen, sha256(b"first" + colour).digest())
            self._refine({other for _, other, _ in self._uses[chosen]})
        return sorted(self._colour, key=self._colour.__getitem__)

    def _refine(self, affected: set[bytes]) -> None:
        """Give new colours until neighbours tell nothing more; all of a round at once."""
        while affected:
            found: dict[bytes, dict[bytes, list[bytes]]] = defaultdict(lambda: defaultdict(list))
            for label in affected:
                colour = self._colour[label]
                if len(self._class[colour]) > 1:
                    found[colour][self._signature(label)].append(label)
            moved = [
                (label, new)
                for colour, split in found.items()
                if not any(len(same) == len(self._class[colour]) for same in split.values())
                for new, same in split.items()
                for label in same
            ]
            for label, new in moved:
                self._move(label, new)
            affected = {other for label, _ in moved for _, other, _ in self._uses[label]}

    def _signature(self, label: bytes) -> bytes:
        uses = sorted(
            text + b"\0" + (b"" if own else self._colour[other])
            for text, other, own in self._uses[label]
        )
        return sha256(b"\n".join([self._colour[label], *uses])).digest()

    def _move(self, label: bytes, colour: bytes) -> None:
        self._class[self._colour[label]].discard(label)
        self._colour[label] = colour
        same = self._class.setdefault(colour, set())
        same.add(label)
        if len(same) == 2:
            heappush(self._tied, colour)
