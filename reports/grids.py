"""Tables of a report: small ones within its pages, and the wide one in its annex."""

from dataclasses import dataclass
from typing import Literal

from reports.columns import MM, Layout, layout
from reports.lengths import lines
from reports.runs import Cell, plain

BODY = 165  # mm between the margins of a portrait page
WIDE = 252  # mm between the margins of a landscape page
BODY_LETTERS, WIDE_LETTERS = 24, 22  # half points
KEPT_TOGETHER = 14  # rows of a table that moves to the next page as a whole
NOTE_LETTERS, NOTE_LINE = 12, 15  # points of the letters of a note, and of a line of it with the room above
WIDE_PAGE = 374  # points left for a table in an annex: two lines say whose it is, a note follows, a trial has its band


@dataclass(frozen=True, slots=True)
class Column:
    """One column. Neighbours with the same `group` stand under one head. `width` in mm; None: as its text needs."""

    label: str
    group: str | None = None
    align: Literal["left", "center", "right"] = "right"
    width: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row, as many cells as columns. "block" has a single cell that spans the table and names the rows below."""

    cells: tuple[Cell, ...]
    kind: Literal["plain", "block", "subtotal", "total", "rate"] = "plain"


@dataclass(frozen=True, slots=True)
class SimpleTable:
    """A small table within the portrait pages. `description` is read out to those who do not see it."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str = ""
    unit: str = ""
    description: str = ""
    notes: tuple[str, ...] = ()
    numbered: bool = False  # the row (1) (2) … below the heads

    def __post_init__(self) -> None:
        _check(self.columns, self.rows)

    @property
    def heads(self) -> tuple[tuple[str | None, int], ...]:
        """The upper heads as (label, columns spanned); None for a column without a group."""
        return _groups(self.columns)

    @property
    def layout(self) -> Layout:
        """Its columns and letters on paper."""
        return layout(self, BODY * MM, BODY_LETTERS)

    @property
    def together(self) -> bool:
        """Whether it is so small that no page should divide it."""
        return len(self.rows) <= KEPT_TOGETHER


@dataclass(frozen=True, slots=True)
class AnnexTable:
    """A wide table on landscape pages of its own, its heads on every page. It comes after the signature."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    label: str = "Phụ lục"
    reference: str = ""  # "(Kèm theo Báo cáo số …)"; empty: made from the letterhead
    unit: str = "Đơn vị tính: hồ sơ TTHC"
    description: str = ""
    notes: tuple[str, ...] = ()
    numbered: bool = True

    def __post_init__(self) -> None:
        _check(self.columns, self.rows)

    @property
    def heads(self) -> tuple[tuple[str | None, int], ...]:
        """The upper heads as (label, columns spanned); None for a column without a group."""
        return _groups(self.columns)

    @property
    def layout(self) -> Layout:
        """Its columns and letters on paper: on one page with its notes if they can be."""
        more = sum(lines(note, NOTE_LETTERS, WIDE * MM) for note in self.notes) - 1
        return layout(self, WIDE * MM, WIDE_LETTERS, WIDE_PAGE - max(more, 0) * NOTE_LINE)

    @property
    def together(self) -> bool:
        """Never: it begins a page, and fills it."""
        return False


Table = SimpleTable | AnnexTable


def _groups(columns: tuple[Column, ...]) -> tuple[tuple[str | None, int], ...]:
    found: list[tuple[str | None, int]] = []
    for column in columns:
        if found and column.group and found[-1][0] == column.group:
            found[-1] = (column.group, found[-1][1] + 1)
        else:
            found.append((column.group, 1))
    return tuple(found)


def _check(columns: tuple[Column, ...], rows: tuple[Row, ...]) -> None:
    for row in rows:
        wanted = 1 if row.kind == "block" else len(columns)
        if len(row.cells) != wanted:
            raise ValueError(f"A row of {len(row.cells)} cells in a table of {wanted} columns: {plain(row.cells[0])!r}")
