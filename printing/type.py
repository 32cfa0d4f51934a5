"""Noto Sans on paper: measuring, folding and writing lines of Vietnamese. Sizes are in dots."""

import re
import unicodedata
from functools import lru_cache
from math import ceil, floor
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONTS = Path(__file__).parent / "fonts"
REGULAR = "NotoSans_400Regular.ttf"
BOLD = "NotoSans_700Bold.ttf"
BLACK = "NotoSans_800ExtraBold.ttf"

RISE, FALL = 1.09, 0.24  # em: the tallest stack, "Ẫ" (1.054, and a dot more by hinting), and the deepest mark
LEADING = RISE + FALL
SMALLEST = 18  # dots; 2.2 mm


@lru_cache(maxsize=64)
def face(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """The vendored font file `weight` at `size` dots to the em."""
    # The basic engine draws the same dots on every machine; composed Vietnamese needs no shaping.
    return ImageFont.truetype(FONTS / weight, size, layout_engine=ImageFont.Layout.BASIC)


def plain(text: str) -> str:
    """`text` composed (NFC), without control characters, its white space made single spaces."""
    composed = unicodedata.normalize("NFC", re.sub(r"[^\S\u00a0]+", " ", text)).strip()
    return "".join(c for c in composed if not unicodedata.category(c).startswith("C"))


def shrink(text: str, weight: str, size: int, room: int, lines: int) -> int:
    """The largest size in which `text` takes at most `lines` lines of `room` dots; not under two thirds of `size`,
    where a further line reads better than smaller letters."""
    smallest = min(size, max(SMALLEST, round(size * 0.68)))
    for smaller in range(size, smallest, -1):
        if len(_greedy(text, weight, smaller, room)) <= lines:
            return smaller
    return smallest


def fold(text: str, weight: str, size: int, room: int) -> list[str]:
    """`text` as balanced lines, none wider than `room`. A single word wider than that is broken."""
    lines = _greedy(text, weight, size, room)
    if len(lines) < 2:
        return lines
    # Narrow the column while the count of lines stays: no last word alone on a line.
    narrow = room
    while narrow > room // 2:
        tighter = _greedy(text, weight, size, narrow - 8)
        if len(tighter) > len(lines):
            break
        lines, narrow = tighter, narrow - 8
    return lines


def _greedy(text: str, weight: str, size: int, room: int) -> list[str]:
    lines: list[str] = []
    line = ""
    words = (piece for whole in text.split(" ") for piece in _pieces(whole, weight, size, room))
    for word in words:
        longer = f"{line} {word}" if line else word
        if line and line_width(longer, weight, size) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def _pieces(word: str, weight: str, size: int, room: int) -> list[str]:
    pieces = []
    while line_width(word, weight, size) > room and len(word) > 1:
        fits = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or line_width(word[:n], weight, size) <= room)
        pieces.append(word[:fits])
        word = word[fits:]
    return [*pieces, word]


@lru_cache(maxsize=8192)
def line_width(text: str, weight: str, size: int) -> float:
    """How wide a line is, in dots."""
    return face(weight, size).getlength(text)


def line_height(size: int) -> int:
    """From one line's top to the next one's: nothing of a Vietnamese letter reaches out of it."""
    return _baseline(size) + ceil(size * FALL)


def ink_height(text: str, weight: str, size: int) -> tuple[int, int]:
    """(top, bottom) of the ink, in dots below where `write` is told to begin."""
    _, top, _, bottom = face(weight, size).getbbox(text, anchor="ms")
    return round(top + _baseline(size)), round(bottom + _baseline(size))


def write(roll: Image.Image, middle: int, top: int, text: str, weight: str, size: int) -> None:
    """Write one line on `roll`, centred on `middle`, in the box of `line_height(size)` that begins at `top`."""
    ink, left, above = _line(text, weight, size)
    roll.paste(0, (middle + left, top + _baseline(size) + above), ink)


@lru_cache(maxsize=64)
def _line(text: str, weight: str, size: int) -> tuple[Image.Image, int, int]:
    """The ink of a line, and its corner as seen from the middle of the baseline. Most lines of a slip recur all day."""
    left, top, right, bottom = face(weight, size).getbbox(text, anchor="ms")
    ink = Image.new("L", (max(1, ceil(right) - floor(left)), max(1, ceil(bottom) - floor(top))), 0)
    ImageDraw.Draw(ink).text((-floor(left), -floor(top)), text, fill=255, font=face(weight, size), anchor="ms")
    return ink, floor(left), floor(top)


def _baseline(size: int) -> int:
    return ceil(size * RISE)
