"""The shape of a centre's own dossier codes, as an administrator writes it: "H99.01-yymmdd-####".

`yyyy` or `yy`, `mm` and `dd` are the day of receipt; `####` at the end is the serial, of so many digits and up to two
more; all else stands for itself.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from queueing.errors import Invalid

LONGEST = 40
EXAMPLE = "H99.01-yymmdd-####"
DIGITS = (3, 8)  # of the serial
DAY = {"yyyy": "%Y", "yy": "%y", "mm": "%m", "dd": "%d"}
PART = re.compile(r"yyyy|yy|mm|dd|#+|[A-Z0-9]+|[./-]", re.ASCII)
MARKS = "./-"


class Unreadable(Invalid):
    """What was written is no shape of a code."""

    code = "pattern"

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"{vi} Ví dụ: {EXAMPLE}.", f"{en} Example: {EXAMPLE}.", field="dossier_pattern")


@dataclass(frozen=True)
class Pattern:
    """A shape that can be read: its parts in order, the last of them the serial."""

    parts: tuple[str, ...]

    def start(self, day: date) -> str:
        """What every code received that day begins with."""
        return "".join(f"{day:{DAY[part]}}" if part in DAY else part for part in self.parts[:-1])

    def write(self, day: date, serial: int) -> str:
        """The code of that day with that serial."""
        return f"{self.start(day)}{serial:0{len(self.parts[-1])}d}"

    def matches(self, text: str) -> bool:
        """Whether the whole text, in capitals, is such a code."""
        return _whole(self.parts).fullmatch(text) is not None

    def find(self, text: str) -> str:
        """The code somewhere in what a scanner read; "" where there is none."""
        found = _whole(self.parts).search(text)
        return found[0] if found else ""

    def complete(self, text: str) -> str:
        """The code of which the end was typed, from its date on, with its marks or without; "" for anything else."""
        first = self._dated_from
        tail = self.parts[first:]
        found = re.fullmatch("".join(_loose(part) for part in tail), text, re.ASCII) if first else None
        if found is None:
            return ""
        typed = iter(found.groups())
        return "".join(self.parts[:first]) + "".join(part if _fixed(part) else next(typed) for part in tail)

    def meant(self, text: str, day: date) -> str:
        """The code that is meant where the beginning of that day's codes stood ready: one of another day may have been
        typed after it, from its date on. Anything else is what it is."""
        typed = text.strip().upper()
        if self.matches(typed):
            return text
        return self.complete(typed) or self.complete(typed.removeprefix(self.start(day))) or text

    def short(self, day: date, serial: int) -> str:
        """The least of a code that `complete` understands; "" where it is the whole of it."""
        return self.write(day, serial).removeprefix("".join(self.parts[: self._dated_from])) if self._dated_from else ""

    @property
    def _dated_from(self) -> int:
        """Where the date begins; without one, the serial."""
        return next((at for at, part in enumerate(self.parts) if part in DAY), len(self.parts) - 1)

    def day(self, text: str) -> date | None:
        """The day that a code of this shape carries, where it carries one whole."""
        found = _whole(self.parts).fullmatch(text)
        told = {key[:1]: int(value) for key, value in found.groupdict().items()} if found else {}
        try:
            return date(told["y"] + (2000 if told["y"] < 100 else 0), told["m"], told["d"])
        except (KeyError, ValueError):
            return None


def read_pattern(written: str) -> Pattern | None:
    """The pattern that was written; None for nothing. Raises Unreadable."""
    if not written:
        return None
    parts = tuple(PART.findall(written))
    if "".join(parts) != written or len(written) > LONGEST:
        raise Unreadable(
            f"Mẫu chỉ gồm chữ in hoa không dấu, chữ số, dấu . - /, yy mm dd và #, dài nhất {LONGEST} ký tự.",
            f"A shape has capitals without accents, digits, . - /, yy mm dd and #, {LONGEST} characters at most.",
        )
    if not parts[-1].startswith("#") or any("#" in part for part in parts[:-1]):
        raise Unreadable(
            "Mẫu phải kết thúc bằng số thứ tự, viết là ####, và chỉ có một.",
            "A shape ends in the serial, written ####, and has only one.",
        )
    if not DIGITS[0] <= len(parts[-1]) <= DIGITS[1]:
        raise Unreadable(
            f"Số thứ tự có từ {DIGITS[0]} đến {DIGITS[1]} dấu #.", f"The serial has {DIGITS[0]} to {DIGITS[1]} #."
        )
    days = [part[:1] for part in parts if part in DAY]
    if len(days) != len(set(days)):
        raise Unreadable("Năm, tháng, ngày mỗi thứ chỉ ghi một lần.", "Write year, month and day once each.")
    if not any(letter.isalpha() and letter.isupper() for letter in written):
        raise Unreadable(
            "Mẫu cần ít nhất một chữ cái in hoa của cơ quan, để không nhầm với số khác.",
            "A shape needs at least one capital of the authority, so that it is taken for no other number.",
        )
    return Pattern(parts)


def _fixed(part: str) -> bool:
    return part not in DAY and not part.startswith("#")


def _digits(part: str) -> str:
    return rf"\d{{{len(part)},{len(part) + 2}}}" if part.startswith("#") else rf"\d{{{len(part)}}}"


def _loose(part: str) -> str:
    if not _fixed(part):
        return f"({_digits(part)})"
    return f"(?:{re.escape(part)})?" if part in MARKS else re.escape(part)


@lru_cache(maxsize=64)
def _whole(parts: tuple[str, ...]) -> re.Pattern[str]:
    shapes = [
        re.escape(part) if _fixed(part) else f"(?P<{part}>{_digits(part)})" if part in DAY else _digits(part)
        for part in parts
    ]
    return re.compile("(?<![A-Z0-9])" + "".join(shapes) + r"(?!\d)", re.ASCII)
