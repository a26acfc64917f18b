"""What the ontology, its codes, shapes and alignments say, as things that a page can show."""

from kg.ontology.alignments import Alignment, Match
from kg.ontology.codes import Code, CodeLists
from kg.ontology.packaged import Vocabulary, packaged_vocabulary
from kg.ontology.shapes import Shape
from kg.ontology.terms import Term

__all__ = [
    "Alignment",
    "Code",
    "CodeLists",
    "Match",
    "Shape",
    "Term",
    "Vocabulary",
    "packaged_vocabulary",
]
