"""Two presses, one number, on the real screen."""

import io
import re
import time

import zxingcpp
from PIL import Image
from playwright.sync_api import expect


def test_two_presses_give_a_number_with_its_counters_and_an_honest_wait(screen):
    screen.press("service-C")
    expect(screen.page.get_by_role("heading", name="Ông/bà có cần phục vụ ưu tiên không?")).to_be_visible()
    screen.press("prio-no")
    pressed = time.monotonic()
    expect(screen.find("number")).to_have_text(re.compile(r"C\d{3}"))
    assert time.monotonic() - pressed < 2.0  # on the screen within 1 s; the rest is a busy machine's
    expect(screen.find("ahead")).to_have_text(re.compile(r"\d+\sngười"))
    expect(screen.says("Khu quầy")).to_be_visible()
    expect(screen.find("await")).to_have_text("Mời ngồi chờ. Đến quầy khi số được gọi.")


def test_the_paper_is_announced_once_it_has_printed(screen):
    screen.take_number("H")
    expect(screen.says("Mời lấy phiếu ở khe bên dưới")).to_be_visible()
    states = screen.page.evaluate("window.__ux.prints.map((print) => print.state)")
    assert states[-1] == "printed"


def test_the_qr_on_the_screen_opens_the_page_of_this_very_ticket(screen):
    number = screen.take_number("K")
    screen.page.wait_for_function("() => document.querySelector('[data-testid=kiosk-qr]').naturalWidth > 0")
    picture = Image.open(io.BytesIO(screen.find("qr").screenshot()))
    address = zxingcpp.read_barcodes(picture)[0].text
    token = re.fullmatch(r"https?://[^/]+/t/([BCGHKLMNPQRTVX2346789]{8})", address)[1]
    shown = screen.page.request.get(f"{screen.server.url}/api/tickets/{token}").json()
    assert shown["number"] == number


def test_priority_is_asked_without_a_nudge_and_said_on_the_number(screen):
    screen.press("service-S")
    plain, asked = screen.find("prio-no"), screen.find("prio-yes")
    styles = [
        button.evaluate(
            "(b) => { const s = getComputedStyle(b); const r = b.getBoundingClientRect();"
            "const size = [r.width, r.height].map(Math.round);"
            "return [s.backgroundColor, s.borderColor, s.fontSize, s.fontWeight, ...size] }"
        )
        for button in (plain, asked)
    ]
    assert styles[0] == styles[1]
    screen.press("prio-yes")
    expect(screen.page.locator(".ticket-number").get_by_text("Ưu tiên")).to_be_visible()


def test_done_brings_the_first_screen_and_forgets_the_number(screen):
    number = screen.take_number("R")
    screen.press("done")
    screen.shows("services")
    assert number not in screen.page.locator("main").inner_text()
    assert screen.find("qr").get_attribute("src") is None


def test_tiles_say_how_many_wait_and_follow_the_queue(screen):
    before = screen.waiting("X")
    screen.take_number("X")
    screen.press("done")
    expect(screen.find("service-X")).to_contain_text(f"{before + 1} người")


def test_a_service_without_an_open_counter_says_so_before_a_number_is_taken(screen):
    expect(screen.find("service-N").get_by_text("Chưa có quầy mở")).to_be_visible()
    screen.press("service-N")
    expect(screen.page.get_by_role("heading", name="Chưa có quầy mở cho mục này.")).to_be_visible()
    expect(screen.says("hoặc gặp Quầy 15")).to_be_visible()
    main = screen.page.locator(".stage .button-main").filter(visible=True)
    expect(main).to_have_text(["Lấy số"])  # one, by which whoever hesitates goes on
    screen.press("go-on", "prio-no")
    expect(screen.find("number")).to_have_text(re.compile(r"N\d{3}"))
    expect(screen.page.locator(".ticket-facts")).to_contain_text("Chưa ước tính được")


def test_collecting_a_result_and_not_knowing_are_always_the_last_tiles(screen):
    letters = screen.page.locator("[data-tiles] .tile").evaluate_all(
        "(tiles) => tiles.map((tile) => tile.dataset.testid.at(-1))"
    )
    assert letters[-2:] == ["R", "U"] and len(letters) == 8
