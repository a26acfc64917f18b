"""The shapes of SHACL for shapes."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import URIRef

from kg.errors import ResourceError
from kg.validation import meta

SHAPE = URIRef("http://www.w3.org/ns/shacl-shacl#ShapeShape")


def test_the_shapes_of_shacl_are_at_hand() -> None:
    """They come with pySHACL, and are read once."""
    assert (SHAPE, None, None) in meta.meta_shapes()
    assert meta.meta_shapes() is meta.meta_shapes()


def test_a_broken_installation_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whether pySHACL is missing or a file of it."""
    for spec in (None, type("Spec", (), {"origin": str(tmp_path / "__init__.py")})):
        monkeypatch.setattr(meta, "find_spec", lambda _, found=spec: found)
        with pytest.raises(ResourceError, match="installation is broken"):
            meta.meta_shapes.__wrapped__()
