"""A newcomer's five minutes, with the clock running: from a file that nobody has seen to a report that could be signed.

One column has to be explained, two dossiers to be settled on which systems disagree, one sentence to be changed.
"""

import time
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import docx
import pytest
import xlsxwriter
from playwright.sync_api import expect

from figures.named_periods import month, month_of, name
from models.source import Source
from tests.imports.conftest import HEADINGS, RESOLVED, export
from tests.reports.conftest import write_the_tasks_anew

LONGEST = 5 * 60  # seconds
THIS_MONTH = month(*month_of(date.today()))
PERIOD = month(*month_of(THIS_MONTH.first - timedelta(days=1)))  # the reporting month that is over
DAY = datetime.combine(PERIOD.first, datetime.min.time()) + timedelta(hours=8, minutes=40)
ODD = (
    "TT",
    "Mã số HS",
    "Lĩnh vực TTHC",
    "Vào sổ lúc",
    "Hạn trả KQ",
    "TG hoàn thành",
    "Tình trạng giải quyết",
    "Kênh nộp",
)
KNOWN = ("H29.7-000001", "H29.7-000002")

__all__ = ["export"]


def on(days: int) -> str:
    return f"{DAY + timedelta(days=days):%d/%m/%Y %H:%M}"


def odd_file(folder: Path) -> Path:
    """Fourteen dossiers as another ministry's system might list them: eleven ended in time, one refused, one withdrawn,
    one pending; the first two are those that are known already."""
    rows = [(code, "Hộ tịch", on(0), on(6), on(2 + n), "Đã trả kết quả", "Trực tuyến") for n, code in enumerate(KNOWN)]
    rows += [(f"H29.7-00010{n}", "Đất đai", on(1), on(8), on(3), "Đã trả kết quả", "Trực tuyến") for n in range(9)]
    rows += [
        ("H29.7-000201", "Hộ tịch", on(2), on(9), on(4), "Từ chối giải quyết", "Trực tiếp"),
        ("H29.7-000202", "Đất đai", on(2), on(9), on(4), "Công dân rút hồ sơ", "Trực tuyến"),
        ("H29.7-000203", "Đất đai", on(3), on(200), "", "Đang xử lý", "Trực tuyến"),
    ]
    path = folder / "thong-ke-quy.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Sheet1")
        for number, title in enumerate(("BỘ TƯ PHÁP", "THỐNG KÊ TÌNH HÌNH GIẢI QUYẾT", "Đơn vị: phường")):
            sheet.merge_range(number, 0, number, len(ODD) - 1, title)
        sheet.write_row(4, 0, ODD)
        for number, row in enumerate(rows, 1):
            sheet.write_row(4 + number, 0, (number, *row))
        sheet.write_row(5 + len(rows), 0, ("", "Tổng cộng", len(rows)))
        sheet.write_row(7 + len(rows), 5, ("Người lập biểu",))
    return path


@pytest.fixture
def centre_at_work(server, export):
    """Two dossiers came from the province's system; where systems differ, a person is to choose."""
    director = server.officer("giamdoc")
    director.put(
        f"{server.url}/api/imports/rules", json={"conflict_rule": "ask", "keeps_applicants": False}, timeout=20
    )
    ministry = {"name": "Hộ tịch điện tử", "kind": Source.MINISTRY}
    director.post(f"{server.url}/api/imports/sources", json=ministry, timeout=20).raise_for_status()
    facts = {"Tên lĩnh vực": "Hộ tịch", "Ngày tiếp nhận": on(0), "Ngày hẹn trả": on(6)}
    first, second = (RESOLVED | facts | {"Số hồ sơ": code, "Ngày kết thúc xử lý": on(1)} for code in KNOWN)
    with export(first, second, headings=HEADINGS).open("rb") as file:
        director.post(f"{server.url}/api/imports", files={"file": file}, timeout=60).raise_for_status()
    return server


def test_from_a_file_never_seen_to_a_report_that_could_be_signed(centre_at_work, window, tmp_path):
    server, desk, file = centre_at_work, window(1440, 900), odd_file(tmp_path)
    began = time.monotonic()
    desk.goto(f"{server.url}/imports")
    desk.get_by_test_id("sign-in-username").fill("giamdoc")
    desk.get_by_test_id("sign-in-secret").fill(server.secrets()["giamdoc"])
    desk.get_by_test_id("sign-in-submit").click()
    desk.get_by_test_id("import-source").select_option(label="Hộ tịch điện tử")
    desk.get_by_test_id("import-file").set_input_files(file)
    desk.get_by_test_id("import-send").click()

    expect(desk.get_by_test_id("import-missing")).to_contain_text("Ngày tiếp nhận")
    row = desk.get_by_test_id("import-columns").get_by_role("row").filter(has_text="Vào sổ lúc")
    row.get_by_test_id("column-key").select_option(label="Ngày tiếp nhận")
    expect(desk.get_by_test_id("import-missing")).to_be_hidden()
    desk.get_by_test_id("import-correct").click()

    for tile, count in (("new", "12"), ("differing", "2"), ("refused", "0")):
        expect(desk.get_by_test_id(f"import-tile-{tile}").locator(".tile-count")).to_have_text(count)
    expect(desk.get_by_test_id("import-why")).to_contain_text("2 chỗ khác nhau chưa chọn")
    differences = desk.get_by_test_id("difference")
    for place, system in enumerate(("Phần mềm một cửa", "Hộ tịch điện tử")):
        differences.nth(place).get_by_test_id("choice").filter(has_text=system).click()
        expect(differences.nth(place)).to_contain_text(f"{system} do người có thẩm quyền chọn.")
    expect(desk.get_by_test_id("import-why")).to_contain_text("Sẽ nhập đủ cả tệp")
    desk.get_by_test_id("import-confirm").click()
    expect(desk.get_by_test_id("import-done")).to_contain_text("Đã nhập 14 hồ sơ: 12 mới")
    expect(desk.get_by_test_id("import-done")).not_to_contain_text("còn chờ chọn nguồn")

    desk.get_by_test_id("import-done").get_by_role("link", name="Lập báo cáo").click()
    desk.get_by_test_id("report-form").wait_for()
    desk.wait_for_load_state()
    desk.get_by_test_id("report-kind").select_option("quarter")  # the form with the table
    desk.wait_for_url("**form=quarter**")
    desk.wait_for_load_state()
    desk.get_by_test_id("report-period").select_option(f"{PERIOD.first}_{PERIOD.last}")
    expect(desk.get_by_test_id("report-period-name")).to_contain_text(name(PERIOD))
    desk.wait_for_load_state()  # a printed sentence opens the editor once the script listens
    checks = desk.get_by_test_id("report-check")
    expect(checks.first).to_contain_text("Tổng số tiếp nhận (3)")
    expect(desk.locator("[data-testid=report-check][data-holds=no]")).to_have_count(0)

    desk.locator("[data-section=tasks]").first.click()
    write_the_tasks_anew(desk)
    desk.get_by_test_id("edit-save").click()
    expect(desk.locator("p[data-section=tasks]")).to_contain_text("xong 1 hồ sơ còn lại")
    expect(desk.locator("p[data-section=tasks]")).to_be_in_viewport()
    with desk.expect_download(timeout=60_000) as download:
        desk.get_by_test_id("export-docx").click()
    expect(desk.get_by_test_id("export-made")).to_be_visible()
    report = docx.Document(BytesIO(Path(download.value.path()).read_bytes()))
    assert time.monotonic() - began < LONGEST

    said = [line.text.replace("\u00a0", " ") for line in report.paragraphs]
    assert "Phấn đấu giải quyết xong 1 hồ sơ còn lại trong tháng." in said
    [told] = [line for line in said if line.startswith("Tổng số hồ sơ tiếp nhận")]
    for figures in ("là 14 hồ sơ", "Đã giải quyết 13 hồ sơ", "trước hạn 11 hồ sơ", "từ chối 1 hồ sơ", "rút 1 hồ sơ"):
        assert figures in told
    total = next(row for row in report.tables[-1].rows if row.cells[1].text == "Tổng cộng")
    assert [int(cell.text) for cell in total.cells[2:]] == [14, 13, 1, 0, 13, 11, 0, 0, 1, 1, 1, 1, 0, 0]
    head = report.tables[0]
    assert "năm" in head.rows[1].cells[1].text and "GIÁM ĐỐC" in report.tables[1].rows[0].cells[-1].text
