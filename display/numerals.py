"""How a number is read aloud in Vietnamese: pure rules, from plain values to spoken words.

Source: docs/decisions.md, “Reading numbers aloud”.
"""

from typing import Literal

Region = Literal["north", "south"]

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
TEN, TENS, HUNDRED = "mười", "mươi", "trăm"
AND: dict[Region, str] = {"north": "linh", "south": "lẻ"}  # stands for an empty tens place
THOUSAND: dict[Region, str] = {"north": "nghìn", "south": "ngàn"}
AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}  # from 20 on, the final digit changes its name

LETTERS = {
    "A": "a",
    "B": "bê",
    "C": "xê",
    "D": "đê",  # as a code, “khối D”; “dê” is a goat
    "Đ": "đê",
    "E": "e",
    "F": "ép-phờ",
    "G": "giê",
    "H": "hát",
    "I": "i",
    "J": "di",  # as “gi” sounds; an engine swallows that spelling
    "K": "ca",
    "L": "e-lờ",
    "M": "em-mờ",
    "N": "en-nờ",
    "O": "o",
    "P": "pê",
    "Q": "quy",
    "R": "e-rờ",
    "S": "ét-sờ",
    "T": "tê",
    "U": "u",
    "V": "vê",
    "W": "vê kép",
    "X": "ích-xì",
    "Y": "i dài",
    "Z": "dét",
}


def number_words(number: int, region: Region = "north") -> tuple[str, ...]:
    """The words of a whole number from 0 to 999,999, one clip each: 1005 → một nghìn không trăm linh năm.
    Raises ValueError outside that range."""
    if not 0 <= number <= 999_999:
        raise ValueError(f"{number} is not read aloud: from 0 to 999,999 only")
    if number < 1000:
        return _below_thousand(number, region, full=False)
    thousands, rest = divmod(number, 1000)
    head = (*_below_thousand(thousands, region, full=False), THOUSAND[region])
    return head if rest == 0 else head + _below_thousand(rest, region, full=True)


def digit_words(numeral: str) -> tuple[str, ...]:
    """The words of a numeral as it is printed, leading zeros kept: "025" → không hai năm.
    Never mốt, tư or lăm. Raises ValueError when it holds more than the ten ASCII digits."""
    if not (numeral.isascii() and numeral.isdigit()):
        raise ValueError(f"{numeral!r} is not a numeral")
    return tuple(DIGITS[int(digit)] for digit in numeral)


def letter_words(letters: str) -> tuple[str, ...]:
    """The names of letters, capitals or not: "C" → xê. Raises ValueError on anything else."""
    try:
        return tuple(LETTERS[letter] for letter in letters.upper())
    except KeyError as unknown:
        raise ValueError(f"{unknown.args[0]!r} has no spoken name") from None


def split(number: str) -> tuple[str, str]:
    """A ticket's number as (letters, numeral): "C025" → ("C", "025"); "1002" → ("", "1002").
    Raises ValueError when no numeral ends it."""
    letters = number.rstrip("0123456789")
    numeral = number[len(letters) :]
    if not numeral:
        raise ValueError(f"{number!r} has no numeral")
    return letters, numeral


def _below_thousand(number: int, region: Region, full: bool) -> tuple[str, ...]:
    """`full`: after a thousand, an empty hundreds place is said too."""
    hundreds, rest = divmod(number, 100)
    if hundreds == 0 and not full:
        return _below_hundred(rest)
    head = (DIGITS[hundreds], HUNDRED)
    if rest == 0:
        return head
    if rest < 10:
        return (*head, AND[region], DIGITS[rest])
    return head + _below_hundred(rest)


def _below_hundred(number: int) -> tuple[str, ...]:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return (DIGITS[ones],)
    if tens == 1:
        last = AFTER_TENS[5] if ones == 5 else DIGITS[ones]
        return (TEN,) if ones == 0 else (TEN, last)
    head = (DIGITS[tens], TENS)
    return head if ones == 0 else (*head, AFTER_TENS.get(ones, DIGITS[ones]))
