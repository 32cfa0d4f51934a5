"""The director in a real browser: a file never seen, one column corrected, two differences settled, and undone."""

import pytest
from playwright.sync_api import expect

from tests.imports.conftest import HEADINGS, PENDING, RESOLVED, with_code

FIRST = [with_code(RESOLVED, n) for n in range(1, 5)]
LATER = [with_code(RESOLVED, n, **{"Ngày kết thúc xử lý": "19/03/2026 07:50"}) for n in (1, 2)]


@pytest.fixture
def desk(server, window):
    """The director's screen, signed in, where files are handed in."""
    page = window(1440, 900)
    page.goto(f"{server.url}/imports")
    page.get_by_test_id("sign-in-username").fill("giamdoc")
    page.get_by_test_id("sign-in-secret").fill(server.secrets()["giamdoc"])
    page.get_by_test_id("sign-in-submit").click()
    page.get_by_test_id("import-form").wait_for()
    return page


def hand_in(desk, path):
    desk.get_by_test_id("import-file").set_input_files(path)
    desk.get_by_test_id("import-send").click()


def count(desk, tile):
    return desk.get_by_test_id(f"import-tile-{tile}").locator(".tile-count")


def test_a_file_never_seen_comes_in_as_the_director_understands_it_and_goes_again(desk, export):
    hand_in(desk, export(*FIRST))
    expect(count(desk, "new")).to_have_text("4")
    desk.get_by_test_id("import-confirm").click()
    expect(desk.get_by_test_id("import-done")).to_be_visible()
    expect(desk.get_by_test_id("import-done")).to_contain_text("Đã nhập 4 hồ sơ: 4 mới")

    desk.get_by_test_id("import-edit-sources").click()
    desk.get_by_test_id("source-name").fill("Hộ tịch điện tử")
    desk.get_by_test_id("source-kind").select_option("ministry")
    desk.get_by_test_id("source-add").click()
    expect(desk.get_by_test_id("sources-dialog").locator('input[name="active"]')).to_have_count(2)
    desk.get_by_test_id("sources-close").click()

    desk.get_by_test_id("import-source").select_option(label="Hộ tịch điện tử")
    odd = ["Ngày vào sổ" if heading == "Ngày tiếp nhận" else heading for heading in HEADINGS]
    rows = [list(row.values()) for row in (*LATER, with_code(PENDING, 9))]
    hand_in(desk, export(*rows, headings=odd, titles=2))
    expect(desk.get_by_test_id("import-missing")).to_contain_text("Ngày tiếp nhận")
    row = desk.get_by_test_id("import-columns").get_by_role("row").filter(has_text="Ngày vào sổ")
    row.get_by_test_id("column-key").select_option(label="Ngày tiếp nhận")
    expect(desk.get_by_test_id("import-missing")).to_be_hidden()
    desk.get_by_test_id("import-correct").click()

    expect(count(desk, "differing")).to_have_text("2")
    assert [count(desk, name).inner_text() for name in ("new", "changed", "refused")] == ["1", "2", "0"]
    differences = desk.get_by_test_id("difference")
    differences.nth(0).get_by_test_id("choice").filter(has_text="Phần mềm một cửa").click()
    expect(differences.nth(0)).to_contain_text("Phần mềm một cửa do người có thẩm quyền chọn.")
    differences.nth(1).get_by_test_id("choice").filter(has_text="Hộ tịch điện tử").click()
    expect(differences.nth(1)).to_contain_text("Hộ tịch điện tử do người có thẩm quyền chọn.")
    desk.get_by_test_id("import-confirm").click()
    expect(desk.get_by_test_id("import-done")).to_be_visible()
    expect(desk.get_by_test_id("import-done")).to_contain_text("Đã nhập 3 hồ sơ: 1 mới, 1 thay đổi, 1 không đổi.")

    batches = desk.get_by_test_id("batch-row")
    expect(batches).to_have_count(2)
    batches.first.get_by_test_id("batch-undo").click()
    desk.get_by_test_id("undo-yes").click()
    expect(desk.get_by_test_id("import-undone")).to_be_visible()
    expect(batches.first).to_contain_text("Đã hoàn tác")

    # On a phone each batch is a card: nothing is out of sight at its side.
    desk.set_viewport_size({"width": 360, "height": 800})
    expect(batches.last.locator("[data-slot=file_name]")).to_have_attribute("data-label", "Tệp")
    beyond = desk.get_by_test_id("import-batches").evaluate(
        "one => one.parentElement.scrollWidth - one.parentElement.clientWidth"
    )
    assert beyond == 0
    desk.set_viewport_size({"width": 1440, "height": 900})

    desk.goto(desk.url.split("/imports")[0] + "/reconciliation?from=2026-03-01&to=2026-03-31")
    expect(desk.get_by_test_id("list-no_result").locator(".tile-count")).to_have_text("4")
    desk.get_by_test_id("list-no_result").click()
    desk.get_by_test_id("list-row").first.get_by_role("link").click()
    expect(desk.get_by_test_id("fact-status")).to_contain_text("Đã xử lý xong · 17/03/2026")


def test_nothing_is_wider_than_the_window_at_double_zoom(desk, server):
    desk.set_viewport_size({"width": 720, "height": 450})
    for path in ("/imports", "/reconciliation", "/dossiers/1"):
        desk.goto(server.url + path)
        assert desk.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
