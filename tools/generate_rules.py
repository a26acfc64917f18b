"""Writes docs/rules/, a page for each packaged rule; run `python tools/generate_rules.py`.

`--check` writes nothing and says which pages are out of date (exit 1: some are). What a rule asks
comes from shapes/, why it does from docs/rules/why.toml, and the examples are cases that test it,
from tests/conformance/cases/.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rdflib import RDF, RDFS, SH, Graph, URIRef
from rdflib.term import Node

from kg.terms import shorten
from kg.vocabulary import GS

ROOT = Path(__file__).parents[1]
SHAPES = ROOT / "shapes"
CASES = ROOT / "tests" / "conformance" / "cases"
PAGES = ROOT / "docs" / "rules"
_WRITTEN = "<!-- Written by tools/generate_rules.py: edit shapes/ or why.toml, not this. -->"
_PLACE = re.compile(r"\{[?$](\w+)\}")
_SCOPES: dict[Node, str] = {
    GS["graph"]: "each source for itself",
    GS["dataset"]: "all sources together",
}
_SEVERITIES: dict[Node, str] = {
    SH.Violation: "violation: the data is refused",
    SH.Warning: "warning: the data is taken, and the report says so",
    SH.Info: "info: the data is taken, and the report says so",
}
_TARGETS = {
    SH.targetClass: "every {}",
    SH.targetSubjectsOf: "whatever has {}",
    SH.targetObjectsOf: "whatever {} points to",
}


@dataclass(frozen=True, slots=True)
class Case:
    """One example: the rules that it breaks, a title, and its text without the header."""

    breaks: frozenset[str]
    title: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything that the pages are made of."""

    graph: Graph
    files: Mapping[str, str]
    why: Mapping[str, str]
    examples: Mapping[str, Mapping[str, str]]


def read_rules() -> Rules:
    """Read the shapes, the file of each node shape, the reasons and the examples without cases."""
    graph = Graph()
    files: dict[str, str] = {}
    notes: dict[str, Any] = tomllib.loads((PAGES / "why.toml").read_text(encoding="utf-8"))
    for path in sorted(SHAPES.glob("*.ttl")):
        own = Graph().parse(path)
        graph += own
        named = {*own.subjects(RDF.type, SH.NodeShape), *(GS[name] for name in notes["example"])}
        files |= {
            str(node).removeprefix(GS): path.name
            for node in named
            if (node, RDFS.label, None) in own
        }
    return Rules(graph, files, notes["why"], notes["example"])


def pages(rules: Rules) -> dict[str, str]:
    """Write every page, by the name of its file."""
    written = {f"{name}.md": page(name, rules) for name in sorted(rules.files)}
    return {"README.md": index(rules), **written}


def page(name: str, rules: Rules) -> str:
    """Write the page of the node shape *name*."""
    shape, graph = GS[name], rules.graph
    invalid, valid = cases_of(name, "invalid", rules), cases_of(name, "valid", rules)
    parts = sorted(str(part).removeprefix(GS) for part in graph.objects(shape, SH.property))
    lines = [
        f"# gs:{name}: {graph.value(shape, RDFS.label)}",
        _WRITTEN,
        rules.why[name],
        *_facts(shape, rules.files[name], graph),
    ]
    if own := [case for case in invalid if name in case.breaks]:
        lines += ["## What it asks", *_asks(shape, graph), *_example("Breaks it", own[0])]
    for part in parts:
        lines += [f"## gs:{part}", *_asks(GS[part], graph)]
        if alone := sorted((c for c in invalid if part in c.breaks), key=lambda c: len(c.breaks)):
            lines += _example("Breaks it", alone[0])
    lines += ["## What passes", *_example("Passes", valid[0])]
    return "\n\n".join(lines) + "\n"


def cases_of(name: str, kind: str, rules: Rules) -> list[Case]:
    """Read the cases of a node shape that are *valid* or *invalid*, in name order."""
    if name in rules.examples:
        text = rules.examples[name]["passes" if kind == "valid" else "breaks"]
        return [Case(frozenset([name] if kind == "invalid" else []), "", text.strip(), "turtle")]
    return [read_case(path) for path in sorted((CASES / name / kind).glob("*.*"))]


def read_case(path: Path) -> Case:
    """Read a case; its first comments say what it breaks, and in which scope."""
    lines = path.read_text(encoding="utf-8").splitlines()
    names = lines[0].partition(":")[2].replace(",", " ").split()
    body = [line for line in lines if not line.startswith(("# breaks:", "# scope:"))]
    return Case(
        frozenset(name.removeprefix("gs:") for name in names),
        path.stem.replace("-", " "),
        "\n".join(body).strip(),
        "trig" if path.suffix == ".trig" else "turtle",
    )


def _facts(shape: Node, file: str, graph: Graph) -> Iterator[str]:
    facts = [f"- **Stable id:** <{shape}>"]
    if scope := graph.value(shape, GS["scope"]):
        facts.append(f"- **Looks at:** {', '.join(targets(shape, graph))}; {_SCOPES[scope]}")
    facts.append(f"- **Written in:** [shapes/{file}](../../shapes/{file})")
    yield "\n".join(facts)


def targets(shape: Node, graph: Graph) -> list[str]:
    """Say in words what a shape looks at."""
    words = [
        pattern.format(f"`{shorten(term)}`")
        for predicate, pattern in _TARGETS.items()
        for term in sorted(map(str, graph.objects(shape, predicate)))
    ]
    named = [str(graph.value(node, RDFS.label)) for node in graph.objects(shape, SH.target)]
    return words + sorted(named)


def _asks(shape: URIRef, graph: Graph) -> Iterator[str]:
    message = graph.value(shape, SH.message) or graph.value(shape, RDFS.comment)
    severity = graph.value(shape, SH.severity) or SH.Warning
    yield "> " + _PLACE.sub(r"⟨\1⟩", str(message))
    yield f"It is a {_SEVERITIES[severity]}."


def _example(title: str, case: Case) -> Iterator[str]:
    about = f" ({case.title})" if case.title else ""
    yield f"{title}{about}:"
    yield f"```{case.language}\n{case.text}\n```"


def index(rules: Rules) -> str:
    """Write the list of the rules, by the file that they are written in."""
    lines = [
        "# The rules",
        _WRITTEN,
        "Every rule that data is held to, with the reason, an example that breaks it and one that"
        " passes. `kg validate --explain RULE` prints the same without a network. The examples"
        " are test cases: what they refer to and do not describe is described in"
        " [context.ttl](../../tests/conformance/cases/context.ttl).",
        "Rules whose names begin with *Merged* look at all sources together, the others at each"
        " one for itself.",
    ]
    for file in sorted(set(rules.files.values())):
        rows = [
            f"| [gs:{name}]({name}.md) | {rules.graph.value(GS[name], RDFS.label)} |"
            for name, of in sorted(rules.files.items())
            if of == file
        ]
        lines += [
            f"## {file.removesuffix('.ttl')}",
            "\n".join(["| rule | about |", "|---|---|", *rows]),
        ]
    return "\n\n".join(lines) + "\n"


def stale() -> dict[str, str]:
    """The pages that are not as they would be written, with their new text; none is removed."""
    written = pages(read_rules())
    there = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.md")}
    gone = dict.fromkeys(there.keys() - written.keys(), "")
    return {name: text for name, text in (written | gone).items() if there.get(name) != text}


def main() -> int:
    """Write the pages that are out of date, and remove those of rules that are gone."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 when stale")
    check = parser.parse_args().check
    changed = stale()
    for name, text in changed.items():
        print(name)
        if check:
            continue
        if text:
            (PAGES / name).write_text(text, encoding="utf-8")
        else:
            (PAGES / name).unlink()
    return 1 if check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
