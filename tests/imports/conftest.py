"""Exports of another system, written cell by cell."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

import dossiers
import queueing
from imports import batch as batches
from imports import sources
from imports.batch import begin
from imports.records import Record
from models.centre import Officer, Procedure
from models.dossier import Outcome
from models.source import Source

DATA = Path(__file__).parent.parent / "data"
HEADINGS = (
    "Số hồ sơ",
    "Tên thủ tục hành chính",
    "Tên lĩnh vực",
    "Ngày tiếp nhận",
    "Ngày hẹn trả",
    "Ngày kết thúc xử lý",
    "Trạng thái hồ sơ",
    "Hình thức tiếp nhận",
    "Phí, lệ phí (đồng)",
    "Hình thức thanh toán",
    "Ngày yêu cầu bổ sung",
)
RESOLVED = {
    "Số hồ sơ": "H31.77-260316-0001",
    "Tên thủ tục hành chính": "2.000815 - Chứng thực bản sao từ bản chính",
    "Tên lĩnh vực": "Chứng thực",
    "Ngày tiếp nhận": "16/03/2026 08:40",
    "Ngày hẹn trả": "20/03/2026",
    "Ngày kết thúc xử lý": "17/03/2026 07:50",
    "Trạng thái hồ sơ": "Đã xử lý xong",
    "Hình thức tiếp nhận": "Trực tuyến",
    "Phí, lệ phí (đồng)": 4000,
    "Hình thức thanh toán": "Trực tuyến",
    "Ngày yêu cầu bổ sung": "",
}
OUTCOMES = {
    "done": "resolved",
    "returned": "resolved",
    "refused": "refused",
    "withdrawn": "withdrawn",
    "returned_back": "returned_back",
    "stopped": "stopped",
}
PENDING = RESOLVED | {"Ngày kết thúc xử lý": "", "Trạng thái hồ sơ": "Đang xử lý"}
WAITING = PENDING | {"Trạng thái hồ sơ": "Yêu cầu bổ sung", "Ngày yêu cầu bổ sung": "18/03/2026"}


@pytest.fixture
def an_phu() -> Path:
    return DATA / "an-phu.xlsx"


@pytest.fixture
def export(tmp_path):
    """Writes a file: `export(row, row, titles=2)`; a row is a dict by heading, or a list of cells as they are."""
    written = []

    def write(*rows, titles: int = 0, headings=HEADINGS, sheet: str = "Danh sách") -> Path:
        path = tmp_path / f"export-{len(written)}.xlsx"
        written.append(path)
        with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
            page = book.add_worksheet(sheet)
            for number in range(titles):
                page.write_string(number, 0, "UBND XÃ AN PHÚ")
            page.write_row(titles, 0, headings)
            for number, row in enumerate(rows, titles + 1):
                cells = [row.get(heading, "") for heading in headings] if isinstance(row, dict) else row
                page.write_row(number, 0, cells)
        return path

    return write


@pytest.fixture
def repack(tmp_path, export):
    """Packs an .xlsx anew with other parts: `repack({"xl/vbaProject.bin": b"…"})`; a function changes a part."""

    def pack(parts: dict, row=RESOLVED) -> Path:
        path = tmp_path / "repacked.xlsx"
        with zipfile.ZipFile(export(row)) as before, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
            for name in before.namelist():
                text = before.read(name)
                after.writestr(name, parts[name](text) if callable(parts.get(name)) else text)
            for name, content in parts.items():
                if not callable(content):
                    after.writestr(name, content)
        return path

    return pack


@pytest.fixture
def logged(centre, certification, counter_1):
    """Logs a dossier of the given code at counter 1, payment and digitisation skipped."""
    officer = Officer.by_username(centre, "lan")
    procedure = Procedure.get(Procedure.centre == centre, Procedure.code == "2.000815")

    def log(code, outcome=Outcome.RECEIVED):
        queueing.issue(certification, key=f"{code}{outcome}")
        ticket = queueing.serve(queueing.call_next(counter_1), counter_1)
        entry = dossiers.log(centre, ticket, counter_1, officer, code=code, outcome=outcome, procedure=procedure)
        queueing.finish(ticket, counter_1)
        return entry

    return log


def record(serial: int, status: str = "processing", on: datetime | None = None, **changes) -> Record:
    """What a row might say of a dossier received on Monday 02/03/2026 at 8:00; `on`: when it came to that state."""
    outcome = OUTCOMES.get(status)
    facts = {
        "code": f"H31.77-260302-{serial:04d}",
        "key": f"H31.77-260302-{serial:04d}",
        "field": "Chứng thực",
        "procedure_code": "2.000815",
        "procedure": "Chứng thực bản sao từ bản chính",
        "channel": "online",
        "received_at": datetime(2026, 3, 2, 8),
        "due_on": date(2026, 3, 10),
        "ended_at": on if outcome else None,
        "outcome": outcome,
        "returned_at": on if status == "returned" else None,
        "pause": None,
        "pause_on": None,
        "asked_on": None,
        "fee": 4000,
        "paid_online": None,
        "digitised_input": None,
        "digitised_result": None,
        "counted": status not in ("registered", "not_accepted"),
        "status": status,
        "status_on": (on or datetime(2026, 3, 2)).date(),
        "row": serial,
    }
    return Record(**(facts | changes))


@pytest.fixture
def bring(centre):
    """Brings records in as a file of a source: `bring("Tỉnh", [record(1)], as_of=datetime(…))`."""

    def bring_in(name, records, as_of=None, kind=Source.PROVINCE):
        source = Source.get_or_none(Source.centre == centre, Source.name == name)
        source = source or sources.create(centre, name, kind)
        batch = begin(centre, source, f"{name}.xlsx", None, as_of)
        batch.rows = len(records)
        return batches.bring_in(batch, iter(records))

    return bring_in


def with_code(row: dict, serial: int, **changes) -> dict:
    """The same row under another code."""
    return row | {"Số hồ sơ": f"H31.77-260316-{serial:04d}"} | changes


__all__ = ["HEADINGS", "PENDING", "RESOLVED", "WAITING", "with_code"]
