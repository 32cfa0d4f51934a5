"""A table of procedures from a spreadsheet: read, compared with the catalogue, shown, and then taken in.

Columns are known by their headings, in any order; those that are missing keep what the catalogue says.
"""

import csv
import io
import json
import zipfile
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from models.base import today
from models.centre import Centre, Field, Officer, Procedure, Service
from queueing.errors import Invalid
from setup import procedures
from setup.procedures import plain
from setup.reading import whole_of

LARGEST_BYTES = 2_000_000
LARGEST_UNPACKED = 60_000_000
MOST_ROWS = 2_000
LOST = ("Bảng không đọc lại được. Mời chọn tệp lần nữa.", "The table cannot be read again. Choose the file once more.")
DAMAGED = (
    "Tệp này không phải bảng tính .xlsx, hoặc đã hỏng. Mời chọn tệp khác.",
    "This file is not an .xlsx spreadsheet, or it is damaged. Choose another.",
)
HEADINGS = {  # column → headings that mean it, without marks
    "code": ("ma thu tuc", "ma tthc", "ma so", "ma", "code"),
    "name": ("ten thu tuc", "ten tthc", "ten", "thu tuc", "name"),
    "field": ("linh vuc", "field"),
    "service": ("dich vu", "chu cai", "chu", "service"),
    "working_days": ("so ngay lam viec", "so ngay", "thoi han", "thoi han giai quyet", "working_days"),
    "fee": ("le phi", "phi le phi", "phi, le phi", "phi", "fee"),
    "online_level": ("muc do", "muc do truc tuyen", "level"),
    "papers": ("giay to", "giay to can mang", "thanh phan ho so", "papers"),
}
LEVELS = {"toan trinh": "full", "mot phan": "partial", "full": "full", "partial": "partial", "none": "none",
          "tai quay": "none", "chi tai quay": "none", "truc tiep": "none"}  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """One row of the table, and what would become of it. `act`: added, version, same, wrong."""

    line: int
    code: str
    name: str
    act: str
    why: str
    cells: dict[str, str]


def read(name: str, content: bytes) -> list[dict[str, str]]:
    """The rows by column. Raises Invalid for what is no table of procedures."""
    if len(content) > LARGEST_BYTES:
        raise _refused("Tệp lớn hơn 2 MB. Mời chia nhỏ.", "The file is larger than 2 MB. Split it.")
    rows = _csv_rows(content) if name.lower().endswith((".csv", ".txt")) else _sheet_rows(content)
    for place, row in enumerate(rows[:20]):
        heads = {_column(cell): index for index, cell in enumerate(row) if _column(cell)}
        if "code" in heads and "name" in heads:
            found = [
                {column: row[index].strip() if index < len(row) else "" for column, index in heads.items()}
                | {"line": str(number)}
                for number, row in enumerate(rows[place + 1 :], place + 2)
                if any(cell.strip() for cell in row)
            ]
            if len(found) > MOST_ROWS:
                raise _refused(
                    f"Nhiều hơn {MOST_ROWS} dòng. Mời chia nhỏ.", f"More than {MOST_ROWS} rows. Split the file."
                )
            return found
    raise _refused(
        "Không thấy dòng tiêu đề. Cần ít nhất hai cột: Mã và Tên thủ tục.",
        "There is no line of headings. At least two columns are needed: Mã and Tên thủ tục.",
    )


def compare(centre: Centre, rows: list[dict[str, str]], valid_from: date) -> list[Wish]:
    """What each row would do from that day on."""
    known = {row.code: row for row in Procedure.in_force(centre, max(valid_from, today()))}
    fields = {plain(row.name): row for row in Field.select().where(Field.centre == centre)}
    services = {key: row for row in Service.select().where(Service.centre == centre)
                for key in (row.letter.lower(), plain(row.name))}  # fmt: skip
    wishes, seen = [], set()
    for row in rows:
        code = row.get("code", "")
        told, why = _told(row, known.get(code), fields, services, valid_from)
        if code in seen:
            why = _("Mã này đã ở một dòng trên.")
        seen.add(code)
        act = "wrong" if why else _act(known.get(code), told)
        wishes.append(Wish(int(row.get("line", "0")), code, row.get("name", ""), act, why, row))
    return wishes


def take_in(centre: Centre, rows: list[dict[str, str]], valid_from: date, officer: Officer | None) -> dict[str, int]:
    """Keep every row that can be kept; answers how many were added, got a version, stayed, were wrong."""
    done = {"added": 0, "version": 0, "same": 0, "wrong": 0}
    known = {row.code: row for row in Procedure.in_force(centre, max(valid_from, today()))}
    fields = {plain(row.name): row for row in Field.select().where(Field.centre == centre)}
    services = {key: row for row in Service.select().where(Service.centre == centre)
                for key in (row.letter.lower(), plain(row.name))}  # fmt: skip
    for wish in compare(centre, rows, valid_from):
        done[wish.act] += 1
        if wish.act in ("added", "version"):
            told, _why = _told(wish.cells, known.get(wish.code), fields, services, valid_from)
            procedures.keep(centre, wish.code, told, officer)
    procedures.announce(centre)
    return done


def packed(rows: list[dict[str, str]]) -> str:
    """The rows as the page keeps them between looking and taking in."""
    return json.dumps(rows, ensure_ascii=False)


def unpacked(written: str) -> list[dict[str, str]]:
    """The rows as they came back. Raises Invalid."""
    try:
        rows = json.loads(written)
    except ValueError:
        rows = None
    columns = {*HEADINGS, "line"}
    if not isinstance(rows, list) or len(rows) > MOST_ROWS:
        raise _refused(*LOST)
    for row in rows:
        if not isinstance(row, dict) or set(row) - columns or not all(isinstance(one, str) for one in row.values()):
            raise _refused(*LOST)
        if not row.get("line", "0").isdecimal():
            raise _refused(*LOST)
    return rows


def _told(
    row: dict[str, str], known: Procedure | None, fields: dict[str, Field], services: dict[str, Service], day: date
) -> tuple[dict[str, Any], str]:
    told = procedures.told_of(known) if known else _bare()
    told |= {"valid_from": day, "name": " ".join(row.get("name", "").split())[:400]}
    if not procedures.CODE.fullmatch(row.get("code", "")):
        return told, _("Mã quốc gia có dạng 2.000815.")
    if not told["name"]:
        return told, _("Thiếu tên thủ tục.")
    if written := row.get("field"):
        told["field"] = fields.get(plain(written))
    if told["field"] is None:
        return told, _("Chưa có lĩnh vực “%(name)s”. Thêm ở trang Lĩnh vực báo cáo.", name=row.get("field", ""))
    if written := row.get("service"):
        if plain(written) not in services:
            return told, _("Không có dịch vụ “%(name)s”.", name=written)
        told["service"] = services[plain(written)]
    for column, most in (("working_days", 365), ("fee", 100_000_000)):
        if written := row.get(column):
            number = whole_of(written.split(" ")[0])
            if number is None or number > most:
                return told, _("“%(cell)s” không phải là số.", cell=written)
            told[column] = number
    if written := row.get("online_level"):
        if plain(written) not in LEVELS:
            return told, _("Mức độ ghi: toàn trình, một phần, hoặc tại quầy.")
        told["online_level"] = LEVELS[plain(written)]
    if written := row.get("papers"):
        told["papers"] = "\n".join(one.strip() for one in written.replace("|", "\n").split("\n") if one.strip())
    return told, ""


def _bare() -> dict[str, Any]:
    return {"field": None, "service": None, "working_days": 0, "fee": 0, "online_level": "partial", "papers": "",
            "active": True}  # fmt: skip


def _act(known: Procedure | None, told: dict[str, Any]) -> str:
    if known is None:
        return "added"
    present = procedures.told_of(known)
    return "version" if any(told[key] != present[key] for key in procedures.COLUMNS) else "same"


def _column(heading: str) -> str:
    words = plain(heading).strip(" *:")
    return next((column for column, known in HEADINGS.items() if words in known), "")


def _csv_rows(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused("Tệp CSV cần lưu dạng UTF-8.", "Save the CSV file as UTF-8.") from None
    first = text.split("\n", 1)[0]
    return list(csv.reader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ","))


def _sheet_rows(content: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > LARGEST_UNPACKED:
                raise _refused("Tệp lớn hơn 2 MB. Mời chia nhỏ.", "The file is larger than 2 MB. Split it.")
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        return [[_cell(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)[: MOST_ROWS + 25]]
    except (zipfile.BadZipFile, CalamineError, IndexError, ValueError) as error:
        raise _refused(*DAMAGED) from error
    except BaseException as error:  # calamine may panic, and a panic is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise _refused(*DAMAGED) from None


def _cell(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _refused(vi: str, en: str) -> Invalid:
    return Invalid(vi, en, field="file")
