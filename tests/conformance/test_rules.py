"""The pages about the rules: one for each, up to date, with a reason and both examples."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, SH, Graph

from kg.normalise import rewritten
from kg.validation.reports.catalogue import explain, pages
from kg.vocabulary import GS
from tests.conformance.shape_cases import CASES, node_shapes, shapes_graph
from tools.generate_rules import PAGES, ROOT, read_rules, stale

STORED_FORM = "StoredFormShape"


@pytest.fixture(name="shapes", scope="module")
def packaged_shapes() -> Graph:
    """All packaged shapes."""
    return shapes_graph()


def test_the_pages_are_up_to_date() -> None:
    """A change of a shape or of a case changes its page."""
    assert sorted(stale()) == [], "run `python tools/generate_rules.py`"


def test_every_rule_has_a_page_and_nothing_else_has() -> None:
    """Node shapes, and the remark that is none."""
    assert set(pages()) == {*node_shapes(), STORED_FORM}
    assert set(read_rules().why) == set(pages())


def test_every_property_shape_has_its_section(shapes: Graph) -> None:
    """Reports name it, and `--explain` prints it."""
    parts = {str(part).removeprefix(GS) for part in shapes.subjects(RDF.type, SH.PropertyShape)}
    for part in parts:
        assert f"## gs:{part}\n" in explain(part)


def test_every_rule_that_a_case_breaks_has_an_example() -> None:
    """One that breaks it, and one that passes."""
    for name in {name for case in CASES for name in case.breaks}:
        text = explain(name)
        assert "Breaks it" in text, name
        assert "Passes" in text, name


def test_a_reason_is_one_or_more_sentences() -> None:
    """It says why, and not again what the message says."""
    rules = read_rules()
    for name, why in rules.why.items():
        assert re.fullmatch(r"[A-Z\"].*\.", why), name
        assert why not in {str(message) for message in rules.graph.objects(GS[name], SH.message)}


def test_links_of_the_pages_lead_somewhere() -> None:
    """From the list to the pages, from the pages to the shapes."""
    for page in PAGES.glob("*.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize(("kind", "found"), [("breaks", 1), ("passes", 0)])
def test_the_example_without_a_case_is_one(kind: str, found: int) -> None:
    """Values that are stored in another form are no shape's business, so no case has them."""
    text = read_rules().examples[STORED_FORM][kind]
    triples = [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    results = list(rewritten("urn:g", triples))
    assert [result.shape for result in results] == [f"{GS}{STORED_FORM}"] * found


def test_the_wheel_has_the_pages() -> None:
    """`--explain` needs no checkout."""
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert '"docs/rules" = "kg/_packaged/docs/rules"' in settings
    assert Path("docs/rules") == PAGES.relative_to(ROOT)
