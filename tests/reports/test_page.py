"""The director in a real browser: from the period over the checks and one sentence to the file that could be signed."""

import json
from io import BytesIO
from pathlib import Path

import docx
import pytest
from playwright.sync_api import expect

DATA = Path(__file__).parent.parent / "data"
EXPECTED = json.loads((DATA / "an-phu.expected.json").read_text(encoding="utf-8"))
QUARTER = f"{EXPECTED['from']}_{EXPECTED['to']}"
PICTURE = Path(__file__).parent.parent / "output" / "reports.png"
SENTENCE = "Phấn đấu giải quyết xong {dang_giai_quyet} hồ sơ còn lại trong tháng."


@pytest.fixture
def desk(server, window):
    """The director's screen, signed in, at the reports; An Phú's quarter is there."""
    director = server.officer("giamdoc")
    with (DATA / "an-phu.xlsx").open("rb") as file:
        director.post(f"{server.url}/api/imports", files={"file": file}, timeout=120).raise_for_status()
    page = window(1440, 900)
    page.goto(f"{server.url}/reports")
    page.get_by_test_id("sign-in-username").fill("giamdoc")
    page.get_by_test_id("sign-in-secret").fill(server.secrets()["giamdoc"])
    page.get_by_test_id("sign-in-submit").click()
    page.get_by_test_id("report-form").wait_for()
    page.wait_for_load_state()  # its script listens
    return page


def test_the_whole_way_from_the_period_to_the_download(desk):
    desk.get_by_test_id("report-period").select_option(QUARTER)
    expect(desk.get_by_test_id("report-period-name")).to_have_text("Quý II/2026 (15/3/2026–14/6/2026)")
    shown = {
        row.get_attribute("data-field"): [
            int(cell.get_attribute("data-value")) for cell in row.locator("td[data-value]").all()
        ]
        for row in desk.locator("[data-testid=report-table] tbody tr:not(.without)").all()
    }
    assert {field: shown[field] for field in EXPECTED["by_field"]} == {
        field: list(columns.values()) for field, columns in EXPECTED["by_field"].items()
    }
    expect(desk.locator("[data-testid=report-check][data-holds=no]")).to_have_count(0)
    expect(desk.locator(".sheet")).not_to_have_count(0)

    desk.locator("[data-section=tasks]").first.click()
    text = desk.get_by_test_id("edit-text")
    text.fill("Phấn đấu giải quyết xong ")
    text.press("End")
    desk.locator("details", has_text="Hồ sơ").locator('[data-insert="{dang_giai_quyet}"]').click()
    expect(text).to_have_value("Phấn đấu giải quyết xong {dang_giai_quyet}")
    text.fill(SENTENCE.replace("quyet}", "quyết}"))
    desk.get_by_test_id("edit-save").click()
    expect(desk.get_by_test_id("refusal")).to_contain_text("Có phải {dang_giai_quyet}?")
    desk.get_by_test_id("edit-text").fill(SENTENCE)
    desk.get_by_test_id("edit-save").click()
    expect(desk.get_by_test_id("saved")).to_be_visible()
    expect(desk.locator("p[data-section=tasks]")).to_contain_text("xong 57 hồ sơ")
    PICTURE.parent.mkdir(exist_ok=True)
    desk.screenshot(path=PICTURE)

    with desk.expect_download(timeout=60_000) as download:
        desk.get_by_test_id("export-docx").click()
    assert download.value.suggested_filename.endswith(f"_{QUARTER}.docx")
    said = [one.text for one in docx.Document(BytesIO(Path(download.value.path()).read_bytes())).paragraphs]
    assert "Phấn đấu giải quyết xong 57 hồ sơ còn lại trong tháng." in said
    expect(desk.get_by_test_id("export-made")).to_be_visible()
    desk.get_by_test_id("mark-made").click()
    expect(desk.get_by_test_id("report-history").get_by_text("Đã nộp").first).to_be_visible()

    desk.set_viewport_size({"width": 720, "height": 450})
    for path in ("/reports", "/reports/profiles/new", "/reports/history"):
        desk.goto(desk.url.split("/reports")[0] + path)
        assert desk.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
