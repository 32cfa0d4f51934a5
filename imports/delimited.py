"""Text files: cells between separators. Which separator, the headings tell."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import digits
from imports.charsets import encoding_of, old_font, spoiled
from imports.columns import meaning
from imports.faults import NotReadableText, TooLargeInside
from imports.folding import text
from imports.headings import SEARCHED_ROWS

SEPARATORS = (";", ",", "\t", "|")
NAMES = {";": "dấu chấm phẩy", ",": "dấu phẩy", "\t": "tab", "|": "gạch đứng"}
SNIFFED = 1 << 16  # letters at the head of the file
LONGEST_CELL = 32_767  # letters, as in a workbook; an unclosed quote swallows far more
FORCED_TEXT = ('="', '"')  # ="0123" is how some systems keep Excel from reading a number


@dataclass(frozen=True)
class TextTable:
    """A text file as one sheet."""

    path: Path
    encoding: str
    separator: str
    lines: int  # of the file; a row may take several

    def rows(self) -> Iterator[list[str]]:
        """Row after row, blank ones too. Raises NotReadableText with the line where a quote does not match."""
        csv.field_size_limit(LONGEST_CELL)
        with self.path.open(encoding=self.encoding, newline="") as file:
            reader = csv.reader(file, delimiter=self.separator, strict=True)
            began = 1
            while True:
                try:
                    row = next(reader, None)
                except csv.Error:
                    raise NotReadableText(
                        f"dấu nháy kép mở ở dòng {began} không khép lại đúng chỗ. Mời sửa dòng đó hoặc xuất lại tệp.",
                        f"a quote that opens in line {began} is not closed properly. Correct it, "
                        "or export the file again.",
                    ) from None
                if row is None:
                    return
                yield [_unforced(cell) for cell in row] if "=" in "".join(row) else row
                began = reader.line_num + 1


def _unforced(cell: str) -> str:
    start, end = FORCED_TEXT
    return cell[len(start) : -len(end)] if cell.startswith(start) and cell.endswith(end) and len(cell) > 2 else cell


def open_text(path: Path) -> TextTable:
    """The table of a text file. Raises NotReadableText or TooLargeInside."""
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as file:
        head = file.read(SNIFFED)
    if font := spoiled(head):
        raise old_font(font)
    with path.open("rb") as file:
        lines = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
    return TextTable(path, encoding, _separator(head), lines + 1)


def _separator(head: str) -> str:
    lines = head.splitlines(keepends=True)[: SEARCHED_ROWS * 4]
    if lines and (said := lines[0].strip().lower()).startswith("sep=") and said[4:] in SEPARATORS:
        return said[4:]
    return max(SEPARATORS, key=lambda separator: _score(lines, separator))


def _score(lines: list[str], separator: str) -> tuple[int, int]:
    """(known headings in the best row, cells in the widest)."""
    known = widest = 0
    try:
        for row in islice(csv.reader(lines, delimiter=separator), SEARCHED_ROWS):
            known = max(known, len({found[0] for cell in row if (found := meaning(text(cell)))}))
            widest = max(widest, len(row))
    except csv.Error:
        pass  # the reading itself will say where
    return known, widest


def too_many_rows(most: int) -> TooLargeInside:
    """The refusal of a list that does not end."""
    return TooLargeInside(
        f"tối đa {digits.number(most, language='vi')} dòng. Mời chia nhỏ theo kỳ.",
        f"{digits.number(most, language='en')} rows at most. Split it by period.",
    )
