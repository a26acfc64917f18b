"""`/validate` in a browser: a form, and a report beside the text with its lines marked."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kg.errors import ParameterError
from kg.web.validating.page import example_text
from kg.web.validating.syntaxes import chosen_syntax, syntax_of_text
from tests.conftest import BREAKING
from tests.unit.web.test_protocol import BROWSER

HTML = {"Accept": BROWSER}
WRONG_PREFIX = '@prefix a: <urn:a> .\n\na:b a:c "x" ;\n  d:e 4 .\n'
SOUND = "<https://w3id.org/geoactors/id/agent/russia> a <https://w3id.org/geoactors/ns#State> .\n"


def sent(
    client: FlaskClient, text: str = "", file: tuple[bytes, str] | None = None, syntax: str = ""
) -> TestResponse:
    """Send the form as a browser does."""
    form: dict[str, object] = {"text": text.replace("\n", "\r\n"), "syntax": syntax}
    form["file"] = (BytesIO(file[0]), file[1]) if file else (BytesIO(b""), "")
    return client.post("/validate", data=form, headers=HTML, content_type="multipart/form-data")


def marked_lines(page: str) -> list[int]:
    """The numbers of the lines that are marked."""
    return [int(number) for number in re.findall(r'<tr id="line-(\d+)"', page)]


def test_the_form_is_a_page(demo_client: FlaskClient) -> None:
    """For browsers; a program that wants data is told how to send it."""
    answer = demo_client.get("/validate", headers=HTML)
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    assert 'enctype="multipart/form-data"' in answer.text
    assert demo_client.get("/validate", headers={"Accept": "text/turtle"}).status_code == 406


def test_an_example_fills_the_form(demo_client: FlaskClient) -> None:
    """And has mistakes that the page marks, each with a way to its line and back."""
    form = demo_client.get("/validate?example=1", headers=HTML).text
    area = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", form, re.DOTALL)
    assert area is not None
    assert unescape(area[1]) == example_text()
    page = sent(demo_client, example_text()).text
    lines = example_text().splitlines()
    assert [lines[number - 1].strip()[:12] for number in marked_lines(page)] == [
        "tenure:examp",
        'ga:edtf "201',
        "skos:prefLab",
        "ga:citizen a",
    ]
    anchors = set(re.findall(r'id="((?:line|result)-\d+)"', page))
    leads = set(re.findall(r'href="#((?:line|result)-\d+)"', page))
    assert leads == anchors
    assert "5 violations" in page
    assert "Nothing was stored" in page


def test_a_result_says_what_to_try_and_leads_to_its_rule(demo_client: FlaskClient) -> None:
    """The first sentence is what is wrong; links of the page are answered."""
    page = sent(demo_client, example_text()).text
    assert '<p class="wrong-text" dir="auto">A tenure has exactly one holder.</p>' in page
    assert "Add ga:holder with the IRI of the person" in page
    for path in ("/shapes#TenureShape-holder", "/rules/TenureShape#TenureShape-holder"):
        assert f'href="{path}"' in page
        assert demo_client.get(path, headers=HTML).status_code == 200
    assert 'href="/ns#holder"' in page


def test_what_keeps_the_rules_is_told_so(demo_client: FlaskClient) -> None:
    """With no line marked."""
    page = sent(demo_client, SOUND).text
    assert "<h1>The data keeps the rules</h1>" in page
    assert marked_lines(page) == []


def test_a_syntax_error_is_told_at_its_line(demo_client: FlaskClient) -> None:
    """The word is marked; the text stays in the form to be mended."""
    answer = sent(demo_client, WRONG_PREFIX)
    assert answer.status_code == 400
    assert "The prefix d: has not been declared." in answer.text
    assert marked_lines(answer.text) == [4]
    assert "<mark>d:e</mark> 4 ." in answer.text
    area = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", answer.text, re.DOTALL)
    assert area is not None
    assert unescape(area[1]) == WRONG_PREFIX


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.ttl", "C:\\a\\<script>alert(1)</script>.ttl", "\u202ettl.x.ttl"]
)
def test_names_of_files_do_no_harm(demo_client: FlaskClient, name: str) -> None:
    """Only the last part is shown, as text."""
    answer = sent(demo_client, file=(BREAKING.encode(), name))
    assert answer.status_code == 200, answer.text
    assert "etc/passwd" not in answer.text
    assert "<script>alert" not in answer.text
    assert "\u202e" not in answer.text


def test_a_file_goes_before_a_text(demo_client: FlaskClient) -> None:
    """And the page says so."""
    answer = sent(demo_client, SOUND, (BREAKING.encode(), "x.ttl"))
    assert "1 violation" in answer.text
    assert "The file was read, and the text was not." in answer.text


def test_a_text_that_is_too_long_is_cut_to_its_marks(demo_client: FlaskClient) -> None:
    """The lines about a mark are there; so is the number of all lines; the page stays small."""
    comment = "# nothing to see, but 50 characters of it, or more <>\n" * 4000
    page = sent(demo_client, comment + BREAKING + comment).text
    assert len(page) < 30_000
    (line,) = marked_lines(page)
    assert 4000 < line < 4010
    assert "ga:misspelt" in page
    assert "which are too many to show" in page
    assert "Mend it in its file" in page


def field_of(page: str) -> str:
    """The text in the form."""
    area = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert area is not None
    return unescape(area[1])


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (BREAKING.encode("utf-16"), "not in UTF-8"),
        (b"<urn:a> <urn:b> '\xff' .", "not in UTF-8"),
        (b"<urn:a> <urn:b> '\x00' .", "characters in it that no text has"),
        (b"#" * 40_000 + BREAKING.encode(), "too long"),
    ],
)
def test_why_a_text_cannot_be_mended_here_is_told(
    demo_client: FlaskClient, file: bytes, said: str
) -> None:
    """Each of the reasons by itself, and never when a text stands in the form."""
    page = sent(demo_client, file=(file, "x.ttl")).text
    assert re.search(rf"{said}[^.]*\. Mend it in its file", page)
    assert field_of(page) == ""
    assert ("too long to be mended" in page) is (said == "too long")


@pytest.mark.parametrize("syntax", ["", "word"])
def test_a_refusal_keeps_the_text(demo_client: FlaskClient, syntax: str) -> None:
    """Whatever else is wrong with the form."""
    answer = sent(demo_client, WRONG_PREFIX, syntax=syntax)
    assert answer.status_code == 400
    assert field_of(answer.text) == WRONG_PREFIX


def test_links_to_results_are_told_apart(demo_client: FlaskClient) -> None:
    """By the number that the result has, too."""
    page = sent(demo_client, example_text()).text
    names = re.findall(r'href="#result-\d+">([^<]+)</a>', page)
    assert len(names) == len(set(names)) == 5
    assert all(f">{name}</span>" in page for name in names)


def test_the_page_of_many_results_stays_small(demo_client: FlaskClient) -> None:
    """At most 200 KB; what is not shown is counted."""
    agent = "https://w3id.org/geoactors/id/agent/"
    many = "".join(
        f'<{agent}a{n}> <https://w3id.org/geoactors/ns#wrong> "{n}{"<&>" * 60}" .\n'
        for n in range(900)
    )
    answer = sent(demo_client, many)
    assert answer.status_code == 200
    assert len(answer.data) < 200_000
    assert "more results, which are not shown here" in answer.text


def test_hostile_texts_stay_text(demo_client: FlaskClient) -> None:
    """Marks that turn texts around are spelled out; nothing becomes an element."""
    text = BREAKING.replace("this is no property", "<script>alert(1)</script>\u202e</textarea>")
    page = sent(demo_client, text).text
    assert "<script>alert" not in page
    source = page[page.index('<table class="source">') : page.index("</table>")]
    assert "\u202e" not in source
    assert "\\u202e" in source


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({"text": " \n"}, 400, "Nothing was sent."),
        ({}, 400, "Nothing was sent."),
        ({"text": "x", "syntax": "<b>"}, 400, "names a syntax that is not read"),
        ({"text": "\x00\x01"}, 400, "The text cannot be read"),
    ],
)
def test_what_cannot_be_read_is_told_on_the_page(
    demo_client: FlaskClient, form: dict[str, str], status: int, said: str
) -> None:
    """With the form below it."""
    answer = demo_client.post(
        "/validate", data=form, headers=HTML, content_type="multipart/form-data"
    )
    assert (answer.status_code, answer.mimetype) == (status, "text/html")
    assert said in answer.text
    assert "<b>" not in answer.text
    assert "<textarea" in answer.text


def test_a_broken_form_is_told_on_the_page(demo_client: FlaskClient) -> None:
    """One without a boundary holds nothing."""
    answer = demo_client.post(
        "/validate", data=b"--x\r\nnot a form", headers=HTML, content_type="multipart/form-data"
    )
    assert (answer.status_code, "Nothing was sent." in answer.text) == (400, True)


def test_programs_that_send_a_form_get_no_page(demo_client: FlaskClient) -> None:
    """As before there was one: a form is no RDF."""
    answer = demo_client.post("/validate", data={"text": SOUND})
    assert (answer.status_code, answer.content_type) == (415, "application/problem+json")


@pytest.mark.parametrize(
    ("text", "syntax"),
    [
        ("@prefix a: <urn:a> .", ox.RdfFormat.TURTLE),
        ("# a { comment\n<a:s> <a:p> <a:o> .", ox.RdfFormat.TRIG),
        ("<a:g> { <a:s> <a:p> 1 }", ox.RdfFormat.TRIG),
        ("<a:s> <a:p> <a:o> <a:g> .", ox.RdfFormat.N_QUADS),
        ('# one\n_:s <a:p> "a \\" b"@en _:g .', ox.RdfFormat.N_QUADS),
        ('_:s <a:p> "a" .', ox.RdfFormat.TURTLE),
        ('\ufeff{ "@id": "a:b" }', ox.RdfFormat.JSON_LD),
        ('[ {"@id": "a:b"} ]', ox.RdfFormat.JSON_LD),
        ("[ a <a:b> ] .", ox.RdfFormat.TURTLE),
        ('<?xml version="1.0"?><rdf:RDF/>', ox.RdfFormat.RDF_XML),
        ('<rdf:RDF xmlns:rdf="x">', ox.RdfFormat.RDF_XML),
        ('<x:Person xmlns:x="y">', ox.RdfFormat.RDF_XML),
        ("", ox.RdfFormat.TURTLE),
        ("# " * 30_000, ox.RdfFormat.TURTLE),
    ],
)
def test_the_syntax_is_told_by_the_look(text: str, syntax: ox.RdfFormat) -> None:
    """Of the beginning of a text."""
    assert syntax_of_text(text.encode()) == syntax


def test_a_choice_goes_before_the_look(demo_client: FlaskClient) -> None:
    """And before the ending of a file name."""
    assert chosen_syntax("") is None
    with pytest.raises(ParameterError):
        chosen_syntax("xml")
    answer = sent(demo_client, file=(SOUND.encode(), "x.json"), syntax="ttl")
    assert answer.status_code == 200
    assert "read as Turtle" in answer.text
