"""How a call is read aloud in English: pure rules, from plain values to spoken words.

Source: docs/decisions.md, “A call in English”.
"""

from display.numerals import split

NUMBER, COUNTER = "number", "counter"
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = (  # 10 … 19
    "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def ticket_words(number: str) -> tuple[str, ...]:
    """A ticket's number letter by letter and digit by digit, as printed: "C025" → C zero two five. Đ is read as D.
    Raises ValueError when no numeral ends it, or on a letter that English lacks."""
    letters, numeral = split(number)
    plain = letters.upper().replace("Đ", "D")
    if unknown := plain.strip(LETTERS):
        raise ValueError(f"{unknown!r} has no spoken name")
    return (*plain, *_digits(numeral))


def counter_words(number: int) -> tuple[str, ...]:
    """The words of a counter's number, as a whole: 14 → fourteen, 21 → twenty one; from 100 on digit by digit."""
    if number < 10 or number > 99:
        return _digits(str(number))
    if number < 20:
        return (TEENS[number - 10],)
    tens, ones = divmod(number, 10)
    return (TENS[tens - 2], DIGITS[ones]) if ones else (TENS[tens - 2],)


def _digits(numeral: str) -> tuple[str, ...]:
    return tuple(DIGITS[int(digit)] for digit in numeral)
