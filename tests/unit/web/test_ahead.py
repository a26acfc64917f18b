"""Tests of kg.web.ahead: what the first page would wait for is done before."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from flask import Flask

from kg.packaged_terms import labels
from kg.web import get_ready


@pytest.fixture
def collector() -> Iterator[None]:
    """The settings of the collector, as they were."""
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


@pytest.mark.usefixtures("collector")
def test_templates_and_words_are_there_before_the_first_page() -> None:
    """All templates that there are, and memory that stays is in no collection any more."""
    app = Flask("kg.web", template_folder="templates")
    get_ready(app).join()
    assert app.jinja_env.cache is not None
    kept = {name for _, name in app.jinja_env.cache}
    assert kept == set(app.jinja_env.list_templates()) >= {"thing.html", "things/roles.html"}
    assert labels.cache_info().currsize
    assert gc.get_freeze_count() > 10_000
