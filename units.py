"""Where a line may end on the screens of citizens: not between a number and its unit ("30 phút"), nor within what a
list names ("khai sinh, kết hôn"), since a Vietnamese word is mostly of several syllables."""

import re

from markupsafe import Markup, escape

TAG = re.compile(r"(<[^>]*>)")
COUNT = re.compile(r'data-slot="(?:\w+\.)?(?:ahead|days|fee|seconds|waiting)"')  # numbers that a script fills in
PARTED = re.compile(r"(?<=\d) (?=[^\W\d_])")  # between a figure and the word behind it
WORD = re.compile(r" (?=[^\W\d_])")
BESIDE = "\u00a0"
ENDED = re.compile(r"(?<=[.?!…]) (?=\S)")  # between a sentence and the next
SHORT = 24  # characters: what has room on any line


def unparted(page: str) -> Markup:
    """The page with such spaces kept whole. A figure may stand in an element of its own, `<b>8</b> người`, and be still
    to come there. static/shared/units.js keeps what a script says."""
    parts, after_number = [], False
    for part in TAG.split(str(page)):
        if part.startswith("<"):
            if not part.startswith("</"):
                after_number = COUNT.search(part) is not None
        elif part:
            if after_number:
                part = WORD.sub(BESIDE, part, count=1) if part.startswith(" ") else part
            part = PARTED.sub(BESIDE, part)
            after_number = part[-1].isdigit()
        parts.append(part)
    return Markup("".join(parts))  # escaped before: only spaces have changed


def in_sentences(text: str) -> list[Markup]:
    """Its sentences, each for a line of its own: one that ends on the next sentence's first word is read twice."""
    return [Markup(one) for one in ENDED.split(str(escape(text)))]  # escaped here, or by whoever made it


def listed(words: str, short: int = SHORT) -> str:
    """A list whose lines end between what it names; what is longer than `short` is parted all the same.
    static/shared/units.js does so too."""
    named = words.split(", ")
    if len(named) == 1:
        return words
    return ", ".join(one.replace(" ", BESIDE) if len(one) <= short else one for one in named)


FILTERS = {"unparted": unparted, "in_sentences": in_sentences, "listed": listed}
