"""What a call says: the sentence on the screen, the words in the air, the clips that make them.

Source: docs/decisions.md, “The phrase of a call”.
"""

import unicodedata
from dataclasses import dataclass
from typing import Any

from display import english, numerals
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

ENGLISH_CLIPS: dict[str, str] = {  # of another voice, so each name says so
    **{
        f"en-{word}": word for word in (english.NUMBER, english.COUNTER, *english.DIGITS, *english.TEENS, *english.TENS)
    },
    **{f"en-letter-{letter.lower()}": letter for letter in english.LETTERS},
}
_ENGLISH_CLIP = {word: clip for clip, word in ENGLISH_CLIPS.items()}

Part = tuple[str, tuple[str, ...]]  # words, and their clips


@dataclass(frozen=True, slots=True)
class Reading:
    """One time that a call is said. `clips` holds clip names, and pauses in seconds between them."""

    words: str
    clips: tuple[str | float, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A call in full: the sentence as it is written, its two readings, one after the other, and the English one.
    All but the first are left out while other calls wait for their turn."""

    text: str
    first: Reading
    again: Reading
    english: Reading

    def as_dict(self, language: str = "vi") -> dict[str, Any]:
        """Plain values, ready for JSON: {"text", "text_en", "readings": [{"words", "clips"}, …]}. The third reading is
        there for a ticket whose `language` is "en"."""
        spoken = (self.first, self.again, self.english) if language == "en" else (self.first, self.again)
        readings = [{"words": r.words, "clips": list(r.clips)} for r in spoken]
        return {"text": self.text, "text_en": self.english.words, "readings": readings}


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
    text = f"Kính mời số {number}, đến {place or f'quầy số {counter}'}."
    return Phrase(text, first, again, in_english(number, counter))


def in_english(number: str, counter: int) -> Reading:
    """The same call in English, for a ticket taken in English: “Number C zero two five, counter four.” A counter with a
    name is called by its number: the name is Vietnamese. Raises ValueError as `phrase` does."""
    ticket, there = english.ticket_words(number), english.counter_words(counter)
    return Reading(
        words=f"Number {' '.join(ticket)}, counter {'-'.join(there) if 20 < counter < 100 else ' '.join(there)}.",
        clips=(
            BETWEEN,
            *(_ENGLISH_CLIP[word] for word in (english.NUMBER, *ticket)),
            BREATH,
            *(_ENGLISH_CLIP[word] for word in (english.COUNTER, *there)),
        ),
    )


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
