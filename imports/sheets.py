"""A file of any kind as sheets of rows: .xlsx and .xls by calamine, text by its separators.

Runs in the child process (imports.reading), after imports.safety has looked the file over.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum
from python_calamine import SheetVisibleEnum as Visible

from imports.delimited import TextTable, open_text
from imports.faults import NotAWorkbook
from imports.headings import Merge
from imports.safety import TEXT, inspect

TEXT_SHEET = "CSV"
MOST_MERGES = 2_000  # looked at: those of the headings come first


@dataclass(frozen=True)
class Sheet:
    """What is known of a sheet before it is opened."""

    name: str
    visible: bool = True


class Book(Protocol):
    """An open file."""

    kind: str
    sheets: list[Sheet]

    def rows(self, name: str) -> Iterator[list]:
        """The rows of a sheet, from its first row and first column; an empty cell is None or ""."""

    def height(self, name: str) -> int:
        """About how many rows it has."""

    def merges(self, name: str) -> list[Merge]:
        """Its merged cells, the uppermost first."""


class Workbook:
    """An .xlsx or .xls. One sheet at a time is in memory."""

    def __init__(self, path: Path, kind: str) -> None:
        self.kind = kind
        with _refusing(kind):
            self._book = CalamineWorkbook.from_path(str(path))
        tables = [sheet for sheet in self._book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
        self.sheets = [Sheet(sheet.name, sheet.visible is Visible.Visible) for sheet in tables]
        self._open: tuple[str, CalamineSheet] | None = None

    def _sheet(self, name: str) -> CalamineSheet:
        if self._open is None or self._open[0] != name:
            self._open = None  # let go of the one before
            with _refusing(self.kind):
                self._open = name, self._book.get_sheet_by_name(name)
        return self._open[1]

    def rows(self, name: str) -> Iterator[list]:
        sheet = self._sheet(name)
        _, left = sheet.start or (0, 0)  # columns before the first filled one are not in the rows
        if not left:
            return iter(sheet.iter_rows())
        return ([None] * left + row for row in sheet.iter_rows())

    def height(self, name: str) -> int:
        return (self._sheet(name).end or (0, 0))[0] + 1

    def merges(self, name: str) -> list[Merge]:
        return sorted(self._sheet(name).merged_cell_ranges or [])[:MOST_MERGES]


@contextmanager
def _refusing(kind: str) -> Iterator[None]:
    """What calamine cannot read is refused: by an error of its own, or by a panic, which is no Exception."""
    try:
        yield
    except PasswordError as error:
        raise locked(kind) from error
    except (CalamineError, OSError, ValueError) as error:
        raise damaged(kind) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(kind) from None


class TextFile:
    """A text file: one sheet."""

    kind = TEXT

    def __init__(self, path: Path) -> None:
        self.table: TextTable = open_text(path)
        self.sheets = [Sheet(TEXT_SHEET)]

    def rows(self, name: str) -> Iterator[list]:
        return self.table.rows()

    def height(self, name: str) -> int:
        return self.table.lines

    def merges(self, name: str) -> list[Merge]:
        return []


def open_book(path: Path) -> Book:
    """Look the file over, then open it. Raises the refusals of imports.faults."""
    kind = inspect(path)
    return TextFile(path) if kind == TEXT else Workbook(path, kind)


def damaged(kind: str) -> NotAWorkbook:
    """It cannot be read to its end."""
    return NotAWorkbook(
        "bảng tính hỏng. Mời mở bằng Excel, lưu lại rồi thử lại.",
        "a damaged workbook. Open it in Excel, save it, and try again.",
        f".{kind}",
    )


def locked(kind: str) -> NotAWorkbook:
    """It asks for a password."""
    return NotAWorkbook(
        "tệp có mật khẩu. Mời bỏ mật khẩu rồi lưu lại.", "it has a password. Remove it and save again.", f".{kind}"
    )
