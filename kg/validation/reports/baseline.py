"""The baseline: results that are accepted for now, each with a reason, in a file to review."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pyoxigraph as ox

from kg.errors import InputError, ParameterError, RdfSyntaxError
from kg.report import Accepted, Term, ValidationReport, ValidationResult
from kg.terms import expand, shorten
from kg.validation.reports.common import plain, safe_syntax, shape_text, term_key, value_text

_HEAD = """\
# Results of `kg validate` that are accepted for now, each with a reason. Remove an entry when
# its node is mended: `kg validate` names those that nothing needs any more.
"""
_TABLE = "accepted"
_ENTRY = re.compile(rf"^[ \t]*\[\[[ \t]*{_TABLE}[ \t]*\]\]", re.MULTILINE)
_KEYS = ("rule", "node", "path", "component", "value", "reason")
_NEEDED = ("rule", "node", "reason")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is accepted: a rule at a node; *path*, *component* and *value* narrow it when given.

    *place* says where in which file the entry stands.
    """

    rule: str
    node: Term
    reason: str
    path: str = ""
    component: str = ""
    value: Term | None = None
    place: str = ""

    def matches(self, result: ValidationResult) -> bool:
        """Whether the entry accepts *result*."""
        return (
            (self.rule, self.node) == (result.shape, result.focus_node)
            and self.path in ("", result.path)
            and self.component in ("", result.component)
            and self.value in (None, result.value)
        )


def read_baseline(text: str, name: str) -> list[Entry]:
    """Read the entries of the file *name*.

    Raises:
        ParameterError: it is not a baseline; the message has the line.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ParameterError(f"{name}: {error}.", hint="A baseline is written in TOML.") from error
    except RecursionError as error:
        raise ParameterError(f"{name}: the values are nested too deep.") from error
    tables = document.get(_TABLE, [])
    if set(document) - {_TABLE} or not isinstance(tables, list):
        raise ParameterError(f"{name}: a baseline holds [[{_TABLE}]] entries and nothing else.")
    lines = [text.count("\n", 0, match.start()) + 1 for match in _ENTRY.finditer(text)]
    if len(lines) != len(tables):
        raise ParameterError(f"{name}: write each entry under a line [[{_TABLE}]] of its own.")
    return [_read_entry(table, f"{name}:{line}") for table, line in zip(tables, lines, strict=True)]


def _read_entry(table: Mapping[str, object], place: str) -> Entry:
    if unknown := [key for key in table if key not in _KEYS]:
        raise ParameterError(
            f"{place}: there is no key {unknown[0]!r}.", hint=f"The keys are {', '.join(_KEYS)}."
        )
    for key in _KEYS:
        given = table.get(key, "" if key not in _NEEDED else None)
        if not isinstance(given, str) or (key in _NEEDED and not given.strip()):
            raise ParameterError(
                f"{place}: the entry has no text for {key!r}.",
                hint="Each entry says rule, node and reason.",
            )
    given = {key: str(value) for key, value in table.items()}
    try:
        return Entry(
            rule=expand(given["rule"]),
            node=_read_term(given["node"]),
            reason=given["reason"],
            path=given.get("path", ""),
            component=expand(given["component"]) if given.get("component") else "",
            value=_read_term(given["value"]) if given.get("value") else None,
            place=place,
        )
    except InputError as error:
        raise ParameterError(f"{place}: {error.message}", hint=error.hint) from error


def _read_term(text: str) -> Term:
    """Read an IRI, prefixed or bare, or a literal as N-Triples writes it."""
    if not text.startswith('"'):
        return ox.NamedNode(expand(text))
    line = f"<urn:x> <urn:x> {text} ."
    try:
        (quad,) = ox.parse(line.encode(), format=ox.RdfFormat.N_TRIPLES)
    except (SyntaxError, ValueError) as error:
        raise RdfSyntaxError(
            f"{text[:200]} is no literal.", hint='Write it as "text"@en.'
        ) from error
    term: Term = quad.object
    return term


def apply_baseline(
    report: ValidationReport, entries: Iterable[Entry], *, whole: bool = True
) -> ValidationReport:
    """Move the results that *entries* accept out of the way of the others.

    When the *whole* dataset was validated, entries that accept nothing are named in the notes.
    """
    by_rule: dict[tuple[str, Term], list[Entry]] = {}
    for entry in entries:
        by_rule.setdefault((entry.rule, entry.node), []).append(entry)
    kept: list[ValidationResult] = []
    accepted: list[Accepted] = []
    used: set[Entry] = set()
    for result in report.results:
        found = [
            entry
            for entry in by_rule.get((result.shape, result.focus_node), [])
            if entry.matches(result)
        ]
        used.update(found)
        if found:
            accepted.append(Accepted(result, found[0].reason))
        else:
            kept.append(result)
    judged = whole and not (report.unreadable or report.left_out)
    idle = [e for same in by_rule.values() for e in same if judged and e not in used]
    return replace(
        report,
        results=tuple(kept),
        accepted=(*report.accepted, *accepted),
        notes=(*report.notes, *(_idle_note(entry) for entry in idle)),
    )


def _idle_note(entry: Entry) -> str:
    about = f"{shape_text(entry.rule)} at {value_text(entry.node)}"
    return f"{entry.place}: nothing needs the entry for {about} any more. Remove it."


def new_entries(results: Iterable[ValidationResult], reason: str) -> tuple[str, int]:
    """Write entries that accept *results*, to be added to a baseline; and count those that cannot.

    A shape without a name and a blank node have another name in the next run.
    """
    texts: dict[str, None] = {}
    nameless = 0
    for result in results:
        if result.shape and not isinstance(result.focus_node, ox.BlankNode):
            texts[_entry_text(result, reason)] = None
        else:
            nameless += 1
    return "".join(texts), nameless


def with_entries(text: str, entries: str) -> str:
    """Add written entries to the text of a baseline, which may be empty."""
    head = text or _HEAD
    return head + ("" if head.endswith("\n") else "\n") + entries


def _entry_text(result: ValidationResult, reason: str) -> str:
    value = result.value
    fields = {
        "rule": _name(result.shape),
        "node": _term(result.focus_node),
        "path": result.path,
        "component": _name(result.component),
        "value": ""
        if value is None or isinstance(value, ox.BlankNode | ox.Triple)
        else _term(value),
        "reason": reason,
    }
    lines = [f"{key} = {_quoted(text)}\n" for key, text in fields.items() if text]
    return f"\n[[{_TABLE}]]\n{''.join(lines)}"


def _term(term: Term) -> str:
    return _name(term.value) if isinstance(term, ox.NamedNode) else term_key(term)


def _name(iri: str) -> str:
    return shorten(iri).strip("<>")


def _quoted(text: str) -> str:
    """Write a string of TOML: without escapes where that is possible, else as JSON does."""
    if '"' in text and "'" not in text and plain(text) == text:
        return f"'{text}'"
    return safe_syntax(json.dumps(text, ensure_ascii=False))
