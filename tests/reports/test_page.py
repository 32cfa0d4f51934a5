"""The director in a real browser: sign in, hand in a file, read the table, save the workbook."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

DATA = Path(__file__).parent.parent / "data"
EXPECTED = json.loads((DATA / "an-phu.expected.json").read_text(encoding="utf-8"))
QUARTER = f"from={EXPECTED['from']}&to={EXPECTED['to']}"
PICTURE = Path(__file__).parent.parent / "output" / "reports.png"


@pytest.fixture
def desk(server, window):
    """The director's screen, signed in, at the reports."""
    page = window(1440, 900)
    page.goto(f"{server.url}/reports?{QUARTER}")
    page.get_by_test_id("sign-in-username").fill("giamdoc")
    page.get_by_test_id("sign-in-secret").fill(server.secrets()["giamdoc"])
    page.get_by_test_id("sign-in-submit").click()
    page.wait_for_url("**/reports**")
    page.get_by_test_id("report-form").wait_for()
    page.goto(f"{server.url}/reports?{QUARTER}")
    return page


def test_a_file_goes_in_and_the_table_comes_out(desk, tmp_path):
    wrong = tmp_path / "export.xlsx"
    wrong.write_bytes(b"")
    desk.get_by_test_id("import-file").set_input_files(wrong)
    desk.get_by_test_id("import-send").click()
    desk.get_by_text("Không phải tệp .xlsx hợp lệ: tệp rỗng.").wait_for()

    desk.get_by_test_id("import-file").set_input_files(DATA / "an-phu.xlsx")
    with desk.expect_navigation(timeout=60_000):
        desk.get_by_test_id("import-send").click()
    shown = {
        row.get_attribute("data-field"): [
            int(cell.get_attribute("data-value")) for cell in row.locator("td[data-value]").all()
        ]
        for row in desk.locator("[data-testid=report-table] tbody tr:not(.without)").all()
    }
    assert shown == {field: list(columns.values()) for field, columns in EXPECTED["by_field"].items()}
    assert desk.locator("[data-testid=report-check][data-holds=yes]").count() == 6
    assert desk.get_by_test_id("import-batches").get_by_text("an-phu.xlsx").count() == 1
    PICTURE.parent.mkdir(exist_ok=True)
    desk.screenshot(path=PICTURE)

    with desk.expect_download() as download:
        desk.get_by_test_id("export-xlsx").click()
    assert download.value.suggested_filename.endswith(f"_{EXPECTED['from']}_{EXPECTED['to']}.xlsx")
    book = CalamineWorkbook.from_filelike(BytesIO(Path(download.value.path()).read_bytes()))
    [total] = [row[2:] for row in book.get_sheet_by_name("Bảng").to_python() if row[1] == "Tổng cộng"]
    assert total == list(EXPECTED["total"].values())


def test_nothing_is_wider_than_the_window_at_double_zoom(desk):
    desk.set_viewport_size({"width": 720, "height": 450})
    assert desk.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
