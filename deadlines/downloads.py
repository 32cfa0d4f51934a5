"""The list as csv and the chase lists as a workbook: words stay words, whatever they begin with."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from deadlines.chase import Sheet
from dossiers.deadlines import Line
from figures.leaf_words import LEAVES
from models.dossier import Pause
from spreadsheet import DANGEROUS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FONT = "Times New Roman"
LIGHTS = {
    "overdue": "Quá hạn",
    "red": "Còn không quá 1 ngày",
    "amber": "Còn 2–3 ngày",
    "green": "Còn trên 3 ngày",
    "stopped": "Đang tạm dừng",
    "undated": "Không có ngày hẹn",
}
WAITS = {Pause.SUPPLEMENT: LEAVES["supplement_waiting"], Pause.FINANCIAL_DUTY: LEAVES["duty_waiting"]}
HEADS = (
    "Mã hồ sơ",
    "Lĩnh vực",
    "Thủ tục",
    "Phòng, đơn vị",
    "Ngày tiếp nhận",
    "Hẹn trả ban đầu",
    "Hẹn trả sau tạm dừng",
    "Hẹn lại",
    "Tình trạng",
    "Còn (ngày làm việc)",
    "Quá hạn (ngày làm việc)",
    "Đang chờ",
    "Chờ từ ngày",
    "Cần văn bản xin lỗi",
)
CHASE_HEADS = (
    ("STT", 5),
    ("Mã hồ sơ", 24),
    ("Thủ tục", 44),
    ("Lĩnh vực", 26),
    ("Tiếp nhận", 12),
    ("Hẹn trả", 12),
    ("Thời hạn", 22),
    ("Nguyên nhân, ngày trả dự kiến", 34),
)


def rows(lines: Iterable[Line], departments: Mapping[int, str]) -> Iterator[tuple[object, ...]]:
    """Under HEADS; dates as 20/11/2026."""
    for line in lines:
        yield (
            line.code,
            line.field,
            line.procedure,
            departments.get(line.department or 0, ""),
            _day(line.received_on),
            _day(line.due_on),
            _day(line.due),
            _day(line.extended_to),
            LIGHTS[line.light],
            line.days_left,
            line.days_late,
            WAITS[line.waits_for] if line.waits_for else None,
            _day(line.waits_since),
            "x" if line.without_letter else None,
        )


def workbook(sheets: list[Sheet], day: date) -> bytes:
    """The chase lists, a sheet for each department. It asks no database, so it may be made on another thread."""
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(file, options) as book:
        plain = {"font_name": FONT, "font_size": 12, "valign": "top", "border": 1}
        looks = {
            "ordinal": book.add_format(plain | {"align": "center"}),
            "word": book.add_format(plain | {"text_wrap": True, "indent": 1}),
            "quoted": book.add_format(plain | {"text_wrap": True, "indent": 1, "quote_prefix": True}),
            "head": book.add_format(plain | {"bold": True, "align": "center", "text_wrap": True}),
            "group": book.add_format(plain | {"bold": True, "indent": 1}),
            "title": book.add_format({"font_name": FONT, "font_size": 14, "bold": True}),
        }
        for number, sheet in enumerate(sheets, 1):
            _write(book.add_worksheet(f"{number}"), looks, sheet, day)
        if not sheets:
            book.add_worksheet("1").write_string(0, 0, f"Ngày {day:%d/%m/%Y} không có hồ sơ cần đôn đốc.")
    return file.getvalue()


def left(line: Line, day: date) -> str:
    """ "Quá hạn 3 ngày làm việc", "Hạn hôm nay", "Còn 2 ngày làm việc"."""
    if line.days_late is not None:
        return f"Quá hạn {line.days_late} ngày làm việc" if line.days_late else "Mới quá hạn"
    return "Hạn hôm nay" if line.due == day else f"Còn {line.days_left} ngày làm việc"


def _write(sheet: Worksheet, looks: dict, told: Sheet, day: date) -> None:
    name = told.name or "Chưa gắn phòng, đơn vị"
    sheet.write_string(0, 0, f"PHIẾU ĐÔN ĐỐC ngày {day:%d/%m/%Y} – {name}", looks["title"])
    for column, (head, width) in enumerate(CHASE_HEADS):
        sheet.write_string(2, column, head, looks["head"])
        sheet.set_column(column, column, width)
    row, number = 3, 0
    for title, lines in (
        ("Quá hạn", told.overdue),
        ("Đến hạn hôm nay", told.today),
        ("Đến hạn trong 3 ngày làm việc", told.soon),
    ):
        if not lines:
            continue
        sheet.merge_range(row, 0, row, len(CHASE_HEADS) - 1, f"{title}: {len(lines)} hồ sơ", looks["group"])
        row += 1
        for line in lines:
            number += 1
            sheet.write_number(row, 0, number, looks["ordinal"])
            said = (line.code, line.procedure, line.field, _day(line.received_on), _day(line.due), left(line, day), "")
            for column, words in enumerate(said, 1):
                sheet.write_string(row, column, words or "", looks["quoted" if words and _risky(words) else "word"])
            row += 1
    sheet.freeze_panes(3, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)


def _risky(words: str) -> bool:
    return words.lstrip()[:1] in tuple(DANGEROUS)


def _day(day: date | None) -> str | None:
    return f"{day:%d/%m/%Y}" if day is not None else None
