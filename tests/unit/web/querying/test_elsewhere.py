"""The programs that a result page offers do what they say."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from kg.resources import article_files
from kg.web.querying.elsewhere import _literal
from tests.running import run_kg, serving

BROWSER = {"Accept": "text/html"}
QUERY = (
    '# It\'s "quoted", and has a \\\\ and an $é\nSELECT ?s WHERE {\n'
    "  ?s a <https://w3id.org/geoactors/ns#Person> FILTER(STR(?s) != 'a\\'b') } ORDER BY ?s LIMIT 2"
)


@pytest.mark.parametrize("text", ["a", 'a"', 'a\n"""b', "a\\b", "a\tb\nc", "\0", QUERY, "'\"'"])
def test_a_text_is_itself_in_python(text: str) -> None:
    """Whatever stands in it."""
    assert eval(_literal(text)) == text  # our own output, in a test


def test_curl_and_python_give_what_the_page_shows(tmp_path: Path) -> None:
    """Copied from the page and run, with quotation marks and letters of all kinds."""
    if not shutil.which("curl"):
        pytest.skip("there is no curl")
    run_kg("load", "--store", tmp_path / "store", *article_files())
    with serving("serve", "--store", str(tmp_path / "store"), "--port", "0") as server:
        path = f"/sparql?{urlencode({'query': QUERY})}"
        shown = re.findall(
            r'<pre class="copied"[^>]*>(.*?)</pre>', server.get(path, "text/html").text, re.DOTALL
        )
        address, curl, python = map(unescape, shown)
        assert address == server.address + path
        csv = subprocess.run(["sh", "-c", curl], capture_output=True, text=True, check=True)
        lines = csv.stdout.splitlines()
        assert [lines[0], len(lines)] == ["s", 3]
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", python],
            capture_output=True,
            text=True,
            check=True,
        )
        assert [json.loads(line.replace("'", '"'))["s"] for line in done.stdout.splitlines()] == (
            lines[1:]
        )


def test_a_graph_is_offered_as_graphs_are(demo_client: FlaskClient) -> None:
    """In Turtle for programs, and in six formats as a file."""
    query = "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 1"
    text = demo_client.get("/sparql", query_string={"query": query}, headers=BROWSER).text
    assert "import TURTLE, SPARQLWrapper" in text
    assert text.count("&amp;format=") == 6
    assert "Accept: text/turtle" in unescape(text)
