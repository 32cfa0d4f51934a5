"""What lies behind the morning of the pictures: a spring and five weeks of visits, and of dossiers from elsewhere.

Days that are over cannot be acted again; they are written as the trial writes its own.
"""

from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from demo import hall_past, past
from models.base import db
from models.centre import Centre

SEED = 20261120
SPRING, AUTUMN = (date(2026, 6, 15), 92), (date(2026, 11, 20), 37)  # (the day after, how many days back)
VISITS_OF_A_DAY = (105, 160)
STATE, ENDED, DUE, ELECTRONIC = "Trạng thái hồ sơ", "Ngày kết thúc xử lý", "Ngày hẹn trả", "Kết quả điện tử"
OPEN = ("Đang xử lý", "Yêu cầu bổ sung")
LATEST = datetime(2026, 7, 31, 10, 0)


def write() -> None:
    """Into the fresh database of this process."""
    with db.connection_context():
        centre = Centre.get()
        for after, back in (SPRING, AUTUMN):
            hall_past.write(centre, after, SEED, back, VISITS_OF_A_DAY)
        past.bring_in(centre, AUTUMN[0], SEED, AUTUMN[1])


def later_export(of: Path, into: Path) -> Path:
    """What the same system exports in the autumn: all that was under way in the spring has ended on its day."""
    rows = CalamineWorkbook.from_path(of).get_sheet_by_index(0).to_python()
    head = next(at for at, row in enumerate(rows) if STATE in row)
    names = rows[head]
    state, ended, due, electronic = (names.index(name) for name in (STATE, ENDED, DUE, ELECTRONIC))
    still = [list(row) for row in rows[head + 1 :] if row[state] in OPEN]
    for row in still:
        row[state], row[electronic] = "Đã trả kết quả", "Có"
        row[ended] = min(row[due], LATEST) if isinstance(row[due], datetime) else LATEST
    with xlsxwriter.Workbook(into, {"default_date_format": "dd/mm/yyyy hh:mm"}) as book:
        sheet = book.add_worksheet("Danh sách hồ sơ")
        for at, row in enumerate([names, *still]):
            for column, value in enumerate(row):
                if value != "":
                    sheet.write(at, column, value)
    return into
