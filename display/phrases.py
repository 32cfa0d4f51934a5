"""What a call says: the sentence on the screen, the words in the air, the clips that make them.

Source: docs/decisions.md, “The phrase of a call”.
"""

import re
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from display import english, numerals
from display.numerals import Region
from vietnamese import without_marks

BREATH = 0.12  # seconds between two parts of one sentence, where the comma stands
BETWEEN = 0.6  # seconds between the two readings
APART = 0.15  # seconds between two digits of the second reading, which is slower for who did not catch the first

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


NUMBER_SLOT, COUNTER_SLOT = "{số}", "{quầy}"
TEMPLATE = f"Kính mời số {NUMBER_SLOT}, đến {COUNTER_SLOT}."
LONGEST_TEMPLATE = 120  # characters: a call must be said in five seconds
READINGS = ("number", "digits")  # the first time as a number, or digit by digit both times
_CLIP_OF = {words: clip for clip, words in SENTENCE_CLIPS.items()}


class BadTemplate(ValueError):
    """A wording without its two slots, or with something that cannot be read aloud."""

    def __init__(self, vietnamese: str, english: str) -> None:
        super().__init__(vietnamese)
        self.english = english


@dataclass(frozen=True, slots=True)
class Style:
    """How a centre's calls are said: columns voice_region, voice_reading and voice_template of Centre."""

    region: Region = "north"
    reading: str = "number"  # of READINGS
    template: str = TEMPLATE


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
    style: Style = Style(),
    can_say: Callable[[str], bool] = lambda clip: False,
) -> Phrase:
    """The phrase for ticket `number` at `counter`: first in the centre's own wording, then digit by digit as it is
    printed.

    A counter with a name is called by its name; aloud only when `can_say` its clip (name_clip), else by its number, so
    that the voice still leads to the right desk. Raises ValueError when `number` has no numeral or an unknown letter.
    """
    letters, numeral = numerals.split(number)
    letter_words, digits = numerals.letter_words(letters), numerals.digit_words(numeral)
    letter_clips = tuple(LETTER_CLIPS[letter] for letter in letters.upper())
    letter_part: tuple[str | float, ...] = (*letter_clips, BREATH) if letters else ()
    counter_words = numerals.number_words(counter, style.region)
    place = counter_place(counter_name) if counter_name else None
    by_name = bool(place) and can_say(name_clip(counter_name or ""))
    if by_name:
        there, there_clips = str(place), (name_clip(counter_name or ""),)
    else:
        there, there_clips = f"quầy số {' '.join(counter_words)}", (COUNTER, *_clips(counter_words))

    said = digits if style.reading == "digits" else numerals.number_words(int(numeral), style.region)
    number_said = ", ".join((" ".join(letter_words), " ".join(said))) if letters else " ".join(said)
    first = Reading(
        words=_filled(style.template, number_said, there),
        clips=(CHIME, *_template_clips(style.template, (*letter_part, *_clips(said)), there_clips)),
    )
    again_words = f"{', '.join((*letter_words, *digits))}; {there}."
    again = Reading(
        words=again_words[0].upper() + again_words[1:],
        clips=(BETWEEN, *letter_part, *_apart(_clips(digits)), BREATH, *there_clips),
    )
    text = _filled(style.template, number, place or f"quầy số {counter}")
    return Phrase(text, first, again, in_english(number, counter))


def _apart(clips: tuple[str, ...]) -> Iterator[str | float]:
    """The clips with a pause between each two of them."""
    for place, clip in enumerate(clips):
        if place:
            yield APART
        yield clip


def check_template(template: str) -> str:
    """`template` as it is kept: composed, single spaces. Raises BadTemplate with the reason, in Vietnamese."""
    template = " ".join(unicodedata.normalize("NFC", template).split())
    if template.count(NUMBER_SLOT) != 1 or template.count(COUNTER_SLOT) != 1:
        raise BadTemplate(
            f"Câu gọi phải có {NUMBER_SLOT} và {COUNTER_SLOT}, mỗi chỗ đúng một lần.",
            f"The wording must have {NUMBER_SLOT} and {COUNTER_SLOT}, each exactly once.",
        )
    if len(template) > LONGEST_TEMPLATE:
        raise BadTemplate(
            f"Câu gọi dài quá {LONGEST_TEMPLATE} chữ: người chờ sẽ không nghe kịp.",
            f"The wording is longer than {LONGEST_TEMPLATE} characters: listeners could not follow it.",
        )
    rest = template.replace(NUMBER_SLOT, "").replace(COUNTER_SLOT, "")
    if not all(letter.isalpha() or letter in " " + PAUSES for letter in rest):
        raise BadTemplate(
            f"Câu gọi chỉ gồm chữ và dấu câu, ngoài {NUMBER_SLOT} và {COUNTER_SLOT}; số viết bằng chữ.",
            f"Besides {NUMBER_SLOT} and {COUNTER_SLOT} there may be letters, commas and stops; write numbers as words.",
        )
    return template


def template_texts(template: str) -> dict[str, str]:
    """The clips that a wording needs besides those of every centre: clip → its words."""
    pieces = [_bare(piece) for piece in SLOTS.split(template) if piece not in (NUMBER_SLOT, COUNTER_SLOT)]
    return {_text_clip(words): words for words in pieces if words and words not in _CLIP_OF}


SLOTS = re.compile(f"({re.escape(NUMBER_SLOT)}|{re.escape(COUNTER_SLOT)})")


def _filled(template: str, number: str, there: str) -> str:
    return template.replace(NUMBER_SLOT, number).replace(COUNTER_SLOT, there)


def _template_clips(template: str, number: tuple[str | float, ...], there: tuple[str, ...]) -> tuple[str | float, ...]:
    """The clips of a wording in its own order, with a breath wherever a comma or a stop stands within it."""
    clips: list[str | float] = []
    for piece in SLOTS.split(template):
        if piece == NUMBER_SLOT:
            clips += number
        elif piece == COUNTER_SLOT:
            if clips and clips[-1] == TO and there[0] == COUNTER:
                clips[-1:] = (TO_COUNTER, *there[1:])  # in one breath, as it was recorded
            else:
                clips += there
        elif words := _bare(piece):
            clips += [BREATH] if clips and piece.lstrip()[0] in PAUSES else []
            clips += [_CLIP_OF.get(words) or _text_clip(words)]
            clips += [BREATH] if piece.rstrip()[-1] in PAUSES else []
        elif clips and piece.strip():
            clips += [BREATH]
    while clips and isinstance(clips[-1], float):
        clips.pop()
    return tuple(clips)


PAUSES = ",.;:!?–-"


def _bare(piece: str) -> str:
    return piece.strip(" " + PAUSES)


def _text_clip(words: str) -> str:
    """The file name of a clip of a centre's own wording; unlike in a counter's name, every mark counts."""
    return f"text-{_slug(words)[:40]}-{zlib.crc32(words.casefold().encode()):08x}"


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
    return "name-" + _slug(name)[:60]


def _slug(words: str) -> str:
    letters = "".join(c if c.isascii() and c.isalnum() else " " for c in without_marks(words.casefold()))
    return "-".join(letters.split())


def _clips(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(WORD_CLIPS[word] for word in words)
