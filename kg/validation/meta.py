"""The shapes of SHACL for shapes graphs, as pySHACL ships them; pySHACL itself is not imported."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from rdflib import Graph

from kg.errors import ResourceError


@cache
def meta_shapes() -> Graph:
    """The shapes of SHACL for shapes; not to be changed.

    Raises:
        ResourceError: pySHACL is not installed as it should be.
    """
    found = find_spec("pyshacl")
    if found is None or found.origin is None:
        raise ResourceError("The installation is broken: pySHACL is missing.")
    path = Path(found.origin).parent / "assets" / "shacl-shacl.ttl"
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise ResourceError(f"The installation is broken: {error}.") from error
    return Graph(bind_namespaces="none").parse(data=text, format="turtle")
