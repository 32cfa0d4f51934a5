"""Whoever sees colours otherwise reads every screen and tells its states apart.

Simulated: no long, no middle, no short cones (protanopia, deuteranopia, tritanopia), by the matrices of Machado,
Oliveira, Fernandes: "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE Transactions on
Visualization and Computer Graphics 15(6), 2009, table at severity 1.0, applied to linear RGB.
"""

import re
from itertools import combinations
from math import sqrt

import pytest

from tests.real_server import ROOT
from tests.shared.test_tokens import SHAPES, WORDS, colour

EYES = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
TO_XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
WHITE = (0.9505, 1.0, 1.089)
Three = tuple[float, float, float]


def times(matrix: tuple[Three, ...], colours: Three) -> Three:
    red, green, blue = (sum(a * b for a, b in zip(row, colours, strict=True)) for row in matrix)
    return red, green, blue


def seen(token: str, eyes: str) -> Three:
    """Linear RGB of a token as these eyes see it, each 0 to 1."""
    channels = (int(colour(token)[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    red, green, blue = (min(1.0, max(0.0, one)) for one in times(EYES[eyes], linear))
    return red, green, blue


def contrast(one: str, other: str, eyes: str) -> float:
    dark, light = sorted(times(TO_XYZ, seen(token, eyes))[1] for token in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(token: str, eyes: str) -> Three:
    """CIE L*a*b*."""
    x, y, z = (part / white for part, white in zip(times(TO_XYZ, seen(token, eyes)), WHITE, strict=True))
    x, y, z = (c ** (1 / 3) if c > 216 / 24389 else (24389 / 27 * c + 16) / 116 for c in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: str, other: str, eyes: str) -> float:
    """CIE 1976 ΔE; 2.3 is just noticed side by side."""
    return sqrt(sum((a - b) ** 2 for a, b in zip(lab(one, eyes), lab(other, eyes), strict=True)))


DEFICIENT = [eyes for eyes in EYES if eyes != "all cones"]

# What colour tells, and nothing else is beside it: seen at a glance, from where one stands.
TOLD_BY_COLOUR = [
    ("tv-flash-bg", "tv-panel"),  # a new call among the older ones
    ("tv-num", "tv-text-2"),  # the number that is called now, and the last one, which has stepped back
    ("call", "canvas"),  # the phone's page: it is your turn
    ("chart-early", "chart-on-day"),  # parts of one bar
    ("chart-ended", "chart-on-day"),
]
# States of one place: each says itself in words and has a sign of its own besides, which the next test holds.
STATES = ("ok", "warn", "err", "info", "prio")


@pytest.mark.parametrize("eyes", DEFICIENT)
@pytest.mark.parametrize(("text", "ground"), WORDS)
def test_words_stand_out_for_these_eyes(text: str, ground: str, eyes: str) -> None:
    assert contrast(text, ground, eyes) >= 4.5


@pytest.mark.parametrize("eyes", DEFICIENT)
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_edges_and_charts_stand_out_for_these_eyes(shape: str, ground: str, eyes: str) -> None:
    assert contrast(shape, ground, eyes) >= 2.8


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize(("one", "other"), TOLD_BY_COLOUR)
def test_what_only_colour_tells_is_told_to_these_eyes(one: str, other: str, eyes: str) -> None:
    assert difference(one, other, eyes) >= 20
    if one.startswith("chart"):  # printed in grey too
        assert abs(lab(one, eyes)[0] - lab(other, eyes)[0]) >= 7


def test_the_overdue_part_of_a_bar_has_a_hatch_besides() -> None:
    """Rust is as light as the grey and the blues beside it: what is late is hatched, wherever it is drawn."""
    assert abs(lab("chart-overdue", "all cones")[0] - lab("chart-ended", "all cones")[0]) < 10
    charts = (ROOT / "static/dashboard/charts.js").read_text("utf-8")
    drawn = re.findall(r"colours\.overdue\b", charts)
    assert drawn and len(re.findall(r"hatch\(canvas, colours\.overdue\)", charts)) == len(drawn)


def test_states_that_some_eyes_take_for_each_other_have_signs_of_their_own() -> None:
    """Brown and red, green and brown: a banner or chip of each carries an icon, and no two the same."""
    alike = [
        (one, other)
        for one, other in combinations(STATES, 2)
        if any(abs(lab(one, eyes)[0] - lab(other, eyes)[0]) < 10 for eyes in DEFICIENT)
    ]
    parts = (ROOT / "templates/shared/_parts.html").read_text("utf-8")
    signs = dict(re.findall(r"\"(ok|warn|err|info)\": \"([\w-]+)\"", parts))
    for one, other in alike:
        if "prio" not in (one, other):  # a word of its own, "Ưu tiên", with a diamond
            assert signs[one] != signs[other]
