"""What a cell says, as plain letters: tidied to be kept, folded to be compared; and what a column is called."""

import unicodedata
from functools import lru_cache

from vietnamese import without_marks

INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn")


def text(cell: object) -> str:
    """A cell as one line of composed letters, without what nobody sees; a whole number without its ".0"."""
    if type(cell) is str:
        if cell.isascii() and cell.isprintable() and "  " not in cell:
            return cell.strip()
        return _tidy(cell)
    if cell is None:
        return ""
    if type(cell) is float and cell.is_integer():
        return str(int(cell))
    return _tidy(str(cell))


@lru_cache(maxsize=8192)
def _tidy(written: str) -> str:
    letters = unicodedata.normalize("NFC", " ".join(written.split()))
    return "".join(letter for letter in letters if unicodedata.category(letter) not in INVISIBLE).strip()


@lru_cache(maxsize=4096)  # a file says the same few words thousands of times
def _folded(written: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in without_marks(written.casefold())).split())


def fold(cell: object) -> str:
    """Only letters and digits, lower case, without accents, one space between words: "Phí, lệ phí" → "phi le phi"."""
    return _folded(text(cell))


def letters(number: int) -> str:
    """1 → "A", 27 → "AA"."""
    written = ""
    while number:
        number, rest = divmod(number - 1, 26)
        written = chr(ord("A") + rest) + written
    return written
