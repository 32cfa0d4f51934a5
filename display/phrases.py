"""What a call says: the sentence on the screen, the words in the air, the clips that make them.

Source: docs/decisions.md, “The phrase of a call”.
"""

import unicodedata
from dataclasses import dataclass
from typing import Any

from display import numerals
from display.numerals import Region
from vietnamese import without_marks

BREATH = 0.12  # seconds between two parts of one sentence, where the comma stands
BETWEEN = 0.6  # seconds between the two readings

CHIME, INVITE, TO_COUNTER, COUNTER, TO = "chime", "invite", "to-counter", "counter", "to"

# Every word that any number needs, with the file name its clip has: plain ASCII, so that a centre can
# name its own recordings on any machine.
WORD_CLIPS: dict[str, str] = {
    **{word: f"digit-{digit}" for digit, word in enumerate(numerals.DIGITS)},
    "mười": "ten",
    "mươi": "tens",
    "mốt": "one-after-tens",
    "tư": "four-after-tens",
    "lăm": "five-after-ten",
    "linh": "and-north",
    "lẻ": "and-south",
    "trăm": "hundred",
    "nghìn": "thousand-north",
    "ngàn": "thousand-south",
}
LETTER_CLIPS: dict[str, str] = {
    letter: "letter-d" if letter == "Đ" else f"letter-{letter.lower()}" for letter in numerals.LETTERS
}
SENTENCE_CLIPS: dict[str, str] = {
    INVITE: "Kính mời số",
    TO_COUNTER: "đến quầy số",
    COUNTER: "quầy số",
    TO: "đến",
}

ENGLISH_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
ENGLISH_TEENS = (  # 10 … 19
    "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

Part = tuple[str, tuple[str, ...]]  # words, and their clips


@dataclass(frozen=True, slots=True)
class Reading:
    """One time that a call is said. `clips` holds clip names, and pauses in seconds between them."""

    words: str
    clips: tuple[str | float, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A call in full: the sentence as it is written, and its two readings, one after the other.
    `again` is left out while other calls wait for their turn."""

    text: str
    first: Reading
    again: Reading

    def as_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON: {"text", "readings": [{"words", "clips"}, …]}."""
        readings = [{"words": r.words, "clips": list(r.clips)} for r in (self.first, self.again)]
        return {"text": self.text, "readings": readings}


def phrase(
    number: str,
    counter: int,
    counter_name: str | None = None,
    *,
    region: Region = "north",
    recorded_names: frozenset[str] = frozenset(),
) -> Phrase:
    """The phrase for ticket `number` at `counter`: first as a number, then digit by digit as it is printed.

    A counter with a name is called by its name; aloud only when `recorded_names` holds its clip (name_clip), else
    by its number, so that the voice still leads to the right desk. Raises ValueError when `number`
    has no numeral or an unknown letter.
    """
    letters, numeral = numerals.split(number)
    letter_words, letter_clips = (
        numerals.letter_words(letters),
        tuple(LETTER_CLIPS[c] for c in letters.upper()),
    )
    digits = numerals.digit_words(numeral)
    counter_words = numerals.number_words(counter, region)
    as_number = numerals.number_words(int(numeral), region)

    there: Part
    there_again: Part
    place = counter_place(counter_name) if counter_name else None
    if place and name_clip(counter_name or "") in recorded_names:
        there = (f"đến {place}", (TO, name_clip(counter_name or "")))
        there_again = (place, (name_clip(counter_name or ""),))
    else:
        there = (f"đến quầy số {' '.join(counter_words)}", (TO_COUNTER, *_clips(counter_words)))
        there_again = (f"quầy số {' '.join(counter_words)}", (COUNTER, *_clips(counter_words)))

    letter_said = f"{' '.join(letter_words)}, " if letters else ""
    letter_part: tuple[str | float, ...] = (*letter_clips, BREATH) if letters else ()
    first = Reading(
        words=f"Kính mời số {letter_said}{' '.join(as_number)}, {there[0]}.",
        clips=(CHIME, INVITE, *letter_part, *_clips(as_number), BREATH, *there[1]),
    )
    again_words = f"{', '.join((*letter_words, *digits))}; {there_again[0]}."
    again = Reading(
        words=again_words[0].upper() + again_words[1:],
        clips=(BETWEEN, *letter_part, *_clips(digits), BREATH, *there_again[1]),
    )
    return Phrase(f"Kính mời số {number}, đến {place or f'quầy số {counter}'}.", first, again)


def in_english(number: str, counter: int) -> str:
    """The same call in English, for a ticket taken in English: “Number C zero two five, counter four.”"""
    letters, numeral = numerals.split(number)
    said = " ".join((*letters.upper(), *(ENGLISH_DIGITS[int(digit)] for digit in numeral)))
    return f"Number {said}, counter {_english(counter)}."


def counter_place(name: str) -> str:
    """A counter's name as the sentence needs it: "Bưu điện" → “quầy Bưu điện”; "Phòng 2" stays."""
    name = " ".join(unicodedata.normalize("NFC", name).split())
    own_noun = name.casefold().startswith(("quầy", "phòng", "bàn", "khu", "cửa", "ô "))
    return name[0].lower() + name[1:] if own_noun else f"quầy {name}"


def name_clip(name: str) -> str:
    """The file name of a named counter's clip, from letters and digits only: "Bưu điện" → name-buu-dien."""
    kept = "".join(c if c.isascii() and c.isalnum() else " " for c in without_marks(name.casefold()))
    return "name-" + "-".join(kept.split())[:60]


def _clips(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(WORD_CLIPS[word] for word in words)


def _english(number: int) -> str:
    if number < 10:
        return ENGLISH_DIGITS[number]
    if number < 20:
        return ENGLISH_TEENS[number - 10]
    if number < 100:
        tens, ones = divmod(number, 10)
        return ENGLISH_TENS[tens - 2] + (f"-{ENGLISH_DIGITS[ones]}" if ones else "")
    return " ".join(ENGLISH_DIGITS[int(digit)] for digit in str(number))
