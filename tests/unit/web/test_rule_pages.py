"""`/rules` and `/problem`: documentation in Markdown, read over HTTP."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from kg.resources import problems_file, resource_root
from kg.validation.reports.catalogue import pages
from kg.web.problems import KINDS
from kg.web.program.markdown import to_html
from kg.web.program.rules import known_problems

HTML = {"Accept": "text/html"}


def test_every_rule_has_its_page(demo_client: FlaskClient) -> None:
    """With an anchor for each part, and the text itself for those who want it."""
    for name, file in pages().items():
        text = demo_client.get(f"/rules/{name}", headers=HTML).text
        for part in re.findall(r"^## gs:([\w-]+)$", file.read_text("utf-8"), re.MULTILINE):
            assert f'<h2 id="{part}">' in text
    answer = demo_client.get("/rules/TenureShape", headers={"Accept": "text/markdown"})
    assert answer.text.startswith("# gs:TenureShape: tenure\n")


def test_every_problem_has_its_page(demo_client: FlaskClient) -> None:
    """Those of errors, and all that the documentation names."""
    kinds = {kind for _, kind in KINDS.values()} | set(known_problems())
    documented = re.findall(
        r"^\| `([\w-]+)` \| \d", problems_file().read_text("utf-8"), re.MULTILINE
    )
    assert set(documented) == set(known_problems())
    for kind in kinds:
        text = demo_client.get(f"/problem/{kind}", headers=HTML).text
        assert f"<h1>{kind}</h1>" in text
        assert "What to do" in text
    assert resource_root() in problems_file().parents


def test_markdown_is_made_harmless() -> None:
    """HTML is text, and links lead where they are allowed to."""
    text = (
        "# <script>x</script>\n\n[a](javascript:x) [b](b.md) [c](c.md)\n\n<img src=x onerror=y>\n"
    )
    html = to_html(text, lambda address: "/b" if address == "b.md" else "")
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert '<a href="/b">b</a> <span>c</span>' in html
