"""The tables of an index, and what stands in them."""

from typing import Final

FORMAT: Final = "2"
"""Grows when the tables change, so that an index of another release is not read."""

TABLES: Final = """
PRAGMA page_size = 4096;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -65536;
CREATE TABLE about(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE kind(kind TEXT PRIMARY KEY, number INTEGER) WITHOUT ROWID;
CREATE TABLE below(upper TEXT, lower TEXT, PRIMARY KEY(upper, lower)) WITHOUT ROWID;
-- things, the likeliest to be meant first; days as numbers, before and behind which it was not
CREATE TABLE thing(
    id INTEGER PRIMARY KEY, iri TEXT, label TEXT, language TEXT, kind TEXT, note TEXT,
    likely REAL, first INTEGER, last INTEGER
);
-- names of things in the same order; the words of each in Latin letters, smoothed, and beside it
CREATE TABLE name(
    id INTEGER PRIMARY KEY, thing INTEGER, rank INTEGER, language TEXT, text TEXT,
    latin TEXT, smooth TEXT, context TEXT
);
CREATE VIEW known AS
    SELECT name.id AS id, thing, kind, likely, rank, name.language, text, latin, smooth, context,
        first, last
    FROM name JOIN thing ON thing.id = name.thing;
CREATE TABLE code(code TEXT, name INTEGER, text TEXT, PRIMARY KEY(code, name)) WITHOUT ROWID;
CREATE VIRTUAL TABLE found USING fts5(
    words, smooth, sounds, context, kind,
    content = '', detail = 'column', columnsize = 0, prefix = '1 2 3', tokenize = 'ascii'
);
-- words in Latin letters and smoothed, and of each group of three letters the words that have it,
-- as numbers of four bytes, the least significant first
CREATE TABLE word(id INTEGER PRIMARY KEY, word TEXT);
CREATE TABLE gram(gram TEXT PRIMARY KEY, number INTEGER, words BLOB) WITHOUT ROWID;
"""

FINISH: Final = """
CREATE INDEX name_latin ON name(latin);
INSERT INTO found(found) VALUES ('optimize');
INSERT INTO kind SELECT kind, count(*) FROM thing GROUP BY kind;
"""
