"""Every pair of colours that words are written in can be read by tired eyes: 7:1; borders and charts: 3:1."""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "static"
TOKENS = (STATIC / "shared" / "tokens.css").read_text()


def colour(name: str) -> str:
    """The hex value that `--name` comes to."""
    value = re.search(rf"--{name}:\s*([^;]+);", TOKENS)[1].strip()
    inner = re.fullmatch(r"var\(--([\w-]+)\)", value)
    return colour(inner[1]) if inner else value


def luminance(hexadecimal: str) -> float:
    """Relative luminance, WCAG 2.x."""
    channels = (int(hexadecimal[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two tokens, 1 to 21, WCAG 2.x."""
    light, dark = sorted((luminance(colour(one)), luminance(colour(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


WORDS = [
    *[(text, ground) for text in ("ink", "ink-2", "brand", "link", "ok", "warn", "err", "prio")
      for ground in ("paper", "canvas")],
    *[(state, f"{state}-tint") for state in ("info", "ok", "warn", "err", "prio")],
    ("on-brand", "brand"), ("on-brand", "brand-dark"), ("ink", "call"), ("paper", "ink-2"), ("ink", "focus"),
    *[(f"tv-{text}", ground) for text in ("text", "text-2", "num", "ctr", "warn", "prio")
      for ground in ("tv-bg", "tv-panel")],
    ("tv-flash-text", "tv-flash-bg"),
]  # fmt: skip
SHAPES = [("line", "paper"), ("line", "canvas"), ("focus-ring", "paper"), ("focus-ring", "canvas"),
          ("tv-line", "tv-bg"), ("tv-line", "tv-panel"), ("chart-early", "paper"), ("chart-on-day", "paper"),
          ("chart-overdue", "paper"), ("chart-ended", "paper"), ("chart-target", "paper")]  # fmt: skip


@pytest.mark.parametrize(("text", "ground"), WORDS)
def test_words_stand_out_seven_to_one(text, ground):
    assert contrast(text, ground) >= 7


@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_edges_and_charts_stand_out_three_to_one(shape, ground):
    assert contrast(shape, ground) >= 3


def test_only_tokens_name_colours():
    for path in STATIC.rglob("*.css"):
        if path.name != "tokens.css":
            named = re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{]*;)", path.read_text())
            assert not named, f"{path}: {named}"


SIZE = re.compile(r"font-size:\s*[\d.]+(?:px|rem)\b")
COLOUR = re.compile(r"(?:rgba?|hsla?|oklch)\(")
SHEETS = [path for path in sorted(STATIC.rglob("*.css")) if path.name != "tokens.css"]


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_sizes_of_words_and_colours_come_from_the_tokens(path):
    """Points are for paper, whose sizes a form prescribes."""
    text = path.read_text()
    assert SIZE.findall(text) + COLOUR.findall(text) == []


def test_every_token_is_used():
    own = [path for path in STATIC.rglob("*") if path.suffix in (".css", ".js") and "vendor" not in path.parts]
    used = set(re.findall(r"(?:var\(|token\(\")--([\w-]+)", "".join(path.read_text() for path in own)))
    assert set(re.findall(r"^\s*--([\w-]+):", TOKENS, re.MULTILINE)) <= used
