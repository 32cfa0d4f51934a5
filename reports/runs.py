"""Words and the figures within them, as a report holds them before it is paper or screen."""

import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Words that a person may have written."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure within the words: locked. On screen it leads to `href`, the place it was counted; in Word it is plain.

    `key` names the figure ("finished", "late_rate"), unique enough to be found by on the page.
    Raises ValueError unless `href` is a path of this site.
    """

    text: str
    key: str
    href: str | None = None
    bold: bool = False

    def __post_init__(self) -> None:
        if self.href is not None and not re.match(r"[#?]|/(?!/)", self.href):
            raise ValueError(f"A figure leads only into this site, not to {self.href!r}")


Run = Text | Figure
Cell = str | Figure | tuple[Run, ...]


def runs(*parts: str | Run) -> tuple[Run, ...]:
    """Strings and figures as runs: `runs("Tổng số ", Figure("3.575", "total_received", "/…"), " hồ sơ.")`."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def cell_runs(cell: Cell) -> tuple[Run, ...]:
    return cell if isinstance(cell, tuple) else runs(cell)


def plain(parts: Cell) -> str:
    """The same without what is bold or leads anywhere."""
    return "".join(run.text for run in cell_runs(parts))


def printable(text: str) -> str:
    """The text composed (NFC), without what neither XML nor paper can hold; a line break or tab is a space."""
    text = unicodedata.normalize("NFC", re.sub(r"[\t\r\n\x0b\x0c\u2028\u2029]+", " ", text))
    return "".join(letter for letter in text if unicodedata.category(letter) not in ("Cc", "Cs", "Cn", "Co"))
