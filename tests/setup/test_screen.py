"""The wizard in a real browser, from a bare server to a printed number; and the trial print."""

import re

from playwright.sync_api import expect

MOST_PRESSES = 40


def test_a_bare_server_gives_its_first_number_within_forty_presses(new_server, window):
    server = new_server(MOTCUA_SAMPLE="")
    page, presses = window(1440, 900), []

    def press(place: str) -> None:
        presses.append(place)
        page.get_by_test_id(place).first.click()

    page.goto(server.url)
    press("start")
    presses.append("name")
    page.get_by_test_id("name").fill("xã Ẫn Mẫu")
    expect(page.locator('[data-preview="name"]').first).to_have_text("xã Ẫn Mẫu")
    page.locator('[name="weekdays"][value="5"]').check()  # whatever day it is, the centre is to be open
    page.locator('[name="weekdays"][value="6"]').check()
    for field, at in (("a-opens", "00:00"), ("a-closes", "24:00"), ("b-opens", ""), ("b-closes", "")):
        page.get_by_test_id(f"week-{field}").fill(at)
    press("take-drawn")
    press("next")
    press("next")
    press("next")
    press("search-printers")
    expect(page.get_by_test_id("found")).to_be_visible()
    press("try-printer")
    expect(page.get_by_test_id("trial").first).to_have_text("Máy in hoạt động tốt.")
    press("paper-seen-yes")
    press("next")
    with page.expect_popup() as sheet:
        press("cards")
    expect(sheet.value.get_by_test_id("pin-card")).to_have_count(17)
    press("open-doors")
    expect(page.get_by_test_id("done")).to_contain_text("đã mở cửa")
    kiosk = page.context.new_page()
    kiosk.goto(f"{server.url}/kiosk")
    secret = {"Idempotency-Key": "11111111-1111-4111-8111-111111111111"}
    service = kiosk.request.get(f"{server.url}/api/kiosk/picture").json()["services"][0]["id"]
    given = kiosk.request.post(f"{server.url}/api/tickets", data={"service": service}, headers=secret)
    assert re.fullmatch(r"[A-Z]001", given.json()["ticket"]["number"])
    assert len(presses) <= MOST_PRESSES
    print(f"{len(presses)} presses and fields from a bare server to the opening (at most {MOST_PRESSES})")
