"""Searches in the index of a version."""

from __future__ import annotations

import string
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.dates import Day
from kg.errors import UnavailableError
from kg.search import Hit, SearchIndex
from tests.unit.search.conftest import Indexed

PEOPLE = """
e:merkel a ga:Person ; skos:prefLabel "Angela Merkel"@en , "Ангела Меркель"@ru ;
    skos:altLabel "Mutti"@de ; skos:hiddenLabel "A. D. Merkel" ;
    schema:sameAs <http://www.wikidata.org/entity/Q567> .
e:wang a ga:Person ; skos:prefLabel "王毅"@zh-hans , "Wang Yi"@en .
e:salman a ga:Person ; skos:prefLabel "محمد بن سلمان"@ar .
e:defence a ga:Post ; skos:prefLabel "Minister of Defence"@en ; ga:jurisdiction e:russia .
e:defence2 a ga:Post ; skos:prefLabel "Minister of Defence"@en ; ga:jurisdiction e:japan .
e:russia a ga:State ; skos:prefLabel "Russia"@en , "Россия"@ru ; ga:isoAlpha2 "RU" .
e:japan a ga:State ; skos:prefLabel "Japan"@en .
e:summit a ga:Event ; skos:prefLabel "Alaska summit"@en ;
    ga:startEarliest "2025-08-15"^^xsd:date ; ga:endLatest "2025-08-15"^^xsd:date .
e:paper a ga:Document ; dcterms:title "A message to readers"@en .
e:claim a ga:Claim ; ga:proposition "China supplies Russia."@en .
e:ivory a ga:State ; skos:prefLabel "Costa Rica"@es .
"""
E = "http://example.org/"


def first(index: SearchIndex, text: str) -> Hit:
    """The best hit."""
    return index.search(text)[0]


@pytest.mark.parametrize(
    ("text", "thing", "how"),
    [
        ("Angela Merkel", "merkel", "name"),
        ("MERKEL, Angela", "merkel", "name"),
        ("a merkel", "merkel", "hidden name"),
        ("mutti", "merkel", "alias"),
        ("angela merkle", "merkel", "similar spelling"),
        ("angela mer", "merkel", "name"),
        ("мерк", "merkel", "name"),
        ("Q567", "merkel", "code"),
        ("王毅", "wang", "name"),
        ("王", "wang", "name"),
        ("毅", "wang", "name"),
        ("محمد", "salman", "name"),
        ("rossiya", "russia", "transliteration"),
        ("defence minister russia", "defence", "name"),
        ("minister of defense japan", "defence2", "sounds like"),
        ("summit alaska", "summit", "name"),
        ("message readers", "paper", "name"),
        ("supplies", "claim", "name"),
        ("costarica", "ivory", "name"),
    ],
)
def test_things_are_found_and_it_is_said_why(
    indexed: Indexed, text: str, thing: str, how: str
) -> None:
    """Names, aliases, codes; other scripts, orders and spellings; beginnings of words."""
    hit = first(indexed(PEOPLE), text)
    assert (hit.iri, hit.matched.how) == (f"{E}{thing}", how)


def test_a_hit_says_what_it_is(indexed: Indexed) -> None:
    """Its English label, its kind, what tells it from its namesakes, the name that matched."""
    hit = first(indexed(PEOPLE), "меркель")
    assert (hit.label, hit.language, hit.kind) == ("Angela Merkel", "en", "Person")
    assert (hit.matched.text, hit.matched.language) == ("Ангела Меркель", "ru")
    posts = indexed(PEOPLE).search("minister of defence")
    assert {(post.label, post.note) for post in posts} == {
        ("Minister of Defence", "Russia"),
        ("Minister of Defence", "Japan"),
    }
    assert 0 < hit.score <= 1


def test_the_note_of_a_person_is_the_last_post_with_its_years(indexed: Indexed) -> None:
    """Or birth and death, where no post is known."""
    index = indexed(
        PEOPLE
        + """
        e:a a ga:Person ; skos:prefLabel "Ivan Petrov"@en .
        e:t a ga:Tenure ; ga:holder e:a ; ga:post e:defence ;
            ga:startEarliest "2001-03-28"^^xsd:date ; ga:endLatest "2007-02-15"^^xsd:date .
        e:b a ga:Person ; skos:prefLabel "Ivan Petrov"@en ; ga:birth e:birth .
        e:birth ga:startEarliest "1920-01-01"^^xsd:date .
        """
    )
    notes = {hit.iri: hit.note for hit in index.search("ivan petrov")}
    assert notes == {
        f"{E}a": "Minister of Defence (Russia), 2001–2007",
        f"{E}b": "born 1920",
    }


def test_kinds_take_those_below_them(indexed: Indexed) -> None:
    """A state is an agent; an unknown kind finds nothing."""
    index = indexed(PEOPLE)
    assert {hit.kind for hit in index.search("russia", kinds=["Agent"])} == {"State"}
    assert {hit.kind for hit in index.search("russia", kinds=["Post", "Claim"])} == {"Claim"}
    assert index.search("russia", kinds=["NoSuchKind"]) == []
    assert index.search("Q567", kinds=["State"]) == []
    assert index.kinds()[:2] == [("Person", 3), ("State", 3)]


def test_a_day_leaves_out_what_certainly_was_not(indexed: Indexed) -> None:
    """By bounds of its own, and those of birth and death; what is not known stays."""
    index = indexed(
        PEOPLE
        + """
        e:old a ga:Person ; skos:prefLabel "Gaius Caesar" ; ga:death e:died .
        e:died ga:endLatest "-0043-03-15"^^xsd:date .
        """
    )
    assert index.search("alaska", at=Day(2025, 8, 15))
    assert not index.search("alaska", at=Day(2025, 8, 16))
    assert not index.search("alaska", at=Day(2025, 8, 14))
    assert index.search("caesar", at=Day(-43, 3, 15))
    assert not index.search("caesar", at=Day(-43, 3, 16))
    assert index.search("merkel", at=Day(1, 1, 1))


def test_the_better_known_of_namesakes_comes_first(indexed: Indexed) -> None:
    """As many facts lead to it."""
    facts = " ".join(f"e:e{n} ga:involves e:two ." for n in range(20))
    index = indexed(
        'e:one a ga:Person ; skos:prefLabel "Kim Smith" .'
        f'e:two a ga:Person ; skos:prefLabel "Kim Smith" . {facts}'
    )
    assert [hit.iri for hit in index.search("kim smith")] == [f"{E}two", f"{E}one"]


@pytest.mark.parametrize(
    "text",
    [
        *('"', "*", "a* OR b*", "NEAR(a b, 2)", "-merkel", "(merkel", "merkel)", "words:merkel"),
        *("\x00merkel\x00", "\ud800", "merkel\ud800", "a" * 100_000, "a b " * 25_000, "!?.,;:"),
        *("'; DROP TABLE name; --", "{words} : x", "^merkel", "merkel AND", "NOT", "\n\t", "%_"),
        *("ـ" * 300, "١٢٣", "ﷺ", "𝔐𝔢𝔯𝔨𝔢𝔩", "👩‍👩‍👧", "a\u0301" * 500),
    ],
)
def test_no_text_is_an_error(indexed: Indexed, text: str) -> None:
    """Signs of the query language of the index are none here."""
    index = indexed(PEOPLE)
    assert isinstance(index.search(text), list)
    assert first(index, "merkel").iri == f"{E}merkel"


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(st.one_of(st.characters(), st.sampled_from(string.punctuation)), max_size=30))
def test_any_text_is_searched(indexed: Indexed, text: str) -> None:
    """Whatever people paste."""
    for hit in indexed(PEOPLE).search(text, limit=3):
        assert 0 <= hit.score <= 1


def test_hostile_names_are_indexed(indexed: Indexed) -> None:
    """They come back as they are, on one line."""
    index = indexed(
        'e:a a ga:Person ; skos:prefLabel "<script>alert(1)</script> \\"x\\" \\n y" .'
        f'e:b a ga:Person ; skos:prefLabel "{"long " * 1000}" .'
        '<javascript:x> a ga:Person ; skos:prefLabel "Odd \\u202e one" .'
        'e:c a ga:Person ; skos:prefLabel "!!!" . [] a ga:Person ; skos:prefLabel "Blank" .'
    )
    assert first(index, "alert").label == '<script>alert(1)</script> "x" y'
    assert first(index, "long").iri == f"{E}b"
    assert first(index, "odd").iri == "javascript:x"
    assert index.search("blank") == []


def test_things_of_other_vocabularies_are_found(indexed: Indexed) -> None:
    """A store of one's own may have classes of its own, or none; parts of things are not found."""
    index = indexed(
        '@prefix foaf: <http://xmlns.com/foaf/0.1/> . e:a a foaf:Person ; foaf:name "Ada" .'
        'e:b skos:prefLabel "Bob" . e:c a ga:Tenure ; skos:prefLabel "Carl" .'
    )
    assert {hit.kind for text in ("ada", "bob") for hit in index.search(text)} == {"Thing"}
    assert index.search("carl") == []
    assert index.search("ada", kinds=["Thing"])


def test_limits_are_kept(indexed: Indexed) -> None:
    """No more hits than asked for, and none of nothing."""
    names = " ".join(f'e:n{n} a ga:Person ; skos:prefLabel "Kim Number{n}" .' for n in range(150))
    index = indexed(names)
    assert len(index.search("kim", limit=7)) == 7
    assert len(index.search("kim", limit=1000)) <= 100
    assert index.search("kim", limit=0) == []


def test_any_thread_searches_also_when_the_file_is_gone(indexed: Indexed, tmp_path: Path) -> None:
    """A file that is open stays readable; more threads than connections wait for each other."""
    index = indexed(PEOPLE)
    (tmp_path / "0.sqlite").unlink()
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda text: first(index, text).iri, ["merkel", "王毅"] * 30))
    assert set(found) == {f"{E}merkel", f"{E}wang"}


def test_an_empty_version_has_an_index(indexed: Indexed) -> None:
    """In which nothing is found."""
    index = indexed("")
    assert index.search("merkel") == []
    assert index.kinds() == []
    assert index.version == 1


def test_a_file_that_is_no_index_is_refused(tmp_path: Path) -> None:
    """And so is one that is not there, and one that was closed."""
    path = tmp_path / "other.sqlite"
    path.write_bytes(b"no database" * 100)
    for name in ("other.sqlite", "missing.sqlite"):
        with pytest.raises(UnavailableError, match="cannot be read"):
            SearchIndex(tmp_path / name)


def test_a_closed_index_says_so(indexed: Indexed) -> None:
    """Rather than to fail in the engine."""
    index = indexed(PEOPLE)
    index.close()
    with pytest.raises(UnavailableError):
        index.search("merkel")
