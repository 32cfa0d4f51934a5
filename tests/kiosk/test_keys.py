"""Without a finger: a keypad, a keyboard, a scanner, an ear."""

import re
import sqlite3
from contextlib import closing
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect


def test_a_scanned_slip_leads_to_the_short_queue_wherever_the_screen_is(screen):
    screen.find("service-C").focus()
    screen.scan("H99.01-261120-0001")  # its Enter is no press of the tile that has the focus
    screen.shows("found")
    expect(screen.find("found")).to_contain_text("Chưa thấy mã này ở trung tâm.")
    screen.press("back")
    screen.shows("code")
    screen.find("code-words").fill("x")
    screen.scan("http://10.0.0.5:8000/t/BCGHKLMN")
    expect(screen.find("found")).to_contain_text("Không tìm thấy mã này.")
    expect(screen.find("take-code")).not_to_be_visible()
    screen.page.get_by_test_id("kiosk-scan-again").click()
    for letter in "2611200001":
        screen.page.locator(f'[data-letter="{letter}"]:visible').click()
    screen.press("look-up")
    expect(screen.find("found")).to_contain_text("H99.01-261120-0001")
    screen.press("take-code", "prio-no")
    expect(screen.find("number")).to_have_text(re.compile(r"R\d{3}"))


def test_figures_press_what_they_stand_on_and_nought_goes_back_or_takes_a_code(screen):
    first = screen.page.locator("[data-tiles] .tile").first
    name = first.locator(".tile-name").inner_text()
    screen.page.keyboard.press("1")
    expect(screen.page.locator(".view.priority .view-service")).to_have_text(name)
    badge = "(b) => getComputedStyle(b, '::before').display"
    assert screen.find("prio-no").evaluate(badge) != "none"
    screen.page.keyboard.press("0")
    screen.shows("services")
    screen.page.keyboard.press("0")
    screen.shows("code")  # nothing lies behind the first screen: there, nought is the code in the hand
    screen.press("back")
    screen.shows("services")
    screen.page.keyboard.press("+")
    expect(screen.find("large")).to_have_attribute("aria-pressed", "true")
    screen.page.keyboard.press("2")
    screen.shows("priority")
    screen.page.keyboard.press("1")
    expect(screen.find("number")).to_have_text(re.compile(r"[A-Z]\d{3}"))
    screen.page.keyboard.press("1")
    screen.shows("services")
    assert screen.page.locator("html").get_attribute("data-keys") is None, "the next citizen begins afresh"


def test_the_servers_voice_reads_title_and_tiles_one_by_one_until_a_touch(screen):
    asked: list[str] = []
    screen.page.on("request", lambda r: asked.append(r.url) if "/api/kiosk/speech" in r.url else None)
    expect(screen.find("audio")).to_contain_text("Nghe")
    screen.press("audio")
    expect(screen.find("audio")).to_contain_text("Chạm để dừng")
    expect(screen.page.locator("h1.is-read")).to_have_text("Hôm nay ông/bà cần làm việc gì?")
    screen.page.wait_for_function("() => document.querySelector('li.is-read')")
    said = [parse_qs(urlsplit(url).query)["text"][0] for url in asked]
    assert said[:2] == ["Hôm nay ông/bà cần làm việc gì?", "Chạm vào một ô. Máy sẽ in số thứ tự."]
    first = screen.page.locator("[data-tiles] .tile .tile-name").first.inner_text()
    assert said[2].startswith(first)
    screen.page.mouse.click(540, 250)  # nothing is there
    expect(screen.page.locator(".is-read")).to_have_count(0)
    screen.press("audio")
    expect(screen.find("audio")).to_contain_text("Nghe")


@pytest.fixture
def chosen(screen):
    """`chosen(value)` is how the centre wants priority to be asked; the screen is opened anew."""

    def choose(value: str) -> None:
        with closing(sqlite3.connect(screen.server.instance / "mot-cua.sqlite3", timeout=10)) as database, database:
            database.execute("update centre set ask_priority = ?", (value,))
        screen.open()

    yield choose
    choose("always")


def test_priority_is_asked_as_the_centre_has_chosen(screen, chosen):
    mark = screen.page.locator(".ticket-number").get_by_text("Ưu tiên")
    chosen("button")
    screen.press("prio-switch")
    expect(screen.find("prio-switch")).to_have_attribute("aria-pressed", "true")
    screen.press("service-S")
    screen.shows("ticket")
    expect(mark).to_be_visible()
    screen.press("done")
    expect(screen.find("prio-switch")).to_have_attribute("aria-pressed", "false")
    chosen("off")
    expect(screen.find("prio-switch")).not_to_be_visible()
    screen.press("service-S")
    screen.shows("ticket")
    expect(mark).not_to_be_visible()


def test_boxes_keep_their_millimetres_on_a_smaller_panel(screen):
    scale = """async (panel) => (await import('/static/kiosk/fit.js')).scale(panel)"""

    def on(width: int, height: int, inches: float) -> float:
        panel = {"width": width, "height": height, "screenWidth": width, "screenHeight": height}
        return float(screen.page.evaluate(scale, {**panel, "diagonal": inches * 25.4}))

    assert abs(on(1080, 1920, 21.5) - 1) < 0.01
    assert on(1080, 1920, 32) == 1, "a larger panel is filled"
    assert abs(on(1080, 1920, 15.6) - 21.5 / 15.6) < 0.02
    assert on(2160, 3840, 43) == 2
    screen.told(diagonal_mm=396)
    expect(screen.page.locator("html")).to_have_attribute("data-narrow", "")
    boxes = screen.page.locator("[data-act]:visible").evaluate_all(
        "(all) => all.map((one) => { const r = one.getBoundingClientRect(); return [r.width, r.height, r.bottom] })"
    )
    per_mm = 2203 / 396
    assert boxes and all(w >= 20 * per_mm and h >= 20 * per_mm and low <= 1920 for w, h, low in boxes), boxes
