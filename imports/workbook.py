"""An .xlsx becomes records: the sheet that holds the list is found by its headings, then read row by row.

Runs in the child process (imports.reading). Raises the refusals of imports.faults.
"""

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from imports.columns import SEARCHED_ROWS, HeadingFaults, find_headings
from imports.faults import Fault, ImportRefused, NotAWorkbook, refused_rows
from imports.rows import Reader, Record
from imports.safety import inspect


@dataclass(frozen=True)
class Contents:
    """What a file holds: its records in order, and what it did not say and was assumed."""

    records: list[Record]
    notes: list[str]


def read(path: Path) -> Contents:
    """Every dossier of the file, or the refusal that lists what is wrong with it."""
    inspect(path)
    try:
        book = CalamineWorkbook.from_path(str(path))
        return _read(book)
    except (CalamineError, OSError, ValueError) as error:
        raise NotAWorkbook("bảng tính hỏng.", "a damaged workbook.") from error


def _read(book: CalamineWorkbook) -> Contents:
    unclear: list[Fault] = []
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        _, left = sheet.start or (0, 0)  # columns before the first filled one are not in the rows
        head = [_from_first_column(row, left) for row in islice(sheet.iter_rows(), SEARCHED_ROWS)]
        try:
            found = find_headings(name, head)
        except HeadingFaults as faults:
            unclear += faults.faults
            continue
        if found is None:
            continue
        index, columns = found
        reader = Reader(name, columns, head[index])
        for number, row in enumerate(sheet.iter_rows(), 1):
            if number > index + 1:
                reader.read(number, _from_first_column(row, left))
        return _contents(reader)
    if unclear:
        raise refused_rows(unclear)
    sheets = ", ".join(f"“{name}”" for name in book.sheet_names)
    raise ImportRefused(
        f"Không tìm thấy dòng tiêu đề (Số hồ sơ, Tên lĩnh vực, Ngày tiếp nhận, Trạng thái hồ sơ) ở trang: {sheets}.",
        f"No row of headings (Số hồ sơ, Tên lĩnh vực, Ngày tiếp nhận, Trạng thái hồ sơ) in: {sheets}.",
        code="no_headings",
    )


def _from_first_column(row: list, left: int) -> list:
    return [None] * left + row if left else row


def _contents(reader: Reader) -> Contents:
    reader.finish()
    if reader.faults:
        raise refused_rows(reader.faults)
    if not reader.records:
        raise ImportRefused("Tệp không có hồ sơ nào.", "There is no dossier in the file.", code="no_dossiers")
    return Contents(reader.records, reader.notes)
