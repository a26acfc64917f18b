"""Serves an N-Quads file with rdflib-endpoint from memory: `… rdflib_server FILE PORT`."""

from __future__ import annotations

import sys
from importlib import import_module

from rdflib import Dataset


def main(file: str, port: str) -> None:
    """Load *file*, with the union of its graphs as the default graph, and serve until stopped."""
    dataset = Dataset(default_union=True)
    dataset.parse(file, format="nquads")
    # both are installed by the group `bench` alone, and have no place in the types of the rest
    endpoint = import_module("rdflib_endpoint").SparqlEndpoint(graph=dataset, path="/sparql")
    import_module("uvicorn").run(
        endpoint, host="127.0.0.1", port=int(port), log_level="error", timeout_keep_alive=600
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
