"""Strategies: SPARQL as people write it, and as nobody should."""

from __future__ import annotations

from hypothesis import strategies as st

_QUERIES = [
    "SELECT * WHERE { ?s ?p ?o } LIMIT 3",
    "PREFIX e: <http://example.org/> ASK { e:n1 e:next+ / ^ e:next ?x , 'a'@en FILTER ( ?x > 2 ) }",
    "CONSTRUCT { ?s ?p [ ] } WHERE { GRAPH ?g { ?s ?p ?o } OPTIONAL { ?o ?q ( 1.0E1 2 ) } }",
    "SELECT ( COUNT ( DISTINCT ?s ) AS ?n ) FROM <a:g> { { ?s a ?t } UNION { ?t a ?s } }",
    "DESCRIBE <a:n1> ?x { BIND ( STRLANG ( 'é' , 'en' ) AS ?x ) MINUS { ?x a ?y } }",
    "SELECT ?s { VALUES ( ?s ?t ) { ( <a:b> UNDEF ) } } GROUP BY ?s HAVING ( MAX ( ?t ) > 1 )",
    "SELECT * { { SELECT ?s { ?s ?p ?o } ORDER BY DESC ( ?o ) LIMIT 2 } ?s ?q ?r } OFFSET 1",
]
_UPDATES = [
    "INSERT DATA { GRAPH <urn:g> { <a:s> <a:p> 'x' } } ; DELETE WHERE { GRAPH ?g { ?s ?p 1 } }",
    "DELETE { GRAPH <urn:g> { ?s ?p ?o } } INSERT { GRAPH <urn:h> { ?s a _:b } } WHERE { ?s a ?o }",
    "WITH <urn:g> DELETE { ?s ?p ?o } INSERT { ?s ?p [ ] } USING <urn:h> WHERE { ?s ?p ?o }",
    "CREATE SILENT GRAPH <urn:g> ; COPY <urn:g> TO <urn:h> ; MOVE SILENT <urn:h> TO <urn:i>",
    "ADD SILENT <urn:i> TO <urn:g> ; CLEAR NAMED ; DROP SILENT GRAPH <urn:h>",
    "LOAD <a:x> ; DELETE DATA { GRAPH <urn:g> { <a:s> <a:p> 01 , '''\n''' , true } }",
]
_TOKENS = sorted({token for line in (*_QUERIES, *_UPDATES) for token in line.split()})
_TOKENS += ["<", "\\u0000", "\x00", "'''", '"', "_:b", "$x", "<< >>", "{|", "#", "𝄞", "\ufffe"]


def _mutations(lines: list[str]) -> st.SearchStrategy[str]:
    """Texts with words replaced by their like, left out, doubled, or put in: a few, or none."""
    change = st.tuples(
        st.integers(0, 40),
        st.sampled_from(["like", "like", "like", "drop", "double", "put"]),
        st.sampled_from(_TOKENS),
    )
    return st.builds(_changed, st.sampled_from(lines), st.lists(change, max_size=3))


def _changed(line: str, changes: list[tuple[int, str, str]]) -> str:
    found = line.split(" ")
    for place, how, token in changes:
        at = place % (len(found) or 1)
        if how == "put":
            found.insert(at, token)
        elif found and how == "like":
            alike = [at for at, word in enumerate(found) if word[:1] == token[:1]]
            found[alike[place % len(alike)] if alike else at] = token
        elif found:
            found[at : at + 1] = [] if how == "drop" else [found[at]] * 2
    return " ".join(found)


queries = _mutations(_QUERIES)
updates = _mutations(_UPDATES)
