"""From how far the called numbers of the list can be read, on a screen of that size.

A capital is readable from 200 times its height; source: docs/decisions.md, “From how far a screen is read”.
"""

import math

ROW_PIXELS = 112  # of the numbers in the list, on a screen 1920 wide
CAPITAL = 0.714  # of the font's size
WIDTH_PIXELS = 1920
READ_FROM = 200  # times the height of a capital
MM_PER_INCH = 25.4


def reach_metres(diagonal_inches: float) -> float:
    """How far the rows of a 16:9 screen can be read, in metres: 55" → 10.1, 43" → 7.9."""
    width = diagonal_inches * MM_PER_INCH * 16 / math.hypot(16, 9)
    return round(ROW_PIXELS * CAPITAL * width / WIDTH_PIXELS * READ_FROM / 1000, 1)


def diagonal_for(metres: float) -> int:
    """The smallest diagonal, in whole inches, whose rows can be read from there."""
    return math.ceil(metres / reach_metres(100) * 100 - 0.05)
