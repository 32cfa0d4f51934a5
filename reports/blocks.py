"""An official report as a list of blocks: what it says, in order, before anything is paper, screen or file.

`reports.word` writes them as .docx, `templates/reports/_pages.html` shows them as A4 pages; both read the same blocks,
so they cannot differ. Numbers and dates arrive as printed text. The layout is that of Nghị định 30/2020/NĐ-CP, Annex I.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from letterhead import NO_BREAK, day_said
from reports.grids import AnnexTable, Column, Row, SimpleTable, Table
from reports.letter import (
    COUNTRY,
    MOTTO,
    USUAL_SYMBOL,
    Addressee,
    Closing,
    Letterhead,
    Recipients,
    Signature,
)
from reports.runs import Cell, Figure, Run, Text, plain, printable, runs

__all__ = [
    "COUNTRY",
    "MOTTO",
    "USUAL_SYMBOL",
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

SAMPLE = "DỮ LIỆU MẪU – CHẠY THỬ"
END = "./."


@dataclass(frozen=True, slots=True)
class SampleBand:
    """Says on every page that the figures are not a centre's own."""

    text: str = SAMPLE


@dataclass(frozen=True, slots=True)
class Title:
    """ "BÁO CÁO" and what it is about (trích yếu)."""

    subject: str
    kind: str = "BÁO CÁO"


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
