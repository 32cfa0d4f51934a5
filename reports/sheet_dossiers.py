"""The sheet "Hồ sơ": the dossiers behind the table, 200,000 of a large centre's year.

XlsxWriter takes 20 µs for a cell, which is too long for millions; so it writes the heads and two rows to copy the looks
from, and their place in the finished file is filled with rows made here. Cells hold words, never formulas.
"""

import re
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from figures.period import Period
from figures.rates import counted
from models.centre import Centre
from reports.dossier_rows import DossierRow
from reports.looks import Styles, heading, is_dangerous, landscape, safe

COLUMNS = (  # head, width, kind
    ("Mã hồ sơ", 26, "word"),
    ("Lĩnh vực", 30, "word"),
    ("Thủ tục", 48, "word"),
    ("Kênh nộp", 13, "word"),
    ("Ngày tiếp nhận", 13, "day"),
    ("Hẹn trả ban đầu", 13, "day"),
    ("Hẹn trả sau tạm dừng", 13, "day"),
    ("Ngày kết thúc", 13, "day"),
    ("Trễ (ngày làm việc)", 11, "number"),
    ("Nguồn", 11, "word"),
    ("Tình trạng cuối kỳ", 27, "word"),
    ("Phí, lệ phí (đồng)", 12, "number"),
    ("Nộp trực tuyến", 11, "word"),
    ("Số hóa hồ sơ", 11, "word"),
    ("Số hóa kết quả", 11, "word"),
)
HEAD, BEGIN = 4, 5
MOST = 1_000_000  # rows; a sheet ends after 1,048,576
PER_PIECE = 2000  # rows that are compressed at once
COMPRESSION = 1  # of 9: a fifth of the time of 6, half as large again
DAY_0 = date(1899, 12, 30)  # of Excel
PLAIN = re.compile(r"\w[\w./-]*", re.ASCII)
WORDS = "xl/sharedStrings.xml"
EXAMPLES = re.compile(rf'<row r="{BEGIN + 1}".*</row>', re.DOTALL)
LOOK = re.compile(r'<c r="([A-Z]+)(\d+)" s="(\d+)"')


def prepare(sheet: Worksheet, styles: Styles, centre: Centre, period: Period, count: int) -> None:
    """Heads, and two rows whose looks are copied: of words as they are, and of words that look like formulas."""
    said = f"{counted(count)} hồ sơ"
    if count > MOST:
        said += f", ghi {counted(MOST)} hồ sơ đầu"
    when = f"(Từ ngày {period.first:%d/%m/%Y} đến hết ngày {period.last:%d/%m/%Y}: {said})"
    heading(sheet, styles, centre, "HỒ SƠ CỦA CỘT (3)", when, len(COLUMNS) - 1)
    looks = {"word": styles.line, "day": styles.day, "number": styles.number}
    for place, (head, width, kind) in enumerate(COLUMNS):
        sheet.write_string(HEAD, place, head, styles.head)
        sheet.set_column(place, place, width)
        sheet.write_blank(BEGIN, place, None, looks[kind])
        sheet.write_blank(BEGIN + 1, place, None, styles.quoted_line)
    sheet.set_row(HEAD, 34)
    sheet.freeze_panes(BEGIN, 1)
    sheet.autofilter(HEAD, 0, HEAD + min(max(count, 1), MOST), len(COLUMNS) - 1)
    landscape(sheet, HEAD, HEAD)


def fill(file: Path, number: int, rows: Iterable[DossierRow]) -> None:
    """Put the rows into the sheet of that number, counted from 1, of a finished file."""
    name, filled = f"xl/worksheets/sheet{number}.xml", file.with_suffix(".filled")
    with zipfile.ZipFile(file) as before, zipfile.ZipFile(filled, "w", zipfile.ZIP_DEFLATED) as after:
        words = _Words(before.read(WORDS).decode())
        info = zipfile.ZipInfo(name, before.getinfo(name).date_time)
        info.compress_type, info._compresslevel = zipfile.ZIP_DEFLATED, COMPRESSION  # type: ignore[attr-defined]
        page = re.sub(r"<dimension[^>]*/>", "", before.read(name).decode())
        examples = EXAMPLES.search(page)
        assert examples, "the rows to copy from"
        with after.open(info, "w", force_zip64=True) as sheet:
            sheet.write(page[: examples.start()].encode())
            lines = _lines(islice(rows, MOST), _looks(examples[0]), words)
            while piece := "".join(islice(lines, PER_PIECE)):
                sheet.write(piece.encode())
            sheet.write(page[examples.end() :].encode())
        for member in before.infolist():
            if member.filename == WORDS:
                after.writestr(member, words.page())
            elif member.filename != name:
                after.writestr(member, before.read(member))
    shutil.move(filled, file)


class _Words:
    """The file's table of words, to which those of the rows are added: each is written once and named by its place."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._begun = page.count("<si>")
        self._added: list[str] = []

    def place(self, text: str) -> int:
        """Where this text stands from now on. It is asked for once."""
        self._added.append(f'<si><t xml:space="preserve">{escape(text)}</t></si>')
        return self._begun + len(self._added) - 1

    def page(self) -> str:
        """The table with what was added. How often each word is used need not be told."""
        head = re.sub(r' (?:count|uniqueCount)="\d+"', "", self._page[: self._page.index("<si>")])
        return head + self._page[self._page.index("<si>") :].replace("</sst>", "".join(self._added) + "</sst>")


class _Cells(dict[object, str]):
    """What the cells of one column say after their address, made once for each value."""

    def __init__(self, make: Callable[[object], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, value: object) -> str:
        self[value] = said = self._make(value)
        return said


def _looks(examples: str) -> list[tuple[str, str]]:
    """(look, look of words that could be taken for a formula) of each column."""
    found = {(column, int(row)): look for column, row, look in LOOK.findall(examples)}
    letters = [xl_col_to_name(place) for place in range(len(COLUMNS))]
    return [(found[letter, BEGIN + 1], found[letter, BEGIN + 2]) for letter in letters]


def _lines(rows: Iterable[DossierRow], looks: list[tuple[str, str]], words: _Words) -> Iterator[str]:
    """Each row as XML."""
    kinds = [kind for _, _, kind in COLUMNS]
    cells = [_Cells(_maker(kind, *look, words)) for kind, look in zip(kinds, looks, strict=True)][1:]
    addresses = "".join(f'<c r="{xl_col_to_name(place)}#"%s' for place in range(len(COLUMNS)))
    row_of = f'<row r="#">{addresses}</row>'
    look, quoted = looks[0]
    for number, row in enumerate(rows, BEGIN + 1):
        said = [column[value] for column, value in zip(cells, row[1:], strict=True)]
        yield row_of.replace("#", str(number)) % (_code(row[0], look, quoted), *said)


def _code(code: str, look: str, quoted: str) -> str:
    """A code is met once only, so it stands in its cell and not in the table of words."""
    if PLAIN.fullmatch(code):
        return f' s="{look}" t="inlineStr"><is><t>{code}</t></is></c>'
    text = safe(code)
    said = f' t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
    return f' s="{quoted if is_dangerous(text) else look}"{said}'


def _maker(kind: str, look: str, quoted: str, words: _Words) -> Callable[[object], str]:
    def word(text: object) -> str:
        if not isinstance(text, str) or not text:
            return f' s="{look}"/>'
        written = safe(text)
        return f' s="{quoted if is_dangerous(written) else look}" t="s"><v>{words.place(written)}</v></c>'

    def day(text: object) -> str:
        if not isinstance(text, str) or not text:
            return f' s="{look}"/>'
        return f' s="{look}"><v>{(date.fromisoformat(text) - DAY_0).days}</v></c>'

    def number(value: object) -> str:
        return f' s="{look}"/>' if value == "" else f' s="{look}"><v>{value}</v></c>'

    return {"word": word, "day": day, "number": number}[kind]
