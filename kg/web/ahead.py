"""What the first page would wait for, done before somebody asks."""

from __future__ import annotations

from threading import Thread

from flask import Flask

from kg.packaged_terms import labels
from kg.web.allocator import keep_for_good


def get_ready(app: Flask) -> Thread:
    """Begin to compile the templates of an application and to read the words of the ontology.

    Pages come meanwhile: what they need is made when they ask. Then memory is seen to, which
    holds for the whole process (`keep_for_good`).
    """
    thread = Thread(target=_get_ready, args=(app,), name="kg-ahead", daemon=True)
    thread.start()
    return thread


def _get_ready(app: Flask) -> None:
    labels()
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    keep_for_good()
