"""A paper that is no ticket's: what to bring for a procedure, what is still missing. Pure drawing, as the slip's.

It carries no name of a citizen; what it says is handed in whole and kept with its job, so that it can be printed
after a restart.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from PIL import Image

from printing.page import LAYOUTS, Page
from printing.type import BLACK, BOLD
from queueing.hours import WEEKDAYS_VI

NAMES_AS_WRITTEN = "Names are in Vietnamese, as on the papers."  # below a list, in an English session


@dataclass(frozen=True)
class Sheet:
    """What one sheet says, as plain sentences. All but `title` may be empty."""

    title: str  # "Giấy tờ cần mang"
    title_en: str = ""  # below it, in an English session
    subject: str = ""  # whose: the procedure's name
    subject_en: str = ""  # below it, in an English session
    facts: tuple[str, ...] = ()  # "Phí, lệ phí: 4.000 đồng"
    items: tuple[str, ...] = ()  # each behind a box to tick
    notes: tuple[str, ...] = ()  # below them and from the left as they are, without a box
    code: str = ""  # to be typed, in large figures
    url: str = ""  # what the QR opens; "" prints none
    feet: tuple[str, ...] = ()

    def as_json(self) -> str:
        """The sheet as models.printing.PrintJob keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Sheet":
        """What `as_json` wrote."""
        return cls(**{name: tuple(said) if isinstance(said, list) else said for name, said in json.loads(text).items()})


def in_both(english: bool, *lines: tuple[str, str]) -> tuple[str, ...]:
    """Each Vietnamese line; in an English session its English one below it."""
    return tuple(said for vi, en in lines for said in ((vi, en) if english else (vi,)))


@dataclass(frozen=True)
class Head:
    """What stands at the top of every sheet of a centre."""

    lines: tuple[str, ...]  # the centre's name, line by line
    logo: bytes = b""  # a picture over it; empty: none
    sample: bool = False  # of a centre that is being tried out


def draw_sheet(sheet: Sheet, head: Head, at: datetime, width: int) -> Image.Image:
    """The sheet in mode "1", `width` dots wide (576 or 384) and as long as its list needs; nothing is left out.

    Raises KeyError for another width.
    """
    layout = LAYOUTS[width]
    page = Page(layout, 1.0)
    if head.logo:
        page.logo(head.logo)
    for line in head.lines:
        page.text(line.upper(), layout.head, BOLD)
    page.rule()
    if head.sample:
        page.framed("PHIẾU CHẠY THỬ", layout.label)
    page.text(sheet.title, layout.service, BLACK)
    page.text(sheet.title_en, layout.line)
    page.text(sheet.subject, layout.line, BOLD, lines=6, english=sheet.subject_en)
    for fact in sheet.facts:
        page.text(fact, layout.line, lines=3)
    if sheet.items or sheet.notes:
        page.rule()
        for item in sheet.items:
            page.item(item, layout.line)
        for note in sheet.notes:
            page.note(note, layout.line)
    if sheet.code or sheet.url:
        page.rule()
    if sheet.code:
        page.text(sheet.code, round(layout.service * 1.4), BLACK, lines=1)
    if sheet.url:
        page.code(sheet.url)
    page.rule()
    for line in sheet.feet:
        page.text(line, layout.foot, lines=3)
    page.text(f"{at:%H:%M} {WEEKDAYS_VI[at.weekday()]} {at:%d/%m/%Y}", layout.foot)
    return page.picture()
