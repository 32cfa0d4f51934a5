"""How long words are in print, in Times New Roman: for rules as long as a line and columns as wide as their figures.

Advance widths in thousandths of the size, of space to "~"; Liberation Serif has the same. Of the marks only the horn of
ơ and ư takes room.
"""

import unicodedata
from functools import lru_cache

from vietnamese import without_marks

_PLAIN = (
    "250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 500 500 500 500 500 278 "
    "278 564 564 564 444 921 722 667 667 722 611 556 722 722 333 389 722 611 889 722 722 556 722 667 556 611 722 "
    "722 944 722 722 611 333 278 333 469 500 333 444 500 444 500 444 333 500 500 278 278 500 278 778 500 500 500 "
    "500 333 389 278 500 500 722 500 500 444 480 200 480 541"
)
_BOLD = (
    "250 333 555 500 500 1000 833 278 333 333 500 570 250 333 250 278 500 500 500 500 500 500 500 500 500 500 333 "
    "333 570 570 570 500 930 722 667 722 722 667 611 778 778 389 500 778 667 944 722 778 611 778 722 556 667 722 "
    "722 1000 722 722 667 333 278 333 581 500 333 500 556 444 556 444 333 500 556 278 333 556 278 833 556 500 556 "
    "556 444 389 333 556 500 722 500 500 444 394 220 394 520"
)
_WIDTHS = {
    bold: {chr(32 + i): int(width) for i, width in enumerate(widths.split())}
    for bold, widths in ((False, _PLAIN), (True, _BOLD))
}
_UNKNOWN = 1000  # a dash, or a letter of another script: rather too much room than too little
_NO_BREAK, _NO_BREAK_EXTRA = "\u00a0", 100  # LibreOffice draws a no-break space wider than a space
_HORN, _HORN_WIDTH = "\u031b", 45  # of ơ and ư, which are drawn wider than o and u


@lru_cache(maxsize=8192)
def length(words: str, points: float, bold: bool = False) -> float:
    """Points from the first letter to the last, at a size of `points`."""
    widths = _WIDTHS[bold]
    horns = unicodedata.normalize("NFD", words).count(_HORN)
    width = sum(widths.get(letter, _UNKNOWN) for letter in without_marks(words))
    return (width + horns * _HORN_WIDTH + words.count(_NO_BREAK) * _NO_BREAK_EXTRA) * points / 1000


def longest_word(words: str, points: float, bold: bool = False) -> float:
    """Points of the longest word, which no line may break."""
    return max((length(word, points, bold) for word in words.split()), default=0)


def last_line(words: str, points: float, room: float, bold: bool = False) -> float:
    """Points of the last line when `words` are set within `room` points. A no-break space does not part words."""
    line = 0.0
    space = length(" ", points, bold)
    for word in words.split(" "):
        width = length(word, points, bold)
        line = line + space + width if line and line + space + width <= room else width
    return line


def lines(words: str, points: float, room: float, bold: bool = False) -> int:
    """How many lines `words` take within `room` points."""
    count, line, space = 1, 0.0, length(" ", points, bold)
    for word in words.split(" "):
        width = length(word, points, bold)
        if line and line + space + width > room:
            count, line = count + 1, width
        else:
            line = line + space + width if line else width
    return count


def balanced(words: str, points: float, room: float, bold: bool = False) -> float:
    """The narrowest room in which `words` take no more lines: so a title never leaves one word alone below."""
    count = lines(words, points, room, bold)
    while room > points and lines(words, points, room - points / 2, bold) == count:
        room -= points / 2
    return room
