"""An official report as a list of blocks: what it says, in order, before anything is paper, screen or file.

`reports.word` writes them as .docx, `templates/reports/_pages.html` shows them as A4 pages; both read the same blocks,
so they cannot differ. Numbers and dates arrive as printed text. The layout is that of Nghị định 30/2020/NĐ-CP, Annex I.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import ClassVar, Literal

from reports.grids import AnnexTable, Column, Row, SimpleTable, Table
from reports.runs import Cell, Figure, Run, Text, plain, printable, runs

__all__ = [
    "Addressee",
    "AnnexTable",
    "Cell",
    "Closing",
    "Column",
    "Figure",
    "Heading",
    "Item",
    "Letterhead",
    "Meta",
    "Note",
    "Paragraph",
    "Recipients",
    "Report",
    "Row",
    "Run",
    "SampleBand",
    "Signature",
    "SimpleTable",
    "Text",
    "Title",
    "day_said",
    "item",
    "laid_out",
    "note",
    "paragraph",
    "plain",
    "printable",
    "runs",
]

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
SAMPLE = "DỮ LIỆU MẪU – CHẠY THỬ"
END = "./."
NO_BREAK = "\u00a0"
BLANK_NUMBER = NO_BREAK * 8  # room for a pen, or for the clerk's stamp
BLANK_DAY = NO_BREAK * 6
_TOGETHER = re.compile(  # names that a narrow column must not tear
    r"TRUNG TÂM|PHỤC VỤ|HÀNH CHÍNH CÔNG|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|VĂN PHÒNG|"
    r"(?:PHƯỜNG|XÃ|ĐẶC KHU|QUẬN|HUYỆN|THỊ XÃ|THÀNH PHỐ|TỈNH) .+$"
)


@dataclass(frozen=True, slots=True)
class SampleBand:
    """Says on every page that the figures are not a centre's own."""

    text: str = SAMPLE


USUAL_SYMBOL = "BC-TTPVHCC"  # report of the centre: Nghị định 30/2020, how a paper is numbered


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes, under whom, from where and when. A number or day not known yet stays blank for the clerk.

    Names are printed in capitals; a newline in them is a line of its own.
    """

    superior: str
    issuer: str
    place: str
    symbol: str = USUAL_SYMBOL
    number: int | None = None
    day: date | None = None
    year: int | None = None  # printed when `day` is blank

    country: ClassVar[str] = COUNTRY
    motto: ClassVar[str] = MOTTO

    @property
    def superior_lines(self) -> tuple[str, ...]:
        return _capital_lines(self.superior)

    @property
    def issuer_lines(self) -> tuple[str, ...]:
        return _capital_lines(self.issuer)

    @property
    def number_line(self) -> str:
        """ "Số: 05/BC-TTPVHCC"; "Số:        /BC-TTPVHCC" while it has none."""
        number = BLANK_NUMBER if self.number is None else f"{self.number:02d}"
        return f"Số:{NO_BREAK}{number}/{self.symbol}"

    @property
    def date_line(self) -> str:
        """ "Long Bình, ngày 05 tháng 02 năm 2026"."""
        return f"{self.place}, {self.said_day}"

    @property
    def said_day(self) -> str:
        if self.day is not None:
            return day_said(self.day)
        year = self.year if self.year is not None else BLANK_DAY
        return f"ngày{BLANK_DAY}tháng{BLANK_DAY}năm{NO_BREAK}{year}"


@dataclass(frozen=True, slots=True)
class Title:
    """ "BÁO CÁO" and what it is about (trích yếu)."""

    subject: str
    kind: str = "BÁO CÁO"


@dataclass(frozen=True, slots=True)
class Addressee:
    """ "Kính gửi: …", one or several."""

    names: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """One: as it is. Several: "- …;" with a full stop at the last."""
        names = tuple(name.strip(" -;.") for name in self.names)
        if len(names) == 1:
            return names
        return tuple(f"- {name}{'.' if i == len(names) else ';'}" for i, name in enumerate(names, 1))


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 "I. KẾT QUẢ …", 2 "1. Tiếp nhận …", 3 "a) …"; the number is part of the text.

    `section` of words names the part of the report that they come from, where a person may change it; empty: nowhere.
    `line` of them is the line of its text.
    """

    level: Literal[1, 2, 3]
    text: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    runs: tuple[Run, ...]
    section: str = ""
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list: level 1 with "-", level 2 with "+". The sign is the writer's, not part of the text."""

    runs: tuple[Run, ...]
    level: Literal[1, 2] = 1
    section: str = ""
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Note:
    """A remark in smaller italics: which base a rate has, what was left out, why an export was made despite a ✗."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC") and the signer's name, or room for it."""

    lines: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Recipients:
    """ "Nơi nhận": "- Như trên;" is put first and "- Lưu: VT." last, however the names were typed."""

    names: tuple[str, ...] = ()
    filed: str = "VT"
    as_above: bool = True

    @property
    def lines(self) -> tuple[str, ...]:
        names = [name.strip().strip("-–").strip().rstrip(";.").rstrip() for name in self.names]
        names = [name for name in names if name]
        filed = next((name for name in names if name.casefold().startswith("lưu")), f"Lưu: {self.filed}")
        rest = [name for name in names if not name.casefold().startswith(("lưu", "như trên"))]
        first = ["Như trên"] if self.as_above else []
        return (*(f"- {name};" for name in first + rest), f"- {filed}.")


@dataclass(frozen=True, slots=True)
class Closing:
    """The foot of the text: recipients on the left, signature on the right, never on two pages."""

    signature: Signature
    recipients: Recipients = field(default_factory=Recipients)


Words = Paragraph | Item | Note
Block = SampleBand | Letterhead | Title | Addressee | Heading | Words | Table | Closing


@dataclass(frozen=True, slots=True)
class Meta:
    """What the file says of itself. `author` is the centre, never a person."""

    title: str
    author: str
    subject: str = ""
    created: datetime | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report. The last text before the signature is made to end with "./."."""

    blocks: tuple[Block, ...]
    meta: Meta

    def __post_init__(self) -> None:
        object.__setattr__(self, "blocks", _ended(tuple(self.blocks)))

    @property
    def sample(self) -> SampleBand | None:
        return next((block for block in self.blocks if isinstance(block, SampleBand)), None)

    @property
    def body(self) -> tuple[Block, ...]:
        """What stands on the portrait pages, in order."""
        return tuple(block for block in self.blocks if not isinstance(block, (SampleBand, AnnexTable)))

    @property
    def annexes(self) -> tuple[AnnexTable, ...]:
        """The landscape tables, each told which report it belongs to."""
        return tuple(
            replace(block, reference=block.reference or self.reference)
            for block in self.blocks
            if isinstance(block, AnnexTable)
        )

    @property
    def reference(self) -> str:
        """ "(Kèm theo Báo cáo số …/BC-TTPVHCC ngày … của Trung tâm …)"; "" without a letterhead."""
        head = next((block for block in self.blocks if isinstance(block, Letterhead)), None)
        if head is None:
            return ""
        kind = next((block.kind for block in self.blocks if isinstance(block, Title)), "BÁO CÁO").capitalize()
        number = head.number_line.removeprefix("Số:").strip(NO_BREAK) if head.number else head.number_line[3:]
        issuer = " ".join(head.issuer.split())
        return f"(Kèm theo {kind} số{NO_BREAK if head.number else ''}{number} {head.said_day} của {issuer})"


def paragraph(*parts: str | Run) -> Paragraph:
    return Paragraph(runs(*parts))


def item(*parts: str | Run, level: Literal[1, 2] = 1) -> Item:
    return Item(runs(*parts), level)


def note(*parts: str | Run) -> Note:
    return Note(runs(*parts))


def laid_out(parts: Iterable[str | Run]) -> tuple[Paragraph | Item, ...]:
    """Typed text as blocks: each line a paragraph, "- …" and "+ …" lines of a list; empty lines say nothing."""
    lines: list[list[Run]] = [[]]
    for part in runs(*parts):
        if isinstance(part, Figure):
            lines[-1].append(part)
            continue
        first, *others = part.text.splitlines() or [""]
        if part.text.endswith(("\n", "\r")):
            others.append("")
        lines[-1].append(replace(part, text=first))
        lines += [[replace(part, text=other)] for other in others]
    return tuple(block for line in lines if (block := _line(line)) is not None)


def day_said(day: date) -> str:
    """ "ngày 05 tháng 02 năm 2026": days below 10 and months 1 and 2 take a 0, months 3 to 9 do not."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def _line(line: list[Run]) -> Paragraph | Item | None:
    """One typed line, its sign and the spaces around it taken off."""
    while line and isinstance(line[0], Text) and not line[0].text.strip():
        line = line[1:]
    if not line:
        return None
    sign = ""
    if isinstance(line[0], Text):
        words = line[0].text.lstrip()
        if words[:1] in "-–•*+" and words[1:2] in ("", " ", NO_BREAK):
            sign, words = words[0], words[1:].lstrip()
        line = [replace(line[0], text=words), *line[1:]]
    if isinstance(line[-1], Text):
        line = [*line[:-1], replace(line[-1], text=line[-1].text.rstrip())]
    kept = tuple(run for run in line if run.text)
    if not kept:
        return None
    return Item(kept, 2 if sign == "+" else 1) if sign else Paragraph(kept)


def _ended(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """ "./." where the text ends: at the last words before the signature, or below a table that stands there."""
    last = next((i for i, block in enumerate(blocks) if isinstance(block, (Closing, AnnexTable))), len(blocks))
    if last == 0:
        return blocks
    block = blocks[last - 1]
    if isinstance(block, (Paragraph, Item, Note)):
        words = plain(block.runs).rstrip()
        if words.endswith(END):
            return blocks
        end = END if not words.endswith(".") else END[1:]
        return (*blocks[: last - 1], replace(block, runs=(*block.runs, Text(end))), *blocks[last:])
    if isinstance(block, SimpleTable):
        return (*blocks[:last], paragraph(END), *blocks[last:])
    return blocks


def _capital_lines(name: str) -> tuple[str, ...]:
    """In capitals, line by line; words of one name are held together."""
    lines = (unicodedata.normalize("NFC", " ".join(line.split()).upper()) for line in name.splitlines())
    return tuple(_TOGETHER.sub(lambda words: words[0].replace(" ", NO_BREAK), line) for line in lines if line)
