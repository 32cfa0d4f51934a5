"""A director fills the registers in a real browser."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.waiting import wait_until


def test_a_director_keeps_the_registers(server, window):
    page = window(1440, 900)
    page.goto(f"{server.url}/registers")
    page.get_by_test_id("sign-in-username").fill("giamdoc")
    page.get_by_test_id("sign-in-secret").fill(server.secrets()["giamdoc"])
    page.get_by_test_id("sign-in-submit").click()

    # Feedback: refused while its days contradict its state, then written, then answered.
    page.get_by_test_id("code").fill("PAKN-0182")
    page.get_by_test_id("summary").fill("Chờ lâu ở quầy 13")
    expect(page.get_by_test_id("answered-on")).to_be_hidden()
    page.get_by_test_id("state").select_option("answered")
    page.get_by_test_id("save").click()
    expect(page.get_by_test_id("refusal")).to_contain_text("Tình trạng này cần ngày trả lời hoặc từ chối")
    expect(page.get_by_test_id("answered-on")).to_be_focused()
    page.get_by_test_id("state").select_option("verifying")
    page.get_by_test_id("save").click()
    expect(page.get_by_test_id("saved")).to_be_visible()
    page.get_by_test_id("edit").click()
    expect(page.get_by_test_id("clocks")).to_contain_text("Trả lời trước hết ngày")
    page.get_by_test_id("state").select_option("answered")
    page.get_by_test_id("answered-on").fill(page.get_by_test_id("received-on").input_value())
    page.get_by_test_id("save").click()
    expect(page.get_by_test_id("row")).to_contain_text("Đã trả lời")
    expect(page.locator("tr[data-source=all] td").first).to_have_text("1")
    with page.expect_download() as download:
        page.get_by_test_id("csv").click()
    assert "PAKN-0182" in Path(download.value.path()).read_text(encoding="utf-8-sig")

    # A home visit: its contact is gone once it is made.
    tab(page, "Phục vụ tại nhà")
    page.get_by_test_id("planned-on").fill(page.get_by_test_id("asked-on").input_value())
    page.get_by_test_id("contact").fill("12 Lê Lợi")
    page.get_by_test_id("save").click()
    expect(page.get_by_test_id("row")).to_contain_text("12 Lê Lợi")
    page.get_by_text("Kết thúc", exact=True).click()
    page.get_by_test_id("end").click()
    expect(page.get_by_test_id("row")).to_contain_text("Đã đến nhà")
    expect(page.get_by_test_id("row")).not_to_contain_text("Lê Lợi")

    # A reason, in one press, and taken back.
    tab(page, "Lý do cần hướng dẫn")
    for count in ("1", "2"):
        page.get_by_test_id("reason-no_vneid").click()
        expect(page.get_by_test_id("today-no_vneid")).to_have_text(count)
    page.get_by_test_id("undo").first.click()
    expect(page.get_by_test_id("today-no_vneid")).to_have_text("1")

    # Targets: one of the centre, one of a field; a wrong one is pointed at.
    tab(page, "Chỉ tiêu năm")
    page.get_by_test_id("target-on_time_rate").fill("98,5")
    page.get_by_test_id("add-own").click()
    page.get_by_test_id("own-value").fill("190")
    page.get_by_test_id("save").click()
    expect(page.get_by_test_id("refusal")).to_contain_text("từ 0 đến 100")
    expect(page.get_by_test_id("own-value")).to_be_focused()
    page.get_by_test_id("own-value").fill("90")
    with page.expect_navigation():
        page.get_by_test_id("save").click()
    expect(page.get_by_test_id("target-on_time_rate")).to_have_value("98,5")
    expect(page.get_by_test_id("own-value")).to_have_value("90")

    # A figure from elsewhere, written as on paper.
    tab(page, "Số liệu nhập")
    page.get_by_test_id("which").select_option("digitised_result_rate")
    page.get_by_test_id("numerator").fill("9.485")
    page.get_by_test_id("denominator").fill("10.939")
    page.get_by_test_id("source").fill("Báo cáo số 12/BC")
    page.get_by_test_id("dated-on").fill(page.get_by_test_id("from").input_value())
    page.get_by_test_id("save").click()
    expect(page.get_by_test_id("row")).to_contain_text(re.compile("86,7\\s%.*9.485/10.939", re.DOTALL))

    # Totals of a field whose system gives no list: refused until what came is what went.
    tab(page, "Số tổng hợp")
    page.get_by_test_id("field").select_option(label="Đất đai")
    page.get_by_test_id("total-online").fill("120")
    page.get_by_test_id("total-early").fill("105")
    page.get_by_test_id("source").fill("Báo cáo số 12/BC")
    page.get_by_test_id("dated-on").fill(page.get_by_test_id("from").input_value())
    page.get_by_test_id("save").click()
    expect(page.get_by_test_id("refusal")).to_contain_text("đã và đang giải quyết cộng lại là 105")
    page.get_by_test_id("total-supplement_waiting").fill("15")
    page.get_by_test_id("save").click()
    expect(page.get_by_test_id("row")).to_contain_text(re.compile("Đất đai.*120.*Báo cáo số 12/BC", re.DOTALL))
    page.get_by_test_id("edit").click()
    expect(page.get_by_test_id("total-supplement_waiting")).to_have_value("15")
    page.set_viewport_size({"width": 720, "height": 450})
    wait_until(lambda: page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))  # at double zoom


def tab(page, name):
    page.get_by_test_id("tabs").get_by_text(name).click()
    expect(page.get_by_test_id("tabs").locator("[aria-current=page]")).to_have_text(name)
