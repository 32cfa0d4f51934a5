"""The code of a dossier: "H57.132-260804-0583" is unit, date received (YYMMDD), serial of that day.

Source: Thông tư 01/2018/TT-VPCP, article 19. A centre may name a further shape as its own (`Centre.dossier_pattern`);
ministries' systems write others, so another shape is marked and never refused.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from dossiers.patterns import Pattern, read_pattern
from queueing.errors import Invalid

LONGEST = 60
SHAPE = re.compile(r"^(?:\d{3}\.\d{2}\.\d{2}\.)?[A-Z]\d{2}(?:\.\d{1,3})*-(\d{6})-\d{4,6}\Z", re.ASCII)
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))  # what a word processor makes of "-"


@dataclass(frozen=True)
class DossierCode:
    """A code as it was written, the key it is found by, and what its shape tells."""

    text: str
    key: str
    standard: bool  # has the shape of article 19, or the centre's own
    day: date | None  # the date it carries, when that is one


class Shapes:
    """The shapes that are known: that of article 19 always, and beside it the one that a centre writes."""

    def __init__(self, own: str = "") -> None:
        self.own: Pattern | None = read_pattern(own)

    def know(self, text: str) -> bool:
        """Whether this is a whole code."""
        return SHAPE.match(text) is not None or (self.own is not None and self.own.matches(text))

    def find(self, text: str) -> str:
        """The first whole code among the words of a sentence; "" where there is none."""
        words = (word.strip(",;:()") for word in text.split())
        return next((word for word in words if self.know(word.upper())), "")

    def day_of(self, text: str) -> date | None:
        """The day that a known code carries."""
        if found := SHAPE.match(text):
            return _day(found[1])
        return self.own.day(text) if self.own is not None else None


LAW = Shapes()


def read_code(text: str, shapes: Shapes = LAW) -> DossierCode:
    """The code in what was typed, scanned or imported. Raises Invalid when there is none, or more than a code."""
    if SHAPE.match(text):
        return DossierCode(text, text, True, _day(text.rsplit("-", 2)[1]))
    text = unicodedata.normalize("NFC", text)
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf").strip()
    key = "".join(unicodedata.normalize("NFKC", text).translate(DASHES).split()).upper()
    if not key:
        raise Invalid("Mời quét hoặc gõ mã hồ sơ.", "Scan or type the dossier code.", field="code")
    if len(key) > LONGEST or len(text) > LONGEST or any(unicodedata.category(letter)[0] == "C" for letter in text):
        raise Invalid(
            f"Mã hồ sơ dài quá {LONGEST} ký tự hoặc có ký tự lạ. Mời quét lại.",
            f"The dossier code is longer than {LONGEST} characters or has characters no code has. Please scan again.",
            field="code",
        )
    return DossierCode(text, key, shapes.know(key), shapes.day_of(key))


def _day(digits: str) -> date | None:
    try:
        return date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError:
        return None
