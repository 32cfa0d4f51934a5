"""Four months of Long Bình as a case system would hand them out: a list of 11.197 dossiers under its own headings.

Each group is so many dossiers alike in what the figures ask; their days go through the four months one after the other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import cycle
from pathlib import Path

import xlsxwriter

HEADINGS = (
    "STT",
    "Mã hồ sơ",
    "Thủ tục hành chính",
    "Lĩnh vực",
    "Người nộp hồ sơ",
    "Thời gian tiếp nhận",
    "Hạn trả kết quả",
    "Thời gian hoàn thành",
    "Tình trạng giải quyết",
    "Kênh nộp",
    "Phí, lệ phí phải nộp",
    "Hình thức thanh toán",
    "Kết quả điện tử",
    "Hồ sơ test",
)
FIRST, LAST = date(2025, 12, 15), date(2026, 4, 14)
COPY, LAND = "2.000815 - Chứng thực bản sao từ bản chính", "1.012756 - Đăng ký đất đai lần đầu"
BIRTH, STATUS = "1.001193 - Đăng ký khai sinh", "1.004873 - Cấp giấy xác nhận tình trạng hôn nhân"


@dataclass(frozen=True)
class Group:
    """So many dossiers. `takes`: days until the end, None while pending; `promised`: days until due."""

    many: int
    field: str
    procedure: str
    takes: int | None
    promised: int
    result: bool = False
    fee: int = 0
    online: bool = True
    test: bool = False
    days: tuple[date, date] = (FIRST, date(2026, 3, 31))


NEW = (date(2026, 4, 10), LAST)
OLD = (date(2026, 3, 16), date(2026, 3, 27))
GROUPS = (
    Group(7_603, "Chứng thực", COPY, takes=0, promised=1, result=True, fee=8_000),
    Group(6, "Chứng thực", COPY, takes=0, promised=1, result=True, fee=8_000, test=True),
    Group(1_876, "Hộ tịch", BIRTH, takes=3, promised=3, result=True),
    Group(6, "Hộ tịch", STATUS, takes=1, promised=3, online=False),
    Group(8, "Hộ tịch", STATUS, takes=None, promised=7, days=NEW),
    Group(1_448, "Đất đai", LAND, takes=9, promised=14),
    Group(240, "Đất đai", LAND, takes=None, promised=14, days=NEW),
    Group(10, "Đất đai", LAND, takes=None, promised=14, days=OLD),
)
NUMBERS = ("3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15")
TABLE = {  # (3) … (15), with early and on time in one column
    "Hộ tịch": (1_890, 1_884, 6, 0, 1_882, 1_882, 0, 0, 0, 8, 8, 0, 0),
    "Chứng thực": (7_609, 7_609, 0, 0, 7_609, 7_609, 0, 0, 0, 0, 0, 0, 0),
    "Đất đai": (1_698, 1_698, 0, 0, 1_448, 1_448, 0, 0, 0, 250, 240, 10, 0),
    "Tổng cộng": (11_197, 11_191, 6, 0, 10_939, 10_939, 0, 0, 0, 258, 248, 10, 0),
}


def write(file: Path) -> None:
    """The export, with its title lines, its line of totals and the names under it."""
    with xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Danh sách hồ sơ")
        sheet.write_string(0, 0, "ỦY BAN NHÂN DÂN PHƯỜNG LONG BÌNH")
        sheet.write_string(1, 0, "DANH SÁCH HỒ SƠ TIẾP NHẬN, GIẢI QUYẾT")
        sheet.write_string(2, 0, f"Từ ngày {FIRST:%d/%m/%Y} đến ngày {LAST:%d/%m/%Y}")
        sheet.write_row(4, 0, HEADINGS)
        row = 4
        for row, cells in enumerate(_rows(), 5):
            sheet.write_row(row, 0, cells)
        sheet.write_row(row + 1, 0, ("", "Tổng cộng", row - 4))
        sheet.write_row(row + 3, 1, ("Người lập biểu", "", "", "", "", "", "Thủ trưởng đơn vị"))


def _rows() -> Iterator[tuple[object, ...]]:
    number = 0
    for group in GROUPS:
        days = cycle(_weekdays(*group.days))
        for _ in range(group.many):
            number += 1
            received = datetime.combine(next(days), datetime.min.time()) + timedelta(hours=8, minutes=number % 180)
            due = received.date() + timedelta(days=group.promised)
            ended = None if group.takes is None else received + timedelta(days=group.takes, hours=2)
            yield (
                number,
                f"H29.114-{received:%y%m%d}-{number:05d}",
                group.procedure,
                group.field,
                "Nguyễn Văn A",
                f"{received:%d/%m/%Y %H:%M}",
                f"{due:%d/%m/%Y}",
                f"{ended:%d/%m/%Y %H:%M}" if ended else "",
                "Đã trả kết quả" if ended else "Đang xử lý",
                "Nộp trực tuyến" if group.online else "Nộp trực tiếp",
                group.fee,
                "Trực tuyến" if group.fee else "",
                ("Có" if group.result else "Không") if ended else "",
                "x" if group.test else "",
            )


def _weekdays(first: date, last: date) -> list[date]:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if day.weekday() < 5]
