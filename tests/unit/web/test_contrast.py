"""Colours of the pages: contrast by WCAG 2.2, light and dark, of what stands on what."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

STYLE = files("kg.web").joinpath("static/style.css").read_text(encoding="utf-8")
COLOURS = {
    name: {"light": light, "dark": dark}
    for name, light, dark in re.findall(
        r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", STYLE
    )
}
TEXTS = ("ink", "soft", "link", "certain", "possible", "disputed")
GROUNDS = ("paper", "panel")


def luminance(colour: str) -> float:
    """The relative luminance of a colour in sRGB (WCAG 2.2)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_formula_is_that_of_the_recommendation() -> None:
    """Black on white is 21; a grey that is known to fail just fails."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_texts_can_be_read(text: str, ground: str, mode: str) -> None:
    """At least 4.5 for texts of any size (success criterion 1.4.3)."""
    assert contrast(COLOURS[text][mode], COLOURS[ground][mode]) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("ground", ["link", "disputed"])
def test_texts_on_a_colour_can_be_read(ground: str, mode: str) -> None:
    """Those of buttons, and of words marked in a text."""
    assert contrast(COLOURS["paper"][mode], COLOURS[ground][mode]) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_controls_can_be_seen(mode: str) -> None:
    """Their border is the soft colour: at least 3 (success criterion 1.4.11)."""
    rule = re.search(
        r"^input, select, textarea \{[^}]*border: 1px solid var\(--soft\)", STYLE, re.M
    )
    assert rule is not None
    assert re.search(r"^textarea \{[^}]*border-color: var\(--soft\)", STYLE, re.M)
    for ground in GROUNDS:
        assert contrast(COLOURS["soft"][mode], COLOURS[ground][mode]) >= 3
