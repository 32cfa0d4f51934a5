"""Exports of another system, written cell by cell."""

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

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


def with_code(row: dict, serial: int, **changes) -> dict:
    """The same row under another code."""
    return row | {"Số hồ sơ": f"H31.77-260316-{serial:04d}"} | changes


__all__ = ["HEADINGS", "PENDING", "RESOLVED", "WAITING", "with_code"]
